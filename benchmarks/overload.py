"""What happens above saturation: throughput, how fast the rest is refused, what it is told, and how soon all is well.

    python -m benchmarks.overload [--seconds 20] [--engine-seconds 0.05]

The real batching layer with the lexicon engine, slowed to one batch in ``--engine-seconds``, so that what is measured
is the layer and not a model; all else is real time. Requests of 20 sentences arrive at random (Poisson) at 0.8, 1, 2
and 4 times the throughput of the closed loop, each with a deadline. A refused one comes back when it was told to, once.
"""

import argparse
import asyncio
import itertools
import random
import statistics
from dataclasses import dataclass, field

from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decoding, Tokens
from service.batching import Batcher, DeadlineError, QueueFullError

SENTENCES = 20
BATCH_TOKENS = 2048
QUEUE_TOKENS = 40_000
DEADLINE_SECONDS = 10.0
GREEDY = Decoding()
NUMBERS = itertools.count()


@dataclass
class Outcome:
    """What became of the requests of one run."""

    done: list[float] = field(default_factory=list)
    finished_at: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    came_back: int = 0
    taken_then: int = 0
    late: int = 0


def article(engine: LexiconEngine) -> list[Tokens]:
    number = next(NUMBERS)
    return [
        engine.encode(f"Warga kota nomor {number} belum tahu rencana {line} dari pemerintah itu.")
        for line in range(SENTENCES)
    ]


async def started(engine: LexiconEngine) -> Batcher:
    batcher = Batcher(
        engine.generate, max_batch_tokens=BATCH_TOKENS, max_queued_tokens=QUEUE_TOKENS, workers=1, express=True
    )
    await batcher.start()
    return batcher


async def best_rate(engine: LexiconEngine, seconds: float) -> float:
    """Requests a second with 32 clients, each of which waits for its answer."""
    batcher = await started(engine)
    loop = asyncio.get_running_loop()
    done = 0

    async def client(until: float) -> None:
        nonlocal done
        while loop.time() < until:
            await batcher.submit(article(engine), GREEDY)
            done += 1

    began = loop.time()
    await asyncio.gather(*(client(began + seconds) for _ in range(32)))
    elapsed = loop.time() - began
    await batcher.stop()
    return done / elapsed


async def send(batcher: Batcher, engine: LexiconEngine, outcome: Outcome, *, again: bool) -> None:
    loop = asyncio.get_running_loop()
    segments = article(engine)
    began = loop.time()
    try:
        await batcher.submit(segments, GREEDY, deadline=began + DEADLINE_SECONDS)
    except QueueFullError as refusal:
        if not again:
            return
        outcome.refused.append(loop.time() - began)
        outcome.told.append(refusal.retry_after)
        await asyncio.sleep(refusal.retry_after)
        outcome.came_back += 1
        before = len(outcome.done)
        await send(batcher, engine, outcome, again=False)
        outcome.taken_then += len(outcome.done) > before
    except DeadlineError:
        outcome.late += 1
    else:
        outcome.done.append(loop.time() - began)
        outcome.finished_at.append(loop.time())


async def offered(engine: LexiconEngine, rate: float, seconds: float) -> tuple[Outcome, float, float]:
    """Outcome, requests done a second while the load lasted, and the seconds that a request takes which comes as soon
    as the load has ended and what was taken is done."""
    batcher = await started(engine)
    loop = asyncio.get_running_loop()
    outcome = Outcome()
    chance = random.Random(1)
    tasks = []
    began = at = loop.time()
    while at < began + seconds:
        at += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, at - loop.time()))
        tasks.append(asyncio.create_task(send(batcher, engine, outcome, again=True)))
    # Half the time is for the queue to fill.
    rate_done = sum(began + seconds / 2 <= t < began + seconds for t in outcome.finished_at) / (seconds / 2)
    await asyncio.gather(*tasks)
    ended = loop.time()
    await batcher.submit(article(engine), GREEDY)
    afterwards = loop.time() - ended
    await batcher.stop()
    return outcome, rate_done, afterwards


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--engine-seconds", type=float, default=0.05, help="what one batch takes (0.05)")
    options = parser.parse_args()
    engine = LexiconEngine(options.engine_seconds)
    best = asyncio.run(best_rate(engine, options.seconds / 2))
    print(f"closed loop, 32 clients: {best:.1f} requests/s of {SENTENCES} sentences\n")
    names = "offered|done/s of the best|p95 s|refused|in ms, p95|told s|taken then|late|afterwards s".split("|")
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for times in (0.8, 1.0, 2.0, 4.0):
        outcome, done, afterwards = asyncio.run(offered(engine, times * best, options.seconds))
        p95 = statistics.quantiles(outcome.done, n=20)[-1]
        refusing = statistics.quantiles(outcome.refused, n=20)[-1] if len(outcome.refused) > 1 else 0.0
        told = f"{min(outcome.told)} to {max(outcome.told)}" if outcome.told else ""
        then = f"{outcome.taken_then} of {outcome.came_back}" if outcome.came_back else ""
        cells = (f"{times:.1f} ×", f"{done / best:.2f}", f"{p95:.2f}", len(outcome.refused), f"{1000 * refusing:.2f}")
        print(f"| {' | '.join(map(str, (*cells, told, then, outcome.late, f'{afterwards:.2f}')))} |")


if __name__ == "__main__":
    main()
