"""Which sentences of the article a sentence of its summary rests on."""

import math
from collections import defaultdict
from dataclasses import dataclass

from models.checks.numbers import read_quantities
from models.checks.roots import root
from models.checks.side import Language, Side
from models.checks.source import Source
from models.checks.spelling import fold, stem
from models.summarize.words import stop_words

#: Most sentences that one sentence rests on. Nearly all sentences of human summaries come from one or two.
MOST = 3
#: Share of what a sentence says (by weight) that the first supporting sentence has to have; each further one.
FIRST = 0.25
FURTHER = 0.1
#: What is compared counts by its rarity in the article; numbers and names count so many times that.
NUMBER = 4.0
NAME = 2.0
#: What is not in the article at all counts so much.
_STRANGE = 2.0
#: So many things have to be the same.
_FEWEST = 2
#: Shorter words that English and Indonesian spell alike mean different things.
_SHORTEST_COGNATE = 4

#: A root of a word; or everything that a number can mean.
_Key = tuple[str, str | float]
_Unit = frozenset[_Key]


@dataclass(frozen=True, slots=True)
class Attribution:
    """
    Attributes:
        support: indices of sentences of the article, the most telling first; empty where nothing supports the sentence.
        share: how much of what the sentence says is in them, by weight, between 0 and 1.
    """

    support: tuple[int, ...]
    share: float


class Attributor:
    """Attributes sentences to an article by greedy alignment, after Lebanoff et al. 2019 ("Scoring Sentence Singletons
    and Pairs for Abstractive Summarization", arXiv:1906.00077): the sentence of the article with most in common comes
    first, what it covers is taken away, and the next one is looked for by the rest. In place of their ROUGE stand roots
    of content words, weighed by rarity, and numbers and names, which weigh most; of equals the earlier is taken.

    English sentences are compared by numbers, by names, and by the words that both languages spell alike.

    Args:
        source: the article.
    """

    def __init__(self, source: Source) -> None:
        self._places: dict[_Key, set[int]] = defaultdict(set)
        self._count = len(source.sides)
        for index, (side, quantities) in enumerate(zip(source.sides, source.quantities, strict=True)):
            keys: set[_Key] = {reading for quantity in quantities.stated for reading in quantity.readings}
            keys |= quantities.hinted
            for word in side.lower:
                keys |= {("root", root(fold(word))), ("stem", stem(fold(word)))}
            for key in keys:
                self._places[key].add(index)

    def attribute(self, sentence: str, language: Language = "id") -> Attribution:
        """What ``sentence`` rests on. Takes time linear in the sentences of the article that have a word of it.

        >>> source = Source(["Harga beras naik.", "Pasar Legi ditutup untuk perbaikan."], [])
        >>> Attributor(source).attribute("Pemerintah menutup Pasar Legi.").support
        (1,)
        """
        units = self._units(Side(sentence, language))
        total = math.fsum(units.values())
        chosen: list[int] = []
        covered = 0.0
        uncovered = dict(units)
        while uncovered and len(chosen) < MOST:
            gains = self._gains(uncovered)
            best = max(gains, key=lambda index: (gains[index], -index), default=None)
            if best is None or gains[best] < total * (FURTHER if chosen else FIRST):
                break
            shared = [unit for unit in units if self._holds(best, unit)]
            # A bare number, name or word is no support: something else has to be told there, too. Of an English
            # sentence there is seldom more to go by than a number or a name.
            telling = language == "en" and any(units[unit] > self._rarity(unit) for unit in shared)
            if len(shared) < min(_FEWEST, len(units)) and not telling:
                break
            taken = [unit for unit in uncovered if self._holds(best, unit)]
            chosen.append(best)
            covered += gains[best]
            for unit in taken:
                del uncovered[unit]
        return Attribution(tuple(chosen), covered / total if total else 0.0)

    def _units(self, side: Side) -> dict[_Unit, float]:
        """What the sentence says, with its weight."""
        units: dict[_Unit, float] = {}
        taken: set[int] = set()
        for quantity in read_quantities(side).stated:
            taken.update(range(quantity.first, quantity.last + 1))
            unit: _Unit = frozenset(quantity.readings)
            units[unit] = self._weight(unit, NUMBER)
        for index, word in enumerate(side.lower):
            if index in taken or len(word) < 2 or not word[0].isalpha() or word in stop_words():
                continue
            is_name = side.tokens[index][0].isupper() and index > 0
            if side.language == "id":
                unit = frozenset({("root", root(fold(word)))})
            else:
                unit = frozenset({("stem", stem(fold(word)))})
                # English words that are no names are compared only where the article has them.
                if not is_name and (len(word) < _SHORTEST_COGNATE or unit.isdisjoint(self._places)):
                    continue
            units[unit] = max(units.get(unit, 0.0), self._weight(unit, NAME if is_name else 1.0))
        return units

    def _rarity(self, unit: _Unit) -> float:
        """Inverse document frequency; the sentences of the article are the documents."""
        known = {index for key in unit for index in self._places.get(key, ())}
        return math.log((1 + self._count) / (1 + len(known))) + 1

    def _weight(self, unit: _Unit, times: float) -> float:
        """What the unit counts for. What the article does not have counts little: a sentence with an invented name has
        to be attributed all the same, so that the check finds the name and the right sentence replaces it."""
        return times * self._rarity(unit) if any(key in self._places for key in unit) else _STRANGE

    def _gains(self, units: dict[_Unit, float]) -> dict[int, float]:
        gains: dict[int, float] = defaultdict(float)
        for unit, weight in units.items():
            for index in {index for key in unit for index in self._places.get(key, ())}:
                gains[index] += weight
        return gains

    def _holds(self, index: int, unit: _Unit) -> bool:
        return any(index in self._places.get(key, ()) for key in unit)
