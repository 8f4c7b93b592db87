"""``POST /v1/summaries``: texts in, extractive summaries out."""

import time
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from models.article.document import Article
from models.article.read import read_html, read_text
from models.summarize.extractive import SummaryOptions, SummarySentence, summarize
from service.api import examples, schemas
from service.api.admission import admit_texts, characters_of, check_article, check_length, service_of
from service.api.answers import lay_out, models_of, removed_of, rounded
from service.api.body import JsonRoute
from service.api.problems import documented
from service.api.running import run
from service.api.schemas import SummariesAnswer, SummariesRequest
from service.api.texts import read_each
from service.state import Intisari

router = APIRouter(tags=["texts"], route_class=JsonRoute)


@dataclass(frozen=True, slots=True)
class _Summarized:
    article: Article
    sentences: tuple[SummarySentence, ...]


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
    """Each text is cleaned and summarised in its own sentences, in Indonesian. The answers are in the order of the
    texts; in the place of a text that cannot be summarised is its `error`."""
    admit_texts(body, service)
    return await run(request, service.settings.max_seconds, _process(body, service))


async def _process(body: SummariesRequest, service: Intisari) -> SummariesAnswer:
    started = time.perf_counter()
    made = await read_each(body.texts, partial(_summarize, body, service), service)
    articles = [item.article for item in made if isinstance(item, _Summarized)]
    return SummariesAnswer(
        summaries=[item if isinstance(item, schemas.Failed) else _answer(item, body) for item in made],
        models=models_of(None, service.summarizer),
        usage=schemas.Usage(characters=sum(map(characters_of, articles))),
        timings=rounded({"total": time.perf_counter() - started}),
    )


def _summarize(body: SummariesRequest, service: Intisari, text: str, field: str) -> _Summarized:
    check_language = body.language == "auto"
    if body.format == "html":
        article = check_article(read_html(text, check_language=check_language), service.settings, field)
    else:
        check_length(text, service.settings, field)
        article = read_text(text, check_language=check_language)
    return _Summarized(article, summarize(article, SummaryOptions(body.length, body.sentences)))


def _answer(item: _Summarized, body: SummariesRequest) -> schemas.SummaryText:
    return schemas.SummaryText(
        text=lay_out([sentence.text for sentence in item.sentences], body.layout),
        language=item.article.language,
        sentences=[
            schemas.SupportedSentence(text=sentence.text, support=list(sentence.support)) for sentence in item.sentences
        ],
        removed=removed_of(item.article),
        notes=list(item.article.notes),
    )
