"""Engines that fail, and workers that die."""

import asyncio

import pytest

from models.engines.protocol import Decoding
from models.errors import EngineError
from service.batching import Lane, StoppedError
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, segment

GREEDY = Decoding()


@pytest.mark.parametrize("fault", ["broken", "crash", "lost"])
async def test_a_segment_that_breaks_the_engine_fails_alone(
    start: StartBatcher, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = HeldEngine()
    batcher = await start(engine, max_batch_tokens=10_000)
    good = [segment(f"s{n}") for n in range(63)]
    outcomes = await batcher.submit([*good[:20], segment(fault), *good[20:]], GREEDY)
    assert isinstance(outcomes.pop(20), EngineError)
    assert outcomes == [answer(tokens) for tokens in good]
    assert len(engine.calls) <= 1 + 2 * 6  # halves, down from 64
    assert "1 of 64 segments" in caplog.text
    assert batcher.healthy


async def test_the_error_tells_what_happened(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    crash, broken, lost = await batcher.submit([("crash",), ("broken",), ("lost",)], GREEDY)
    assert "crash in the engine" in str(crash)
    assert isinstance(crash, EngineError)
    assert isinstance(crash.__cause__, RuntimeError)
    assert str(broken) == "broken segment"
    assert "0 results for 1 segments" in str(lost)


async def test_neighbours_from_other_requests_are_answered_as_if_nothing_had_happened(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    bad, *good = await asyncio.gather(
        batcher.submit([("crash",)], GREEDY), *(batcher.submit([segment(f"s{n}")], GREEDY) for n in range(10))
    )
    assert isinstance(bad[0], EngineError)
    assert good == [[answer(segment(f"s{n}"))] for n in range(10)]


async def test_an_engine_that_always_fails_gives_every_segment_its_error(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    outcomes = await batcher.submit([("crash", str(n)) for n in range(20)], GREEDY)
    assert [type(outcome) for outcome in outcomes] == [EngineError] * 20
    assert await batcher.submit([segment("good")], GREEDY) == [answer(segment("good"))]


async def test_a_worker_that_dies_leaves_nobody_hanging_and_is_noticed(
    start: StartBatcher, caplog: pytest.LogCaptureFixture
) -> None:
    # infinity: a worker thread that died left its futures hanging, and the service said that it was well.
    batcher = await start(HeldEngine(), workers=2)
    [outcome] = await batcher.submit([("death",)], GREEDY)
    assert isinstance(outcome, EngineError)
    assert not batcher.healthy
    assert "An engine worker died" in caplog.text
    assert await batcher.submit([segment("good")], GREEDY) == [answer(segment("good"))]


async def test_when_the_last_worker_dies_what_waits_fails_and_nothing_more_is_taken(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    dying = asyncio.create_task(batcher.submit([("death",)], GREEDY))
    await engine.called(1)
    waiting = asyncio.create_task(batcher.submit([segment("waiting")], GREEDY, lane=Lane.BULK))
    await asyncio.sleep(0)
    engine.release()
    for task in (dying, waiting):
        with pytest.raises(StoppedError):
            await task
    with pytest.raises(StoppedError):
        await batcher.submit([segment("late")], GREEDY)
    assert batcher._queue.tokens == 0
    assert not batcher._families


async def test_stopping_with_a_dead_worker_does_not_wait(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    with pytest.raises(StoppedError):
        await batcher.submit([("death",)], GREEDY)
    await asyncio.wait_for(batcher.stop(), 5)
