"""What an article is read from: a file, the standard input or a page, as text, HTML or JSON. Its content says which."""

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from service.cli.fetch import FetchError, fetch

Kind = Literal["text", "html", "json"]

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
#: Tags that only a page or a piece of one has; a story that mentions "<3" or "<nama>" stays text. The same as in
#: service/web/static/reading.js.
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h[1-6]|ul|ol|table|blockquote|figure)\b[^>]*>",
    re.IGNORECASE,
)
_DECLARED_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
#: Beginnings of files that people take for text, and what they are.
_NO_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip file, such as a Word document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "compressed with gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
#: Bytes in which a NUL means that the file is not text; git looks at as many.
_LOOKED_AT = 8000


class SourceError(Exception):
    """An article cannot be read from there; the message is a sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was read.

    Attributes:
        kind: ``json`` is a request body of ``POST /v1/articles``.
        note: a sentence where the encoding had to be guessed; else empty.
    """

    kind: Kind
    content: str
    note: str = ""


def read_source(name: str, max_bytes: int) -> Source:
    """Read ``name``: a path, an address (http or https), or ``-`` for the standard input.

    Raises:
        SourceError: a folder, nothing there, not readable, not text, or more than ``max_bytes``.
    """
    raw = _read(name, max_bytes)
    if len(raw) > max_bytes:
        raise SourceError(
            f"It has more than {max_bytes:,} bytes, too many for one article; INTISARI_MAX_BODY_BYTES sets the limit."
        )
    return recognise(raw)


def _read(name: str, max_bytes: int) -> bytes:
    """At most one byte more than the limit, so that a huge file costs nothing."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(max_bytes + 1)
    if _ADDRESS.match(name):
        try:
            return fetch(name, max_bytes)
        except FetchError as error:
            raise SourceError(str(error)) from error
    path = Path(name)
    try:
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError("There is no such file.") from error
    except IsADirectoryError as error:
        raise SourceError(f"It is a folder; give the files in it: {path / '*'}") from error
    except PermissionError as error:
        raise SourceError("You may not read it; check its permissions.") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"It cannot be read: {error}.") from error


def recognise(raw: bytes) -> Source:
    """Decode ``raw`` and tell whether it is text, HTML or JSON.

    >>> recognise(b"Presiden berpidato.").kind, recognise(b"<p>Presiden</p>").kind, recognise(b' {"text": "a"}').kind
    ('text', 'html', 'json')

    Raises:
        SourceError: it is not text.
    """
    for beginning, name in _NO_TEXT.items():
        if raw.startswith(beginning):
            raise SourceError(f"It is {name}; save the article as text or HTML first.")
    text, note = _decode(raw)
    if text.lstrip().startswith(("{", "[")) and _is_json(text):
        return Source("json", text, note)
    return Source("html" if _MARKUP.search(text) else "text", text, note)


def _is_json(text: str) -> bool:
    """Whether ``text`` is meant as JSON: a story may begin with "[Foto]", but not with ``{"`` or ``[{``."""
    return re.match(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])", text) is not None


def _decode(raw: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), ""
    if b"\0" in raw[:_LOOKED_AT]:
        raise SourceError("It is not text; save the article as text or HTML first.")
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    declared = _DECLARED_CHARSET.search(raw[:_LOOKED_AT])
    if declared:
        try:
            return raw.decode(declared[1].decode("ascii")), ""
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return raw.decode("cp1252"), "It is not UTF-8; it was read as Windows-1252."
    except UnicodeDecodeError as error:
        raise SourceError("It is neither UTF-8 nor Windows-1252 text; save it as UTF-8.") from error
