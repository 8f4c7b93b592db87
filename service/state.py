"""What the application holds while it runs, and how it comes up and goes down."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from prometheus_client import CollectorRegistry

import models.summarize
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decode, Engine, ModelCard
from models.errors import ModelsError
from models.hub import HubOptions
from models.summarize.abstractive import AbstractiveSummarizer
from models.translate.translator import Translator
from service.batching import BatchingError, Flow, Lane, QueueFullError
from service.memory import SegmentMemory
from service.pool import Pool
from service.roster import EXTRACTIVE, Offer, Roster, roster_of
from service.settings import Settings, available_cores

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Requests that may wait for a thread to read their text; each holds its whole body.
MOST_WAITING_READERS = 64
#: For a low estimate of what a text costs: Indonesian has four to five, and each token costs its translation too.
MOST_CHARACTERS_PER_TOKEN = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What one request works with.

    Attributes:
        summarizer: None where sentences of the article are chosen, or no summary is wanted.
        summarizer_card: of what makes the summary, chosen or written; None where none is wanted.
    """

    translator: Translator
    translator_card: ModelCard
    summarizer: AbstractiveSummarizer | None
    summarizer_card: ModelCard | None


class Intisari:
    """The parts of a running service.

    Args:
        engine: the default translator, loaded; closed by ``stop``.
        summarizer: likewise; where it is None, the pool loads what the settings name when it is first used.

    Attributes:
        roster: which models may be used.
        pool: those that are loaded.
        memory: what they answered.
        extractive: card of the summariser that chooses sentences.
        unready: why requests cannot be answered now; None where they can.

    Raises:
        ModelUnavailableError: a model that the settings name may not be used, or a file of entries is wrong.
    """

    def __init__(
        self, settings: Settings, engine: Engine, registry: CollectorRegistry, summarizer: Engine | None = None
    ) -> None:
        self.settings = settings
        self.registry = registry
        self.roster = roster_of(settings).with_translator(engine.card)
        self.pool = Pool(self.roster, partial(load_offer, settings), settings, registry)
        self.pool.adopt(self.roster.translator, engine)
        if summarizer is not None:
            self.pool.adopt(self.roster.summarizer, summarizer)
        self.memory = SegmentMemory(settings.memory_bytes, file=settings.memory_file, registry=registry)
        self._arithmetic = f"{settings.engine} {settings.device} {settings.compute_type}"
        self.extractive = extractive_card(self.roster)
        self._readers = CapacityLimiter(available_cores())
        self._warming: asyncio.Task[None] | None = None
        self._not_warm: str | None = "The model has not answered its first sentence yet."

    @property
    def unready(self) -> str | None:
        translator = self.pool.served(self.roster.translator)
        if self._not_warm is None and not (translator and translator.batcher.healthy):
            return "The translation engine has stopped working."
        return self._not_warm

    async def start(self) -> None:
        """Have the default models answer one sentence each in the background; then the service is ready."""
        self._warming = asyncio.create_task(self._warm_up())

    async def stop(self) -> None:
        """Finish what is queued, then free the models."""
        self._not_warm = "The service is shutting down."
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        await self.pool.close()
        await asyncio.to_thread(self.memory.close)

    async def _warm_up(self) -> None:
        defaults = [self.roster.translator, self.roster.summarizer]
        try:
            async with self.pool.use(*[offer for offer in defaults if offer.name != EXTRACTIVE]):
                self._not_warm = None
        except (ModelsError, BatchingError) as error:
            self._not_warm = str(error)
            log.error("the service stays not ready: %s", error)

    @asynccontextmanager
    async def parts(
        self,
        translator: Offer,
        summarizer: Offer | None,
        lane: Lane = Lane.INTERACTIVE,
        deadline: float | None = None,
    ) -> AsyncIterator[Parts]:
        """Models whose segments go through the batching layer; they stay loaded until the end of the block.

        Args:
            summarizer: None where no summary is wanted.
            deadline: time of the event loop's clock after which nobody waits for the answer.

        Raises:
            ModelUnavailableError: one of them cannot be loaded.
            ModelChoiceError: there is no room for both.
        """
        written = None if summarizer is None or summarizer.name == EXTRACTIVE else summarizer
        async with self.pool.use(translator, *([written] if written else [])) as loaded:

            def engine_of(offer: Offer) -> tuple[Engine, Decode]:
                served = loaded[offer]
                decode = partial(served.batcher.submit, lane=lane, deadline=deadline, flow=Flow())
                return served.engine, self.memory.remembering(served.card, decode, self._arithmetic)

            yield Parts(
                Translator(*engine_of(translator), self.settings.quality),
                loaded[translator].card,
                AbstractiveSummarizer(*engine_of(written), self.settings.summary_policy, written.writes)
                if written
                else None,
                loaded[written].card if written else self.extractive if summarizer else None,
            )

    def require_room(self, offer: Offer, characters: int, lane: Lane) -> None:
        """Refuse a text for which a model has no room now before anything is done for it.

        Raises:
            QueueFullError: the queue of ``offer`` is full. What the memory holds of the text is not known yet.
            NeverFitsError: the text is longer than the queue.
            StoppedError: the service is shutting down.
        """
        served = self.pool.served(offer)
        if served is not None:
            served.batcher.require_room(max(1, characters // MOST_CHARACTERS_PER_TOKEN), lane)

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
    """The engine of the default translator, after all the models that the settings name were checked.

    Raises:
        ModelUnavailableError: it cannot be loaded, or one of the models may not be used.
    """
    return load_offer(settings, roster_of(settings).translator)


def load_summarizer(settings: Settings) -> Engine | None:
    """The engine of the default summariser; None where that chooses sentences of the article.

    Raises:
        ModelUnavailableError: it cannot be loaded, or one of the models may not be used.
    """
    offer = roster_of(settings).summarizer
    return None if offer.name == EXTRACTIVE else load_offer(settings, offer)


def load_offer(settings: Settings, offer: Offer) -> Engine:
    """The engine of one model, with a place for the express worker of the batching layer beside the others.

    Raises:
        ModelUnavailableError: it cannot be loaded.
    """
    workers, threads = settings.cores_plan()
    options = EngineOptions(
        workers=workers + 1,
        threads=threads,
        device=settings.device,
        compute_type=settings.compute_type,
        engine=settings.engine,
        allow_noncommercial=settings.allow_noncommercial,
        hub=HubOptions(offline=settings.offline, token=settings.token()),
        own_catalog=settings.catalog,
    )
    return load_engine(offer.source, options, task=offer.entry.task)


def extractive_card(roster: Roster) -> ModelCard:
    """The card of the extractive summariser; its revision is that of its scorer's weights."""
    [entry] = [offer.entry for offer in roster.offers if offer.name == EXTRACTIVE]
    weights = Path(models.summarize.__path__[0], "scorer.json").read_bytes()
    revision = hashlib.sha256(weights).hexdigest()[:12]
    return ModelCard(entry.name, revision, entry.licence, commercial=bool(entry.commercial))
