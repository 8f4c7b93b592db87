"""Does the translation go round in circles?"""

from collections.abc import Sequence

from models.checks.finding import Finding
from models.checks.side import Side

#: Longest loop that is looked for, in words.
_LONGEST = 12
#: A loop of one word has to come round this often to be no figure of speech ("very, very"); longer ones sooner.
_ROUNDS = {1: 4, 2: 3, 3: 3}
_ROUNDS_OF_LONG = 2
#: The same characters over and over within a word: "hahahaha…".
_LONGEST_INSIDE = 4
_ROUNDS_INSIDE = 8


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
        if len(token) >= _ROUNDS_INSIDE and token.isalpha() and token not in source.tokens and (
            part := _loop_inside(token)
        ):
            return [Finding("repetition", f"The translation repeats “{part}” inside a word.", "", part)]
    return []


def _loop(words: Sequence[str]) -> tuple[int, int, int] | None:
    """Start, length and rounds of the first loop, the shortest length first."""
    for length in range(1, min(_LONGEST, len(words) // 2) + 1):
        needed = _ROUNDS.get(length, _ROUNDS_OF_LONG)
        same = 0
        for index, (word, again) in enumerate(zip(words, words[length:], strict=False)):
            same = same + 1 if word == again else 0
            if same >= length * (needed - 1):
                start = index - same + 1
                if not any(word.isalpha() for word in words[start : start + length]):
                    continue  # dotted lines, "1-1, 1-1"
                while index + 1 + length < len(words) and words[index + 1] == words[index + 1 + length]:
                    index += 1
                return start, length, 1 + (index - start + 1) // length
    return None


def _loop_inside(token: str) -> str:
    for length in range(1, _LONGEST_INSIDE + 1):
        same = 0
        for index in range(len(token) - length):
            same = same + 1 if token[index] == token[index + length] else 0
            if same >= length * (_ROUNDS_INSIDE - 1):
                return token[index : index + length]
    return ""
