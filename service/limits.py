"""The bound on the size of request bodies, before anything else looks at them."""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import problem_response
from service.errors import BodyTooLargeError, problem_of

#: A client that sends everything before it reads gets a reset connection and no answer when the server closes early.
#: So much of a body that is too large is read and thrown away first, for at most so many seconds.
DRAINED_BYTES = 64 * 1024 * 1024
DRAIN_SECONDS = 10.0


class _ExceededError(Exception):
    """Leaves the application by no handler, so that ``BodyLimit`` answers and closes the connection."""


class BodyLimit:
    """ASGI middleware: a body of more than ``max_bytes`` gets 413, whether its length was declared, not declared
    (chunked) or declared wrongly. Never more than ``max_bytes`` and one chunk are in memory.

    The limit of FastAPI itself is not used, because it answers in plain text where the body is not read.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _declared(scope) > self.max_bytes:
            await self._refuse(scope, receive, send)
            return
        seen = 0
        answering = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_bytes:
                raise _ExceededError
            return message

        async def watched(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except _ExceededError:
            if answering:
                raise
            await self._refuse(scope, receive, send)

    def _sentence(self) -> str:
        return f"The body has more than {self.max_bytes} bytes, which is the most that one request may have."

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        waits_for_us = Headers(scope=scope).get("expect", "").lower() == "100-continue"
        if not waits_for_us and _declared(scope) <= DRAINED_BYTES:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await _drain(receive)
        problem = problem_of(BodyTooLargeError(self._sentence()))
        assert problem is not None
        response = problem_response(scope, problem, {"Connection": "close"})
        await response(scope, receive, send)


async def _drain(receive: Receive) -> None:
    drained = 0
    while drained <= DRAINED_BYTES:
        message = await receive()
        drained += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _declared(scope: Scope) -> int:
    """The declared length; 0 where there is none or it is not a number (the server refuses that by itself)."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
