"""``POST /v1/articles``: an article in; cleaned article, summary, translation and checks out."""

import asyncio
import time
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from models.article.document import Article
from models.article.read import read_html, read_text
from models.digest import DigestOptions, digest
from models.summarize.extractive import SummaryOptions
from service.api import examples
from service.api.admission import admit_article, check_article, glossary_of, service_of
from service.api.answers import article_answer, rounded
from service.api.body import JsonRoute
from service.api.problems import documented
from service.api.running import run
from service.api.schemas import ArticleAnswer, ArticleRequest
from service.batching import Lane
from service.state import Intisari

router = APIRouter(tags=["articles"], route_class=JsonRoute)


@router.post(
    "/v1/articles",
    summary="Clean, summarise and translate one article",
    responses=documented(403, 413, 415, 422, 503, 504),
)
async def create_article(
    request: Request,
    body: Annotated[ArticleRequest, Body(openapi_examples=examples.ARTICLES)],
    service: Annotated[Intisari, Depends(service_of)],
) -> ArticleAnswer:
    """The article comes back cleaned, with everything that was removed and the rule that removed it; with a summary
    made of its own sentences, or written by the chosen summariser and checked against them; and in English, with a flag
    on each segment whose translation is in doubt."""
    seconds = service.settings.max_seconds
    deadline = asyncio.get_running_loop().time() + seconds
    return await run(request, seconds, process(body, service, deadline))


async def process(body: ArticleRequest, service: Intisari, deadline: float | None = None) -> ArticleAnswer:
    """The way of one article, from its request to its answer; the command line uses it too.

    Args:
        deadline: time of the event loop's clock after which nobody waits for the answer.

    Raises:
        ServiceError: the request is refused.
        ModelsError: the article cannot be processed.
        BatchingError: the batching layer did not take it, or did not finish.
    """
    chosen = admit_article(body, service)
    options = _options(body, service)
    started = time.perf_counter()
    article = await service.read(partial(_read, body, service))
    read = time.perf_counter() - started
    # Where nothing is to be translated, the default translator, which is always loaded, stands in.
    translator = service.roster.translator if options.translate == "none" else chosen.translator
    summarizer = chosen.summarizer if options.summary else None
    async with service.parts(translator, summarizer, Lane.INTERACTIVE, deadline) as parts:
        load = time.perf_counter() - started - read
        made = await digest(article, options, parts.translator, parts.summarizer)
    return article_answer(
        made,
        layout=body.summary.layout if body.summary else "paragraph",
        translator=None if options.translate == "none" else parts.translator_card,
        summarizer=parts.summarizer_card,
        timings=rounded({"read": read, "load": load, **made.timings, "total": time.perf_counter() - started}),
    )


def _options(body: ArticleRequest, service: Intisari) -> DigestOptions:
    return DigestOptions(
        summary=SummaryOptions(body.summary.length, body.summary.sentences) if body.summary else None,
        translate=body.translate,
        glossary=glossary_of(body.glossary, service.settings),
    )


def _read(body: ArticleRequest, service: Intisari) -> Article:
    check_language = body.language == "auto"
    if body.html is not None:
        return check_article(read_html(body.html, body.title, check_language=check_language), service.settings, "html")
    return read_text(body.text or "", body.title, check_language=check_language)
