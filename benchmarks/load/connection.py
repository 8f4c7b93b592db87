"""HTTP/1.1 over asyncio streams, as little of it as a load generator needs that shares its cores with the server."""

import asyncio
import json
from typing import Any, Self

#: The largest answer that is read; more is a fault of the server.
MOST_BYTES = 64 * 1024 * 1024


class ConnectionFailedError(Exception):
    """No whole answer came; the message says what happened."""


class Connection:
    """One connection to a server on this machine, opened when it is needed and kept open between requests."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def post(self, path: str, body: Any) -> tuple[int, bytes]:
        """Status and body of the answer. A cancelled request closes the connection, which is how a client leaves.

        Raises:
            ConnectionFailedError: the connection was refused or broken off, or what came is not HTTP.
        """
        whole = False
        try:
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
            assert self._reader is not None
            content = json.dumps(body).encode()
            head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            self._writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
            status, answer, stays = await _answer(self._reader)
            whole = stays
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            raise ConnectionFailedError(f"{type(error).__name__}: {error}") from error
        finally:
            if not whole:
                self.close()
        return status, answer


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    """Status, body, and whether the connection can be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    stays = fields.get("connection", "").lower() != "close"
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return status, await _chunks(reader), stays
    if "content-length" in fields:
        return status, await reader.readexactly(min(int(fields["content-length"]), MOST_BYTES)), stays
    return status, await reader.read(MOST_BYTES), False


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(min(size, MOST_BYTES)))
        await reader.readexactly(2)
    while (await reader.readuntil(b"\r\n")) != b"\r\n":
        pass
    return b"".join(parts)
