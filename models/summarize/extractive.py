"""Extractive summaries: whole sentences of the article, so that nothing in the summary is invented."""

import math
from dataclasses import dataclass
from typing import Literal

from models.article.document import Article
from models.checks.finding import Finding
from models.summarize.candidates import Candidate, Rank, candidates
from models.summarize.features import features
from models.summarize.scorer import Scorer, bundled_scorer
from models.summarize.selection import select

Length = Literal["short", "medium", "long"]
#: Whether a sentence stands in the article as it is, or a model wrote it.
SentenceOrigin = Literal["extracted", "written"]

#: For each length: share of the article's sentences, fewest, most, and the largest share of a very short article.
_SIZES: dict[Length, tuple[float, int, int, float]] = {
    "short": (0.06, 1, 3, 0.5),
    "medium": (0.17, 3, 6, 0.5),
    "long": (0.35, 5, 15, 0.7),
}


@dataclass(frozen=True)
class SummaryOptions:
    """How long a summary is.

    Attributes:
        length: ``short`` is 6 % of the sentences, 1 to 3 of them; ``medium`` 17 %, 3 to 6; ``long`` 35 %, 5 to 15. A
            news article of 18 sentences gets 1, 3 and 6. Of an article of a few sentences, ``short`` and ``medium``
            take at most half, ``long`` at most 70 %, rounded up. Questions, list items, captions and the like do not
            count as sentences here.
        sentences: so many sentences, or all where the article has fewer; wins over ``length``. At least 1: the caller
            validates this.
    """

    length: Length = "medium"
    sentences: int | None = None


@dataclass(frozen=True)
class SummarySentence:
    """One sentence of a summary.

    Attributes:
        text: Indonesian. For a sentence that a model wrote in English, the sentences of the article that it rests on;
            empty where it rests on none.
        support: ``(paragraph, sentence)`` of every sentence of the article that it rests on, the most telling first.
        origin: whether it stands in the article or was written by a model.
        findings: doubts about a written sentence that was kept all the same.
        en: the sentence in English, where a model wrote it so.
    """

    text: str
    support: tuple[tuple[int, int], ...]
    origin: SentenceOrigin = "extracted"
    findings: tuple[Finding, ...] = ()
    en: str | None = None


def summarize(
    article: Article, options: SummaryOptions = SummaryOptions(), scorer: Scorer | None = None
) -> tuple[SummarySentence, ...]:
    """The sentences that tell most of ``article``, in its order and its words; the same ones each time.

    A sentence that points back ("Ia juga …", "Hal itu …") is chosen only together with the sentence before it, and
    never opens the summary unless it opens the article. Questions, captions, list items and broken quotations come in
    only when nothing else is left, paragraphs in another language after those.

    Time is about linear in the length of the article.

    >>> from models.article.document import Paragraph, Span
    >>> text = "Harga beras naik 5 persen. Hal itu dikatakan Budi."
    >>> article = Article(None, (Paragraph(text, (Span(0, 26), Span(27, 50))),))
    >>> [(sentence.text, sentence.support) for sentence in summarize(article, SummaryOptions(sentences=1))]
    [('Harga beras naik 5 persen.', ((0, 0),))]
    """
    sentences = candidates(article)
    scorer = scorer or bundled_scorer()
    scores = [scorer.score(vector) for vector in features(sentences, article.title)]
    chosen = select(sentences, scores, options.sentences or _size(options.length, sentences))
    return tuple(SummarySentence(sentences[index].text, (sentences[index].place,)) for index in chosen)


def _size(length: Length, sentences: list[Candidate]) -> int:
    share, fewest, most, largest_share = _SIZES[length]
    total = sum(sentence.rank < Rank.NOT_REPORT for sentence in sentences) or len(sentences)
    size = min(max(round(share * total), fewest), most, math.ceil(largest_share * total))
    reports = sum(sentence.rank is Rank.REPORT for sentence in sentences)
    # Better a shorter summary than one filled up with halves of quotations, unless the article has little else.
    return min(size, reports) if reports >= min(size, fewest) else size
