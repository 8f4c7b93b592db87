"""What the scorer sees of a sentence: ten numbers, each between 0 and about 1.

Tried and left out, because they moved ROUGE by less than its error: digits, capitalised names, overlap with the first
sentence, relative position, start of a paragraph (docs/summaries.md).
"""

import math
from collections import Counter
from collections.abc import Sequence

from models.summarize.candidates import Candidate
from models.summarize.references import Dependence
from models.summarize.words import content_words, words

#: Names of the features, in the order of the vector. They are the keys of ``scorer.json``.
FEATURES = (
    "position",
    "first_paragraph",
    "length",
    "short",
    "centrality",
    "title_overlap",
    "quotation",
    "continues",
    "needs_previous",
    "needs_person",
)


def features(sentences: Sequence[Candidate], title: str | None) -> list[tuple[float, ...]]:
    """One vector for each sentence, in the order of ``FEATURES``. Time is linear in the number of words."""
    title_words = set(content_words(words(title or "")))
    return [
        _vector(index, sentence, centrality, title_words)
        for index, (sentence, centrality) in enumerate(zip(sentences, _centralities(sentences), strict=True))
    ]


def _vector(index: int, sentence: Candidate, centrality: float, title_words: set[str]) -> tuple[float, ...]:
    size = len(sentence.tokens)
    return (
        1 / (1 + index),
        float(sentence.place[0] == 0),
        min(math.log1p(size) / math.log1p(50), 1.2),
        float(size < 10),
        centrality,
        len(title_words.intersection(sentence.content)) / len(title_words) if title_words else 0.0,
        float(any(mark in sentence.text for mark in '"“”')),
        float(sentence.dependence is Dependence.OPENING),
        float(sentence.dependence is Dependence.PREVIOUS),
        float(sentence.dependence is Dependence.PERSON),
    )


def _centralities(sentences: Sequence[Candidate]) -> list[float]:
    """Cosine between each sentence and the whole article in TF-IDF space, relative to the highest one (Radev et al.
    2004, "Centroid-based summarization of multiple documents"); sentences are the documents that IDF counts."""
    frequency = Counter(word for sentence in sentences for word in set(sentence.content))
    idf = {word: math.log((1 + len(sentences)) / (1 + count)) + 1 for word, count in frequency.items()}
    vectors = [{word: count * idf[word] for word, count in Counter(s.content).items()} for s in sentences]
    centroid: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            centroid[word] = centroid.get(word, 0.0) + weight
    products = []
    for vector in vectors:
        norm = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
        dot = math.fsum(weight * centroid[word] for word, weight in vector.items())
        products.append(dot / norm if norm else 0.0)
    highest = max(products, default=0.0)
    return [product / highest if highest else 0.0 for product in products]
