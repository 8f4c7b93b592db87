"""``POST /v1/translations``: texts in, English out."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from models.article.characters import clean_characters
from models.article.document import Removed
from models.article.read import _language as identify
from models.article.read import read_html
from models.engines.protocol import Glossary
from models.errors import EmptyTextError, EngineError
from models.translate.lines import Lines, join_lines, lines_of
from models.translate.translator import Translation, Translator
from service.api import examples, schemas
from service.api.admission import Chosen, admit_texts, check_article, check_length, glossary_of, lane_of, service_of
from service.api.answers import flags_of, models_of, rounded, segments_of
from service.api.body import JsonRoute
from service.api.problems import documented
from service.api.running import run
from service.api.schemas import Failed, TranslationsAnswer, TranslationsRequest
from service.api.texts import failed, read_each
from service.state import Intisari

router = APIRouter(tags=["texts"], route_class=JsonRoute)

#: Said with each translation of HTML.
NO_MARKUP = "The markup of the HTML is not kept: the translation is plain text, one line for each paragraph."


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that could be read, and which of the texts it is."""

    field: str
    lines: Lines
    language: str
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()


@router.post(
    "/v1/translations",
    summary="Translate one or many texts",
    responses=documented(413, 415, 422, 503, 504),
)
async def create_translations(
    request: Request,
    body: Annotated[TranslationsRequest, Body(openapi_examples=examples.TRANSLATIONS)],
    service: Annotated[Intisari, Depends(service_of)],
) -> TranslationsAnswer:
    """Texts are translated as they are, line by line; nothing is removed from them. Of HTML, the main text is taken,
    and the answer is plain text. The answers are in the order of the texts; in the place of a text that cannot be
    translated is its `error`."""
    chosen = admit_texts(body, service)
    glossary = glossary_of(body.glossary, service.settings)
    # How much of a page is text is not known yet.
    characters = sum(map(len, set(body.texts))) if body.format == "text" else 0
    service.require_room(chosen.translator, characters, lane_of(characters))
    return await run(request, service.settings.max_seconds, _process(body, glossary, chosen, service))


async def _process(
    body: TranslationsRequest, glossary: Glossary, chosen: Chosen, service: Intisari
) -> TranslationsAnswer:
    deadline = asyncio.get_running_loop().time() + service.settings.max_seconds
    started = time.perf_counter()
    read = await read_each(body.texts, partial(_read, body, service), service)
    read_at = time.perf_counter()
    texts = [item for item in read if isinstance(item, _Text)]
    characters = sum(len(text.lines.text) for text in texts)
    async with service.parts(chosen.translator, None, lane_of(characters), deadline) as parts:
        loaded_at = time.perf_counter()
        made = iter(await _translate(texts, glossary, parts.translator))
        ended = time.perf_counter()
    return TranslationsAnswer(
        translations=[item if isinstance(item, Failed) else _answer(item, next(made)) for item in read],
        models=models_of(parts.translator_card, None),
        usage=schemas.Usage(characters=characters),
        timings=rounded(
            {
                "read": read_at - started,
                "load": loaded_at - read_at,
                "translate": ended - loaded_at,
                "total": ended - started,
            }
        ),
    )


def _read(body: TranslationsRequest, service: Intisari, text: str, field: str) -> _Text:
    check_language = body.language == "auto"
    if body.format == "html":
        article = check_article(read_html(text, check_language=check_language), service.settings, field)
        notes = (*article.notes, NO_MARKUP)
        return _Text(field, join_lines(article.paragraphs), article.language, article.removed, notes)
    check_length(text, service.settings, field)
    lines = lines_of(clean_characters(text))
    if not any(map(str.isalnum, lines.text)):
        raise EmptyTextError("There is nothing to translate in the text: it has no letters or digits.")
    language, notes = identify(lines.paragraphs, check_language)
    return _Text(field, lines, language, notes=notes)


async def _translate(
    texts: Sequence[_Text], glossary: Glossary, translator: Translator
) -> list[Translation | EngineError]:
    """All texts in one go, so that the batching layer takes the request as a whole or refuses it as a whole."""
    try:
        done = iter(await translator.translate([p for text in texts for p in text.lines.paragraphs], glossary))
    except EngineError as error:
        return [error] * len(texts)
    return [_whole(text.lines, [next(done) for _ in text.lines.paragraphs]) for text in texts]


def _whole(lines: Lines, translations: Sequence[Translation]) -> Translation | EngineError:
    """An error where not one segment was translated: the source text again is no answer."""
    whole = lines.assemble(translations)
    failures = [f.message for s in whole.segments for f in s.findings if f.kind == "failed"]
    if failures and len(failures) == len(whole.segments):
        return EngineError(failures[0])
    return whole


def _answer(text: _Text, made: Translation | EngineError) -> schemas.TranslatedText | Failed:
    if isinstance(made, EngineError):
        return failed(made, text.field)
    findings = [(index, finding) for index, segment in enumerate(made.segments) for finding in segment.findings]
    return schemas.TranslatedText(
        text=made.text,
        source=text.lines.text,
        language=text.language,
        segments=segments_of(made.segments),
        flags=flags_of([finding for _, finding in findings]),
        checks=[
            schemas.SegmentCheck(
                kind=finding.kind,
                segment=index,
                message=finding.message,
                source=finding.source,
                target=finding.target,
            )
            for index, finding in findings
        ],
        removed=[schemas.Removed(text=piece.text, rule=piece.rule, line=piece.line) for piece in text.removed],
        notes=list(text.notes),
    )
