"""Short requests pass long ones that are running."""

import asyncio

from models.engines.protocol import Decoding
from service.batching import Batcher, Lane
from service.batching.work import Outcome
from tests.service.batching.conftest import StartBatcher
from tests.service.batching.engine import HeldEngine, answer, names, segment

GREEDY = Decoding()


def begin_feature(batcher: Batcher) -> "asyncio.Task[list[Outcome]]":
    return asyncio.create_task(batcher.submit([segment(f"f{n}", 30) for n in range(300)], GREEDY))


async def all_that_can_begin() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_headline_passes_a_feature_that_keeps_all_workers_busy(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, workers=2, express=True)
    feature = begin_feature(batcher)
    await engine.called(2)
    headline = asyncio.create_task(batcher.submit([segment("headline")], GREEDY))
    await engine.called(3)
    assert names(engine.calls[2]) == ["headline"]
    engine.release()
    assert await headline == [answer(segment("headline"))]
    assert len(await feature) == 300


async def test_headlines_that_come_while_one_is_running_pass_together(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    feature = begin_feature(batcher)
    await engine.called(1)
    first = asyncio.create_task(batcher.submit([segment("h0")], GREEDY))
    await engine.called(2)
    others = [asyncio.create_task(batcher.submit([segment(f"h{n}")], GREEDY)) for n in range(1, 5)]
    await asyncio.sleep(0)
    assert len(engine.calls) == 2
    engine.let_go("h0")
    await first
    await engine.called(3)
    assert names(engine.calls[2]) == [f"h{n}" for n in range(1, 5)]
    engine.release()
    await asyncio.gather(*others, feature)


async def test_nothing_passes_when_a_worker_is_free(start: StartBatcher) -> None:
    engine = HeldEngine()
    batcher = await start(engine, express=True)
    await asyncio.gather(*(batcher.submit([segment(f"h{n}")], GREEDY) for n in range(5)))
    assert len(engine.calls) == 1


async def test_short_requests_do_not_pass_each_other(start: StartBatcher) -> None:
    # Where everything is short, one more batch at once only makes all of them smaller.
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    first = asyncio.create_task(batcher.submit([segment("h0")], GREEDY))
    await engine.called(1)
    others = [asyncio.create_task(batcher.submit([segment(f"h{n}")], GREEDY)) for n in range(1, 20)]
    await all_that_can_begin()
    assert len(engine.calls) == 1
    engine.release()
    await asyncio.gather(first, *others)
    assert [len(call) for call in engine.calls] == [1, 19]


async def test_long_requests_and_bulk_work_pass_nothing(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    feature = begin_feature(batcher)
    await engine.called(1)
    article = asyncio.create_task(batcher.submit([segment(f"a{n}", 30) for n in range(30)], GREEDY))
    bulk = asyncio.create_task(batcher.submit([segment("b")], GREEDY, lane=Lane.BULK))
    await all_that_can_begin()
    assert len(engine.calls) == 1
    engine.release()
    await asyncio.gather(feature, article, bulk)
    assert engine.most_at_once == 1


async def test_a_headline_does_not_pass_articles_but_goes_with_the_next_batch(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    articles = [
        asyncio.create_task(batcher.submit([segment(f"a{article}.{n}", 30) for n in range(12)], GREEDY))
        for article in range(4)
    ]
    await engine.called(1)
    headline = asyncio.create_task(batcher.submit([segment("headline", 20)], GREEDY))
    await all_that_can_begin()
    assert len(engine.calls) == 1
    engine.release()
    await asyncio.gather(headline, *articles)
    assert "headline" in names(engine.calls[1])
    assert engine.most_at_once == 1


async def test_a_headline_does_not_pass_a_feature_whose_batch_an_article_shares(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    article = asyncio.create_task(batcher.submit([segment(f"a{n}", 30) for n in range(8)], GREEDY))
    feature = begin_feature(batcher)
    await engine.called(1)
    assert {name[0] for name in names(engine.calls[0])} == {"a", "f"}
    headline = asyncio.create_task(batcher.submit([segment("headline")], GREEDY))
    await all_that_can_begin()
    assert len(engine.calls) == 1
    engine.release()
    await asyncio.gather(headline, article, feature)
    assert engine.most_at_once == 1


async def test_headlines_that_are_due_when_a_worker_is_free_do_not_share_the_batch_of_a_feature(
    start: StartBatcher,
) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, workers=2, express=True)
    headlines = [asyncio.create_task(batcher.submit([segment(f"h{n}")], GREEDY)) for n in range(2)]
    feature = begin_feature(batcher)
    await engine.called(2)
    assert ["h0", "h1"] in [names(call) for call in engine.calls]
    engine.release()
    await asyncio.gather(*headlines, feature)


async def test_headlines_that_wait_for_the_express_worker_go_by_themselves_to_the_first_worker_that_is_free(
    start: StartBatcher,
) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    feature = begin_feature(batcher)
    await engine.called(1)
    first = asyncio.create_task(batcher.submit([segment("h0")], GREEDY))
    await engine.called(2)
    others = [asyncio.create_task(batcher.submit([segment(f"h{n}")], GREEDY)) for n in (1, 2)]
    await all_that_can_begin()
    engine.let_go("f0")
    await engine.called(3)
    assert names(engine.calls[2]) == ["h1", "h2"]
    engine.release()
    await asyncio.gather(first, *others, feature)


async def test_the_service_is_not_healthy_when_the_express_worker_dies_but_goes_on(start: StartBatcher) -> None:
    engine = HeldEngine(held=True)
    batcher = await start(engine, express=True)
    feature = begin_feature(batcher)
    await engine.called(1)
    dying = asyncio.create_task(batcher.submit([("death",)], GREEDY))
    await engine.called(2)
    engine.release()
    await dying
    assert not batcher.healthy
    assert len(await feature) == 300
    assert await batcher.submit([segment("h")], GREEDY) == [answer(segment("h"))]
