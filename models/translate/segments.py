"""From the sentences of a paragraph to segments that the model can take whole."""

import re
from collections.abc import Callable, Iterator

from models.article.document import Span
from models.checks.addresses import LINK_START

#: Where an overlong sentence is cut, best place first: after a semicolon or colon, before a conjunction with a comma,
#: after any comma, before a conjunction, at any white space.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[;:])\s+",
        r"(?<=,)\s+(?=(?:dan|atau|tetapi|tapi|namun|sedangkan|sementara|karena|sehingga|yang|ketika|kata|ujar)\b)",
        r"(?<=,)\s+",
        r"\s+(?=(?:dan|atau|tetapi|tapi|namun|sedangkan|sementara|karena|sehingga|yang|ketika|bahwa|untuk)\b)",
        r"\s+",
    )
)

#: Prose with more characters than this for each token that there is room for does not fit: no need to count.
_MOST_CHARACTERS_PER_TOKEN = 12


#: A link with the brackets and marks around it.
_LINK = re.compile(r"[(\[<\"'“‘]*" + LINK_START + r"\S+", re.IGNORECASE)


def around_links(text: str, span: Span) -> Iterator[Span]:
    """Cut one sentence into links and what stands between them: a model that writes a link itself gets one letter of it
    wrong and leads the reader nowhere.

    >>> text = "Unduh di https://kpu.go.id/unduh. Gratis"
    >>> [piece.of(text) for piece in around_links(text, Span(0, len(text)))]
    ['Unduh di', 'https://kpu.go.id/unduh.', 'Gratis']
    """
    start = span.start
    for link in _LINK.finditer(text, span.start, span.end):
        yield from _stripped(text, Span(start, link.start()))
        yield Span(*link.span())
        start = link.end()
    yield from _stripped(text, Span(start, span.end))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    """The span without white space at its ends; nothing where that is all."""
    piece = span.of(text)
    if stripped := piece.strip():
        start = span.start + piece.index(stripped)
        yield Span(start, start + len(stripped))


def fit(text: str, span: Span, count: Callable[[str], int], limit: int) -> Iterator[Span]:
    """Cut one sentence into spans of at most ``limit`` tokens, at the best places; one that fits comes back whole.

    A run without white space that is longer than the limit comes back whole too: the caller sees that it does not fit.

    Args:
        text: the paragraph.
        span: the sentence in it.
        count: number of tokens of a text.
        limit: most tokens of a segment.
    """
    pending = [span]
    while pending:
        current = pending.pop()
        piece = current.of(text)
        if len(piece) <= limit * _MOST_CHARACTERS_PER_TOKEN and count(piece) <= limit:
            yield current
            continue
        cut = _best_cut(piece)
        if cut is None:
            yield current
            continue
        left, right = cut
        # A stack: the left part is to come out first.
        pending.append(Span(current.start + right, current.end))
        pending.append(Span(current.start, current.start + left))


def _best_cut(piece: str) -> tuple[int, int] | None:
    """End of the left and start of the right part: the best kind of place that leaves both sides a fair share."""
    middle = len(piece) / 2
    for pattern in _CUTS:
        places = [(match.start(), match.end()) for match in pattern.finditer(piece) if match.start() > 0]
        places = [place for place in places if place[1] < len(piece)]
        if not places:
            continue
        best = min(places, key=lambda place: abs(place[0] - middle))
        if pattern is _CUTS[-1] or 0.2 * len(piece) <= best[0] <= 0.8 * len(piece):
            return best
    return None
