"""Which requests are taken, and what the others are told."""

import asyncio
from typing import TypeAlias

import pytest

from models.engines.protocol import Decoding
from models.errors import EngineError
from service.batching import Batcher, DeadlineError, Lane, NeverFitsError, QueueFullError
from service.batching.pace import Pace
from service.batching.work import Outcome
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, segment

GREEDY = Decoding()
Waiting: TypeAlias = "asyncio.Future[tuple[list[Outcome], list[Outcome]]]"
COST = 21  # of a segment of 10 tokens: 11 more are expected to come out


async def fill(batcher: Batcher, engine: HeldEngine, segments: int, lane: Lane = Lane.INTERACTIVE) -> Waiting:
    """Keep the worker busy with one segment, and let so many wait behind it."""
    running = asyncio.create_task(batcher.submit([segment("running")], GREEDY))
    await engine.called(1)
    waiting = asyncio.create_task(batcher.submit([segment(f"f{n}") for n in range(segments)], GREEDY, lane=lane))
    await asyncio.sleep(0)
    return asyncio.gather(running, waiting)


async def test_a_request_that_finds_no_room_is_refused_and_the_service_goes_on(start: StartBatcher) -> None:
    # text-embeddings-inference#470, #811: a full internal queue ended the process.
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=10 * COST)
    waiting = await fill(batcher, engine, 10)
    with pytest.raises(QueueFullError) as refused:
        await batcher.submit([segment("late")], GREEDY)
    assert refused.value.retry_after >= 1
    engine.release()
    assert len((await waiting)[1]) == 10
    assert await batcher.submit([segment("late")], GREEDY) == [answer(segment("late"))]


async def test_a_request_is_never_taken_in_part(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=10 * COST)
    waiting = await fill(batcher, engine, 8)
    with pytest.raises(QueueFullError):
        await batcher.submit([segment(f"late{n}") for n in range(3)], GREEDY)
    engine.release()
    await waiting
    assert not [tokens for call in engine.calls for tokens in call if tokens[0].startswith("late")]


async def test_many_small_requests_and_one_large_obey_the_same_limit(start: StartBatcher) -> None:
    # text-embeddings-inference#662: the single and the batch route had different limits.
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=10 * COST)
    await fill(batcher, engine, 1)
    singles = [asyncio.create_task(batcher.submit([segment(f"s{n}")], GREEDY)) for n in range(12)]
    await asyncio.sleep(0)
    assert sum(isinstance(task.exception(), QueueFullError) for task in singles if task.done()) == 3


async def test_a_request_that_can_never_fit_is_told_so_even_when_the_queue_is_empty(start: StartBatcher) -> None:
    # ai-memory#198, #223: a permanent overload was answered like a passing one.
    batcher = await start(HeldEngine(), max_queued_tokens=10 * COST)
    with pytest.raises(NeverFitsError) as refused:
        await batcher.submit([segment(f"s{n}") for n in range(11)], GREEDY)
    assert (refused.value.tokens, refused.value.limit) == (11 * COST, 10 * COST)
    assert len(await batcher.submit([segment(f"s{n}") for n in range(10)], GREEDY)) == 10


async def test_bulk_work_leaves_room_for_readers(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=12 * COST)
    await fill(batcher, engine, 9, Lane.BULK)
    with pytest.raises(QueueFullError):
        await batcher.submit([segment("bulk")], GREEDY, lane=Lane.BULK)
    with pytest.raises(NeverFitsError):
        await batcher.submit([segment(f"b{n}") for n in range(10)], GREEDY, lane=Lane.BULK)
    reader = asyncio.create_task(batcher.submit([segment(f"r{n}") for n in range(3)], GREEDY))
    await asyncio.sleep(0)
    assert not reader.done()


async def test_beams_count_as_often_as_they_are_decoded(start: StartBatcher) -> None:
    batcher = await start(HeldEngine(), max_queued_tokens=10 + 4 * 11)
    assert len(await batcher.submit([segment("s")], Decoding(beam_size=4))) == 1
    with pytest.raises(NeverFitsError):
        await batcher.submit([segment("s")], Decoding(beam_size=5))


async def test_the_time_to_wait_follows_from_the_measured_speed(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=COST, max_queued_tokens=100 * COST)
    batcher._crew._pace.add(COST, 2.0)
    await fill(batcher, engine, 100)
    with pytest.raises(QueueFullError) as refused:
        await batcher.submit([segment(f"late{n}") for n in range(5)], GREEDY)
    # 2 s until the worker is free and takes the first one, 2 s for each of four more.
    assert refused.value.retry_after == 10


async def test_room_is_not_promised_before_a_worker_is_free(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=1000, max_queued_tokens=100 * COST)
    batcher._crew._pace.add(COST, 7.0)
    await fill(batcher, engine, 100)
    with pytest.raises(QueueFullError) as refused:
        await batcher.submit([segment("late")], GREEDY)
    assert refused.value.retry_after == 7


async def test_who_is_refused_together_is_told_to_come_one_after_the_other(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=COST, max_queued_tokens=10 * COST)
    batcher._crew._pace.add(COST, 2.0)
    await fill(batcher, engine, 10)
    told = []
    for n in range(15):
        with pytest.raises(QueueFullError) as refused:
            await batcher.submit([segment(f"late{n}")], GREEDY)
        told.append(refused.value.retry_after)
    assert told[:4] == [2, 4, 6, 8]
    assert told[10:] == [20] * 5, "nobody is told more than what the whole queue takes"


async def test_a_request_that_comes_when_it_was_told_to_finds_room(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_batch_tokens=COST, max_queued_tokens=4 * COST)
    waiting = await fill(batcher, engine, 4)
    with pytest.raises(QueueFullError):
        await batcher.submit([segment("late")], GREEDY)
    engine.let_go("running")
    await engine.called(2)
    late = asyncio.create_task(batcher.submit([segment("late")], GREEDY))
    engine.release()
    assert await late == [answer(segment("late"))]
    await waiting


async def test_a_full_queue_refuses_before_any_work_is_done(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, max_queued_tokens=10 * COST)
    await fill(batcher, engine, 9)
    batcher.require_room(COST)
    with pytest.raises(QueueFullError):
        batcher.require_room(COST + 1)
    with pytest.raises(NeverFitsError):
        batcher.require_room(10 * COST + 1)


async def test_work_that_cannot_be_done_in_time_is_refused_and_short_work_is_not(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    batcher._crew._pace.add(COST, 1.0)
    await fill(batcher, engine, 100)
    deadline = asyncio.get_running_loop().time() + 30
    with pytest.raises(QueueFullError) as refused:
        await batcher.submit([segment(f"long{n}") for n in range(20)], GREEDY, deadline=deadline)
    # It shares the engine with the one that waits, and one segment runs: 20 + 20 + 1 s, and a little less than 30 s
    # are left.
    assert refused.value.retry_after == 12
    headline = asyncio.create_task(batcher.submit([segment("headline")], GREEDY, deadline=deadline))
    patient = asyncio.create_task(batcher.submit([segment(f"l{n}") for n in range(20)], GREEDY, deadline=deadline + 99))
    await asyncio.sleep(0)
    assert not headline.done()
    assert not patient.done()


def test_the_speed_is_that_of_recent_batches() -> None:
    pace = Pace()
    assert pace.seconds_for(10**6, 1) == 0
    for _ in range(200):
        pace.add(100, 1.0)
    for _ in range(200):
        pace.add(100, 4.0)
    assert pace.seconds_for(1000, 2) == pytest.approx(20, rel=0.01)


async def test_input_that_cannot_be_counted_harms_nobody_else(start: StartBatcher) -> None:
    # ray#66141: an exception in the function that weighs an item killed the loop.
    batcher = await start(HeldEngine())
    with pytest.raises(TypeError):
        await batcher.submit([segment("good"), None], GREEDY)  # type: ignore[list-item]
    with pytest.raises(TypeError):
        await batcher.submit([["not", "hashable"]], GREEDY)  # type: ignore[list-item]
    assert batcher._queue.tokens == 0
    assert not batcher._families
    assert await batcher.submit([segment("good")], GREEDY) == [answer(segment("good"))]


async def test_a_deadline_that_has_passed_is_refused_at_once(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    with pytest.raises(DeadlineError):
        await batcher.submit([segment("late")], GREEDY, deadline=asyncio.get_running_loop().time())
    assert engine.calls == []


async def test_nothing_is_taken_before_the_start() -> None:
    batcher = Batcher(HeldEngine().generate, max_batch_tokens=100, max_queued_tokens=100, workers=1)
    assert not batcher.healthy
    with pytest.raises(RuntimeError):
        await batcher.submit([segment("early")], GREEDY)


@pytest.mark.parametrize("wrong", [{"max_batch_tokens": 0}, {"max_queued_tokens": -1}, {"workers": 0}])
def test_limits_must_be_positive(wrong: dict[str, int]) -> None:
    limits = {"max_batch_tokens": 1, "max_queued_tokens": 1, "workers": 1, **wrong}
    with pytest.raises(ValueError, match="positive"):
        Batcher(HeldEngine().generate, **limits)  # type: ignore[arg-type]


async def test_an_engine_error_is_an_answer_and_not_a_refusal(start: StartBatcher) -> None:
    [outcome] = await (await start(HeldEngine())).submit([("broken",)], GREEDY)
    assert isinstance(outcome, EngineError)
