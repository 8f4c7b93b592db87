"""Callers that go away, and deadlines that pass."""

import asyncio

import pytest

from models.engines.protocol import Decoding
from service.batching import DeadlineError
from service.batching.work import Outcome, Work
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, names, segment

GREEDY = Decoding()


async def test_what_a_cancelled_caller_had_queued_is_not_computed(start: StartBatcher) -> None:
    # EasyNMT#40, qvac#3889: the engine went on working for clients that were gone.
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    gone = asyncio.create_task(batcher.submit([segment(f"gone{n}") for n in range(5)], GREEDY))
    stays = asyncio.create_task(batcher.submit([segment("stays")], GREEDY))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    engine.release()
    await asyncio.gather(running, stays)
    assert [names(call) for call in engine.calls] == [["running"], ["stays"]]


async def test_results_of_a_caller_cancelled_while_running_are_dropped_and_the_loop_lives(start: StartBatcher) -> None:
    # ray#41057, #41199: a cancelled caller killed the batching loop.
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    gone = asyncio.create_task(batcher.submit([segment("gone")], GREEDY))
    await engine.called(1)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    engine.release()
    assert await batcher.submit([segment("next")], GREEDY) == [answer(segment("next"))]
    assert batcher.healthy
    assert not batcher._families


async def test_a_caller_cancelled_before_its_first_turn_leaves_nothing(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    task = asyncio.create_task(batcher.submit([segment("never")], GREEDY))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert batcher._queue.tokens == 0


async def test_a_caller_cancelled_together_with_its_answer_harms_nobody(
    start: StartBatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    task = asyncio.create_task(batcher.submit([segment("a")], GREEDY))
    await engine.called(1)
    settle = batcher._settle

    def settle_and_cancel(work: Work, outcome: Outcome) -> None:
        settle(work, outcome)
        task.cancel()

    monkeypatch.setattr(batcher, "_settle", settle_and_cancel)
    engine.release()
    with pytest.raises(asyncio.CancelledError):
        await task
    monkeypatch.undo()
    assert await batcher.submit([segment("b")], GREEDY) == [answer(segment("b"))]


async def test_when_the_deadline_passes_what_waits_is_taken_out(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    with pytest.raises(DeadlineError):
        await batcher.submit([segment("late")], GREEDY, deadline=asyncio.get_running_loop().time() + 0.01)
    assert batcher._queue.tokens == 0
    engine.release()
    await running
    assert [names(call) for call in engine.calls] == [["running"]]


async def test_when_the_deadline_passes_while_running_the_caller_is_told(start: StartBatcher) -> None:
    # ray#50046, #50054, #42593: the loop hung after time-outs.
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    with pytest.raises(DeadlineError):
        await batcher.submit([segment("slow")], GREEDY, deadline=asyncio.get_running_loop().time() + 0.01)
    engine.release()
    assert await batcher.submit([segment("next")], GREEDY) == [answer(segment("next"))]


async def test_a_deadline_that_is_met_does_nothing(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    loop = asyncio.get_running_loop()
    assert await batcher.submit([segment("a")], GREEDY, deadline=loop.time() + 60) == [answer(segment("a"))]


async def test_a_caller_that_goes_takes_only_its_own_segments_from_shared_work(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    first = asyncio.create_task(batcher.submit([segment("own"), segment("shared")], GREEDY))
    second = asyncio.create_task(batcher.submit([segment("shared")], GREEDY))
    await asyncio.sleep(0)
    first.cancel()
    engine.release()
    assert await second == [answer(segment("shared"))]
    await running
    assert [names(call) for call in engine.calls] == [["running"], ["shared"]]
