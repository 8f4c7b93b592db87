"""The main job: a cleaned article to its summary, its translation and what the checks found."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Literal

from models.article.document import Article, Paragraph, Span
from models.checks.segment import Finding
from models.engines.protocol import Glossary
from models.summarize.extractive import SummaryOptions, SummarySentence, summarize
from models.translate.translator import TranslatedSegment, Translation, Translator

Where = Literal["title", "paragraph", "summary"]


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """What to make of an article. ``summary`` is None where none is wanted; ``translate`` says what is put into
    English: the whole article (title, paragraphs, summary), the title and the summary, or nothing."""

    summary: SummaryOptions | None = SummaryOptions()
    translate: Literal["full", "summary", "none"] = "full"
    glossary: Glossary = ()


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Source and translation; ``en`` is None where no translation was asked for."""

    id: str
    en: str | None


@dataclass(frozen=True, slots=True)
class DigestParagraph:
    id: str
    en: str | None
    segments: tuple[TranslatedSegment, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of the summary, and the (paragraph, sentence) indices of the source sentences that support it."""

    id: str
    en: str | None
    support: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A finding and where it was made. ``paragraph`` and ``segment`` are indices; for the title both are None, for the
    summary ``segment`` is the index of the summary's sentence."""

    where: Where
    paragraph: int | None
    segment: int | None
    kind: str
    message: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that was made of an article. ``timings`` are seconds for each stage."""

    article: Article
    title: Bilingual | None
    paragraphs: tuple[DigestParagraph, ...]
    summary: tuple[DigestSentence, ...] | None
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    timings: dict[str, float] = field(default_factory=dict)


async def digest(article: Article, options: DigestOptions, translator: Translator) -> Digest:
    """Summarise and translate an article.

    The summary is made of sentences of the article; in a full translation each takes the translation that its sentence
    has there, so that the two never disagree.

    Raises:
        EngineError: not one segment could be translated.
    """
    timings: dict[str, float] = {}
    started = time.perf_counter()
    chosen = await asyncio.to_thread(summarize, article, options.summary) if options.summary else None
    timings["summarize"] = time.perf_counter() - started

    started = time.perf_counter()
    title = _paragraph(article.title, article.language) if article.title else None
    body = article.paragraphs if options.translate == "full" else ()
    alone = [_paragraph(s.text, article.language) for s in chosen or ()] if options.translate == "summary" else []
    sources = [] if options.translate == "none" else [*([title] if title else []), *body, *alone]
    translations = await translator.translate(sources, options.glossary)
    timings["translate"] = time.perf_counter() - started

    made = iter(translations)
    title_translation = next(made) if title and translations else None
    body_translations = [next(made) for _ in body]
    alone_translations = list(made)

    checks: list[Check] = []
    if title_translation:
        checks += _checks("title", None, title_translation)
    for i, translation in enumerate(body_translations):
        checks += _checks("paragraph", i, translation)
    for i, translation in enumerate(alone_translations):
        checks += [_check("summary", None, i, finding) for s in translation.segments for finding in s.findings]

    return Digest(
        article=article,
        title=Bilingual(article.title, title_translation.text if title_translation else None)
        if article.title
        else None,
        paragraphs=_paragraphs(article, body_translations),
        summary=None if chosen is None else _summary(article, chosen, body_translations, alone_translations),
        checks=tuple(checks),
        notes=article.notes,
        timings=timings,
    )


def _paragraph(text: str, language: str) -> Paragraph:
    return Paragraph(text, (Span(0, len(text)),), language)


def _paragraphs(article: Article, translations: list[Translation]) -> tuple[DigestParagraph, ...]:
    if not translations:
        return tuple(DigestParagraph(paragraph.text, None) for paragraph in article.paragraphs)
    return tuple(
        DigestParagraph(paragraph.text, translation.text, translation.segments)
        for paragraph, translation in zip(article.paragraphs, translations, strict=True)
    )


def _summary(
    article: Article, chosen: tuple[SummarySentence, ...], body: list[Translation], alone: list[Translation]
) -> tuple[DigestSentence, ...]:
    if alone:
        english: list[str | None] = [translation.text for translation in alone]
    elif body:
        english = [" ".join(_sentence(article, body, place) for place in s.support) for s in chosen]
    else:
        english = [None] * len(chosen)
    return tuple(DigestSentence(s.text, en, s.support) for s, en in zip(chosen, english, strict=True))


def _sentence(article: Article, body: list[Translation], place: tuple[int, int]) -> str:
    """The translation of one sentence of the article: of all the segments that it was cut into."""
    paragraph, sentence = place
    span = article.paragraphs[paragraph].sentences[sentence]
    translation = body[paragraph]
    inside = [s for s in translation.segments if span.start <= s.source.start and s.source.end <= span.end]
    return translation.text[inside[0].target.start : inside[-1].target.end]


def _checks(where: Where, paragraph: int | None, translation: Translation) -> list[Check]:
    return [
        _check(where, paragraph, i if where == "paragraph" else None, finding)
        for i, segment in enumerate(translation.segments)
        for finding in segment.findings
    ]


def _check(where: Where, paragraph: int | None, segment: int | None, finding: Finding) -> Check:
    return Check(where, paragraph, segment, finding.kind, finding.message, finding.source, finding.target)
