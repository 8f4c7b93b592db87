"""Which segments share an engine call."""

import asyncio

import pytest

from models.engines.protocol import Decoding
from service.batching import Lane
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, names, segment

GREEDY = Decoding()


async def test_answers_come_in_the_order_of_the_segments(start: StartBatcher) -> None:
    batcher = await start(HeldEngine(), workers=2)
    segments = [segment(f"s{n}", length) for n, length in enumerate([30, 5, 12, 5, 80, 6])]
    assert await batcher.submit(segments, GREEDY) == [answer(tokens) for tokens in segments]


async def test_no_segments_need_no_engine(start: StartBatcher) -> None:
    engine = HeldEngine()
    assert await (await start(engine)).submit([], GREEDY) == []
    assert engine.calls == []


async def test_an_empty_segment_is_decoded_like_any_other(start: StartBatcher) -> None:
    engine = HeldEngine()
    assert await (await start(engine)).submit([()], GREEDY) == [answer(())]


async def test_a_free_worker_takes_at_once_what_is_queued(start: StartBatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    # infinity and LitServe poll with sleeps (research: "fixed poll/sleep adds latency").
    engine = HeldEngine()
    batcher = await start(engine)
    timers: list[float] = []
    monkeypatch.setattr(asyncio.get_running_loop(), "call_at", lambda when, *_, **__: timers.append(when))
    await batcher.submit([segment("judul")], GREEDY)
    assert timers == []


async def test_requests_that_arrive_while_the_engine_is_busy_share_the_next_call(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    first = asyncio.create_task(batcher.submit([segment("a")], GREEDY))
    await engine.called(1)
    others = [asyncio.create_task(batcher.submit([segment(f"b{n}")], GREEDY)) for n in range(20)]
    await asyncio.sleep(0)
    engine.release()
    await asyncio.gather(first, *others)
    assert [len(call) for call in engine.calls] == [1, 20]


async def test_requests_of_the_same_turn_of_the_loop_share_a_call(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    await asyncio.gather(*(batcher.submit([segment(f"s{n}")], GREEDY) for n in range(32)))
    assert [len(call) for call in engine.calls] == [32]


async def test_a_batch_stays_within_the_budget_counted_with_padding(start: StartBatcher) -> None:
    # BentoML#3710: a batch exceeded its own maximum; BentoML#3859, ray#58956: batches counted requests, not tokens.
    engine = HeldEngine()
    batcher = await start(engine, max_batch_tokens=210)
    await batcher.submit([segment(f"s{n}", 10) for n in range(40)], GREEDY)
    assert {len(call) for call in engine.calls} == {10}  # 10 source and 11 expected output tokens each


async def test_a_segment_above_the_budget_runs_alone(start: StartBatcher) -> None:
    # text-embeddings-inference#723: such an input was never scheduled, and the loop span for ever.
    engine = HeldEngine()
    batcher = await start(engine, max_batch_tokens=100)
    segments = [segment("short"), segment("long", 500), segment("other")]
    assert await batcher.submit(segments, GREEDY) == [answer(tokens) for tokens in segments]
    assert ["long"] in [names(call) for call in engine.calls]


async def test_segments_with_different_decoding_never_share_a_call(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine)
    beam = Decoding(beam_size=4)
    await asyncio.gather(*(batcher.submit([segment(f"s{n}")], [GREEDY, beam][n % 2]) for n in range(10)))
    assert sorted(len(call) for call in engine.calls) == [5, 5]
    for call, decoding in zip(engine.calls, engine.decodings, strict=True):
        assert {int(name[1:]) % 2 for name in names(call)} == {decoding.beam_size // 4}


async def test_segments_of_like_length_share_a_call(start: StartBatcher) -> None:
    # mcp-local-rag#178: one unbroken very long line padded the whole batch.
    engine = HeldEngine()
    batcher = await start(engine, max_batch_tokens=1000)
    lengths = [10, 100] * 20
    await batcher.submit([segment(f"s{n}", length) for n, length in enumerate(lengths)], GREEDY)
    for call in engine.calls[:-1]:
        assert len({len(tokens) for tokens in call}) == 1


async def test_idle_workers_divide_an_article(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, workers=2)
    article = asyncio.create_task(batcher.submit([segment(f"s{n}", 20 + n) for n in range(20)], GREEDY))
    await engine.called(2)
    engine.release()
    await article
    tokens = [sum(map(len, call)) for call in engine.calls]
    assert len(tokens) == 2
    assert max(tokens) < 1.5 * min(tokens)


async def test_an_urgent_batch_is_not_filled_with_bulk_work(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine)
    first = asyncio.create_task(batcher.submit([segment("a")], GREEDY))
    await engine.called(1)
    bulk = asyncio.create_task(batcher.submit([segment(f"b{n}") for n in range(20)], GREEDY, lane=Lane.BULK))
    urgent = asyncio.create_task(batcher.submit([segment("headline")], GREEDY))
    await asyncio.sleep(0)
    engine.release()
    await asyncio.gather(first, bulk, urgent)
    assert ["headline"] in [names(call) for call in engine.calls]


async def test_no_more_calls_run_at_once_than_there_are_workers(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, workers=3, max_batch_tokens=30)
    task = asyncio.create_task(batcher.submit([segment(f"s{n}") for n in range(12)], GREEDY))
    await engine.called(3)
    engine.release()
    await task
    assert engine.most_at_once == 3
