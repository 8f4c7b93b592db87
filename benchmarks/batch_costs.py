"""What a batch costs: how long the bundled model takes over batches of all shapes, and a model of it.

    python -m benchmarks.batch_costs --articles FOLDER [--texts 60]

Segments of the texts in batches of all sizes and of more or less unlike lengths, greedy, one thread for each core, all
of them busy. CTranslate2 reads at once what the shortest input has, and the rest token by token, as if it had been
decoded (docs/performance.md). So a batch costs something for each token that is read at once, for each decoding step,
for each row of a step, and for each token that a row looks back to. Printed are these four, by least squares.
"""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from benchmarks.contenders.offline import segments_of_all
from benchmarks.contenders.pipeline import WORKERS
from benchmarks.load.material import read_material
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Tokens

SIZES = (8, 12, 16, 24, 32, 48, 64)
#: From how many neighbours by length the segments of a batch are drawn, in batches.
SPREADS = (1, 2, 4, 8)


class Counts(NamedTuple):
    """Of a batch.

    Attributes:
        read: tokens that are read at once, of all rows.
        steps: decoding steps.
        rows: rows of all steps: each for as long as it is not finished.
        places: tokens that these look back to.
    """

    read: int
    steps: int
    rows: int
    places: float


def counts(sources: Sequence[int], outputs: Sequence[int]) -> Counts:
    """For a batch whose segments have so many tokens, and outputs with so many."""
    shortest = min(sources)
    lives = [source - shortest + output for source, output in zip(sources, outputs, strict=True)]
    places = sum(life * shortest + life * (life - 1) / 2 for life in lives)
    return Counts(shortest * len(sources), max(lives), sum(lives), places)


def shapes(segments: Sequence[Tokens], chance: Random) -> list[list[Tokens]]:
    batches = []
    for size in SIZES:
        for spread in SPREADS:
            start = chance.randrange(max(1, len(segments) - size * spread))
            batches.append(chance.sample(segments[start : start + size * spread], size))
    chance.shuffle(batches)
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder, as for benchmarks.serving")
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    engine = load_engine("bundled", EngineOptions(workers=WORKERS, threads=1))
    texts = islice(read_material(options.articles).mixed(seed=1), options.texts)
    segments = segments_of_all(engine, (text.text for text in texts))
    if len(segments) < max(SIZES) * max(SPREADS):
        raise SystemExit(f"{len(segments)} segments are too few; take more texts")

    def measured(batch: list[Tokens]) -> tuple[Counts, float]:
        started = time.perf_counter()
        outputs = [hypotheses[0].tokens for hypotheses in engine.generate(batch, engine.decoding)]
        return counts([len(tokens) for tokens in batch], outputs), time.perf_counter() - started

    chance = Random(1)
    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(measured, [segments[:8]] * WORKERS))
        found = list(
            threads.map(measured, [batch for _ in range(options.rounds) for batch in shapes(segments, chance)])
        )
    amounts, seconds = np.array([row for row, _ in found], dtype=float), np.array([time for _, time in found])
    costs = np.linalg.lstsq(amounts, seconds, rcond=None)[0]
    shares = (amounts * costs).sum(axis=0) / seconds.sum()
    for name, cost, share in zip(Counts._fields, costs, shares, strict=True):
        print(f"{name:7} {cost * 1000:8.4f} ms each, {share:.0%} of the time")
    error = np.abs(amounts @ costs - seconds).mean() / seconds.mean()
    print(f"{len(found)} batches, mean error {error:.1%}")


if __name__ == "__main__":
    main()
