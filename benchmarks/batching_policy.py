"""What the rules of the batching layer are worth, by a model of the costs: no engine, no threads, no noise.

    python -m benchmarks.batching_policy [--budget 6144] [--cores 2]

The real queue (service/batching/queue.py) is served by simulated workers. What a batch costs is counted as in
``benchmarks.batch_costs``, whose results the constants are; workers beyond the number of cores share them evenly.
"""

import argparse
import heapq
import itertools
import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from benchmarks.batch_costs import counts
from benchmarks.load.result import percentile
from models.engines.protocol import Decoding
from service.batching.queue import FairQueue
from service.batching.work import Family, Lane, Request, Work, cost_of, may_be_passed

#: Milliseconds for each of what ``counts`` counts, on one of two busy cores of a Xeon with AMX.
COSTS = (0.46, 10.2, 0.66, 0.0096)
FAMILY = Family(Decoding())


@dataclass(eq=False)
class Running:
    """A batch in a simulated worker, with the seconds of a whole core that it still needs."""

    left: float
    batch: list[Work]
    express: bool


class Simulation:
    """Requests come, workers take batches, time jumps from event to event."""

    def __init__(
        self, budget: int, cores: int, *, express: bool, costs: Sequence[float] = COSTS, seed: int = 1
    ) -> None:
        self.queue = FairQueue(budget, express=express)
        self.cores = cores
        self.express = express
        self.costs = costs
        self.now = 0.0
        self.chance = random.Random(seed)
        self.running: list[Running] = []
        self.arrivals: list[tuple[float, int, Callable[[], None]]] = []
        self.pending: dict[Request, tuple[str, float, Callable[[], None] | None]] = {}
        self.latencies: dict[str, list[float]] = defaultdict(list)
        self.source_tokens = 0
        self._serial = itertools.count()

    def at(self, time: float, event: Callable[[], None]) -> None:
        heapq.heappush(self.arrivals, (time, next(self._serial), event))

    def submit(self, kind: str, lengths: list[int], lane: Lane, then: Callable[[], None] | None = None) -> None:
        """A request of ``kind`` comes now; ``then`` is called when it is answered."""
        works = [
            Work((str(next(self._serial)), *["x"] * (n - 1)), FAMILY, cost_of(n, FAMILY.decoding, 1.1), self.now)
            for n in lengths
        ]
        total = sum(work.cost for work in works)
        request = Request(lane, total, [None] * len(works), len(works), cast(Any, None))
        self.pending[request] = (kind, self.now, then)
        self.queue.enter(request, [(work, [place]) for place, work in enumerate(works)])

    def run(self, until: float) -> None:
        while self.now < until:
            self._dispatch()
            speed = min(1.0, self.cores / len(self.running)) if self.running else 1.0
            finish = self.now + min((r.left for r in self.running), default=math.inf) / speed
            arrival = self.arrivals[0][0] if self.arrivals else math.inf
            time = min(finish, arrival)
            if time == math.inf:
                return
            for running in self.running:
                running.left -= (time - self.now) * speed
            self.now = time
            if arrival <= finish:
                heapq.heappop(self.arrivals)[2]()
            else:
                done = min(self.running, key=lambda running: running.left)
                self.running.remove(done)
                self._finish(done.batch)

    def _dispatch(self) -> None:
        busy = sum(not running.express for running in self.running)
        while busy < self.cores and (batch := self.queue.pick(self.cores - busy)):
            self.running.append(Running(self._seconds(batch), batch, express=False))
            busy += 1
        free = self.express and busy == self.cores and not any(running.express for running in self.running)
        if (
            free
            and all(may_be_passed(running.batch) for running in self.running)
            and (batch := self.queue.pick_short())
        ):
            self.running.append(Running(self._seconds(batch), batch, express=True))

    def _seconds(self, batch: list[Work]) -> float:
        return seconds_of([len(work.tokens) for work in batch], self.costs, self.chance)

    def _finish(self, batch: list[Work]) -> None:
        for work in batch:
            self.source_tokens += len(work.tokens)
            for request in work.claims:
                request.missing -= 1
                if not request.missing:
                    kind, since, then = self.pending.pop(request)
                    self.latencies[kind].append(self.now - since)
                    if then:
                        self.at(self.now, then)
            work.claims.clear()


def seconds_of(sources: Sequence[int], costs: Sequence[float], chance: random.Random) -> float:
    """What a batch takes whose segments have so many tokens; outputs are 0.7 to 1.1 times as long."""
    outputs = [max(1, round(source * chance.uniform(0.7, 1.1))) for source in sources]
    return sum(cost * count for cost, count in zip(costs, counts(sources, outputs), strict=True)) / 1_000


def news_lengths(chance: random.Random, sentences: int | None) -> list[int]:
    """Tokens of the sentences of an article: median 27, as in Indonesian news; where no number of sentences is given,
    median 10."""
    count = sentences or min(150, max(3, round(chance.lognormvariate(2.25, 0.65))))
    return [min(150, max(3, round(chance.lognormvariate(3.3, 0.5)))) for _ in range(count)]


def load(
    simulation: Simulation,
    *,
    headlines: float = 0,
    readers: int = 0,
    clients: int = 0,
    sentences: int | None = 40,
    lane: Lane = Lane.INTERACTIVE,
) -> None:
    """Headlines at random, so many a second, readers that send headlines and clients that send articles, one after the
    other."""
    chance = random.Random(7)

    def submit_headline(then: Callable[[], None] | None) -> None:
        simulation.submit("headline", [chance.randint(8, 16)], Lane.INTERACTIVE, then)

    def headline() -> None:
        submit_headline(None)
        simulation.at(simulation.now + chance.expovariate(headlines), headline)

    def next_headline() -> None:
        submit_headline(next_headline)

    def article() -> None:
        simulation.submit("article", news_lengths(chance, sentences), lane, article)

    if headlines:
        simulation.at(0.5, headline)
    for _ in range(readers):
        simulation.at(0.5, next_headline)
    for _ in range(clients):
        simulation.at(0.0, article)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--budget", type=int, default=6144)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1500)
    options = parser.parse_args()
    scenes: dict[str, dict[str, Any]] = {
        "one client": {"clients": 1},
        "32 clients": {"clients": 32},
        "32 clients, articles of 3 to 150 sentences": {"clients": 32, "sentences": None},
        "headlines alone": {"headlines": 0.3},
        "headlines, 8 features of 300 sentences": {"headlines": 0.3, "clients": 8, "sentences": 300},
        "16 readers, 2 features of 300 sentences": {"readers": 16, "clients": 2, "sentences": 300},
        "headlines, 8 bulk clients": {"headlines": 0.3, "clients": 8, "sentences": 300, "lane": Lane.BULK},
    }
    for name, scene in scenes.items():
        for express in (False, True):
            simulation = Simulation(options.budget, options.cores, express=express)
            load(simulation, **scene)
            simulation.run(options.seconds)
            print(
                f"{name:42} express {'yes' if express else 'no '} "
                f"{simulation.source_tokens / simulation.now:5.0f} tokens/s",
                end="",
            )
            for kind, seconds in sorted(simulation.latencies.items()):
                print(f"   {kind} p50 {percentile(seconds, 50):.2f} s, p95 {percentile(seconds, 95):.2f} s", end="")
            print()


if __name__ == "__main__":
    main()
