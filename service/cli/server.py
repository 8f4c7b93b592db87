"""Runs the application under uvicorn, with the sentences that a person at a terminal needs."""

import asyncio
import errno
import ipaddress
import logging.config
import os
import signal
import socket
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection

import click
import uvicorn
from fastapi import FastAPI

from models.errors import ModelUnavailableError
from service.app import create_app
from service.cli.processes import Processes, check
from service.settings import Settings
from service.state import load_summarizer, load_translator

#: Everything on the standard error: the standard output has the ready line only, so that a script can wait for it.
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"uvicorn.access": {"level": "INFO"}},
}
_OPEN = "intisari: warning: everyone who can reach this machine can use the service; it asks for no keys."
#: How often it is looked whether the model has answered its first sentence.
_POLL_SECONDS = 0.02
#: What running requests get to finish in after Ctrl-C or SIGTERM.
_GRACE_SECONDS = 30


def run(settings: Settings, processes: int = 1) -> int:
    """Serve until Ctrl-C or SIGTERM; 0 where the service came up and was stopped, else 1.

    Raises:
        click.ClickException: the address cannot be used, the model cannot be loaded, or there cannot be so many
            processes.
    """
    if processes > 1:
        check(processes)
    listening = _bind(settings.host, settings.port)
    if not ipaddress.ip_address(listening.getsockname()[0]).is_loopback:
        click.echo(_OPEN, err=True)
    announce = partial(_announce, listening)
    try:
        if processes == 1:
            return _serve_here(settings, listening, announce)
        logging.config.dictConfig(_LOGGING)
        return Processes(settings, processes, listening, _serve_here).run(announce)
    except OSError as error:
        raise click.ClickException(_why_not(error, settings.host, settings.port)) from error


def _serve_here(
    settings: Settings, listening: socket.socket, ready: Callable[[], None], parent: Connection | None = None
) -> int:
    """Serve in this process.

    Args:
        ready: called once requests can be answered.
        parent: at its end of file, the process that looks after this one is gone, and this one stops.

    Raises:
        click.ClickException: the model cannot be loaded.
    """
    try:
        engine, summarizer = load_translator(settings), load_summarizer(settings)
    except ModelUnavailableError as error:
        raise click.ClickException(str(error)) from error
    app = create_app(settings, engine, summarizer)
    config = uvicorn.Config(app, log_config=_LOGGING, timeout_graceful_shutdown=_GRACE_SECONDS)
    # SIGTERM ends in the same way as Ctrl-C: uvicorn stops gracefully on both, then raises the signal once more.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return asyncio.run(_serve(uvicorn.Server(config), app, listening, ready, parent))
    except KeyboardInterrupt:
        return 0


async def _serve(
    server: uvicorn.Server,
    app: FastAPI,
    listening: socket.socket,
    ready: Callable[[], None],
    parent: Connection | None,
) -> int:
    if parent is not None:
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.remove_reader(parent)
            server.should_exit = True

        loop.add_reader(parent, stop)
    waiting = asyncio.create_task(_when_ready(server, app, ready))
    try:
        await server.serve(sockets=[listening])
    finally:
        waiting.cancel()
    return 0 if server.started else 1


async def _when_ready(server: uvicorn.Server, app: FastAPI, ready: Callable[[], None]) -> None:
    """Once the model has answered its first sentence. Where it cannot, the service logs why."""
    while not server.started or app.state.intisari.unready is not None:  # noqa: ASYNC110 - neither has an event
        await asyncio.sleep(_POLL_SECONDS)
    ready()


def _announce(listening: socket.socket) -> None:
    address = _address(listening)
    click.echo(f"Intisari is ready: page {address}/ and interface {address}/docs (Ctrl-C stops it).")


def _bind(host: str, port: int) -> socket.socket:
    """A socket that is bound before the model is loaded, so that a port in use is reported at once; it takes no
    connections before the application runs.

    Raises:
        click.ClickException: the address cannot be used.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":
            # A server that was stopped a moment ago does not keep its port; on Windows this would share it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise click.ClickException(_why_not(error, host, port)) from error
    return listening


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use; stop what uses it, or take another one with --port."
    if error.errno == errno.EACCES:
        return f"You may not use port {port}; take one from 1024 on with --port."
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"{host} is not an address of this machine; for all of its addresses use --host 0.0.0.0."
    return f"The service cannot listen on port {port} of {host}: {error}."


def _address(listening: socket.socket) -> str:
    """What to open in a browser on this machine."""
    host, port = listening.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
