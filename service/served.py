"""One loaded model with the batching layer in front of it."""

import asyncio
import ctypes
import os
from collections.abc import Sequence
from dataclasses import replace

from prometheus_client import CollectorRegistry

from models.engines.protocol import Decoding, Engine, Hypothesis, ModelCard, Tokens
from models.errors import EngineError, ModelUnavailableError
from service.batching import Batcher
from service.roster import Offer
from service.settings import Settings

#: One ordinary sentence; a model is ready when it has answered.
WARM_UP = "Pemerintah kota akan membangun sekolah baru untuk warga pada tahun ini."


class Served:
    """An engine and its batcher, from the first sentence to the last.

    Attributes:
        card: what answers say of the model; its name is the one that requests use.
    """

    def __init__(self, offer: Offer, engine: Engine, settings: Settings, registry: CollectorRegistry) -> None:
        workers, _ = settings.cores_plan()
        self.engine = engine
        self.card: ModelCard = replace(engine.card, name=offer.name)
        self.batcher = Batcher(
            self._generate,
            max_batch_tokens=settings.max_batch_tokens,
            max_queued_tokens=settings.max_queued_tokens,
            workers=workers,
            express=True,
            model=offer.name,
            registry=registry,
        )

    async def start(self) -> None:
        """Start the workers and have one sentence answered.

        Raises:
            ModelUnavailableError: the model failed on it; the workers are stopped again.
        """
        await self.batcher.start()
        try:
            [result] = await self.batcher.submit([self.engine.encode(WARM_UP)], self.engine.decoding)
            if isinstance(result, EngineError):
                raise ModelUnavailableError(f"The model {self.card.name} failed on its first sentence: {result}")
        except BaseException:
            await self.batcher.stop(patience=1)
            raise
        await asyncio.to_thread(_return_memory)

    async def stop(self) -> None:
        """Finish what is queued, then free the memory of the model. Nothing can be asked of it afterwards."""
        try:
            await self.batcher.stop()
        finally:
            self.engine.close()
            # CTranslate2 keeps the weights of an engine that is closed while its threads come to rest, until the object
            # goes; and the metrics go on to know the batcher, which knows this method.
            del self.engine
        await asyncio.to_thread(_return_memory)

    def _generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        return self.engine.generate(batch, decoding)


def _return_memory() -> None:
    """Give back to the system what loading and unloading freed, and glibc keeps otherwise: 94 MiB of a start with the
    bundled model (``benchmarks/startup.py``, 402 and 308 MiB resident), and more with each model that is loaded anew.
    Takes some milliseconds."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)
