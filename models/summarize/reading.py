"""An article, read once for all that happens to its written summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.article.document import Article
from models.checks.source import Source
from models.summarize.attribution import Attributor
from models.summarize.candidates import Candidate, candidates
from models.summarize.extractive import SummaryOptions, SummarySentence, summarize
from models.summarize.features import features
from models.summarize.references import Dependence
from models.summarize.scorer import bundled_scorer
from models.summarize.selection import select
from models.summarize.surface import Surface

#: A sentence that needs more than so many others is not put in place of one that the model wrote.
_LONGEST_UNIT = 3


@dataclass(frozen=True)
class Reading:
    """
    Attributes:
        sentences: all of the article, in order; "index" means an index of these everywhere.
        scores: how likely an editor is to keep each, between 0 and 1.
        extract: the extractive summary of the wanted length: what the written one is measured by, and falls back to.
    """

    article: Article
    sentences: Sequence[Candidate]
    scores: Sequence[float]
    extract: tuple[SummarySentence, ...]
    source: Source
    attributor: Attributor
    surface: Surface

    def best(self, first: int, last: int, count: int) -> list[int]:
        """Indices of the ``count`` sentences that tell most of those from ``first`` up to, not including, ``last``."""
        return [first + i for i in select(self.sentences[first:last], self.scores[first:last], count)]

    def unit(self, index: int) -> list[int]:
        """The sentence and those directly before it without which it would mislead, ascending; empty where it leans on
        too many."""
        start = index
        for _ in range(_LONGEST_UNIT):
            sentence = self.sentences[start]
            needs = max(sentence.needs, sentence.dependence is Dependence.OPENING)
            if not needs or not start:
                return list(range(start, index + 1)) if index - start < _LONGEST_UNIT else []
            start = max(0, start - needs)
        return []

    def extracted(self, index: int) -> SummarySentence:
        sentence = self.sentences[index]
        return SummarySentence(sentence.text, (sentence.place,))


def read_for_summary(article: Article, options: SummaryOptions) -> Reading:
    """Takes time about linear in the length of the article, and the processor: call it in a thread."""
    sentences = candidates(article)
    texts = [sentence.text for sentence in sentences]
    scorer = bundled_scorer()
    source = Source(texts, [article.title or "", *(p.text for p in article.paragraphs)], article.title or "")
    return Reading(
        article,
        sentences,
        [scorer.score(vector) for vector in features(sentences, article.title)],
        summarize(article, options),
        source,
        Attributor(source),
        Surface(texts),
    )
