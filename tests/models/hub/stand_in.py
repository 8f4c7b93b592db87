"""A stand-in for the hub's HTTP endpoints, for the real client to talk to.

As the hub does, it tells the commit and the files of a revision, sends small files itself, and sends the reader of a
large one to its storage, which is another origin.
"""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

#: What is larger is stored with LFS, with a SHA-256 instead of a git id. The hub draws the line at 10 MB.
LFS_FROM = 4096


@dataclass
class Repository:
    """One model. ``commits`` are its files by commit; ``branches`` name commits."""

    commits: dict[str, dict[str, bytes]]
    branches: dict[str, str]
    token: str = ""
    gated: bool = False

    @classmethod
    def of(cls, files: dict[str, bytes], commit: str = "a" * 40) -> Self:
        return cls({commit: files}, {"main": commit})

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        return cls.of({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})

    def commit(self, revision: str) -> str | None:
        commit = self.branches.get(revision, revision)
        return commit if commit in self.commits else None


@dataclass
class Asked:
    """One request that came."""

    host: str
    path: str
    range: str
    authorization: str


@dataclass
class Hub:
    """The stand-in, and the faults that a test gives it.

    Attributes:
        status: answer every request with it, with ``headers``.
        cuts: for a file, after how many bytes the line is cut, once for each number.
        stalls: likewise, but nothing comes any more and the line stays open; ``stalled`` is set then.
        failing: for a file, statuses that the storage answers before it sends it.
        altered: files that come with another content than was announced.
        knows_ranges: whether a download can be continued.
        tells_sizes: the hub does so with the revision; its mirrors only in the tree.
        announced: for a file, a size other than its own.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    stalls: dict[str, list[int]] = field(default_factory=dict)
    stalled: threading.Event = field(default_factory=threading.Event)
    failing: dict[str, list[int]] = field(default_factory=dict)
    altered: set[str] = field(default_factory=set)
    knows_ranges: bool = True
    tells_sizes: bool = True
    announced: dict[str, int] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    endpoint: str = ""
    storage: str = ""

    def ranges(self, name: str) -> list[str]:
        """The ranges that were asked for of a large file, empty for the whole."""
        return [asked.range for asked in self.asked if asked.path.endswith("/" + name) and "/blobs/" in asked.path]


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    """Serve ``hub`` at two ports of this machine: the hub, and its storage."""
    servers = [_Server(hub) for _ in range(2)]
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    hub.endpoint, hub.storage = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()


def described(name: str, data: bytes, hub: Hub) -> dict[str, Any]:
    """A file as the hub's API tells of it."""
    size = hub.announced.get(name, len(data))
    git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    if len(data) < LFS_FROM:
        return {"size": size, "oid": git}
    return {"size": size, "oid": git, "lfs": {"oid": hashlib.sha256(data).hexdigest(), "size": size, "pointerSize": 1}}


class _Server(ThreadingHTTPServer):
    def __init__(self, hub: Hub) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hub = hub


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def hub(self) -> Hub:
        assert isinstance(self.server, _Server)
        return self.server.hub

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        headers = self.headers
        self.hub.asked.append(
            Asked(headers["Host"], path, headers.get("Range", ""), headers.get("Authorization", "") or "")
        )
        if self.hub.status:
            self.answer(self.hub.status, b"{}", self.hub.headers)
        elif found := re.fullmatch(r"/api/models/(.+?)/(revision|tree)/(.+)", path):
            self.tell(*found.groups())
        elif found := re.fullmatch(r"/(.+?)/(resolve|blobs)/(.+)/([^/]+)", path):
            self.send_file(*found.groups())
        else:
            self.answer(404, b"")

    def repository(self, model: str, revision: str) -> tuple[dict[str, bytes], str] | None:
        """Files and commit; None where a refusal was sent."""
        repository = self.hub.repositories.get(model)
        given = self.headers.get("Authorization", "")
        if repository is None or (repository.token and not given):
            # The hub does not tell a stranger which of the two it is.
            self.answer(401, b"", {"X-Error-Code": "RepoNotFound"} if given else {})
        elif repository.token and given != f"Bearer {repository.token}":
            self.answer(401, b"", {"X-Error-Message": "Invalid credentials in Authorization header"})
        elif repository.gated:
            self.answer(403, b"", {"X-Error-Code": "GatedRepo"})
        elif (commit := repository.commit(revision)) is None:
            self.answer(404, b"", {"X-Error-Code": "RevisionNotFound"})
        else:
            return repository.commits[commit], commit
        return None

    def tell(self, model: str, kind: str, revision: str) -> None:
        if (found := self.repository(model, revision)) is None:
            return
        files, commit = found
        facts = {name: described(name, data, self.hub) for name, data in files.items()}
        if kind == "tree":
            answer: Any = [{"type": "file", "path": name, **fact} for name, fact in facts.items()]
        else:
            siblings: list[dict[str, Any]] = [{"rfilename": name} for name in facts]
            if self.hub.tells_sizes:
                for sibling in siblings:
                    fact = facts[sibling["rfilename"]]
                    sibling |= {"size": fact["size"], "blobId": fact["oid"]}
                    if "lfs" in fact:
                        sibling["lfs"] = {**fact["lfs"], "sha256": fact["lfs"]["oid"]}
            answer = {"id": model, "sha": commit, "siblings": siblings}
        self.answer(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def send_file(self, model: str, kind: str, revision: str, name: str) -> None:
        if kind == "blobs":  # the address stands for the right to read, as a signed one does
            files, commit = self.hub.repositories[model].commits[revision], revision
        elif (found := self.repository(model, revision)) is not None:
            files, commit = found
        else:
            return None
        if name not in files:
            return self.answer(404, b"", {"X-Error-Code": "EntryNotFound"})
        data = files[name]
        if kind == "resolve" and len(data) >= LFS_FROM:
            place = f"{self.hub.storage}/{model}/blobs/{commit}/{name}"
            linked = {"X-Linked-Size": str(len(data)), "X-Linked-Etag": hashlib.sha256(data).hexdigest()}
            return self.answer(302, b"", {"Location": place, "X-Repo-Commit": commit, **linked})
        if self.hub.failing.get(name):
            return self.answer(self.hub.failing[name].pop(0), b"")
        if name in self.hub.altered:
            data = bytes(len(data))
        start = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Repo-Commit": commit}
        if start and self.hub.knows_ranges:
            first = int(start[1])
            headers["Content-Range"] = f"bytes {first}-{len(data) - 1}/{len(data)}"
            return self.answer(206, data[first:], headers, name)
        return self.answer(200, data, headers, name)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None, name: str = "") -> None:
        self.send_response(status)
        for header, value in (headers or {}).items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for faults in (self.hub.cuts, self.hub.stalls):
            if faults.get(name):
                body = body[: faults[name].pop(0)]
                self.close_connection = True
                if faults is self.hub.stalls:
                    self.wfile.write(body)
                    self.hub.stalled.set()
                    self.rfile.read(1)  # until the reader goes away
                    return
        if self.command != "HEAD":
            self.wfile.write(body)
