"""What the application holds while it runs, and how it comes up and goes down."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from prometheus_client import CollectorRegistry

import models.summarize
from models.catalog import load_catalog
from models.engines.load import load_engine
from models.engines.protocol import Decoding, Engine, ModelCard
from models.errors import EngineError
from models.translate.translator import Translator
from service.batching import Batcher, BatchingError, Lane, QueueFullError
from service.settings import Settings, available_cores

log = logging.getLogger(__name__)
T = TypeVar("T")

#: One ordinary sentence; the engine is ready when it has answered.
WARM_UP = "Pemerintah kota akan membangun sekolah baru untuk warga pada tahun ini."
#: Requests that may wait for a thread to read their text; each holds its whole body.
MOST_WAITING_READERS = 64


class Intisari:
    """The parts of a running service: engine, batching layer, models' cards.

    Attributes:
        unready: why requests cannot be answered now; None where they can.
    """

    def __init__(self, settings: Settings, engine: Engine, registry: CollectorRegistry) -> None:
        workers, _ = settings.cores_plan()
        self.settings = settings
        self.engine = engine
        self.registry = registry
        self.batcher = Batcher(
            engine.generate,
            max_batch_tokens=settings.max_batch_tokens,
            max_queued_tokens=settings.max_queued_tokens,
            workers=workers,
            express=True,
            registry=registry,
        )
        self.summarizer = summarizer_card()
        self._readers = CapacityLimiter(available_cores())
        self._not_warm: str | None = "The model has not answered its first sentence yet."

    @property
    def unready(self) -> str | None:
        if self._not_warm is None and not self.batcher.healthy:
            return "The translation engine has stopped working."
        return self._not_warm

    async def start(self) -> None:
        """Start the batching layer, and have one sentence translated in the background; then the service is ready."""
        await self.batcher.start()
        self._warming = asyncio.create_task(self._warm_up())

    async def stop(self) -> None:
        """Finish what is queued, then free the model."""
        self._not_warm = "The service is shutting down."
        self._warming.cancel()
        await asyncio.gather(self._warming, return_exceptions=True)
        await self.batcher.stop()
        self.engine.close()

    async def _warm_up(self) -> None:
        try:
            [result] = await self.batcher.submit([self.engine.encode(WARM_UP)], Decoding())
        except BatchingError as error:
            result = EngineError(str(error))
        if isinstance(result, EngineError):
            self._not_warm = f"The model failed on its first sentence: {result}"
            log.error("the service stays not ready: %s", self._not_warm)
        else:
            self._not_warm = None

    def translator(self, lane: Lane, deadline: float | None = None) -> Translator:
        """A translator whose segments go through the batching layer.

        Args:
            deadline: time of the event loop's clock after which nobody waits for the answer.
        """
        return Translator(self.engine, partial(self.batcher.submit, lane=lane, deadline=deadline))

    async def read(self, work: Callable[[], T]) -> T:
        """Run work that takes the processor for long, such as cleaning a page, in a thread; in as many at once as
        there are cores.

        Raises:
            QueueFullError: too many requests wait for a thread already.
        """
        if self._readers.statistics().tasks_waiting >= MOST_WAITING_READERS:
            raise QueueFullError(1)
        return await anyio.to_thread.run_sync(work, limiter=self._readers, abandon_on_cancel=True)


def load_translator(settings: Settings) -> Engine:
    """The engine that the settings name, with a place for the express worker of the batching layer beside the others.

    Raises:
        ModelUnavailableError: it cannot be loaded.
    """
    workers, threads = settings.cores_plan()
    return load_engine(settings.translator, workers=workers + 1, threads=threads)


def summarizer_card() -> ModelCard:
    """The card of the extractive summariser; its revision is that of its scorer's weights."""
    [entry] = [entry for entry in load_catalog() if entry.name == "extractive"]
    weights = Path(models.summarize.__path__[0], "scorer.json").read_bytes()
    revision = hashlib.sha256(weights).hexdigest()[:12]
    return ModelCard(entry.name, revision, entry.licence, commercial=bool(entry.commercial))
