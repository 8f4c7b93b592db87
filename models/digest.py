"""The main job: a cleaned article to its summary, its translation and what the checks found."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Literal

from models.article.document import Article, Paragraph, Span
from models.checks.segment import Finding
from models.engines.protocol import Glossary
from models.summarize.abstractive import AbstractiveSummarizer, Summary
from models.summarize.extractive import SentenceOrigin, SummaryOptions, SummarySentence, summarize
from models.translate.translator import TranslatedSegment, Translation, Translator

Where = Literal["title", "paragraph", "summary"]
#: How a summary came about, its English part last. ``direct``: a model wrote English from the Indonesian article.
Route = Literal["extract", "summarise", "summarise-then-translate", "extract-then-translate", "direct"]


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
    """A sentence of the summary.

    Attributes:
        id: empty only where a model wrote an English sentence that no sentence of the article supports, and the policy
            let it stand.
        support: (paragraph, sentence) indices of the source sentences that support it.
        origin: whether it stands in the article or was written by a model.
    """

    id: str
    en: str | None
    support: tuple[tuple[int, int], ...]
    origin: SentenceOrigin = "extracted"


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
    """Everything that was made of an article.

    Attributes:
        notes: sentences for the reader, about the language of the article and about what a model wrote for its summary
            and is not there.
        timings: seconds for each stage.
        route: how the summary came about; one that had to be taken from the article although a model wrote one counts
            as an extract. None where there is no summary.
    """

    article: Article
    title: Bilingual | None
    paragraphs: tuple[DigestParagraph, ...]
    summary: tuple[DigestSentence, ...] | None
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    timings: dict[str, float] = field(default_factory=dict)
    route: Route | None = None


async def digest(
    article: Article,
    options: DigestOptions,
    translator: Translator,
    summarizer: AbstractiveSummarizer | None = None,
) -> Digest:
    """Summarise and translate an article.

    Without ``summarizer``, the summary is made of sentences of the article. In a full translation each of those takes
    the translation that its sentence has there, so that the two never disagree; what a model wrote is translated on its
    own, or was written in English.

    Raises:
        EngineError: not one segment could be translated.
        EngineBusyError: there was no room or no time.
    """
    timings: dict[str, float] = {}
    started = time.perf_counter()
    summary = await _summarize(article, options.summary, summarizer) if options.summary else None
    chosen = summary.sentences if summary else ()
    timings["summarize"] = time.perf_counter() - started

    started = time.perf_counter()
    title = _paragraph(article.title, article.language) if article.title else None
    body = article.paragraphs if options.translate == "full" else ()
    alone = [i for i, sentence in enumerate(chosen) if _is_translated_alone(sentence, options)]
    own = [_paragraph(chosen[i].text, article.language) for i in alone]
    sources = [] if options.translate == "none" else [*([title] if title else []), *body, *own]
    translations = await translator.translate(sources, options.glossary)
    timings["translate"] = time.perf_counter() - started

    made = iter(translations)
    title_translation = next(made) if title and translations else None
    body_translations = [next(made) for _ in body]
    alone_translations = dict(zip(alone, made, strict=True))

    checks: list[Check] = []
    if title_translation:
        checks += _checks("title", None, title_translation)
    for i, translation in enumerate(body_translations):
        checks += _checks("paragraph", i, translation)
    for i, sentence in enumerate(chosen):
        translated = alone_translations[i].segments if i in alone_translations else ()
        findings = [*sentence.findings, *(finding for s in translated for finding in s.findings)]
        checks += [_check("summary", None, i, finding) for finding in findings]

    return Digest(
        article=article,
        title=Bilingual(article.title, title_translation.text if title_translation else None)
        if article.title
        else None,
        paragraphs=_paragraphs(article, body_translations),
        summary=_summary(article, chosen, body_translations, alone_translations) if summary else None,
        checks=tuple(checks),
        notes=article.notes + (summary.notes if summary else ()),
        timings=timings,
        route=_route(chosen, options) if summary else None,
    )


async def _summarize(article: Article, options: SummaryOptions, summarizer: AbstractiveSummarizer | None) -> Summary:
    if summarizer is not None:
        return await summarizer.summarize(article, options)
    return Summary(await asyncio.to_thread(summarize, article, options))


def _is_translated_alone(sentence: SummarySentence, options: DigestOptions) -> bool:
    """Whether the sentence has no English yet and gets none from the translation of the article."""
    if sentence.en is not None or options.translate == "none":
        return False
    return sentence.origin == "written" or options.translate == "summary"


def _route(sentences: tuple[SummarySentence, ...], options: DigestOptions) -> Route:
    if any(sentence.en is not None for sentence in sentences):
        return "direct"
    if any(sentence.origin == "written" for sentence in sentences):
        return "summarise" if options.translate == "none" else "summarise-then-translate"
    return "extract" if options.translate == "none" else "extract-then-translate"


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
    article: Article,
    chosen: tuple[SummarySentence, ...],
    body: list[Translation],
    alone: dict[int, Translation],
) -> tuple[DigestSentence, ...]:
    sentences = []
    for i, sentence in enumerate(chosen):
        english = sentence.en
        if i in alone:
            english = alone[i].text
        elif english is None and body:
            english = " ".join(_sentence(article, body, place) for place in sentence.support)
        sentences.append(DigestSentence(sentence.text, english, sentence.support, sentence.origin))
    return tuple(sentences)


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
