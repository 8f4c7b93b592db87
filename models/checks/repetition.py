"""Does the translation go round in circles?"""

import math
from collections.abc import Sequence

from models.checks.finding import Finding
from models.checks.side import Side

#: Longest loop that is looked for, in words.
_LONGEST = 12
#: A loop of one word has to come round this often to be no figure of speech ("very, very"); longer ones sooner.
_ROUNDS = {1: 4, 2: 3, 3: 3}
_ROUNDS_OF_LONG = 2
#: Numbers repeat for good reasons ("6-4 6-4").
_ROUNDS_OF_NUMBERS = 4
#: The same characters over and over within a word: "hahahaha…".
_LONGEST_INSIDE = 4
_ROUNDS_INSIDE = 8
#: Words of a phrase that nobody says twice in a sentence, unless the other language repeats something, too: of 24,120
#: human translations 0.2 % do.
_PHRASE = 4
#: Words that the source has to say as often.
_SOURCE_PHRASE = 2


def check_repetition(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``repetition``: words or characters that come round again and again, and do not in the source.

    Linear in the length of the text for each of the lengths of loop that are looked for.
    """
    found = _loop(target.lower)
    if found is not None:
        start, length, rounds = found
        in_source = _loop(source.lower)
        if in_source is None or in_source[2] < rounds:
            words = target.of(start, start + length - 1)
            return [Finding("repetition", f"The translation repeats “{words}” {rounds} times in a row.", "", words)]
    for token in target.tokens:
        part = _loop_inside(token) if len(token) >= _ROUNDS_INSIDE and token.isalpha() else ""
        if part and token not in source.text:
            return [Finding("repetition", f"The translation repeats “{part}” inside a word.", "", part)]
    return []


def check_phrases(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``repetition``: a phrase that comes back, not in a row, where the source repeats less.

    “…, namely the club (first), the club (second)”. For single sentences: the next one may well say it again.
    """
    said = max(_phrases(target, _PHRASE).values(), key=len, default=[])
    # The source, which is read only where something comes back, says each of its words once at least.
    if len(said) < 2 or len(said) <= max(map(len, _phrases(source, _SOURCE_PHRASE).values()), default=1):
        return []
    phrase = target.of(*said[0])
    message = f"The translation says “{phrase}” {len(said)} times; the source repeats less."
    return [Finding("repetition", message, "", phrase)]


def _phrases(side: Side, length: int) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """The first and last tokens of each run of so many words, without those that overlap with the same run before."""
    places = [place for place, word in enumerate(side.lower) if word.isalnum()]
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for run in zip(*(places[start:] for start in range(length)), strict=False):
        words = tuple(side.lower[place] for place in run)
        if any(word.isalpha() for word in words):
            earlier = found.setdefault(words, [])
            if not earlier or run[0] > earlier[-1][1]:
                earlier.append((run[0], run[-1]))
    return found


def _loop(words: Sequence[str]) -> tuple[int, int, int] | None:
    """Start, length and rounds of the first loop, the shortest length first."""
    for length in range(1, min(_LONGEST, len(words) // 2) + 1):
        start = 0
        while start + length < len(words):
            end = start
            while end + length < len(words) and words[end] == words[end + length]:
                end += 1
            rounds = 1 + (end - start) // length
            if rounds >= _rounds_needed(words[start : start + length]):
                return start, length, rounds
            start = end + 1
    return None


def _rounds_needed(loop: Sequence[str]) -> float:
    if any(word.isalpha() for word in loop):
        return _ROUNDS.get(len(loop), _ROUNDS_OF_LONG)
    # A dotted line may be as long as it likes.
    return _ROUNDS_OF_NUMBERS if any(word.isalnum() for word in loop) else math.inf


def _loop_inside(token: str) -> str:
    for length in range(1, _LONGEST_INSIDE + 1):
        same = 0
        for index in range(len(token) - length):
            same = same + 1 if token[index] == token[index + length] else 0
            if same >= length * (_ROUNDS_INSIDE - 1):
                return token[index : index + length]
    return ""
