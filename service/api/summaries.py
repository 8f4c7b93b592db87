"""``POST /v1/summaries``: texts in, Indonesian summaries out."""

import asyncio
import time
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Depends, Request

from models.article.document import Article
from models.article.read import read_html, read_text
from models.errors import InputError
from models.summarize.abstractive import AbstractiveSummarizer, Summary
from models.summarize.extractive import SummaryOptions, summarize
from service.api import examples, schemas
from service.api.admission import Chosen, admit_texts, characters_of, check_article, check_length, lane_of, service_of
from service.api.answers import flags_of, lay_out, models_of, removed_of, rounded
from service.api.body import JsonRoute
from service.api.problems import documented
from service.api.running import run
from service.api.schemas import Failed, Layout, SummariesAnswer, SummariesRequest, SummaryText
from service.api.texts import failed, read_each
from service.state import Intisari

router = APIRouter(tags=["texts"], route_class=JsonRoute)
T = TypeVar("T")


#: Texts of one request that are summarised at once: enough for full batches, and no flood of the queue.
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that could be read, and which of the texts it is."""

    field: str
    article: Article


@router.post(
    "/v1/summaries",
    summary="Summarise one or many texts",
    responses=documented(413, 415, 422, 503, 504),
)
async def create_summaries(
    request: Request,
    body: Annotated[SummariesRequest, Body(openapi_examples=examples.SUMMARIES)],
    service: Annotated[Intisari, Depends(service_of)],
) -> SummariesAnswer:
    """Each text is cleaned and summarised in Indonesian: in its own sentences, or in new ones where the chosen
    summariser writes. The answers are in the order of the texts; in the place of a text that cannot be summarised is
    its `error`."""
    chosen = admit_texts(body, service)
    return await run(request, service.settings.max_seconds, _process(body, chosen, service))


async def _process(body: SummariesRequest, chosen: Chosen, service: Intisari) -> SummariesAnswer:
    deadline = asyncio.get_running_loop().time() + service.settings.max_seconds
    started = time.perf_counter()
    read = await read_each(body.texts, partial(_read, body, service), service)
    read_at = time.perf_counter()
    characters = sum(characters_of(item.article) for item in read if isinstance(item, _Text))
    async with service.parts(service.roster.translator, chosen.summarizer, lane_of(characters), deadline) as parts:
        loaded_at = time.perf_counter()
        summarize = partial(_summarize, body, parts.summarizer, asyncio.Semaphore(AT_ONCE), service)
        summaries = await _all([summarize(item) for item in read])
        ended = time.perf_counter()
    return SummariesAnswer(
        summaries=summaries,
        models=models_of(None, parts.summarizer_card),
        usage=schemas.Usage(characters=characters),
        timings=rounded(
            {
                "read": read_at - started,
                "load": loaded_at - read_at,
                "summarize": ended - loaded_at,
                "total": ended - started,
            }
        ),
    )


def _read(body: SummariesRequest, service: Intisari, text: str, field: str) -> _Text:
    check_language = body.language == "auto"
    if body.format == "html":
        article = read_html(text, check_language=check_language)
        return _Text(field, check_article(article, service.settings, field))
    check_length(text, service.settings, field)
    return _Text(field, read_text(text, check_language=check_language))


async def _all(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """What each comes to. Where one raises, nothing of the others goes on behind the answer."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _summarize(
    body: SummariesRequest,
    summarizer: AbstractiveSummarizer | None,
    turn: asyncio.Semaphore,
    service: Intisari,
    item: _Text | Failed,
) -> SummaryText | Failed:
    if isinstance(item, Failed):
        return item
    options = SummaryOptions(body.length, body.sentences)
    try:
        async with turn:
            if summarizer is None:
                made = Summary(await service.read(partial(summarize, item.article, options)))
            else:
                made = await summarizer.summarize(item.article, options)
    except InputError as error:
        return failed(error, item.field)
    return _answer(item.article, made, body.layout)


def _answer(article: Article, summary: Summary, layout: Layout) -> SummaryText:
    sentences = summary.sentences
    english = [sentence.en for sentence in sentences if sentence.en is not None]
    return SummaryText(
        text=lay_out([sentence.text for sentence in sentences], layout),
        language=article.language,
        en=lay_out(english, layout) if sentences and len(english) == len(sentences) else None,
        sentences=[
            schemas.SupportedSentence(
                text=sentence.text,
                en=sentence.en,
                support=list(sentence.support),
                origin=sentence.origin,
                flags=flags_of(sentence.findings),
            )
            for sentence in sentences
        ],
        checks=[
            schemas.SentenceCheck(
                kind=finding.kind,
                sentence=index,
                message=finding.message,
                source=finding.source,
                target=finding.target,
            )
            for index, sentence in enumerate(sentences)
            for finding in sentence.findings
        ],
        removed=removed_of(article),
        notes=[*article.notes, *summary.notes],
    )
