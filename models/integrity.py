"""Whether the files of a folder are what they should be: by size and checksum, without reading GBs at each start."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Which files were found good, with the size and time of change that they had then.
STAMP = ".verified.json"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file has to be.

    Attributes:
        name: in its folder.
        size: bytes.
        checksum: ``sha256:`` and hex digits, or ``git:`` and the id that git gives a blob of this content, which is
            what the hub tells of small files; empty where nobody told one.
    """

    name: str
    size: int
    checksum: str = ""


def checksum(path: Path, like: str) -> str:
    """The checksum of ``path`` in the form of ``like``; empty where that is.

    Raises:
        OSError: it cannot be read.
    """
    kind, _, _ = like.partition(":")
    if not kind:
        return ""
    if kind == "git":
        # "blob", the length and the content: git-scm.com/book/en/v2/Git-Internals-Git-Objects
        digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    else:
        digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    return f"{kind}:{digest.hexdigest()}"


def damaged(folder: Path, files: Iterable[Expected], *, thorough: bool = False) -> list[str]:
    """Names of ``files`` that are missing in ``folder`` or not as expected.

    A file that has not changed since it was last found good, by its size and time of change, is not read again unless
    ``thorough``. What is found is noted in the folder for the next time.
    """
    files = list(files)
    noted = {} if thorough else _read(folder)
    bad = [file.name for file in files if not _good(folder, file, noted)]
    good = [file.name for file in files if file.name not in bad]
    if {name: _state(folder / name) for name in good} != noted:
        stamp(folder, good)
    return bad


def stamp(folder: Path, names: Sequence[str]) -> None:
    """Note that ``names`` were found good just now, and nothing of any other."""
    noted = json.dumps({name: _state(folder / name) for name in names})
    try:
        (folder / STAMP).write_text(noted, encoding="utf-8")
    except OSError:
        # A cache that cannot be written is checked in full each time.
        return


def _good(folder: Path, file: Expected, noted: dict[str, list[int]]) -> bool:
    path = folder / file.name
    try:
        state = _state(path)
        return state[0] == file.size and (
            noted.get(file.name) == state or checksum(path, file.checksum) == file.checksum
        )
    except OSError:
        return False


def _state(path: Path) -> list[int]:
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns]


def _read(folder: Path) -> dict[str, list[int]]:
    try:
        noted = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}
