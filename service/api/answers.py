"""From what ``models`` made to what goes over the wire."""

import hashlib
from collections.abc import Sequence

from models.article.document import Article
from models.checks.segment import Finding
from models.digest import Check, Digest, DigestSentence
from models.engines.protocol import ModelCard
from models.translate.translator import TranslatedSegment
from service.api import schemas
from service.api.admission import characters_of
from service.api.schemas import Layout


def article_answer(
    digest: Digest,
    *,
    layout: Layout = "paragraph",
    translator: ModelCard | None,
    summarizer: ModelCard | None,
    timings: dict[str, float],
) -> schemas.ArticleAnswer:
    """The answer of ``POST /v1/articles``.

    Args:
        translator: None where nothing was translated; ``summarizer`` likewise.
        timings: seconds for each stage.
    """
    article = digest.article
    title = digest.title
    return schemas.ArticleAnswer(
        id=article_id(article),
        language=article.language,
        title=None if title is None else schemas.Bilingual(id=title.id, en=title.en),
        paragraphs=[
            schemas.Paragraph(id=made.id, en=made.en, segments=segments_of(made.segments), language=paragraph.language)
            for made, paragraph in zip(digest.paragraphs, article.paragraphs, strict=True)
        ],
        removed=removed_of(article),
        summary=None if digest.summary is None else _summary(digest, digest.summary, layout),
        checks=[
            schemas.Check(
                kind=check.kind,
                paragraph=check.paragraph,
                segment=check.segment,
                message=check.message,
                source=check.source,
                target=check.target,
                where=check.where,
            )
            for check in digest.checks
        ],
        metadata=schemas.Metadata(
            author=article.metadata.author,
            date=article.metadata.date,
            site=article.metadata.site,
            dateline=article.metadata.dateline,
        ),
        notes=list(digest.notes),
        models=models_of(translator, summarizer),
        usage=schemas.Usage(characters=characters_of(article)),
        timings=timings,
    )


def _summary(digest: Digest, sentences: Sequence[DigestSentence], layout: Layout) -> schemas.Summary:
    english = [sentence.en for sentence in sentences if sentence.en is not None]
    checks = [check for check in digest.checks if check.where == "summary"]
    return schemas.Summary(
        id=lay_out([sentence.id for sentence in sentences], layout),
        en=lay_out(english, layout) if len(english) == len(sentences) else None,
        sentences=[
            schemas.SummarySentence(
                id=sentence.id,
                en=sentence.en,
                support=list(sentence.support),
                origin=sentence.origin,
                flags=flags_of([check for check in checks if check.segment == index]),
            )
            for index, sentence in enumerate(sentences)
        ],
        route=digest.route,
    )


def lay_out(sentences: Sequence[str], layout: Layout) -> str:
    """Sentences as one text.

    >>> lay_out(["Satu.", "Dua."], "bullets")
    '- Satu.\\n- Dua.'
    """
    if layout == "bullets":
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return " ".join(sentences)


def segments_of(segments: Sequence[TranslatedSegment]) -> list[schemas.Segment]:
    return [
        schemas.Segment(source=segment.source, target=segment.target, flags=flags_of(segment.findings))
        for segment in segments
    ]


def flags_of(findings: Sequence[Finding | Check]) -> list[str]:
    """The kinds, each once, in the order in which they were found."""
    return list(dict.fromkeys(finding.kind for finding in findings))


def removed_of(article: Article) -> list[schemas.Removed]:
    return [schemas.Removed(text=piece.text, rule=piece.rule, line=piece.line) for piece in article.removed]


def models_of(translator: ModelCard | None, summarizer: ModelCard | None) -> schemas.Models:
    return schemas.Models(
        translator=None if translator is None else schemas.Model.of(translator),
        summarizer=None if summarizer is None else schemas.Model.of(summarizer),
    )


def rounded(timings: dict[str, float]) -> dict[str, float]:
    """Seconds to a tenth of a millisecond: finer is noise."""
    return {stage: round(seconds, 4) for stage, seconds in timings.items()}


def article_id(article: Article) -> str:
    """The first 16 hex digits of the SHA-256 of title and paragraphs."""
    text = "\n".join([article.title or "", *(paragraph.text for paragraph in article.paragraphs)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
