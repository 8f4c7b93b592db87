"""A name for each request: in the answer, in problem documents and in the log."""

import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
_KEY = "intisari.request_id"
#: What a proxy in front may send; anything else could forge lines of the log.
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")


class RequestId:
    """ASGI middleware: takes the request's ``X-Request-ID``, or makes one, and sends it back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = scope[_KEY] = given if _ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        await self.app(scope, receive, named)


def request_id_of(scope: Scope) -> str:
    """The name of the request that ``scope`` belongs to; empty outside of the middleware."""
    return str(scope.get(_KEY, ""))
