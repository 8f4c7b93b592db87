"""The segment memory on disk, in SQLite. It is a convenience: whatever goes wrong here is logged, and fails nothing."""

import logging
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Tells our files from other people's (SQLite's ``application_id``): "Inti".
APPLICATION = 0x496E7469
_HEADER = b"SQLite format 3\0"
#: Where SQLite keeps the application id in the file, big-endian (https://www.sqlite.org/fileformat2.html, 1.3).
_APPLICATION_PLACE = slice(68, 72)
#: New entries are gathered for so long before they are written; the most that a crash can lose.
GATHER_SECONDS = 1.0
#: Where the disk is slower than the service, what comes beyond so many entries is not written.
MOST_PENDING = 20_000
#: How long another process may hold the file, and how long closing may take.
PATIENCE_SECONDS = 5.0
#: An entry in the file counts for this much besides its value.
ROW_BYTES = 64


class MemoryFile:
    """Entries of the segment memory in ``path``, least recently used first out.

    Several processes may use one file: each writes what it learns, and reads what all have learnt when it starts. What
    the last second brought may be lost in a crash; the file stays whole (write-ahead log). Where the file cannot be
    used (not ours, no permission, disk full), one sentence is logged and the service goes on without it. A damaged file
    of ours is renamed to ``….damaged`` and a new one begun; a file that is not ours is never touched.

    Args:
        most_bytes: bound on what is in the file; pages that are free, which SQLite uses again, come on top.
    """

    def __init__(self, path: Path, most_bytes: int) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._pending: dict[bytes, bytes | None] = {}
        self._change = threading.Condition()
        self._closing = False
        self._complained = False
        self._usable = self._attempt(self._prepare) is not None
        self._thread = threading.Thread(target=self._write_until_closed, name="memory-file", daemon=True)
        if self._usable:
            self._thread.start()

    def load(self) -> list[tuple[bytes, bytes]]:
        """Keys and values, least recently used first."""
        return (self._attempt(self._read) or []) if self._usable else []

    def put(self, key: bytes, value: bytes) -> None:
        """Write an entry soon. Never waits for the disk."""
        self._note(key, value)

    def touch(self, key: bytes) -> None:
        """An entry was used: it goes out later."""
        self._note(key, None)

    def close(self) -> None:
        """Write what is pending, for at most ``PATIENCE_SECONDS``."""
        with self._change:
            self._closing = True
            self._change.notify()
        if self._usable:
            self._thread.join(PATIENCE_SECONDS)

    def _note(self, key: bytes, value: bytes | None) -> None:
        if not self._usable:
            return
        with self._change:
            if value is None and key in self._pending:
                return
            if len(self._pending) < MOST_PENDING:
                self._pending[key] = value
                self._change.notify()

    def _write_until_closed(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._pending or self._closing)
                if not self._closing:
                    self._change.wait_for(lambda: self._closing, GATHER_SECONDS)
                entries, self._pending = self._pending, {}
                closing = self._closing
            if entries:
                write: Callable[[], bool] = partial(self._write, entries)
                if self._attempt(write):
                    self._complained = False
            if closing:
                return

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=PATIENCE_SECONDS, isolation_level=None)

    def _prepare(self) -> bool:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It holds what articles say: nobody else's business. SQLite gives its side files the same mode.
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        with self._path.open("rb") as file:
            head = file.read(100)
        if head and not is_ours(head):
            raise sqlite3.DatabaseError("it is not a memory file of this service")
        try:
            self._set_up()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            aside = self._path.with_name(f"{self._path.name}.damaged")
            log.warning(
                "The segment memory %s is damaged (%s); it is now %s, and a new one begins.",
                self._path,
                error,
                aside.name,
            )
            self._path.replace(aside)
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            self._set_up()
        return True

    def _set_up(self) -> None:
        with closing(self._connect()) as database:
            database.execute(f"PRAGMA application_id={APPLICATION}")
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS segments "
                "(key BLOB PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL, size INTEGER NOT NULL, "
                "used INTEGER NOT NULL) WITHOUT ROWID"
            )
            database.execute("CREATE INDEX IF NOT EXISTS by_use ON segments (used, size)")
            [result] = database.execute("PRAGMA quick_check(1)").fetchone()
            if result != "ok":
                raise sqlite3.DatabaseError(result)

    def _read(self) -> list[tuple[bytes, bytes]]:
        with closing(self._connect()) as database:
            rows = database.execute("SELECT key, value, crc FROM segments ORDER BY used")
            # SQLite notices damage to its structure, not to what is in it.
            return [(key, value) for key, value, crc in rows if crc == zlib.crc32(key + value)]

    def _write(self, entries: dict[bytes, bytes | None]) -> bool:
        with closing(self._connect()) as database:
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute("BEGIN IMMEDIATE")
            [now] = database.execute("SELECT coalesce(max(used), 0) + 1 FROM segments").fetchone()
            for at, (key, value) in enumerate(entries.items(), now):
                if value is None:
                    database.execute("UPDATE segments SET used = ? WHERE key = ?", (at, key))
                else:
                    database.execute(
                        "INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?, ?)",
                        (key, value, zlib.crc32(key + value), len(value) + ROW_BYTES, at),
                    )
            self._prune(database)
            database.execute("COMMIT")
        return True

    def _prune(self, database: sqlite3.Connection) -> None:
        [total] = database.execute("SELECT total(size) FROM segments").fetchone()
        if total <= self._most_bytes:
            return
        last = 0
        for used, size in database.execute("SELECT used, size FROM segments ORDER BY used"):
            total -= size
            last = used
            if total <= self._most_bytes:
                break
        database.execute("DELETE FROM segments WHERE used <= ?", (last,))

    def _attempt(self, work: Callable[[], T]) -> T | None:
        """The result, or None where it went wrong, which is logged once until something succeeds."""
        try:
            return work()
        except (sqlite3.Error, OSError) as error:
            if not self._complained:
                log.warning(
                    "The segment memory cannot be kept in %s: %s. The service goes on without it.", self._path, error
                )
            self._complained = True
            return None


def is_ours(head: bytes) -> bool:
    """Whether a file begins like a segment memory."""
    return head.startswith(_HEADER) and head[_APPLICATION_PLACE] == APPLICATION.to_bytes(4, "big")
