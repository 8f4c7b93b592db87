"""Does the translation go round in circles?"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

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
    """Findings of kind ``repetition``: words or characters that come round again and again, or a phrase that comes
    back, and do not in the source.

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
    return _phrase(source, target)


def _phrase(source: Side, target: Side) -> list[Finding]:
    """“…, namely the club (first), the club (second)”: the phrase that comes back most often, not in a row."""
    said = Counter(words for words, _ in _phrases(target, _PHRASE))
    words, times = max(said.items(), key=lambda item: item[1], default=((), 0))
    allowed = max(Counter(words for words, _ in _phrases(source, _SOURCE_PHRASE)).values(), default=1)
    if times <= allowed:
        return []
    first, last = next(place for others, place in _phrases(target, _PHRASE) if others == words)
    phrase = target.of(first, last)
    message = f"The translation says “{phrase}” {times} times; the source repeats less."
    return [Finding("repetition", message, "", phrase)]


def _phrases(side: Side, length: int) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """All runs of so many words that do not overlap with the same run before, and their first and last tokens."""
    places = [place for place, word in enumerate(side.lower) if word.isalnum()]
    latest: dict[tuple[str, ...], int] = {}
    for start in range(len(places) - length + 1):
        words = tuple(side.lower[place] for place in places[start : start + length])
        if any(word.isalpha() for word in words) and start - latest.get(words, -length) >= length:
            latest[words] = start
            yield words, (places[start], places[start + length - 1])


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
