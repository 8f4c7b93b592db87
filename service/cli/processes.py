"""Several server processes on one listening socket, each with cores of its own, and the process that looks after them.

The parent loads no model and answers nobody. It forks the others, which inherit the socket: the system hands each
connection to a process that is free to accept it, and what waits to be accepted outlives the death of a process. Each
has an engine and a queue of its own, and the cores are divided so that these do not fight for the same ones.
"""

import logging
import math
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

import click

from service.settings import Settings, available_cores

log = logging.getLogger(__name__)

#: Serves until a signal, or until the connection has an end of file (the parent is gone); calls ``ready`` once. Gives
#: the exit code. Raises ``click.ClickException`` where it cannot start.
Serve = Callable[[Settings, socket.socket, Callable[[], None], Connection], int]

#: What a process gets from SIGTERM to its end; a little more than the server grants to running requests.
STOP_SECONDS = 35.0
#: A replacement that dies before it is ready is tried again after so long, then twice as long, up to the second figure.
FIRST_DELAY, LONGEST_DELAY = 1.0, 30.0


@dataclass(eq=False)
class _Server:
    """A server process: its share of the cores, and what it says (that it is ready, or why it never will be)."""

    share: int
    process: ForkProcess
    says: Connection
    ready: bool = False


class Processes:
    """``count`` server processes, and their replacements where one dies; see ``check`` for how many there can be."""

    def __init__(self, settings: Settings, count: int, listening: socket.socket, serve: Serve) -> None:
        self._settings = settings
        self._count = count
        self._listening = listening
        self._serve = serve
        self._context = multiprocessing.get_context("fork")
        # Nothing is ever sent: the read end sees an end of file when the parent is gone.
        self._lives, self._parent_lives = self._context.Pipe(duplex=False)
        self._servers: list[_Server] = []
        #: Share of the cores → when the replacement is to be started (infinite: it was), and how long to wait before
        #: the next one, should that die before it is ready.
        self._due: dict[int, tuple[float, float]] = {}

    def run(self, announce: Callable[[], None]) -> int:
        """Serve until Ctrl-C or SIGTERM; ``announce`` is called once all are ready. 0 where that was so, else 1.

        Raises:
            click.ClickException: the processes cannot start.
        """
        announced = False
        with _stop_signals() as stopped:
            try:
                # Also where a process does this again: the error, if there is one, is the parent's to tell.
                self._listening.listen()
                for share in range(self._count):
                    self._start(share)
                while stopped not in (events := self._wait(stopped)):
                    for server in [server for server in self._servers if server.says in events]:
                        self._hear(server, announced)
                    if not announced and all(server.ready for server in self._servers):
                        announced = True
                        announce()
                    self._start_what_is_due()
            finally:
                self._stop()
        return 0 if announced else 1

    def _wait(self, stopped: int) -> list[Connection | int]:
        soonest = min((due for due, _ in self._due.values()), default=math.inf)
        timeout = None if soonest == math.inf else max(0.0, soonest - time.monotonic())
        return wait([stopped, *(server.says for server in self._servers)], timeout)  # type: ignore[return-value]

    def _start(self, share: int) -> None:
        says, tell = self._context.Pipe(duplex=False)
        process = self._context.Process(target=self._child, args=(share, tell), name=f"server {share + 1}")
        process.start()
        tell.close()
        self._servers.append(_Server(share, process, says))

    def _child(self, share: int, tell: Connection) -> None:
        # The ends of the parent must be open in the parent only.
        self._parent_lives.close()
        for sibling in self._servers:
            sibling.says.close()
        try:
            settings = with_share_of_cores(self._settings, share, self._count)
            code = self._serve(settings, self._listening, lambda: tell.send(None), self._lives)
        except click.ClickException as error:
            tell.send(error.format_message())
            code = 1
        os._exit(code)

    def _hear(self, server: _Server, announced: bool) -> None:
        """A server is ready, cannot start, or has ended."""
        try:
            message = server.says.recv()
        except EOFError:
            self._replace(server, announced)
            return
        if message is None:
            server.ready = True
            self._due.pop(server.share, None)
            if announced:
                log.warning("The new server process %s is ready.", server.process.pid)
        elif not announced:
            raise click.ClickException(message)
        else:
            log.error("The new server process %s cannot start: %s", server.process.pid, message)

    def _replace(self, server: _Server, announced: bool) -> None:
        server.process.join()
        server.says.close()
        self._servers.remove(server)
        ended = f"The server process {server.process.pid} ended with code {server.process.exitcode}"
        if not announced:
            raise click.ClickException(f"{ended} before it was ready.")
        _, delay = self._due.get(server.share, (0.0, 0.0))
        self._due[server.share] = (time.monotonic() + delay, min(max(FIRST_DELAY, 2 * delay), LONGEST_DELAY))
        log.warning("%s; another one takes its place%s.", ended, f" in {delay:g} s" if delay else "")

    def _start_what_is_due(self) -> None:
        running = {server.share for server in self._servers}
        for share, (due, delay) in list(self._due.items()):
            if share not in running and due <= time.monotonic():
                self._due[share] = (math.inf, delay)
                self._start(share)

    def _stop(self) -> None:
        """Let all finish what they have, at once; kill what does not end."""
        for server in self._servers:
            server.process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for server in self._servers:
            server.process.join(max(0.0, end - time.monotonic()))
            if server.process.exitcode is None:
                log.warning("The server process %s did not stop and is killed.", server.process.pid)
                server.process.kill()
                server.process.join()


def check(count: int) -> None:
    """Whether there can be so many server processes here.

    Raises:
        click.UsageError: there cannot.
    """
    if not hasattr(os, "fork"):
        raise click.UsageError(
            "Several server processes need a system with fork (Linux, macOS); leave out --processes."
        )
    if count > (cores := available_cores()):
        raise click.UsageError(
            f"{count} server processes are more than the {cores} cores that this service may run on; they would only "
            f"take them from each other."
        )


def with_share_of_cores(settings: Settings, share: int, count: int) -> Settings:
    """Bind this process to its part of the cores, where the system can do that; else settings in which it takes no
    more than that many."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, cores[share * len(cores) // count : (share + 1) * len(cores) // count])
        return settings
    mine = max(1, available_cores() // count)
    return settings.model_copy(update={"workers": settings.workers or max(1, mine // (settings.threads or 1))})


@contextmanager
def _stop_signals() -> Iterator[int]:
    """A file that can be read from once Ctrl-C or SIGTERM came."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    owner = os.getpid()

    def stop(*_: object) -> None:
        if os.getpid() != owner:
            # A child whose server has no handlers yet, or is done.
            os._exit(0)
        os.write(write, b"x")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield read
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(read)
        os.close(write)
