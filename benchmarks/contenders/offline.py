"""The limit: the bare engine on texts that are all there from the start.

    python -m benchmarks.contenders.offline [--alone] < TEXTS.jsonl

Segments are divided and encoded beforehand; one thread for each core decodes them. One line of JSON for each batch
size, with all segments in batches of like length, in random order; or, with ``--alone``, one line for one text after
the other, the segments of each shared out among the threads.
"""

import argparse
import asyncio
import contextlib
import json
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

from benchmarks.contenders.pipeline import WORKERS
from models.article.characters import clean_characters
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineBusyError, EngineError
from models.translate.lines import lines_of
from models.translate.translator import Translator

BATCH_SIZES = (16, 32, 64)


def segments_of(engine: Engine, text: str) -> list[Tokens]:
    """What the translator would have decoded first for a text, in order of length."""
    collected: list[Tokens] = []

    async def collect(segments: Sequence[Tokens], _: Decoding) -> list[list[Hypothesis] | EngineError]:
        collected.extend(segments)
        raise EngineBusyError("Only the segments are wanted.")

    with contextlib.suppress(EngineBusyError):
        asyncio.run(Translator(engine, collect).translate(lines_of(clean_characters(text)).paragraphs))
    return sorted(collected, key=len)


def segments_of_all(engine: Engine, texts: Iterable[str]) -> list[Tokens]:
    """The same for all of them together."""
    return sorted((tokens for text in texts for tokens in segments_of(engine, text)), key=len)


def seconds_for(
    engine: Engine,
    threads: ThreadPoolExecutor,
    batches: Iterable[Sequence[Tokens]],
    decoding: Decoding | None = None,
) -> float:
    """In which all are decoded, by default as the model's publishers have it."""
    started = time.perf_counter()
    for done in [threads.submit(engine.generate, batch, decoding or engine.decoding) for batch in batches if batch]:
        done.result()
    return time.perf_counter() - started


def together(engine: Engine, threads: ThreadPoolExecutor, texts: Sequence[str]) -> Iterable[dict[str, Any]]:
    segments = segments_of_all(engine, texts)
    for size in BATCH_SIZES:
        yield {"batch_size": size, **_measured(engine, threads, [batches_of(segments, size)])}


def batches_of(segments: Sequence[Tokens], size: int) -> list[Sequence[Tokens]]:
    """Neighbours together, the batches in random order."""
    batches = [segments[start : start + size] for start in range(0, len(segments), size)]
    Random(size).shuffle(batches)
    return batches


def alone(engine: Engine, threads: ThreadPoolExecutor, texts: Sequence[str]) -> dict[str, Any]:
    articles = [segments_of(engine, text) for text in texts]
    parts = [[segments[part::WORKERS] for part in range(WORKERS)] for segments in articles]
    return _measured(engine, threads, parts)


def _measured(
    engine: Engine, threads: ThreadPoolExecutor, jobs: Sequence[Sequence[Sequence[Tokens]]]
) -> dict[str, Any]:
    before = time.process_time()
    return {
        "latencies": [seconds_for(engine, threads, batches) for batches in jobs],
        "cpu_seconds": time.process_time() - before,
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--model", default="bundled")
    options = parser.parse_args()
    engine = load_engine(options.model, EngineOptions(workers=WORKERS, threads=1))
    texts = [json.loads(line) for line in sys.stdin]
    with ThreadPoolExecutor(WORKERS) as threads:
        # What is done once, such as copying the weights, is not measured.
        seconds_for(engine, threads, [segments_of(engine, texts[0])] * WORKERS)
        for row in [alone(engine, threads, texts)] if options.alone else together(engine, threads, texts):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
