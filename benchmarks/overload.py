"""What happens above saturation: throughput, how fast the rest is refused, what it is told, and how soon all is well.

    python -m benchmarks.overload [--seconds 20] [--engine-seconds 0.05]
    python -m benchmarks.overload --articles FOLDER [--seconds 60]

The first is the real batching layer with the lexicon engine, slowed to one batch in ``--engine-seconds``, so that what
is measured is the layer and not a model; all else is real time, and requests are of 20 sentences. The second is the
service with the bundled model, over HTTP, and requests are headlines and articles. They arrive at random (Poisson) at
0.8, 1, 2 and 4 times the throughput of the closed loop, each with a deadline. A refused one comes back when it was told
to, once.
"""

import argparse
import asyncio
import itertools
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx2

from benchmarks.contenders.environments import programs
from benchmarks.contenders.registry import CONTENDERS
from benchmarks.contenders.server import running
from benchmarks.load.material import Text, read_material
from benchmarks.load.result import percentile
from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decoding
from service.batching import Batcher, DeadlineError, QueueFullError

SENTENCES = 20
BATCH_TOKENS = 2048
DEADLINE_SECONDS = 10.0
#: For the service it is half a minute of work on two cores.
QUEUE_TOKENS = 40_000
SERVICE_DEADLINE_SECONDS = 120.0
GREEDY = Decoding()
CLIENTS = 32


class RefusedError(Exception):
    """Not taken; ``retry_after`` is what it was told, in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"refused, come back in {retry_after} s")
        self.retry_after = retry_after


class LateError(Exception):
    """Not done before its deadline."""


#: Sends the next request; gives its amount of work once it is done.
Ask = Callable[[], Awaitable[int]]
#: Something fresh to ask.
Start = Callable[[], AbstractAsyncContextManager[Ask]]


@asynccontextmanager
async def layer(engine: LexiconEngine) -> AsyncIterator[Ask]:
    """The batching layer alone; work is counted in sentences."""
    numbers = itertools.count()
    batcher = Batcher(
        engine.generate, max_batch_tokens=BATCH_TOKENS, max_queued_tokens=QUEUE_TOKENS, workers=1, express=True
    )
    await batcher.start()

    async def ask() -> int:
        number = next(numbers)
        article = [
            engine.encode(f"Warga kota nomor {number} belum tahu rencana {line} dari pemerintah itu.")
            for line in range(SENTENCES)
        ]
        deadline = asyncio.get_running_loop().time() + DEADLINE_SECONDS
        try:
            await batcher.submit(article, GREEDY, deadline=deadline)
        except QueueFullError as refusal:
            raise RefusedError(refusal.retry_after) from refusal
        except DeadlineError as error:
            raise LateError from error
        return SENTENCES

    yield ask
    await batcher.stop()


@asynccontextmanager
async def service(texts: Iterator[Text], log: Path) -> AsyncIterator[Ask]:
    """The service over HTTP; work is counted in source words."""
    greedy = next(contender for contender in CONTENDERS if contender.name == "intisari-greedy")
    bounds = {
        "INTISARI_MAX_QUEUED_TOKENS": str(QUEUE_TOKENS),
        "INTISARI_MAX_SECONDS": str(SERVICE_DEADLINE_SECONDS),
    }
    contender = replace(greedy, variables={**greedy.variables, **bounds})
    limits = httpx2.Limits(max_connections=None)
    async with (
        running(contender, programs(contender), {"model": "bundled"}, log) as server,
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", timeout=None, limits=limits) as client,
    ):

        async def ask() -> int:
            text = next(texts)
            answer = await client.post(contender.path, json=contender.request(text.text))
            if answer.status_code == 503:
                raise RefusedError(int(answer.headers["Retry-After"]))
            if answer.status_code == 504:
                raise LateError
            answer.raise_for_status()
            return text.words

        yield ask


@dataclass
class Outcome:
    """What became of the requests of one run; times in seconds.

    Attributes:
        done: how long those took that were done, when they were, and their work.
        refused: how long it took to refuse, and what was told.
        afterwards: what a request takes that comes when the load has ended and all that was taken is done.
    """

    done: list[tuple[float, float, int]] = field(default_factory=list)
    refused: list[tuple[float, int]] = field(default_factory=list)
    came_back: int = 0
    taken_then: int = 0
    late: int = 0
    afterwards: float = 0.0

    def work_between(self, begin: float, end: float) -> int:
        return sum(work for _, at, work in self.done if begin <= at < end)


async def best_of(start: Start, seconds: float) -> tuple[float, float]:
    """Work and requests a second with 32 clients, each of which waits for its answer."""
    loop = asyncio.get_running_loop()
    done: list[int] = []

    async def client(ask: Ask, until: float) -> None:
        while loop.time() < until:
            try:
                done.append(await ask())
            except RefusedError as refusal:
                await asyncio.sleep(refusal.retry_after)

    async with start() as ask:
        began = loop.time()
        await asyncio.gather(*(client(ask, began + seconds) for _ in range(CLIENTS)))
        elapsed = loop.time() - began
    return sum(done) / elapsed, len(done) / elapsed


async def send(ask: Ask, outcome: Outcome, *, again: bool = True) -> bool:
    """Whether it was done."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        work = await ask()
    except RefusedError as refusal:
        if again:
            outcome.refused.append((loop.time() - began, refusal.retry_after))
            await asyncio.sleep(refusal.retry_after)
            outcome.came_back += 1
            outcome.taken_then += await send(ask, outcome, again=False)
        return False
    except LateError:
        outcome.late += 1
        return False
    outcome.done.append((loop.time() - began, loop.time(), work))
    return True


async def offered(start: Start, rate: float, seconds: float) -> tuple[Outcome, float]:
    """What became of ``rate`` requests a second, and the work done a second while they came."""
    loop = asyncio.get_running_loop()
    outcome = Outcome()
    chance = random.Random(1)
    async with start() as ask:
        tasks = []
        began = at = loop.time()
        while at < began + seconds:
            at += chance.expovariate(rate)
            await asyncio.sleep(max(0.0, at - loop.time()))
            tasks.append(asyncio.create_task(send(ask, outcome)))
        await asyncio.gather(*tasks)
        ended = loop.time()
        await ask()
        outcome.afterwards = loop.time() - ended
    # Half the time is for the queue to fill.
    return outcome, outcome.work_between(began + seconds / 2, began + seconds) / (seconds / 2)


def compare(start: Start, seconds: float, unit: str) -> None:
    best, requests = asyncio.run(best_of(start, seconds / 2))
    print(f"closed loop, {CLIENTS} clients: {best:.0f} {unit}/s, {requests:.2f} requests/s\n", flush=True)
    names = "offered|done, of the best|p95 s|refused|in ms, p95|told s|taken then|late|afterwards s".split("|")
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for times in (0.8, 1.0, 2.0, 4.0):
        outcome, rate = asyncio.run(offered(start, times * requests, seconds))
        told = [seconds for _, seconds in outcome.refused]
        cells = (
            f"{times:.1f} ×",
            f"{rate / best:.2f}",
            f"{percentile([seconds for seconds, _, _ in outcome.done], 95):.2f}",
            str(len(outcome.refused)),
            f"{1000 * percentile([seconds for seconds, _ in outcome.refused], 95):.2f}" if told else "",
            f"{min(told)} to {max(told)}" if told else "",
            f"{outcome.taken_then} of {outcome.came_back}" if outcome.came_back else "",
            str(outcome.late),
            f"{outcome.afterwards:.2f}",
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each load (20)")
    parser.add_argument("--engine-seconds", type=float, default=0.05, help="what one batch takes (0.05)")
    parser.add_argument("--articles", type=Path, help="folder with .jsonl, .jsonl.gz or .txt articles: the service")
    options = parser.parse_args()
    if options.articles is None:
        compare(partial(layer, LexiconEngine(options.engine_seconds)), options.seconds, "sentences")
        return
    texts = read_material(options.articles).mixed(seed=1)
    with tempfile.TemporaryDirectory() as folder:
        compare(partial(service, texts, Path(folder) / "service.log"), options.seconds, "words")


if __name__ == "__main__":
    main()
