"""The limit: the bare engine on segments that are all there from the start, at its best batch size.

    python -m benchmarks.contenders.offline --seconds 60 < TEXTS.jsonl

Segments are divided, encoded and sorted by length beforehand; batches are run in random order by one thread for each
core. One line of JSON for each batch size: source words per second.
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Sequence
from random import Random

from benchmarks.contenders.pipeline import WORKERS
from models.article.characters import clean_characters
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Engine, Tokens
from models.translate.lines import lines_of

BATCH_SIZES = (8, 16, 32, 64, 128)


def measure(engine: Engine, segments: Sequence[tuple[Tokens, int]], size: int, seconds: float) -> float:
    """Words per second; ``segments`` are (tokens, words) in order of length. Ends when all are done, or with the
    batches that run when the time is over."""
    batches = [segments[start : start + size] for start in range(0, len(segments), size)]
    Random(size).shuffle(batches)
    lock = threading.Lock()
    words = 0
    started = time.perf_counter()

    def work() -> None:
        nonlocal words
        while time.perf_counter() - started < seconds:
            with lock:
                if not batches:
                    return
                batch = batches.pop()
            engine.generate([tokens for tokens, _ in batch], engine.decoding)
            with lock:
                words += sum(count for _, count in batch)

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return words / (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for all batch sizes together (60)")
    parser.add_argument("--model", default="bundled")
    options = parser.parse_args()
    engine = load_engine(options.model, EngineOptions(workers=WORKERS, threads=1))
    sentences = [
        span.of(paragraph.text)
        for line in sys.stdin
        for paragraph in lines_of(clean_characters(json.loads(line))).paragraphs
        for span in paragraph.sentences
    ]
    segments = [(engine.encode(text), len(text.split())) for text in sentences]
    fitting = sorted((s for s in segments if len(s[0]) <= engine.max_source_tokens), key=lambda s: len(s[0]))
    for size in BATCH_SIZES:
        rate = measure(engine, fitting, size, options.seconds / len(BATCH_SIZES))
        print(json.dumps({"batch_size": size, "words_per_second": rate}), flush=True)


if __name__ == "__main__":
    main()
