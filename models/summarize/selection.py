"""Choosing sentences: the best first, less so the more of them has been said, none without what it leans on."""

import heapq
from collections.abc import Sequence

from models.summarize.candidates import REACH, Candidate, Rank
from models.summarize.references import Dependence

#: How much of its score a sentence loses when all of its content words are in the summary already: the idea of MMR
#: (Carbonell & Goldstein 1998) with coverage in place of the nearest sentence (Lin & Bilmes 2011): that stays linear.
REDUNDANCY = 0.25
#: A sentence with at least this share of its content words in the summary already says nothing new.
REPETITION = 0.8
#: Most sentences that one choice may bring along.
_LONGEST_UNIT = 3
#: Tries at finding an opening that leans on nothing before every continuing sentence gets its predecessor.
_OPENING_TRIES = 2


def select(sentences: Sequence[Candidate], scores: Sequence[float], count: int) -> list[int]:
    """Indices of ``min(count, len(sentences))`` sentences, ascending.

    A sentence that leans on the ones before it comes only together with them, and the first one leans on nothing,
    unless it is the first of the article. Ranks are used up in order.
    """
    needs = [sentence.needs for sentence in sentences]
    for attempt in range(_OPENING_TRIES + 1):
        chosen = _Choice(sentences, scores, needs).run(count)
        opening = chosen[0] if chosen else 0
        if opening == 0 or sentences[opening].dependence is not Dependence.OPENING:
            return chosen
        needs[opening] = 1
        if attempt == _OPENING_TRIES - 1:
            for index, sentence in enumerate(sentences):
                if index and sentence.dependence is Dependence.OPENING:
                    needs[index] = 1
    return chosen


class _Choice:
    """One greedy run. Values only fall as the summary grows, except where a predecessor is chosen and its followers are
    valued anew, so a heap with lazy re-evaluation finds the exact maximum (Minoux 1978)."""

    def __init__(self, sentences: Sequence[Candidate], scores: Sequence[float], needs: Sequence[int]) -> None:
        self._sentences = sentences
        self._scores = scores
        self._needs = needs
        self._content = [frozenset(sentence.content) for sentence in sentences]
        self._covered: set[str] = set()
        self._chosen: set[int] = set()
        self._heap: list[tuple[int, float, int, int]] = []

    def run(self, count: int) -> list[int]:
        for index in range(len(self._sentences)):
            self._push(index)
        while self._heap and len(self._chosen) < count:
            rank, value, index, size = heapq.heappop(self._heap)
            if index in self._chosen:
                continue
            unit = self._unit(index)
            if len(unit) > count - len(self._chosen):
                continue
            current = (*self._worth(unit), index, len(unit))
            if current > (rank, value, index, size):
                heapq.heappush(self._heap, current)
                continue
            self._take(unit)
        return sorted(self._chosen)

    def _unit(self, index: int) -> list[int]:
        """``index`` and the sentences that have to come with it and are not chosen yet, last first. What is chosen has
        what it needs, so that the walk back ends there."""
        unit = [index]
        earliest = index - self._needs[index]
        position = index - 1
        while position >= max(earliest, 0) and len(unit) <= _LONGEST_UNIT:
            if position not in self._chosen:
                unit.append(position)
                earliest = min(earliest, position - self._needs[position])
            position -= 1
        return unit

    def _worth(self, unit: list[int]) -> tuple[int, float]:
        covered = [self._covered_share(index) for index in unit]
        rank = max(self._sentences[index].rank for index in unit)
        if covered[0] >= REPETITION:
            rank = max(rank, Rank.AWKWARD)
        value = sum(self._scores[index] - REDUNDANCY * share for index, share in zip(unit, covered, strict=True))
        return int(rank), -value / len(unit)

    def _covered_share(self, index: int) -> float:
        content = self._content[index]
        return len(content & self._covered) / len(content) if content else 1.0

    def _push(self, index: int) -> None:
        unit = self._unit(index)
        if len(unit) <= _LONGEST_UNIT:
            heapq.heappush(self._heap, (*self._worth(unit), index, len(unit)))

    def _take(self, unit: list[int]) -> None:
        for index in unit:
            self._chosen.add(index)
            self._covered |= self._content[index]
        for follower in range(unit[-1] + 1, min(unit[0] + 1 + _LONGEST_UNIT * REACH, len(self._sentences))):
            if self._needs[follower] and follower not in self._chosen:
                self._push(follower)
