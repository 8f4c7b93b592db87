"""How request bodies are read: JSON as RFC 8259 has it, in bounded time, with an error for everything else.

The parser of the framework takes ``NaN`` and duplicate keys, and answers a nested bomb with "error parsing the body".
"""

import asyncio
import email.message
import json
import re
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from service.errors import ClientGoneError, ContentTypeError, JSONError, SlowBodyError

#: From the first byte of the body to the last.
BODY_SECONDS = 60.0

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonRequest(Request):
    """A request whose body is read and parsed by ``load``; ``json`` is what the framework asks then."""

    async def load(self) -> None:
        self.parsed = parse(await self.body())

    async def json(self) -> Any:
        return self.parsed


class JsonRoute(APIRoute):
    """A route that takes one JSON body.

    Raises (from the handler):
        ContentTypeError, JSONError, SlowBodyError, BodyTooLargeError, ClientGoneError
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def read_and_handle(request: Request) -> Response:
            if self.body_field is None:
                return await handle(request)
            require_json(request.headers.get("content-type", ""))
            request = JsonRequest(request.scope, request.receive)
            try:
                # Read here, because the framework turns whatever is raised on the way into one vague error.
                async with asyncio.timeout(BODY_SECONDS):
                    await request.load()
            except TimeoutError as error:
                raise SlowBodyError(f"The body did not arrive within {BODY_SECONDS:.0f} seconds.") from error
            except ClientDisconnect as error:
                raise ClientGoneError("The client closed the connection while it sent the body.") from error
            return await handle(request)

        return read_and_handle


def require_json(content_type: str) -> None:
    """Refuse what is not declared as JSON: other sites' forms, which a browser sends without asking, are not.

    Raises:
        ContentTypeError
    """
    message = email.message.Message()
    message["content-type"] = content_type
    kind = message.get_content_type() if content_type else ""
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        return
    found = f"it is declared as {kind}" if kind else "it is not declared"
    raise ContentTypeError(f"The body has to be JSON and {found}; send `Content-Type: application/json`.")


def parse(body: bytes) -> Any:
    """The JSON value in ``body``.

    Lone surrogates (``"\\ud800"``), which are no characters and cannot be sent back, are left out of strings.

    Raises:
        JSONError: with the place, where there is one.
    """
    if not body.strip():
        raise JSONError("The body is empty; send a JSON object.")
    try:
        value = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
        return _without_surrogates(value) if _SURROGATE_ESCAPE.search(body) else value
    except UnicodeDecodeError as error:
        raise JSONError(f"The body is not UTF-8: byte {error.start} does not fit.") from error
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        raise JSONError(f"The body is not JSON: {reason} at line {error.lineno}, column {error.colno}.") from error
    except RecursionError as error:
        raise JSONError("The body has lists or objects nested too deeply.") from error
    except ValueError as error:  # Python converts no integer of more than 4,300 digits
        raise JSONError("The body has a number with thousands of digits.") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise JSONError(f"The key {json.dumps(twice)} is there twice in one object; send it once.")
    return found


def _constant(name: str) -> Any:
    raise JSONError(f"{name} is not a JSON value.")


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value
