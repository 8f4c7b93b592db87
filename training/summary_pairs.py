"""Article–summary pairs: reading them, telling stories apart, and gold labels where a corpus has none."""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from models.article.document import Article, Paragraph, Span
from models.summarize.words import words


@dataclass(frozen=True, slots=True)
class Pair:
    """One article with its reference summary.

    Attributes:
        labels: for each sentence of the article, in order, whether an editor chose it; ``None`` where nobody was asked.
    """

    id: str
    source: str
    article: Article
    summary: str
    labels: tuple[bool, ...] | None


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs of a JSON lines file, gzipped or not, with the fields ``id, source, text, summary`` and optionally
    ``title``, and ``sentences`` with ``labels``.

    Raises:
        ValueError: the sentences of a record are not those of its text.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            given = record.get("sentences")
            labels = None
            if given and "labels" in record:
                labels = tuple(bool(label) for text, label in zip(given, record["labels"], strict=True) if text.strip())
            article = _with_sentences(record) if given else _read(record)
            yield Pair(record["id"], record["source"], article, record["summary"], labels)


def _read(record: dict[str, Any]) -> Article:
    from models.article.read import read_text

    return read_text(record["text"], record.get("title"), check_language=False)


def _with_sentences(record: dict[str, Any]) -> Article:
    remaining = iter([text.strip() for text in record["sentences"] if text.strip()])
    paragraphs = []
    for line in record["text"].splitlines():
        spans = []
        end = 0
        while line[end:].strip():
            sentence = next(remaining, "")
            start = line.find(sentence, end)
            if not sentence or line[end:start].strip():
                raise ValueError(f"{record['id']}: its sentences are not those of its text at {line[end : end + 40]!r}")
            end = start + len(sentence)
            spans.append(Span(start, end))
        if spans:
            paragraphs.append(Paragraph(line, tuple(spans)))
    return Article(record.get("title"), tuple(paragraphs))


def stories(pairs: Sequence[Pair]) -> list[str]:
    """For each pair, a name of its story: pairs that share a run of ten words are one story, directly or through
    others, because outlets copy each other and a copy in the test set would be a leak."""
    parent = list(range(len(pairs)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[int, int] = {}
    for index, pair in enumerate(pairs):
        tokens = words(" ".join(paragraph.text for paragraph in pair.article.paragraphs))
        for start in range(len(tokens) - 9):
            run = hash(tuple(tokens[start : start + 10]))
            other = first.setdefault(run, index)
            if other != index:
                parent[max(root(index), root(other))] = min(root(index), root(other))
    return [pairs[root(index)].id for index in range(len(pairs))]


def fold(story: str, folds: int) -> int:
    """The fold of a story; the same in every run."""
    return int.from_bytes(hashlib.sha256(story.encode()).digest()[:8], "big") % folds


def oracle_labels(sentences: Sequence[str], summary: str, most: int) -> tuple[bool, ...]:
    """The sentences that together come closest to ``summary``, found greedily by the mean of the F1 of words and of
    word pairs (Nallapati et al. 2017, arXiv:1611.04230), at most ``most`` of them."""
    reference = _grams(summary)
    grams = [_grams(sentence) for sentence in sentences]
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        scored = [
            (_closeness([grams[i] for i in [*chosen, index]], reference), -index)
            for index in range(len(sentences))
            if index not in chosen
        ]
        score, negative = max(scored, default=(0.0, 0))
        if score <= best:
            break
        best = score
        chosen.append(-negative)
    return tuple(index in chosen for index in range(len(sentences)))


def _grams(text: str) -> tuple[Counter[str], Counter[str]]:
    tokens = words(text)
    return Counter(tokens), Counter(f"{a} {b}" for a, b in pairwise(tokens))


def _closeness(
    parts: Iterable[tuple[Counter[str], Counter[str]]], reference: tuple[Counter[str], Counter[str]]
) -> float:
    parts = list(parts)
    return sum(_f1(sum((part[order] for part in parts), Counter()), reference[order]) for order in (0, 1)) / 2


def _f1(ours: Counter[str], theirs: Counter[str]) -> float:
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0
