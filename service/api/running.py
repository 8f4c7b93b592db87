"""How a request's work is run: until it is done, its time is up, or its client has gone."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from service.batching import DeadlineError
from service.errors import ClientGoneError

T = TypeVar("T")


async def run(request: Request, seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, whose body has been read. When this gives up, the work is cancelled, and what it has in
    the queue of the batching layer is taken out.

    Raises:
        DeadlineError: ``seconds`` passed.
        ClientGoneError: the client closed the connection.
    """
    task = asyncio.create_task(work)
    watcher = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, watcher}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        if watcher.done():
            raise ClientGoneError("The client closed the connection before the answer was ready.")
        raise DeadlineError
    finally:
        task.cancel()
        watcher.cancel()
        await asyncio.gather(task, watcher, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
