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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.batching_policy import COSTS, Simulation, seconds_of
from benchmarks.contenders.offline import BATCH_SIZES, segments_of
from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, WORKERS
from benchmarks.load.material import read_material
from models.engines.direct import MOST_HYPOTHESES
from models.engines.load import load_engine
from service.batching.work import Lane


@dataclass(frozen=True, slots=True)
class Article:
    """
    Attributes:
        words: of the source.
        lengths: tokens of its segments.
    """

    words: int
    lengths: Sequence[int]


@dataclass(slots=True)
class Answers:
    """
    Attributes:
        words: of all texts that were answered.
        seconds: until the last one was.
        latencies: of each, seconds.
    """

    words: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def add(self, article: Article, since: float, now: float) -> None:
        self.words += article.words
        self.seconds = now
        self.latencies.append(now - since)

    def row(self, limit: float) -> str:
        rate = self.words / self.seconds
        latencies = sorted(self.latencies)
        return (
            f"{rate:6.0f} words/s  {rate / limit:.2f} of the bare engine  p50 {median(latencies):5.1f} s  "
            f"p95 {latencies[int(len(latencies) * 0.95)]:5.1f} s"
        )


def queued(articles: Iterator[Article], clients: int, budget: int, costs: Sequence[float]) -> Answers:
    """The batching layer."""
    simulation = Simulation(budget, WORKERS, express=True, costs=costs)
    answers = Answers()

    def send() -> None:
        article = next(articles, None)
        if article is None:
            return
        since = simulation.now

        def answered() -> None:
            answers.add(article, since, simulation.now)
            send()

        simulation.submit("text", list(article.lengths), Lane.INTERACTIVE, answered)

    for _ in range(clients):
        simulation.at(0.0, send)
    simulation.run(float("inf"))
    return answers


def first_come(articles: Iterator[Article], clients: int, costs: Sequence[float]) -> Answers:
    """A server that batches requests as they came."""
    chance = random.Random(1)
    answers = Answers()
    waiting = [(0.0, article) for article in islice(articles, clients)]
    running: list[tuple[float, list[tuple[float, Article]]]] = []
    now = 0.0
    while waiting or running:
        while waiting and len(running) < WORKERS:
            taken, waiting = waiting[:MAX_BATCH_SIZE], waiting[MAX_BATCH_SIZE:]
            lengths = sorted(length for _, article in taken for length in article.lengths)
            batches = [lengths[start : start + MOST_HYPOTHESES] for start in range(0, len(lengths), MOST_HYPOTHESES)]
            running.append((now + sum(seconds_of(batch, costs, chance) for batch in batches), taken))
        done = min(running, key=lambda batch: batch[0])
        running.remove(done)
        now, taken = done
        for since, article in taken:
            answers.add(article, since, now)
            waiting += [(now, article) for article in islice(articles, 1)]
    return answers


def offline(articles: Sequence[Article], costs: Sequence[float]) -> float:
    """Words a second of the bare engine."""
    lengths = sorted(length for article in articles for length in article.lengths)
    seconds = []
    for size in BATCH_SIZES:
        chance = random.Random(1)
        batches = [lengths[start : start + size] for start in range(0, len(lengths), size)]
        seconds.append(sum(seconds_of(batch, costs, chance) for batch in batches) / WORKERS)
    return sum(article.words for article in articles) / min(seconds)


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
    texts = islice(read_material(options.articles).mixed(seed=1), options.texts)
    articles = [Article(text.words, [len(tokens) for tokens in segments_of(engine, text.text)]) for text in texts]
    articles = [article for article in articles if article.lengths]
    limit = offline(articles, options.costs)
    print(f"bare engine {limit:.0f} words/s")
    for clients in options.clients:
        ours = queued(iter(articles), clients, options.budget, options.costs)
        theirs = first_come(iter(articles), clients, options.costs)
        print(f"{clients:4} clients, the queue   {ours.row(limit)}")
        print(f"{clients:4} clients, first come  {theirs.row(limit)}")


if __name__ == "__main__":
    main()
