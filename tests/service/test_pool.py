"""Several models in one service: loaded once, when they are needed; in bounded memory; each failing alone."""

import asyncio
import gc
import threading
import weakref
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError, ModelUnavailableError
from service.batching import StoppedError
from service.errors import ModelChoiceError
from service.pool import Pool
from service.roster import LEXICON, Offer, Roster
from service.served import Served
from service.settings import Settings
from tests.service.api.serving import wait_until

MIB = 1 << 20


class Engines:
    """Loads lexicon engines, and remembers which.

    Attributes:
        loads: how often each model was loaded.
        gate: a load waits until it is open.
        broken: names of the models whose load fails.
        sick: names of the models that load, and then fail on every text.
    """

    def __init__(self) -> None:
        self.loads: Counter[str] = Counter()
        self.loaded: list[_Engine] = []
        self.gate = threading.Event()
        self.gate.set()
        self.broken: set[str] = set()
        self.sick: set[str] = set()

    def load(self, offer: Offer) -> Engine:
        self.gate.wait(10)
        self.loads[offer.name] += 1
        if offer.name in self.broken:
            raise ModelUnavailableError(f"The model {offer.name} is damaged.")
        engine = _Engine(offer.name, sick=offer.name in self.sick)
        self.loaded.append(engine)
        return engine


class _Engine(LexiconEngine):
    """Takes its thread down with it when it reads ``MATI``."""

    def __init__(self, name: str, *, sick: bool = False) -> None:
        super().__init__()
        self.name = name
        self.sick = sick
        self.closed = False

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        assert not self.closed, "used after it was closed"
        if self.sick:
            raise EngineError("The weights are wrong.")
        if any("MATI" in tokens for tokens in batch):
            raise SystemExit("the engine died")
        return super().generate(batch, decoding)

    def close(self) -> None:
        self.closed = True


def offer(name: str, mebibytes: int = 10) -> Offer:
    return Offer(replace(LEXICON, name=name), name, mebibytes * MIB)


DEFAULT, A, B, C = offer("default"), offer("a"), offer("b"), offer("c")


def pool_of(engines: Engines, *, room: int | None = None, offers: tuple[Offer, ...] = (DEFAULT, A, B, C)) -> Pool:
    """``room`` is the bound in MiB; each model takes 10."""
    settings = Settings(workers=1, model_memory=None if room is None else room * MIB)
    writer = Offer(replace(LEXICON, name="extractive", task="summarisation"), "extractive", 0)
    roster = Roster(offers[0], writer, (offers[0], writer, *offers[1:]), ())
    return Pool(roster, engines.load, settings, CollectorRegistry())


def loaded(pool: Pool) -> set[str]:
    return {one.name for one in (DEFAULT, A, B, C) if pool.served(one)}


async def touch(pool: Pool, *offers: Offer) -> None:
    async with pool.use(*offers):
        pass


async def answer(served: Served, text: str) -> str:
    [outcome] = await served.batcher.submit([served.engine.encode(text)], Decoding())
    assert not isinstance(outcome, EngineError)
    return outcome[0].text


async def holding(pool: Pool, *offers: Offer) -> Callable[[], Awaitable[None]]:
    """Use these models until what this gives is called."""
    begun, end = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with pool.use(*offers):
            begun.set()
            await end.wait()

    task = asyncio.create_task(hold())
    await asyncio.wait_for(begun.wait(), 5)

    async def release() -> None:
        end.set()
        await task

    return release


async def turns() -> None:
    """Let everything that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_nothing_is_loaded_before_it_is_used_and_then_it_is_warm() -> None:
    engines = Engines()
    pool = pool_of(engines)
    assert not engines.loads
    async with pool.use(A) as served:
        assert engines.loads == {"a": 1}
        assert engines.loaded[0].batches == [1]
        assert await answer(served[A], "Warga kota.") == "Residents city."
        assert served[A].card.name == "a"
    await pool.close()


async def test_requests_at_once_load_a_model_once() -> None:
    engines = Engines()
    pool = pool_of(engines)
    engines.gate.clear()
    waiting = [asyncio.create_task(touch(pool, A)) for _ in range(20)]
    await turns()
    engines.gate.set()
    await asyncio.gather(*waiting)
    assert engines.loads == {"a": 1}
    await pool.close()


async def test_different_models_load_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=5)

    def together(one: Offer) -> Engine:
        both.wait()
        return LexiconEngine()

    pool = Pool(Roster(DEFAULT, A, (DEFAULT, A, B), ()), together, Settings(workers=1), CollectorRegistry())
    await asyncio.gather(touch(pool, A), touch(pool, B))
    await pool.close()


async def test_a_caller_that_leaves_does_not_stop_a_load_that_others_wait_for() -> None:
    engines = Engines()
    pool = pool_of(engines)
    engines.gate.clear()
    leaving, staying = asyncio.create_task(touch(pool, A)), asyncio.create_task(touch(pool, A))
    await turns()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    engines.gate.set()
    await staying
    assert engines.loads == {"a": 1}
    await pool.close()


async def test_a_load_that_fails_is_told_to_all_who_wait_for_it_and_tried_again_by_the_next() -> None:
    engines = Engines()
    pool = pool_of(engines)
    engines.broken = {"a"}
    engines.gate.clear()
    waiting = [asyncio.create_task(touch(pool, A, B)) for _ in range(3)]
    await turns()
    engines.gate.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(error) for error in found] == ["The model a is damaged."] * 3
    engines.broken.clear()
    await touch(pool, A, B)
    assert engines.loads == {"a": 2, "b": 1}
    await pool.close()


async def test_what_a_library_raises_is_a_sentence_about_this_model() -> None:
    def load(one: Offer) -> Engine:
        raise MemoryError("no")

    pool = Pool(Roster(DEFAULT, A, (DEFAULT, A), ()), load, Settings(workers=1), CollectorRegistry())
    with pytest.raises(ModelUnavailableError, match="could not be loaded"):
        await touch(pool, A)
    await pool.close()


async def test_a_model_that_fails_on_its_first_sentence_is_not_used_and_freed() -> None:
    engines = Engines()
    engines.sick = {"a"}
    pool = pool_of(engines)
    with pytest.raises(ModelUnavailableError, match="The weights are wrong"):
        await touch(pool, A)
    assert engines.loaded[0].closed
    assert pool.served(A) is None
    await pool.close()


async def test_the_least_recently_used_model_makes_room_and_the_default_never_does() -> None:
    engines = Engines()
    pool = pool_of(engines, room=30)
    for one in (DEFAULT, A, B, A, C):
        await touch(pool, one)
    assert loaded(pool) == {"default", "a", "c"}
    assert [engine.name for engine in engines.loaded if engine.closed] == ["b"]
    await touch(pool, B)
    assert loaded(pool) == {"default", "c", "b"}
    assert engines.loads == {"default": 1, "a": 1, "b": 2, "c": 1}
    await pool.close()


async def test_nothing_holds_on_to_an_engine_that_was_unloaded() -> None:
    kept: list[weakref.ref[_Engine]] = []

    def load(one: Offer) -> Engine:
        engine = _Engine(one.name)
        kept.append(weakref.ref(engine))
        return engine

    settings = Settings(workers=1, model_memory=20 * MIB)
    registry = CollectorRegistry()
    pool = Pool(Roster(DEFAULT, A, (DEFAULT, A, B), ()), load, settings, registry)
    for one in (DEFAULT, A, B):
        await touch(pool, one)
    gc.collect()
    assert [engine is None or engine.name for engine in (ref() for ref in kept)] == ["default", True, "b"]
    assert 'model="a"' in generate_latest(registry).decode()  # its metrics stay
    await pool.close()


async def test_a_model_in_use_is_not_unloaded_whoever_needs_room_waits() -> None:
    engines = Engines()
    pool = pool_of(engines, room=20)
    await touch(pool, DEFAULT)
    release = await holding(pool, A)
    waiting = asyncio.create_task(touch(pool, B))
    await turns()
    assert loaded(pool) == {"default", "a"}
    await touch(pool, DEFAULT)  # what needs no room does not wait
    await release()
    await asyncio.wait_for(waiting, 5)
    assert loaded(pool) == {"default", "b"}
    await pool.close()


async def test_newcomers_do_not_keep_a_model_busy_for_ever_while_another_one_waits_for_room() -> None:
    engines = Engines()
    pool = pool_of(engines, room=20)
    await touch(pool, DEFAULT)
    release = await holding(pool, A)
    waiting = asyncio.create_task(touch(pool, B))
    await turns()
    newcomer = asyncio.create_task(touch(pool, A))
    await release()
    await asyncio.wait_for(waiting, 5)
    await asyncio.wait_for(newcomer, 5)
    assert engines.loads == {"default": 1, "a": 2, "b": 1}
    await pool.close()


async def test_requests_for_several_models_never_wait_for_each_other() -> None:
    engines = Engines()
    pool = pool_of(engines, room=30)
    await touch(pool, DEFAULT)
    pairs = [(A, B), (B, A), (C, A), (B, C), (A, C), (C, B)] * 3
    await asyncio.wait_for(asyncio.gather(*[touch(pool, *pair) for pair in pairs]), 20)
    assert len(loaded(pool)) <= 3
    await pool.close()
    assert all(engine.closed for engine in engines.loaded)


async def test_models_that_never_fit_together_are_refused_at_once() -> None:
    pool = pool_of(Engines(), room=20)
    with pytest.raises(ModelChoiceError, match=r"`a` and `b` cannot be used in one request.*30 MiB.*20 MiB"):
        await touch(pool, A, B)
    await pool.close()


async def test_one_who_gives_up_waiting_for_room_leaves_no_trace() -> None:
    pool = pool_of(Engines(), room=20)
    await touch(pool, DEFAULT)
    release = await holding(pool, A)
    waiting = asyncio.create_task(touch(pool, B))
    await turns()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(touch(pool, A), 5)
    await release()
    await asyncio.wait_for(touch(pool, C), 5)
    assert loaded(pool) == {"default", "c"}
    await pool.close()


async def test_a_model_whose_worker_died_is_loaded_anew() -> None:
    engines = Engines()
    pool = pool_of(engines)
    async with pool.use(A) as served:
        with pytest.raises(StoppedError):
            await answer(served[A], "MATI")
    async with pool.use(A) as served:
        assert await answer(served[A], "Warga kota.") == "Residents city."
    assert engines.loads == {"a": 2}
    await pool.close()


async def test_after_the_end_nothing_is_loaded_and_nothing_stays() -> None:
    engines = Engines()
    pool = pool_of(engines)
    adopted = _Engine("b")
    pool.adopt(B, adopted)
    await touch(pool, DEFAULT, A)
    await pool.close()
    assert all(engine.closed for engine in (*engines.loaded, adopted))
    with pytest.raises(StoppedError, match="shutting down"):
        await touch(pool, A)


async def test_the_end_is_told_to_those_who_wait_for_room() -> None:
    engines = Engines()
    pool = pool_of(engines, room=20)
    await touch(pool, DEFAULT)
    release = await holding(pool, A)
    waiting = [asyncio.create_task(touch(pool, one)) for one in (B, C)]
    await turns()
    await asyncio.wait_for(pool.close(), 5)
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in found] == [StoppedError, StoppedError]
    await release()
    assert engines.loads == {"default": 1, "a": 1}


async def test_the_end_does_not_wait_for_a_load_and_its_engine_is_closed_when_it_comes() -> None:
    engines = Engines()
    pool = pool_of(engines)
    engines.gate.clear()
    waiting = asyncio.create_task(touch(pool, A))
    await turns()
    await asyncio.wait_for(pool.close(), 5)
    with pytest.raises(StoppedError, match="shutting down"):
        await waiting
    engines.gate.set()
    await asyncio.to_thread(wait_until, lambda: bool(engines.loaded) and engines.loaded[0].closed)


async def test_an_adopted_engine_is_used_and_not_loaded_again() -> None:
    engines = Engines()
    pool = pool_of(engines)
    adopted = _Engine("default")
    pool.adopt(DEFAULT, adopted)
    async with pool.use(DEFAULT) as served:
        assert served[DEFAULT].engine is adopted
    await pool.close()
    assert (adopted.closed, engines.loads) == (True, {})


async def test_metrics_tell_the_models_apart() -> None:
    engines = Engines()
    settings = Settings(workers=1, model_memory=20 * MIB)
    registry = CollectorRegistry()
    pool = Pool(Roster(DEFAULT, A, (DEFAULT, A, B), ()), engines.load, settings, registry)
    for one in (DEFAULT, A, B, A):
        await touch(pool, one)
    text = generate_latest(registry).decode()
    for line in (
        'intisari_model_loads_total{model="a",outcome="loaded"} 2.0',
        'intisari_model_loads_total{model="a",outcome="unloaded"} 1.0',
        'intisari_batch_segments_count{model="a"} 2.0',
        'intisari_batch_segments_count{model="default"} 1.0',
    ):
        assert line in text.splitlines()
    await pool.close()
