"""FastAPI around an engine, one request at a time: what a first version of a service looks like."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from benchmarks.contenders.pipeline import Pipeline
from models.engines.protocol import Engine


def plain_app(load: Callable[[], Engine]) -> FastAPI:
    """The application; ``load`` is called when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.pipeline = Pipeline(load())
        app.state.turn = asyncio.Lock()
        yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/translate")
    async def translate(body: dict[str, Any]) -> dict[str, str]:
        async with app.state.turn:
            [text] = await app.state.pipeline.translate([body["text"]])
        return {"translation": text}

    return app
