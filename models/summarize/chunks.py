"""From the sentences of an article to inputs that a summariser can take whole: none is lost, none is cut off."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

#: Where an overlong sentence is divided, best place first: after a clause, after any comma, between words.
_CUTS = (re.compile(r"(?<=[;:])\s+"), re.compile(r"(?<=,)\s+"), re.compile(r"\s+"))
#: A cut leaves each side this share at least, save where there is only white space to cut at.
_FAIR_SHARE = 0.2
#: Prose with more characters than this for each token that there is room for does not fit: no need to count.
_MOST_CHARACTERS_PER_TOKEN = 12


@dataclass(frozen=True, slots=True)
class Chunk:
    """One input: the sentences ``first`` up to, not including, ``last``. Of a sentence that was divided, a part."""

    text: str
    first: int
    last: int


def chunks_of(
    sentences: Sequence[str], count: Callable[[str], int], limit: int, at_least: int = 1
) -> tuple[Chunk, ...]:
    """Consecutive sentences together, as many as fit, in chunks of about the same size.

    All that is not white space is in exactly one chunk, in order.

    Args:
        count: tokens of a text as the model sees it, with everything that goes around it.
        limit: most tokens of a chunk. Text that cannot be divided any more (one character) comes even if it is longer.
        at_least: so many chunks, if there are as many sentences.

    >>> [chunk.text for chunk in chunks_of(["Satu dua.", "Tiga.", "Empat lima."], lambda text: len(text.split()), 3)]
    ['Satu dua. Tiga.', 'Empat lima.']
    """
    pieces = [(part, index) for index, sentence in enumerate(sentences) for part in _fitting(sentence, count, limit)]
    around = count("")
    sizes = [max(1, count(text) - around) for text, _ in pieces]
    room = max(1, limit - around)
    target = math.ceil(sum(sizes) / max(1, at_least, math.ceil(sum(sizes) / room)))
    chunks: list[Chunk] = []
    start = 0
    while start < len(pieces):
        end, size = start + 1, sizes[start]
        while end < len(pieces) and size < target and size + sizes[end] <= room:
            size += sizes[end]
            end += 1
        text = _joined(pieces[start:end])
        while end - start > 1 and count(text) > limit:  # together they are more than one by one
            end -= 1
            text = _joined(pieces[start:end])
        chunks.append(Chunk(text, pieces[start][1], pieces[end - 1][1] + 1))
        start = end
    return tuple(chunks)


def _joined(pieces: Sequence[tuple[str, int]]) -> str:
    return " ".join(text for text, _ in pieces)


def _fitting(sentence: str, count: Callable[[str], int], limit: int) -> Iterator[str]:
    """The sentence, or parts of it that fit, in order."""
    pending = [sentence]
    while pending:
        text = pending.pop()
        if (len(text) <= limit * _MOST_CHARACTERS_PER_TOKEN and count(text) <= limit) or len(text) < 2:
            yield text
            continue
        left, right = _cut(text)
        # A stack: the left part is to come out first.
        pending += [text[right:], text[:left]]


def _cut(text: str) -> tuple[int, int]:
    """End of the left and start of the right part."""
    middle = len(text) / 2
    for pattern in _CUTS:
        places = [m.span() for m in pattern.finditer(text) if m.start() > 0 and m.end() < len(text)]
        best = min(places, key=lambda place: abs(place[0] - middle), default=None)
        if best and (pattern is _CUTS[-1] or _FAIR_SHARE * len(text) <= best[0] <= (1 - _FAIR_SHARE) * len(text)):
            return best
    return len(text) // 2, len(text) // 2
