"""Are the answers under load the ones that a text gets alone?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.load.loads import Answer

#: Translations of one text that differ in rounding share nearly all words; those of two texts share few.
SAME_TEXT = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Attributes:
        compared: answers to texts whose answer alone is known.
        equal: the same, character by character.
        similarity: mean overlap of the words, from 0 to 1.
        foreign: answers with less than half of the words in common, which may be of another text, cut off or empty:
            source, answer, answer alone, to be read.
    """

    compared: int
    equal: int
    similarity: float
    foreign: tuple[tuple[str, str, str], ...]


NOTHING = Comparison(compared=0, equal=0, similarity=0.0, foreign=())


def compare(answers: Iterable[Answer], alone: Mapping[str, str]) -> Comparison:
    """Compare answers with ``alone``: source text to translation."""
    pairs = [
        (answer.source.text, answer.translation, alone[answer.source.text])
        for answer in answers
        if not answer.error and answer.source.text in alone
    ]
    overlaps = [1.0 if one == other else overlap(one, other) for _, one, other in pairs]
    return Comparison(
        compared=len(pairs),
        equal=sum(one == other for _, one, other in pairs),
        similarity=sum(overlaps) / len(overlaps) if overlaps else 0.0,
        foreign=tuple(pair for pair, value in zip(pairs, overlaps, strict=True) if value < SAME_TEXT),
    )


def overlap(one: str, other: str) -> float:
    """Dice coefficient of the words, each as often as it occurs.

    >>> overlap("a b c", "a b d")
    0.6666666666666666
    """
    first, second = Counter(one.split()), Counter(other.split())
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
