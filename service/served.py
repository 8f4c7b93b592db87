"""One loaded model with the batching layer in front of it."""

from dataclasses import replace

from prometheus_client import CollectorRegistry

from models.engines.protocol import Engine, ModelCard
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
            engine.generate,
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

    async def stop(self) -> None:
        """Finish what is queued, then free the memory of the model."""
        try:
            await self.batcher.stop()
        finally:
            self.engine.close()
