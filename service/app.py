"""The application: ``create_app`` puts the parts together, its lifespan starts and stops them."""

import asyncio
import importlib.metadata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from prometheus_client import CollectorRegistry

from models.engines.protocol import Engine
from service.api import articles, health, problems, summaries, translations
from service.api import models as models_api
from service.limits import BodyLimit
from service.metrics import Requests
from service.request_id import RequestId
from service.settings import Settings
from service.state import Intisari, load_summarizer, load_translator
from service.web import page

DESCRIPTION = (
    "Indonesian news articles in; faithful summaries and English translations out. Errors are "
    "`application/problem+json` (RFC 9457); their `type` is an address of this service that explains it."
)


def create_app(
    settings: Settings | None = None, engine: Engine | None = None, summarizer: Engine | None = None
) -> FastAPI:
    """The application, ready for an ASGI server; nothing is loaded before its lifespan begins.

    Args:
        settings: read from the environment by default.
        engine: a loaded engine to use instead of the translator that the settings name. The application closes it.
        summarizer: likewise for the summariser.

    Raises:
        pydantic.ValidationError: a setting is wrong.
        models.errors.ModelUnavailableError: from the lifespan, where a default model cannot be loaded, or one of those
            that the settings name may not be used.
    """
    settings = settings or Settings()
    registry = CollectorRegistry()
    app = FastAPIOffline(
        title="Intisari",
        version=importlib.metadata.version("intisari"),
        description=DESCRIPTION,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=partial(_lifespan, settings=settings, engine=engine, summarizer=summarizer, registry=registry),
    )
    problems.install(app)
    for resource in (articles, summaries, translations, models_api, health, problems, page):
        app.include_router(resource.router)
    # The last one added is the outermost.
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(Requests, registry=registry)
    app.add_middleware(RequestId)
    return app


@asynccontextmanager
async def _lifespan(
    app: FastAPI, settings: Settings, engine: Engine | None, summarizer: Engine | None, registry: CollectorRegistry
) -> AsyncIterator[None]:
    if engine is None:
        engine = await asyncio.to_thread(load_translator, settings)
    if summarizer is None:
        summarizer = await asyncio.to_thread(load_summarizer, settings)
    service = Intisari(settings, engine, registry, summarizer)
    await service.start()
    app.state.intisari = service
    try:
        yield
    finally:
        await service.stop()
