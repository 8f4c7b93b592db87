"""FastAPI and CTranslate2, one request at a time: what a first version looks like. All cores work on that request.

Run by ``uvicorn benchmarks.contenders.fastapi_ctranslate2.app:app``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from benchmarks.contenders.pipeline import WORKERS, Pipeline


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pipeline = Pipeline(threads=WORKERS)
    app.state.turn = asyncio.Lock()
    yield


app = FastAPI(lifespan=lifespan)


@app.post("/translate")
async def translate(body: dict[str, Any]) -> dict[str, str]:
    async with app.state.turn:
        [text] = await app.state.pipeline.translate([body["text"]])
    return {"translation": text}
