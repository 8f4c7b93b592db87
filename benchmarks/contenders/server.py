"""A contender that runs: started on a free port of loopback, ready when it has translated, stopped in every case."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import time
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import sample

from benchmarks.contenders.environments import ROOT
from benchmarks.contenders.registry import Contender
from benchmarks.load.connection import Connection, ConnectionFailedError
from benchmarks.load.loads import AnswerError
from benchmarks.load.processes import MARK, end_all

START_SECONDS = 180.0
STOP_SECONDS = 20.0
#: Neither those that systems give to outgoing connections, which a server that starts others may take before it
#: listens, nor those of Ray's workers (10002 to 19999).
PORTS = range(20_000, 32_768)
FIRST_SENTENCE = "Pemerintah kota akan membangun sekolah baru untuk warga pada tahun ini."


class DidNotStartError(Exception):
    """The message ends with what the server wrote last."""


@dataclass(frozen=True, slots=True)
class Server:
    """``mark`` finds its processes (``benchmarks.load.processes``); ``start_seconds`` is until its first answer."""

    contender: Contender
    port: int
    mark: str
    start_seconds: float

    async def ask(self, connection: Connection, text: str) -> str:
        """The translation of one text.

        Raises:
            AnswerError: the server answered with another status, or with something else.
            ConnectionFailedError: no whole answer came.
        """
        return await ask(self.contender, connection, text)


async def ask(contender: Contender, connection: Connection, text: str) -> str:
    status, body = await connection.post(contender.path, contender.request(text))
    if status != 200:
        raise AnswerError(f"status {status}: {body[:200].decode(errors='replace')}")
    try:
        return contender.answer(json.loads(body))
    except (ValueError, LookupError, TypeError) as error:
        raise AnswerError(f"no translation in {body[:200].decode(errors='replace')} ({error!r})") from error


@asynccontextmanager
async def running(contender: Contender, programs: Path, places: Mapping[str, str], log: Path) -> AsyncIterator[Server]:
    """Start the contender, wait for its first answer, and end all its processes afterwards, whatever happens.

    Args:
        programs: folder with its python and commands.
        places: what ``{model}`` and the like stand for in its environment variables.
        log: where its output goes.

    Raises:
        DidNotStartError: it ended, or did not answer within ``START_SECONDS``.
    """
    mark = uuid.uuid4().hex
    port = _free_port()
    command = [part.format(port=port) for part in contender.command]
    command[0] = str(programs / command[0])
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("INTISARI_")}
    variables = {name: value.format(**places) for name, value in contender.variables.items()}
    environment = {**inherited, **variables, MARK: mark, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    environment["PATH"] = f"{programs}{os.pathsep}{environment.get('PATH', '')}"
    started = time.perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        await _first_answer(contender, port, process, log)
        yield Server(contender, port, mark, time.perf_counter() - started)
    finally:
        end_all(mark, STOP_SECONDS)
        process.wait()


async def _first_answer(contender: Contender, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    failure: Exception | str = f"no answer within {START_SECONDS:g} s"
    try:
        async with asyncio.timeout(START_SECONDS):
            while process.poll() is None:
                try:
                    async with Connection(port) as connection:
                        await ask(contender, connection, FIRST_SENTENCE)
                except (ConnectionFailedError, AnswerError) as error:
                    failure = error
                    await asyncio.sleep(0.1)
                else:
                    return
    except TimeoutError:
        pass
    ended = "" if process.poll() is None else f"it ended with {process.returncode}; "
    raise DidNotStartError(f"{ended}{failure}; last line: {_last_line(log)}")


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "none"


def _free_port() -> int:
    for port in sample(PORTS, len(PORTS)):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise DidNotStartError("no port is free")
