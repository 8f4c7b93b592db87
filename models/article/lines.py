"""From characters to lines that are whole paragraphs, and back from glued lines to paragraphs."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from models.article.headline import capitalised_share, is_closed
from models.article.sentences import split_sentences

#: So much shorter than the width may a full line be: not everything breaks lines at the last possible word.
_SLACK = 4
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
        if (
            line
            and previous
            and _continues(previous, line, width)
            and not (stands_alone(previous) or stands_alone(line))
        ):
            lines[-1] = Line(f"{lines[-1].text} {line}", lines[-1].number)
        elif line:
            lines.append(Line(line, number))
        previous = line
    return tuple(lines)


def split_glued(text: str) -> tuple[str, ...]:
    """Paragraphs of a line in which a scraper lost the breaks: it shows where sentences meet without a space, twice
    or more.

    >>> split_glued('Harga naik.Warga mengeluh. Stok turun.Pemerintah diam.')
    ('Harga naik.', 'Warga mengeluh. Stok turun.', 'Pemerintah diam.')
    """
    pieces = _JOINT.split(text)
    if len(pieces) < 3:
        pieces = [text]
    return tuple(_SPACES.sub(" ", paragraph).strip() for piece in pieces for paragraph in _split_at_glue(piece))


def _split_at_glue(text: str) -> Iterator[str]:
    spans = split_sentences(text)
    breaks = [after.start for before, after in pairwise(spans) if before.end == after.start]
    if len(breaks) < 2:
        breaks = []
    for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True):
        if text[start:end].strip():
            yield text[start:end]


def _wrap_width(lines: Sequence[str]) -> int:
    """The column at which the text was wrapped; 0 where it was not."""
    lengths = [len(line) for line in lines if line]
    widths = {length for length in lengths if 40 <= length <= _WIDEST_WRAP}
    for width in sorted(widths, reverse=True)[:8]:
        if sum(length <= width for length in lengths) < 0.8 * len(lengths):
            break
        pairs = [pair for pair in pairwise(lines) if all(pair) and width / 2 <= len(pair[0]) <= width]
        full = [line for line, after in pairs if _fills(line, after, width)]
        # Wrapping breaks lines inside sentences; paragraphs of like length end sentences.
        inside = sum(not is_closed(line) for line in full)
        if len(full) >= 3 and len(full) >= 0.6 * len(pairs) and inside >= 0.5 * len(full):
            return width
    return 0


def _fills(line: str, following: str, width: int) -> bool:
    """Whether ``line`` ends where it does because the next word did not fit."""
    return len(line) <= width < len(line) + 1 + len(following.split(maxsplit=1)[0]) + _SLACK


def _continues(line: str, following: str, width: int) -> bool:
    """Whether ``following`` belongs to the paragraph of ``line``, the line above it."""
    if _LIST_ITEM.match(following):
        return False
    if width and _fills(line, following, width):
        return True
    broken = not is_closed(line) and not line.endswith((":", ";")) and len(line) >= 40 and capitalised_share(line) < 0.6
    return broken and following[0].islower() and not following.startswith(("http", "www.", "pic.twitter"))
