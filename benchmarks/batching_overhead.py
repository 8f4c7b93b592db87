"""Python's share of the work: segments per second through the batching layer, with an engine that answers at once.

    python -m benchmarks.batching_overhead [--segments 100000] [--clients 32] [--workers 2]

Prints one line per shape of request: whole articles, single sentences, and sentences that everybody sends. Counted
are seconds of CPU, so that what else runs on the machine matters little.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Sequence

from models.engines.protocol import Decoding, Hypothesis, Tokens
from service.batching import Batcher

ANSWER = [Hypothesis("", 1, 0.0)]


def generate(batch: Sequence[Tokens], _: Decoding) -> list[list[Hypothesis]]:
    return [ANSWER for _ in batch]


def sentences(count: int, seed: int) -> list[Tokens]:
    """Distinct inputs, with the spread of lengths that news sentences have (median 27 tokens)."""
    chance = random.Random(seed)
    words = [f"▁kata{n}" for n in range(1000)]
    return [
        (str(seed), str(n), *chance.choices(words, k=min(150, max(3, round(chance.lognormvariate(3.3, 0.5))))))
        for n in range(count)
    ]


async def rate(requests: list[list[Tokens]], clients: int, workers: int) -> float:
    batcher = Batcher(generate, max_batch_tokens=2048, max_queued_tokens=10**9, workers=workers)
    await batcher.start()
    waiting = iter(requests)

    async def client() -> None:
        for request in waiting:
            await batcher.submit(request, Decoding())

    began = time.process_time()
    await asyncio.gather(*(client() for _ in range(clients)))
    seconds = time.process_time() - began
    await batcher.stop()
    return sum(map(len, requests)) / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    article = 40
    shapes = {
        "articles of 40 sentences": [sentences(article, n) for n in range(options.segments // article)],
        "single sentences": [sentences(1, n) for n in range(options.segments // 10)],
        "the same article from everybody": [sentences(article, 0)] * (options.segments // article),
    }
    for name, requests in shapes.items():
        best = max(asyncio.run(rate(requests, options.clients, options.workers)) for _ in range(3))
        print(f"{name:32} {best:10,.0f} segments per CPU second")


if __name__ == "__main__":
    main()
