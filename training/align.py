"""Word alignment: IBM Model 1 with a pull towards the diagonal, in both directions, symmetrised.

The lexical model is Brown et al. 1993 (J93-2003); the diagonal prior follows Dyer et al. 2013 (N13-1073, fast_align)
with a fixed tension; the symmetrisation is grow-diag (Koehn et al. 2003, N03-1017). It needs numpy only, and aligns
40,000 sentence pairs in about a minute on one core. It serves three purposes here: to find pairs that do not
translate each other, to carry inline tags over, and to find term pairs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpora import Pair

WORD = re.compile(r"Rp(?=\d)|\d+(?:[.,]\d+)*|\w+(?:[-'’]\w+)*|[^\w\s]")
TENSION = 6.0  # how strongly equal relative positions are preferred
NULL = 0.06  # prior probability that a word has no counterpart
SPELT_ALIKE = 0.02  # added weight of words that both sides spell alike
IDENTICAL = 50.0  # start weight of words that are spelt alike: names and numbers
MOST_CELLS = 1 << 24  # of the hashed table; small corpora get a smaller one
FLOOR = 1e-7  # probability of word pairs that were never seen together
LONGEST = 50  # longer sentences teach little and cost much: left out of the estimation

Links = frozenset[tuple[int, int]]
Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
EMPTY: Ids = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True)
class Word:
    """A word of a text at characters ``[start, end)``."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    return [Word(match[0], *match.span()) for match in WORD.finditer(text)]


def _form(word: str) -> str:
    """What counts as the same word: lower case, no decimal marks, no Indonesian possessive, the first eight letters."""
    if word[0].isdigit():
        return re.sub(r"[.,]", "", word)
    form = word.lower()
    if len(form) > 6:
        form = form.removesuffix("nya")
    return form[:8]


class _Direction:
    """p(target word | source word), for one direction.

    Co-occurrence counts live in one hashed table: two rare word pairs may share a cell, which costs less than sorting
    tens of millions of co-occurrences.
    """

    def __init__(self, source_size: int) -> None:
        self.counts = np.zeros(1, dtype=np.float32)
        self.totals = np.zeros(source_size, dtype=np.float32)

    def estimate(self, sources: Sequence[Ids], targets: Sequence[Ids], alike: Ids, rounds: int) -> None:
        """``sources`` and ``targets`` hold the word ids of every sentence; id 0 is the empty word. ``alike[i]`` is the
        target id of the word that is spelt like source word ``i``, or -1."""
        with_empty = [np.concatenate((EMPTY, source)) for source in sources]
        given = np.concatenate([np.tile(s, len(t)) for s, t in zip(with_empty, targets, strict=True)])
        found = np.concatenate([np.repeat(t, len(s)) for s, t in zip(with_empty, targets, strict=True)])
        prior = np.concatenate([_prior(len(s), len(t)).ravel() for s, t in zip(sources, targets, strict=True)])
        widths = np.concatenate([np.full(len(t), len(s)) for s, t in zip(with_empty, targets, strict=True)])
        starts = np.concatenate((EMPTY, np.cumsum(widths)[:-1]))
        size = min(MOST_CELLS, 1 << int(len(given) * 2).bit_length())
        cells = _cells(given, found, size)
        weights = np.where(alike[given] == found, np.float32(IDENTICAL), np.float32(1.0))
        del found
        for round_ in range(rounds):
            if round_:
                weights = self.counts[cells] / self.totals[given]
            weights *= prior
            weights /= np.repeat(np.add.reduceat(weights, starts), widths)
            self.counts = np.bincount(cells, weights=weights, minlength=size).astype(np.float32)
            self.totals = np.bincount(given, weights=weights, minlength=len(self.totals)).astype(np.float32)

    def table(self, source: Ids, target: Ids) -> Floats:
        """Weights of shape (target words, 1 + source words); column 0 is the empty word."""
        given = np.concatenate((EMPTY, source))
        found = self.counts[_cells(given[None, :], target[:, None], len(self.counts))] / np.maximum(
            self.totals[given], 1e-3
        )
        return (np.clip(found, FLOOR, 1.0) * _prior(len(source), len(target))).astype(np.float32)


def _cells(source: Ids, target: Ids, size: int) -> Ids:
    """Multiplicative hashing (Knuth, TAOCP 6.4): the high bits of a product are well mixed."""
    return ((source * 2_654_435_761 + target * 40_503_001) >> 7) % size


def _prior(source_length: int, target_length: int) -> Floats:
    """Shape (target, 1 + source); every row adds up to 1."""
    rows = (np.arange(target_length) + 0.5) / target_length
    columns = (np.arange(source_length) + 0.5) / source_length
    weights = np.exp(-TENSION * np.abs(rows[:, None] - columns[None, :]))
    weights *= (1 - NULL) / weights.sum(axis=1, keepdims=True)
    return np.concatenate((np.full((target_length, 1), NULL), weights), axis=1).astype(np.float32)


class Aligner:
    """Estimated once from pairs; then aligns and scores any pair, known or not."""

    def __init__(self, pairs: Sequence[Pair], rounds: int = 5) -> None:
        self._source_ids: dict[str, int] = {"": 0}
        self._target_ids: dict[str, int] = {"": 0}
        sources, targets = [], []
        for pair in pairs:
            source, target = ([_form(word.text) for word in words(text)] for text in pair)
            if 0 < len(source) <= LONGEST and 0 < len(target) <= LONGEST:
                sources.append(
                    np.array(
                        [self._source_ids.setdefault(form, len(self._source_ids)) for form in source], dtype=np.int64
                    )
                )
                targets.append(
                    np.array(
                        [self._target_ids.setdefault(form, len(self._target_ids)) for form in target], dtype=np.int64
                    )
                )
        if not sources:
            raise ValueError(f"no pair of at most {LONGEST} words a side to learn an alignment from")
        # One more id on each side, for words that were not seen.
        sizes = len(self._source_ids) + 1, len(self._target_ids) + 1
        alike, alike_back = np.full(sizes[0], -1), np.full(sizes[1], -1)
        for form, here in self._source_ids.items():
            there = self._target_ids.get(form, 0)
            if there:
                alike[here], alike_back[there] = there, here
        self._forward, self._backward = map(_Direction, sizes)
        self._forward.estimate(sources, targets, alike, rounds)
        self._backward.estimate(targets, sources, alike_back, rounds)

    def _tables(self, pair: Pair) -> tuple[Floats, Floats]:
        source, target = ([_form(word.text) for word in words(text)] for text in pair)
        source_ids = np.array([self._source_ids.get(form, len(self._source_ids)) for form in source])
        target_ids = np.array([self._target_ids.get(form, len(self._target_ids)) for form in target])
        forward, backward = self._forward.table(source_ids, target_ids), self._backward.table(target_ids, source_ids)
        # Words that were never seen still align where both sides spell them alike.
        for i, form in enumerate(source):
            if form in target:
                j = target.index(form)
                forward[j, i + 1] += SPELT_ALIKE
                backward[i, j + 1] += SPELT_ALIKE
        return forward, backward

    def score(self, pair: Pair) -> float:
        """Mean log probability of a word over both directions: near 0 is good, below about -8 they hardly agree."""
        forward, backward = self._tables(pair)
        return float((np.log(forward.sum(axis=1)).mean() + np.log(backward.sum(axis=1)).mean()) / 2)

    def links(self, pair: Pair) -> Links:
        """Pairs (index of a source word, index of a target word), of ``words`` of both sides."""
        if not words(pair.source) or not words(pair.target):
            return frozenset()
        forward, backward = self._tables(pair)
        there = {(int(i) - 1, j) for j, i in enumerate(forward.argmax(axis=1)) if i}
        back = {(i, int(j) - 1) for i, j in enumerate(backward.argmax(axis=1)) if j}
        return grow_diagonal(there, back)


def grow_diagonal(there: set[tuple[int, int]], back: set[tuple[int, int]]) -> Links:
    """The links that both directions have, and neighbours of these that one has and whose word is still free."""
    linked = there & back
    union = there | back
    while True:
        sources, targets = {i for i, _ in linked}, {j for _, j in linked}
        added = {
            (i, j)
            for i, j in union - linked
            if (i not in sources or j not in targets)
            and any((i + di, j + dj) in linked for di in (-1, 0, 1) for dj in (-1, 0, 1))
        }
        if not added:
            return frozenset(linked)
        linked |= added


def counterpart(links: Links, start: int, end: int) -> tuple[int, int] | None:
    """The target words ``[start, end)`` of the source words ``[start, end)``, where the two are a consistent block:
    linked, and nothing inside either is linked to anything outside the other. None otherwise."""
    inside = [j for i, j in links if start <= i < end]
    if not inside:
        return None
    low, high = min(inside), max(inside) + 1
    if any(low <= j < high and not start <= i < end for i, j in links):
        return None
    return low, high
