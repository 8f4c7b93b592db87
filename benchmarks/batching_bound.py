"""How near the batching layer comes to the bare engine, by a model of the costs, and what a first-come batch would do.

    python -m benchmarks.batching_bound --articles FOLDER [--costs READ STEPS ROWS PLACES] [--clients 8 32 128]

The texts of ``benchmarks.serving`` in its closed loop, without an engine. A batch that runs is not joined, so what one
can be made of is what the clients wait for and what does not run already: with few clients that is small, or of unlike
lengths, in whatever order it is taken. Beside the real queue (service/batching/queue.py): a server that takes up to 8
requests as they came and decodes their segments in batches of 32 of like length, as the contenders do
(``benchmarks.contenders.pipeline``), and the bare engine, which has everything from the start, with the best of its
batch sizes.
"""

import argparse
import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.batching_policy import COSTS, Simulation, seconds_of
from benchmarks.contenders.offline import BATCH_SIZES, segments_of
from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, WORKERS
from benchmarks.load.material import read_material
from benchmarks.load.result import percentile
from models.engines.direct import MOST_HYPOTHESES
from models.engines.load import load_engine
from service.batching.work import Lane


class Answers(NamedTuple):
    """To all texts.

    Attributes:
        seconds: until the last one.
        latencies: of each, seconds.
    """

    seconds: float
    latencies: list[float]

    def row(self, words: int, limit: float) -> str:
        """``words`` of all texts, beside ``limit`` words a second."""
        rate = words / self.seconds
        return (
            f"{rate:6.0f} words/s  {rate / limit:.2f} of the bare engine  p50 {percentile(self.latencies, 50):5.1f} s  "
            f"p95 {percentile(self.latencies, 95):5.1f} s"
        )


def queued(texts: Sequence[list[int]], clients: int, budget: int, costs: Sequence[float]) -> Answers:
    """The batching layer."""
    simulation = Simulation(budget, WORKERS, express=True, costs=costs)
    left = iter(texts)

    def send() -> None:
        if text := next(left, None):
            simulation.submit("text", text, Lane.INTERACTIVE, send)

    for _ in range(clients):
        simulation.at(0.0, send)
    simulation.run(float("inf"))
    return Answers(simulation.now, simulation.latencies["text"])


def first_come(texts: Sequence[list[int]], clients: int, costs: Sequence[float]) -> Answers:
    """A server that batches requests as they came."""
    chance = random.Random(1)
    left = iter(texts)
    waiting = [(0.0, text) for text in islice(left, clients)]
    running: list[tuple[float, list[tuple[float, list[int]]]]] = []
    latencies: list[float] = []
    now = 0.0
    while waiting or running:
        while waiting and len(running) < WORKERS:
            taken, waiting = waiting[:MAX_BATCH_SIZE], waiting[MAX_BATCH_SIZE:]
            batches = parts(sorted(length for _, text in taken for length in text), MOST_HYPOTHESES)
            running.append((now + sum(seconds_of(batch, costs, chance) for batch in batches), taken))
        done = min(running, key=lambda batch: batch[0])
        running.remove(done)
        now, taken = done
        latencies += [now - since for since, _ in taken]
        waiting += [(now, text) for text in islice(left, len(taken))]
    return Answers(now, latencies)


def offline(texts: Sequence[list[int]], costs: Sequence[float]) -> float:
    """Seconds of the bare engine."""
    lengths = sorted(length for text in texts for length in text)

    def seconds(size: int) -> float:
        chance = random.Random(1)
        return sum(seconds_of(batch, costs, chance) for batch in parts(lengths, size)) / WORKERS

    return min(map(seconds, BATCH_SIZES))


def parts(lengths: Sequence[int], size: int) -> list[Sequence[int]]:
    return [lengths[start : start + size] for start in range(0, len(lengths), size)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder, as for benchmarks.serving")
    parser.add_argument(
        "--costs", type=float, nargs=4, default=COSTS, help="milliseconds, as benchmarks.batch_costs prints them"
    )
    parser.add_argument("--clients", type=int, nargs="+", default=[8, 32, 128])
    parser.add_argument("--budget", type=int, default=6144)
    parser.add_argument("--texts", type=int, default=800)
    options = parser.parse_args()
    engine = load_engine()
    words, texts = 0, []
    for text in islice(read_material(options.articles).mixed(seed=1), options.texts):
        if segments := segments_of(engine, text.text):
            words += text.words
            texts.append([len(tokens) for tokens in segments])
    limit = words / offline(texts, options.costs)
    print(f"bare engine {limit:.0f} words/s")
    for clients in options.clients:
        ours = queued(texts, clients, options.budget, options.costs)
        theirs = first_come(texts, clients, options.costs)
        print(f"{clients:4} clients, the queue   {ours.row(words, limit)}")
        print(f"{clients:4} clients, first come  {theirs.row(words, limit)}")


if __name__ == "__main__":
    main()
