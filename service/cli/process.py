"""One article from its request to its answer, with the parts of the service but without HTTP."""

import math
import time

from models.article.read import read_html, read_text

from models.article.document import Article
from models.digest import DigestOptions, digest
from models.summarize.extractive import SummaryOptions
from service.api.admission import admit_article, check_article, glossary_of
from service.api.answers import article_answer, rounded
from service.api.schemas import ArticleAnswer, ArticleRequest
from service.batching import Lane
from service.state import Intisari


async def process(body: ArticleRequest, service: Intisari) -> ArticleAnswer:
    """What ``POST /v1/articles`` would answer; it takes as long as it takes.

    Raises:
        ModelsError, ServiceError, BatchingError: as over HTTP.
    """
    admit_article(body, service)
    options = DigestOptions(
        summary=SummaryOptions(body.summary.length, body.summary.sentences) if body.summary else None,
        translate=body.translate,
        glossary=glossary_of(body.glossary, service.settings),
    )
    started = time.perf_counter()
    article = _read(body, service)
    read = time.perf_counter() - started
    made = await digest(article, options, service.translator(Lane.INTERACTIVE, math.inf))
    return article_answer(
        made,
        layout=body.summary.layout if body.summary else "paragraph",
        translator=None if options.translate == "none" else service.engine.card,
        summarizer=service.summarizer if options.summary else None,
        timings=rounded({"read": read, **made.timings, "total": time.perf_counter() - started}),
    )


def _read(body: ArticleRequest, service: Intisari) -> Article:
    check_language = body.language == "auto"
    if body.html is not None:
        return check_article(read_html(body.html, body.title, check_language=check_language), service.settings, "html")
    return read_text(body.text or "", body.title, check_language=check_language)
