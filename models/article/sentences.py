"""Sentences of Indonesian news prose, with their places.

A full stop is looked at where it stands: what precedes it (abbreviation, initial, number), what closes it (quotation
mark, bracket) and what follows. Every place is looked at once and only a bounded stretch around it, so the time is
linear in the length of the text, whatever the text.
"""

import re

from models.article.abbreviations import (
    BEFORE_A_NAME,
    BEFORE_A_NUMBER,
    DEGREES,
    MAY_CLOSE,
    NAMED_BY_A_LETTER,
    OPENERS,
)
from models.article.document import Span

#: Terminators with the marks that close with them. A straight quotation mark may open what follows; see ``_closers``.
_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]*]*")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\],;:/]{1,24}$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[*–—-]{0,6}([^\W_]+)")
_NOT_SPACE = re.compile(r"\S")
_SPACED_QUOTE = re.compile(r" (?=[\"”](?:\s|$))")
_THREE_DIGITS = re.compile(r"\s\d{3}(?!\d)")
_LIST_MARKER = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})$")
_MULTI_DOT = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,5}$")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]$")
_TOP_LEVEL_DOMAIN = re.compile(r"(?:com|co|id|net|org|go|ac|or|tv|news|info|my|sg|io)\b", re.IGNORECASE)
#: Names that begin a sentence with a small letter.
_SMALL_BRANDS = re.compile(r"(?:i[A-Z]|e[A-Z]|e-[A-Z]|x[A-Z]|detik[A-Z]|k-[A-Z])")
#: A note in brackets that closes a paragraph behind its last sentence: ``… kata dia. (abc/xyz)``.
_CLOSING_NOTE = re.compile(r"\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\])\s*$")
_MARKS = re.compile(r"[\"()\[\]]")
_CLOSING = {"(": ")", "[": "]"}
_BEFORE, _AFTER = 32, 64
#: An opening bracket that is not closed within so many characters is a slip, and does not hold sentences together.
_BRACKET_REACH = 300


def split_sentences(text: str) -> tuple[Span, ...]:
    """Places of the sentences in ``text``, one paragraph.

    The spans are in order, do not overlap, begin and end with a character that is not white space, and together
    hold every such character. Linear in ``len(text)``.

    >>> text = 'Dr. Sari menemui B.J. Habibie. "Harganya Rp 1.000," kata dia.Ia pulang pukul 09.30.'
    >>> [span.of(text) for span in split_sentences(text)]
    ['Dr. Sari menemui B.J. Habibie.', '"Harganya Rp 1.000," kata dia.', 'Ia pulang pukul 09.30.']
    """
    spans: list[Span] = []
    start = _skip_space(text, 0)
    marks = _Marks(text)
    for match in _STOP.finditer(text):
        if match.start() < start:
            continue
        stop = _end_of_stop(match)
        end = _closers(text, stop, match.end(), marks)
        if end >= len(text) or not _ends_sentence(text, start, match.start(), stop, end, marks):
            continue
        spans.append(Span(start, end))
        start = _skip_space(text, end)
    if start < len(text):
        spans.append(Span(start, len(text.rstrip())))
    return tuple(spans)


def _skip_space(text: str, position: int) -> int:
    match = _NOT_SPACE.search(text, position)
    return match.start() if match else len(text)


def _end_of_stop(match: re.Match[str]) -> int:
    """Where the terminators end and the closing marks begin."""
    stopped = match.group().rstrip("\"'”’»)]*")
    return match.start() + len(stopped)


class _Marks:
    """Which quotation marks are open at a place, read once from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _MARKS.finditer(text)
        self._next = next(self._found, None)
        self._quoted = False
        self._brackets: list[int] = []

    def _advance(self, position: int) -> None:
        while self._next is not None and self._next.start() < position:
            place = self._next.start()
            match self._text[place]:
                case '"':
                    self._quoted = self._opens(place)
                case "(" | "[":
                    self._brackets.append(place)
                case ")" | "]" if self._brackets:
                    self._brackets.pop()
            self._next = next(self._found, None)

    def _opens(self, place: int) -> bool:
        """Whether the straight mark at ``place`` opens a quotation: the spaces around it tell, else its turn does."""
        before = self._text[place - 1 : place] if place else " "
        after = self._text[place + 1 : place + 2] or " "
        if before.isspace() or before in "([":
            return not after.isspace() or not self._quoted
        if after.isspace() or after in ".,;:!?)]":
            return False
        return not self._quoted

    def quoted(self, position: int) -> bool:
        """Whether a straight quotation mark is open just before ``position``; positions must not go back."""
        self._advance(position)
        return self._quoted

    def bracket(self, position: int) -> int | None:
        """Where the innermost bracket opens that is open just before ``position``."""
        self._advance(position)
        return self._brackets[-1] if self._brackets else None


def _closers(text: str, stop: int, end: int, marks: _Marks) -> int:
    """Where the sentence ends that stops at ``stop``: behind the marks that close with it."""
    for place in range(stop, end):
        if text[place] in "\"'" and _opens_next(text, place, stop, marks):
            return place
    spaced = _SPACED_QUOTE.match(text, end)
    if end == stop and spaced and (text[spaced.end()] == "”" or marks.quoted(stop)):
        return spaced.end() + 1
    return end


def _opens_next(text: str, place: int, stop: int, marks: _Marks) -> bool:
    """Whether a straight mark right behind a full stop belongs to what follows (``dia."Kami``)."""
    if place + 1 >= len(text) or not text[place + 1].isalnum():
        return False
    return text[place] == "'" or not marks.quoted(stop) or '"' in text[stop:place]


def _ends_sentence(text: str, start: int, dot: int, stop: int, end: int, marks: _Marks) -> bool:
    after = text[end : end + _AFTER]
    if end + _AFTER > len(text) and _CLOSING_NOTE.match(after):
        return True
    spaced = after[:1].isspace()
    following = _WORD_AFTER.match(after.lstrip())
    word = following.group(1) if following else ""
    if text[dot:stop] == "." and end == stop and _stop_inside(text, start, dot, spaced, word, after):
        return False
    if not _begins_sentence(after.lstrip(), word, spaced):
        return False
    if not spaced and end == stop and not _glued(text, dot, after):
        return False
    opened = marks.bracket(end)
    return opened is None or opened < start or _CLOSING[text[opened]] not in text[end : opened + _BRACKET_REACH]


def _begins_sentence(after: str, word: str, spaced: bool) -> bool:
    """Whether what follows a stop can be the beginning of a sentence."""
    if not word:
        return spaced or not after.startswith((",", ";", ":", "-", "–", "/"))
    first = word[0]
    if first.isdigit():
        return spaced
    return not first.islower() or bool(_SMALL_BRANDS.match(after.lstrip("\"'“‘(")))


def _glued(text: str, dot: int, after: str) -> bool:
    """Whether two sentences meet here without a space (``jelasnya.Ia``), rather than a name with a stop inside it."""
    if text[dot] != ".":
        return True
    if _TOP_LEVEL_DOMAIN.match(after):
        return False
    before = text[max(0, dot - 2) : dot]
    if not after[0].isalpha():
        return True
    return len(before) == 2 and (before[1].isalnum() or before[1] in '%)"”') and before[0] != "."


def _stop_inside(text: str, start: int, dot: int, spaced: bool, word: str, after: str) -> bool:
    """Whether the full stop at ``dot`` belongs to the word before it."""
    found = _WORD_BEFORE.search(text[max(start, dot - _BEFORE) : dot])
    if not found:
        return False
    token = found.group()
    begins = max(start, dot - _BEFORE) + found.start()
    if _LIST_MARKER.match(token) and text[start:begins].strip("\"'“(*•- ") == "":
        return True
    if token.isdigit():
        return len(token) <= 3 and spaced and _THREE_DIGITS.match(after) is not None
    key = token.lower()
    number_follows = word[:1].isdigit()
    if key in BEFORE_A_NAME or (number_follows and key in BEFORE_A_NUMBER):
        return True
    if not spaced and (token + word).lower() in DEGREES and _after_comma(text, begins):
        return True
    if key in MAY_CLOSE and not _INITIALS.match(token):
        return not word[:1].isupper()
    opener = word.lower() in OPENERS and word[:1].isupper()
    if _INITIALS.match(token):
        return not _letter_closes(text, start, begins, token, opener) and not (number_follows and spaced)
    if _MULTI_DOT.match(token):
        return not spaced or not word[:1].isupper()
    return key in DEGREES and _after_comma(text, begins) and not word[:1].isupper()


def _letter_closes(text: str, start: int, begins: int, token: str, opener: bool) -> bool:
    """Whether initials end a sentence: ``vitamin C. Buah``, ``Agus, S.H. Ia``, ``di Washington D.C. Mereka``."""
    if opener or (token.replace(".", "").lower() in DEGREES and _after_comma(text, begins)):
        return True
    previous = _WORD_BEFORE.search(text[max(start, begins - _BEFORE) : begins].rstrip())
    return previous is not None and previous.group().lower() in NAMED_BY_A_LETTER


def _after_comma(text: str, begins: int) -> bool:
    return text[max(0, begins - 3) : begins].rstrip().endswith(",")
