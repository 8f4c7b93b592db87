"""Shutdown."""

import asyncio
import threading

import pytest

from models.engines.protocol import Decoding
from service.batching import Batcher, StoppedError
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, segment

GREEDY = Decoding()


async def test_stopping_finishes_what_runs_and_what_waits_and_takes_no_more(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    waiting = asyncio.create_task(batcher.submit([segment("waiting")], GREEDY))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(batcher.stop())
    await asyncio.sleep(0)
    assert not batcher.healthy
    with pytest.raises(StoppedError):
        await batcher.submit([segment("late")], GREEDY)
    assert not stopping.done()
    engine.release()
    await stopping
    assert running.result() == [answer(segment("running"))]
    assert waiting.result() == [answer(segment("waiting"))]


async def test_what_is_not_finished_in_time_fails_with_a_clear_error(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    waiting = asyncio.create_task(batcher.submit([segment("waiting")], GREEDY))
    await asyncio.sleep(0)
    await batcher.stop(0.01)
    for task in (running, waiting):
        with pytest.raises(StoppedError, match="stopped"):
            await task
    engine.release()
    assert len(engine.calls) == 1


async def test_stopping_waits_for_a_batch_that_nobody_wants_any_more(start: StartBatcher) -> None:
    # The engine is closed after the batcher: no call may be inside it then.
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    gone = asyncio.create_task(batcher.submit([segment("gone")], GREEDY))
    await engine.called(1)
    gone.cancel()
    stopping = asyncio.create_task(batcher.stop())
    for _ in range(3):
        await asyncio.sleep(0)
    assert not stopping.done()
    engine.release()
    await stopping


async def test_stopping_ends_the_threads() -> None:
    others = set(threading.enumerate())
    batcher = Batcher(HeldEngine().generate, max_batch_tokens=100, max_queued_tokens=1000, workers=3, express=True)
    await batcher.start()
    threads = {thread for thread in threading.enumerate() if thread.name.startswith("engine-")} - others
    assert len(threads) == 4
    await batcher.submit([segment("a")], GREEDY)
    await batcher.stop()
    for thread in threads:
        await asyncio.to_thread(thread.join, 5)
        assert not thread.is_alive()


async def test_stopping_twice_or_without_start_is_harmless() -> None:
    batcher = Batcher(HeldEngine().generate, max_batch_tokens=100, max_queued_tokens=1000, workers=1)
    await batcher.stop()
    await batcher.stop()
    assert not batcher.healthy


async def test_a_batcher_is_started_once(start: StartBatcher) -> None:
    batcher = await start(HeldEngine())
    with pytest.raises(RuntimeError):
        await batcher.start()


def test_a_batch_that_outlives_the_event_loop_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    engine = HeldEngine(held=True)
    others = threading.enumerate()  # of tests before this one

    async def leave_in_a_hurry() -> None:
        batcher = Batcher(engine.generate, max_batch_tokens=100, max_queued_tokens=1000, workers=1)
        await batcher.start()
        task = asyncio.create_task(batcher.submit([segment("slow")], GREEDY))
        await engine.called(1)
        assert not task.done()

    asyncio.run(leave_in_a_hurry())
    [thread] = [thread for thread in threading.enumerate() if thread.name == "engine-0" and thread not in others]
    engine.release()
    while "after its event loop was closed" not in caplog.text:
        thread.join(0.01)
