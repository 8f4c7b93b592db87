from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from service.batching import Batcher
from tests.service.batching.engine import HeldEngine

StartBatcher = Callable[..., Awaitable[Batcher]]


@pytest.fixture
async def start() -> AsyncIterator[StartBatcher]:
    """Starts batchers on an engine, and stops them after the test."""
    started: list[tuple[Batcher, HeldEngine]] = []

    async def start(engine: HeldEngine, **options: object) -> Batcher:
        settings = {"max_batch_tokens": 2000, "max_queued_tokens": 100_000, "workers": 1, **options}
        batcher = Batcher(engine.generate, **settings)  # type: ignore[arg-type]
        await batcher.start()
        started.append((batcher, engine))
        return batcher

    yield start
    for batcher, engine in started:
        engine.release()
        await batcher.stop(5.0)
