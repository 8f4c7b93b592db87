"""How cost grows with the length of a text: seconds, memory, and how long the event loop is held up.

    python -m benchmarks.length [--sentences 10 100 1000 10000]

One request goes through reading, summary, translation and checks, with the batching layer and the lexicon engine in it;
so what is measured is this program and not a model. While it runs, a task notes the longest time that the event loop
did not get to it. Seconds are of CPU, of the whole process. Memory is what Python allocated at most (tracemalloc, in a
pass of its own, since it slows down).
"""

import argparse
import asyncio
import random
import time
import tracemalloc
from functools import partial

from benchmarks.memory import sentence
from models.article.read import read_text
from models.digest import DigestOptions, digest
from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decoding
from models.translate.translator import Translator
from service.batching import Batcher
from service.memory import SegmentMemory

POLL_SECONDS = 0.001


async def longest_gap(until: asyncio.Event) -> float:
    """Seconds for which the event loop was busy with something else, at most."""
    longest = 0.0
    while not until.is_set():
        before = time.perf_counter()
        await asyncio.sleep(POLL_SECONDS)
        longest = max(longest, time.perf_counter() - before - POLL_SECONDS)
    return longest


async def stages(text: str) -> tuple[dict[str, float], float]:
    """CPU seconds of reading, of the digest, of the batching layer alone and of the same from memory; longest gap."""
    engine = LexiconEngine()
    batcher = Batcher(engine.generate, max_batch_tokens=2048, max_queued_tokens=10**8, workers=2, express=True)
    await batcher.start()
    ended = asyncio.Event()
    gap = asyncio.create_task(longest_gap(ended))
    found = {}

    at = time.process_time()
    article = await asyncio.to_thread(partial(read_text, check_language=False), text)
    found["read"], at = time.process_time() - at, time.process_time()
    await digest(article, DigestOptions(), Translator(engine, batcher.submit))
    found["digest"] = time.process_time() - at
    segments = [engine.encode(span.of(p.text)) for p in article.paragraphs for span in p.sentences]
    await asyncio.sleep(0)

    at = time.process_time()
    await batcher.submit(segments, Decoding())
    found["batching"] = time.process_time() - at
    decode = SegmentMemory(64 << 20).remembering(engine.card, batcher.submit)
    await decode(segments, Decoding())
    at = time.process_time()
    await decode(segments, Decoding())
    found["memory"] = time.process_time() - at
    ended.set()
    longest = await gap
    await batcher.stop()
    return found, longest


def peak(text: str) -> float:
    """MiB that Python allocated at most."""
    tracemalloc.start()
    asyncio.run(stages(text))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / (1 << 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, nargs="+", default=[10, 100, 1000, 10_000])
    options = parser.parse_args()
    print("| sentences | read | digest | batching alone | from memory | event loop held up, at most | peak |")
    print("|---|---|---|---|---|---|---|")
    for count in options.sentences:
        chance = random.Random(count)
        text = "\n".join(" ".join(sentence(chance) for _ in range(4)) for _ in range(count // 4 + 1))
        found, gap = asyncio.run(stages(text))
        cells = [f"{1e6 * found[name] / count:.0f} µs" for name in ("read", "digest", "batching", "memory")]
        print(f"| {count} | {' | '.join(cells)} | {1000 * gap:.0f} ms | {peak(text):.1f} MiB |", flush=True)
    print("\nSeconds are per sentence: the same in each line where cost is linear.")


if __name__ == "__main__":
    main()
