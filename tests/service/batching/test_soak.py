"""Everything at once: random arrivals, sizes, lanes, shared segments, cancellation, deadlines and failures."""

import asyncio
import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engines.protocol import Decoding, Tokens
from models.errors import EngineError
from service.batching import Batcher, DeadlineError, Lane, QueueFullError
from tests.service.batching.engine import HeldEngine, answer, segment

DECODINGS = [Decoding(), Decoding(beam_size=2)]


@dataclass
class Caller:
    """One request, and what may happen to it on the way."""

    segments: list[Tokens]
    decoding: Decoding
    lane: Lane
    turns_before: int
    cancelled_after: int | None
    deadline: float | None
    ended: str = ""
    outcomes: list[object] = field(default_factory=list)

    async def call(self, batcher: Batcher) -> None:
        for _ in range(self.turns_before):
            await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        deadline = None if self.deadline is None else loop.time() + self.deadline
        task = asyncio.create_task(batcher.submit(self.segments, self.decoding, lane=self.lane, deadline=deadline))
        if self.cancelled_after is not None:
            for _ in range(self.cancelled_after):
                await asyncio.sleep(0)
            task.cancel()
        try:
            self.outcomes = list(await task)
            self.ended = "answered"
        except asyncio.CancelledError:
            self.ended = "cancelled"
        except DeadlineError:
            self.ended = "late"
        except QueueFullError:
            self.ended = "refused"


def make_caller(chance: random.Random) -> Caller:
    faults = [("broken", "x"), ("crash", "y"), ("lost", "z")]
    segments = [
        chance.choice(faults)
        if chance.random() < 0.03
        else segment(f"s{chance.randint(0, 200)}", chance.randint(1, 60))
        for _ in range(chance.choice([1, 1, 2, 5, 40]))
    ]
    return Caller(
        segments,
        chance.choice(DECODINGS),
        chance.choice(list(Lane)),
        chance.randint(0, 30),
        chance.randint(0, 40) if chance.random() < 0.3 else None,
        chance.choice([0.0, 0.0005, 60.0]) if chance.random() < 0.2 else None,
    )


def check(caller: Caller) -> None:
    """Exactly one outcome for each segment, its own, in its place."""
    assert caller.ended
    if caller.ended != "answered":
        return
    assert len(caller.outcomes) == len(caller.segments)
    for tokens, outcome in zip(caller.segments, caller.outcomes, strict=True):
        if tokens[0] in {"broken", "crash", "lost"}:
            assert isinstance(outcome, EngineError)
        else:
            assert outcome == answer(tokens)


def assert_nothing_is_left(batcher: Batcher) -> None:
    assert not batcher._families
    assert not batcher._requests
    assert not batcher._crew.running
    assert (len(batcher._queue), batcher._queue.tokens) == (0, 0)
    for lane in batcher._queue._lanes.values():
        assert (lane.alive, lane.lines) == (0, {})
    assert not batcher._queue._short.heap


async def soak(seed: int, callers: int, budget: int, workers: int, express: bool) -> list[Caller]:
    chance = random.Random(seed)
    everyone = [make_caller(chance) for _ in range(callers)]
    engine = HeldEngine()
    batcher = Batcher(
        engine.generate, max_batch_tokens=budget, max_queued_tokens=20_000, workers=workers, express=express
    )
    await batcher.start()
    async with asyncio.timeout(60):
        await asyncio.gather(*(caller.call(batcher) for caller in everyone))
        await batcher.stop()
    for call, decoding in zip(engine.calls, engine.decodings, strict=True):
        longest = max(map(len, call))
        assert len(call) == 1 or len(call) * (longest + round(1.1 * longest) * decoding.beam_size) <= budget
        assert len(set(call)) == len(call)
    for caller in everyone:
        check(caller)
    assert_nothing_is_left(batcher)
    return everyone


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 60), st.sampled_from([1, 100, 1000]), st.integers(1, 3), st.booleans())
def test_every_segment_gets_its_own_result_once_whatever_happens_around_it(
    seed: int, callers: int, budget: int, workers: int, express: bool
) -> None:
    asyncio.run(soak(seed, callers, budget, workers, express))


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_left_after_a_long_soak_with_random_cancels(seed: int) -> None:
    # ray#50046, #64595: the loop got stuck after time-outs and cancelled calls.
    everyone = asyncio.run(soak(seed, 1500, 1000, 2, express=True))
    assert {caller.ended for caller in everyone} == {"answered", "cancelled", "late", "refused"}
