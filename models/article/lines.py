"""From characters to lines that are whole paragraphs, and back from glued lines to paragraphs."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from models.article.headline import capitalised_share, is_closed
from models.article.sentences import split_sentences

#: Text wrapped by hand or by a mail program is not wider.
_WIDEST_WRAP = 120
_JOINT = re.compile(r"(?<=[.!?\"”’]),(?=[A-Z\"“][A-Za-z“])")
_SPACES = re.compile(r" {2,}")
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|[•*–—-]|[a-z][.)])\s*\S")


class Line(NamedTuple):
    """A line of the input, or several that were one paragraph.

    Attributes:
        number: of the (first) line in the input, counted from 1.
    """

    text: str
    number: int


def unwrap(text: str, stands_alone: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, those that were broken inside a paragraph put together again.

    Args:
        stands_alone: tells lines that are complete although they do not end a sentence, such as ``close``.
    """
    raw = [line.strip() for line in text.split("\n")]
    width = _wrap_width(raw)
    lines: list[Line] = []
    previous = ""
    for number, line in enumerate(raw, start=1):
        if line and previous and _continues(previous, line, width) and not (stands_alone(previous) or stands_alone(line)):
            lines[-1] = Line(f"{lines[-1].text} {line}", lines[-1].number)
        elif line:
            lines.append(Line(line, number))
        previous = line
    return tuple(lines)


def split_glued(text: str) -> tuple[str, ...]:
    """Paragraphs of a line in which a scraper lost the breaks: it shows where sentences meet without a space, twice or more.

    >>> split_glued('Harga naik.Warga mengeluh. Stok turun.Pemerintah diam.')
    ('Harga naik.', 'Warga mengeluh. Stok turun.', 'Pemerintah diam.')
    """
    pieces = _JOINT.split(text)
    if len(pieces) < 3:
        pieces = [text]
    return tuple(_SPACES.sub(" ", paragraph).strip() for piece in pieces for paragraph in _split_at_glue(piece))


def _split_at_glue(text: str) -> Iterator[str]:
    spans = split_sentences(text)
    breaks = [after.start for before, after in zip(spans, spans[1:], strict=False) if before.end == after.start]
    if len(breaks) < 2:
        breaks = []
    for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True):
        if text[start:end].strip():
            yield text[start:end]


def _wrap_width(lines: Sequence[str]) -> int:
    """The column at which the text was wrapped; 0 where it was not."""
    pairs = [(len(line), len(after.split(maxsplit=1)[0])) for line, after in zip(lines, lines[1:], strict=False) if line and after]
    for width in sorted({length for length, _ in pairs if 40 <= length <= _WIDEST_WRAP}, reverse=True)[:8]:
        inside = [length + 1 + word > width for length, word in pairs if length <= width]
        if sum(inside) >= 3 and sum(inside) >= 0.6 * len(inside):
            return width
    return 0


def _continues(line: str, following: str, width: int) -> bool:
    """Whether ``following`` belongs to the paragraph of ``line``, the line above it."""
    if _LIST_ITEM.match(following):
        return False
    if width and len(line) <= width < len(line) + 1 + len(following.split(maxsplit=1)[0]):
        return True
    broken = not is_closed(line) and not line.endswith((":", ";")) and len(line) >= 40 and capitalised_share(line) < 0.6
    return broken and following[0].islower() and not following.startswith(("http", "www.", "pic.twitter"))
