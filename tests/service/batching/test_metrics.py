"""What operators see."""

import asyncio
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from models.engines.protocol import Decoding
from service.batching import Lane, NeverFitsError, QueueFullError
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, segment

GREEDY = Decoding()
MODEL = {"model": "bundled"}


async def test_the_state_of_the_queue_and_of_the_workers_is_shown(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    registry = CollectorRegistry()
    batcher = await start(engine, workers=2, registry=registry)
    running = asyncio.create_task(batcher.submit([segment("a", 20), segment("b")], GREEDY))
    await engine.called(2)
    bulk = asyncio.create_task(batcher.submit([segment(f"s{n}") for n in range(3)], GREEDY, lane=Lane.BULK))
    await asyncio.sleep(0)
    assert registry.get_sample_value("intisari_queue_segments", {"model": "bundled", "lane": "bulk"}) == 3
    assert registry.get_sample_value("intisari_queue_tokens", {"model": "bundled", "lane": "bulk"}) == 3 * 21
    assert registry.get_sample_value("intisari_queue_segments", {"model": "bundled", "lane": "interactive"}) == 0
    assert registry.get_sample_value("intisari_batch_running", MODEL) == 2
    assert registry.get_sample_value("intisari_batch_workers", MODEL) == 2
    engine.release()
    await asyncio.gather(running, bulk)
    assert registry.get_sample_value("intisari_queue_segments", {"model": "bundled", "lane": "bulk"}) == 0
    assert registry.get_sample_value("intisari_batch_running", MODEL) == 0


async def test_batches_are_measured(start: StartBatcher) -> None:
    registry = CollectorRegistry()
    batcher = await start(HeldEngine(), registry=registry)
    await batcher.submit([segment("a", 10), segment("b", 20)], GREEDY)  # 21 and 42 tokens: a quarter is padding
    for name, total in [("intisari_batch_segments", 2), ("intisari_batch_padding_ratio", 0.25)]:
        assert registry.get_sample_value(f"{name}_count", MODEL) == 1
        assert registry.get_sample_value(f"{name}_sum", MODEL) == total
    assert (
        registry.get_sample_value("intisari_queue_wait_seconds_count", {"model": "bundled", "lane": "interactive"}) == 2
    )
    assert registry.get_sample_value("intisari_batch_run_seconds_count", MODEL) == 1


async def test_failures_are_counted(start: StartBatcher) -> None:
    registry = CollectorRegistry()
    batcher = await start(HeldEngine(), registry=registry)
    await batcher.submit([segment("a"), segment("broken")], GREEDY)
    assert registry.get_sample_value("intisari_batch_failed_segments_total", MODEL) == 1
    assert (
        registry.get_sample_value("intisari_batch_failed_calls_total", MODEL) == 2
    )  # both together, and the bad one alone


async def test_sharing_is_counted(start: StartBatcher) -> None:
    registry = CollectorRegistry()
    batcher = await start(HeldEngine(), registry=registry)
    await asyncio.gather(*(batcher.submit([segment("wire"), segment("wire")], GREEDY) for _ in range(3)))
    assert registry.get_sample_value("intisari_queue_shared_segments_total", MODEL) == 5


async def test_what_is_refused_or_dropped_is_counted_by_reason(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    registry = CollectorRegistry()
    batcher = await start(engine, max_queued_tokens=50, registry=registry)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    gone = asyncio.create_task(batcher.submit([segment("x"), segment("y")], GREEDY))
    await asyncio.sleep(0)
    with pytest.raises(QueueFullError):
        await batcher.submit([segment("late")], GREEDY)
    with pytest.raises(NeverFitsError):
        await batcher.submit([segment("large", 100)], GREEDY)
    gone.cancel()
    await asyncio.wait([gone])
    engine.release()
    await running
    for reason in ("full", "never_fits"):
        assert (
            registry.get_sample_value("intisari_queue_refused_requests_total", {"model": "bundled", "reason": reason})
            == 1
        )
    assert (
        registry.get_sample_value("intisari_queue_dropped_segments_total", {"model": "bundled", "reason": "cancelled"})
        == 2
    )


async def test_batchers_of_several_models_share_a_registry(start: StartBatcher) -> None:
    registry = CollectorRegistry()
    first = await start(HeldEngine(), model="first", registry=registry)
    second = await start(HeldEngine(), model="second", registry=registry, workers=3)
    await first.submit([segment("a"), segment("a")], GREEDY)
    await second.submit([segment("a"), segment("a"), segment("a")], GREEDY)
    for model, shared, workers in (("first", 1, 1), ("second", 2, 3)):
        assert registry.get_sample_value("intisari_queue_shared_segments_total", {"model": model}) == shared
        assert registry.get_sample_value("intisari_batch_workers", {"model": model}) == workers
    assert generate_latest(registry).decode().count("# TYPE intisari_batch_running ") == 1


async def test_every_series_is_documented(start: StartBatcher) -> None:
    registry = CollectorRegistry()
    await start(HeldEngine(), registry=registry)
    names = {line.split()[2] for line in generate_latest(registry).decode().splitlines() if line.startswith("# TYPE")}
    page = (Path(__file__).parents[3] / "docs" / "batching.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if not name.endswith("_created") and f"`{name}`" not in page] == []
