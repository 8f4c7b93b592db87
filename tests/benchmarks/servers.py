"""A real server for the load generator, started the way contenders are: it answers with the text in upper case."""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.contenders.registry import Contender

CONTENDER = Contender(
    "upper-case",
    environment="",
    command=("python", "-m", "tests.benchmarks.servers", "{port}"),
    path="/translate",
    request=lambda text: {"text": text},
    answer=lambda body: str(body["translation"]),
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        if "lambat" in text:
            time.sleep(1)
        if "gagal" in text:
            self._answer(503, {"detail": "busy"})
        else:
            self._answer(200, {"translation": text.upper()})

    def _answer(self, status: int, body: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            half = len(content) // 2
            for part in (content[:half], content[half:], b""):
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            return
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is that of http.server
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
