"""Identical segments are computed once."""

import asyncio

from models.engines.protocol import Decoding
from models.errors import EngineError
from service.batching import Batcher, Lane
from service.batching.work import Outcome
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, names, segment

GREEDY = Decoding()


async def busy(batcher: Batcher, engine: HeldEngine, lane: Lane = Lane.INTERACTIVE) -> "asyncio.Task[list[Outcome]]":
    task = asyncio.create_task(batcher.submit([segment("running")], GREEDY, lane=lane))
    await engine.called(1)
    return task


async def test_identical_segments_of_one_request_are_computed_once(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    segments = [segment("a"), segment("b"), segment("a"), segment("a")]
    assert await batcher.submit(segments, GREEDY) == [answer(tokens) for tokens in segments]
    assert sum(map(len, engine.calls)) == 2


async def test_identical_segments_of_requests_that_wait_are_computed_once(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = await busy(batcher, engine)
    tasks = [asyncio.create_task(batcher.submit([segment(f"own{n}"), segment("wire")], GREEDY)) for n in range(10)]
    await asyncio.sleep(0)
    engine.release()
    for number, outcomes in enumerate(await asyncio.gather(*tasks)):
        assert outcomes == [answer(segment(f"own{number}")), answer(segment("wire"))]
    await running
    assert sum(map(len, engine.calls)) == 1 + 10 + 1


async def test_a_segment_that_is_running_answers_whoever_asks_for_it_meanwhile(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    running = await busy(batcher, engine)
    second = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await asyncio.sleep(0)
    engine.release()
    assert await running == await second == [answer(segment("running"))]
    assert len(engine.calls) == 1


async def test_the_first_owner_of_a_running_segment_may_go(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    first = await busy(batcher, engine)
    second = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    engine.release()
    assert await second == [answer(segment("running"))]
    assert len(engine.calls) == 1


async def test_other_decoding_is_other_work(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    await asyncio.gather(batcher.submit([segment("a")], GREEDY), batcher.submit([segment("a")], Decoding(beam_size=2)))
    assert len(engine.calls) == 2


async def test_shared_work_is_as_urgent_as_its_most_urgent_owner(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=1)
    running = await busy(batcher, engine, Lane.BULK)
    bulk = asyncio.create_task(batcher.submit([segment("b0"), segment("b1"), segment("wire")], GREEDY, lane=Lane.BULK))
    urgent = asyncio.create_task(batcher.submit([segment("wire")], GREEDY))
    await asyncio.sleep(0)
    assert batcher._queue.load[Lane.INTERACTIVE].segments == 1
    engine.release()
    await asyncio.gather(running, bulk, urgent)
    assert names(engine.calls[1]) == ["wire"]


async def test_when_the_urgent_owner_goes_shared_work_is_bulk_again(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=1)
    running = await busy(batcher, engine)
    bulk = asyncio.create_task(batcher.submit([segment("b0"), segment("wire")], GREEDY, lane=Lane.BULK))
    urgent = asyncio.create_task(batcher.submit([segment("wire")], GREEDY))
    await asyncio.sleep(0)
    urgent.cancel()
    await asyncio.sleep(0)
    assert batcher._queue.load[Lane.BULK].segments == 2
    assert batcher._queue.load[Lane.INTERACTIVE].segments == 0
    engine.release()
    assert len(await bulk) == 2
    await running
    assert [names(call) for call in engine.calls] == [["running"], ["b0"], ["wire"]]


async def test_shared_work_needs_no_room_of_its_own(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=21)
    running = await busy(batcher, engine)
    tasks = [asyncio.create_task(batcher.submit([segment("wire")], GREEDY)) for _ in range(5)]
    await asyncio.sleep(0)
    engine.release()
    assert await asyncio.gather(*tasks) == [[answer(segment("wire"))]] * 5
    await running


async def test_an_error_is_shared_like_a_result_and_not_kept(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    for expected_calls in (1, 2):
        both = await asyncio.gather(batcher.submit([("broken",)], GREEDY), batcher.submit([("broken",)], GREEDY))
        assert [type(outcome) for [outcome] in both] == [EngineError, EngineError]
        assert len(engine.calls) == expected_calls
