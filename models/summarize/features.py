"""What the scorer sees of a sentence: a dozen numbers, each between 0 and about 1."""

import math
from collections import Counter
from collections.abc import Sequence

from models.summarize.candidates import Candidate
from models.summarize.references import Dependence
from models.summarize.words import content_words, words

#: Names of the features, in the order of the vector. They are the keys of ``scorer.json``.
FEATURES = (
    "first",
    "second",
    "third",
    "inverse_position",
    "relative_position",
    "first_paragraph",
    "paragraph_start",
    "length",
    "short",
    "long",
    "centrality",
    "title_overlap",
    "lead_overlap",
    "number",
    "names",
    "quotation",
    "continues",
    "needs_previous",
    "needs_person",
)


def features(sentences: Sequence[Candidate], title: str | None) -> list[tuple[float, ...]]:
    """One vector for each sentence, in the order of ``FEATURES``. Time is linear in the number of words."""
    centralities = _centralities(sentences)
    title_words = set(content_words(words(title or "")))
    lead = set(sentences[0].content) if sentences else set()
    return [
        _vector(index, len(sentences), sentence, centrality, title_words, lead)
        for index, (sentence, centrality) in enumerate(zip(sentences, centralities, strict=True))
    ]


def _vector(
    index: int, total: int, sentence: Candidate, centrality: float, title_words: set[str], lead: set[str]
) -> tuple[float, ...]:
    content = set(sentence.content)
    size = len(sentence.tokens)
    named = sum(word[0].isupper() for word in sentence.text.split()[1:])
    values = (
        index == 0,
        index == 1,
        index == 2,
        1 / (1 + index),
        index / total,
        sentence.place[0] == 0,
        sentence.place[1] == 0,
        min(math.log1p(size) / math.log1p(50), 1.2),
        size < 10,
        size > 40,
        centrality,
        len(content & title_words) / len(title_words) if title_words else 0.0,
        len(content & lead) / len(content) if content and index else 0.0,
        any(token[0].isdigit() for token in sentence.tokens),
        named / size if size else 0.0,
        any(mark in sentence.text for mark in '"“”'),
        sentence.dependence is Dependence.OPENING,
        sentence.dependence is Dependence.PREVIOUS,
        sentence.dependence is Dependence.PERSON,
    )
    return tuple(float(value) for value in values)


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
