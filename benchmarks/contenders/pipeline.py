"""The work that every contender does for a request, so that only the serving differs.

Texts are divided, encoded and put together by ``models`` of this checkout, checks included, just as Intisari does it.
Segments are decoded once, greedily, with the engines' common length bound: the second pass that Intisari gives to
segments in doubt is left out, here and in the contender ``intisari-greedy``.
"""

import asyncio
import os
from collections.abc import Sequence

from models.article.characters import clean_characters
from models.engines.direct import direct
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Engine
from models.translate.lines import lines_of
from models.translate.translator import Translator

#: Requests in one batch of the servers that count requests, and how long they wait for more. Requests are articles of
#: some twenty sentences, so this is far above the batch at which the engine is at its best.
MAX_BATCH_SIZE = 8
MAX_WAIT_SECONDS = 0.05
#: A server that gives up on a request earlier would lose by its default and not by its speed.
TIMEOUT_SECONDS = 600
#: Processes of the servers that multiply the model; each has one thread.
WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def model() -> str:
    """Name or folder of the model, as the benchmark set it."""
    return os.environ.get("CONTENDER_MODEL", "bundled")


def load(threads: int) -> Engine:
    """The engine for ``model()``, with so many CPU threads.

    Raises:
        ModelUnavailableError: it cannot be loaded.
    """
    return load_engine(model(), EngineOptions(threads=threads))


class Pipeline:
    """Texts to English."""

    def __init__(self, engine: Engine) -> None:
        self._translator = Translator(engine, direct(engine), "fast")

    async def translate(self, texts: Sequence[str]) -> list[str]:
        """English of each text; the segments of all of them share the engine's batches of like length."""
        lines = [lines_of(clean_characters(text)) for text in texts]
        made = iter(await self._translator.translate([p for text in lines for p in text.paragraphs]))
        return [text.assemble([next(made) for _ in text.paragraphs]).text for text in lines]

    def run(self, texts: Sequence[str]) -> list[str]:
        """``translate``, for servers that call from a thread or process of their own."""
        return asyncio.run(self.translate(texts))
