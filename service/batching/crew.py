"""Who runs the batches: the workers, which of them are idle, and what becomes of one that dies."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from models.engines.protocol import Decoding, Hypothesis, Tokens
from service.batching.cores import core_to_itself
from service.batching.pace import Pace
from service.batching.queue import FairQueue
from service.batching.work import Work, may_be_passed
from service.batching.worker import Generate, Report, Worker

logger = logging.getLogger(__name__)

Finished = Callable[[list[Work], Report], None]


class Crew:
    """The workers of one batcher. Everything but the engine calls happens in the event loop.

    With ``express`` there is one worker more, for short requests only, which takes work only while all the others are
    busy with features or bulk work. These make room on one core, so that a headline neither waits for the end of a long
    batch nor shares a core with one.

    Attributes:
        running: for each busy worker, whether short requests may pass what it runs.
        lost: a worker died.
    """

    def __init__(self, generate: Generate, size: int, *, express: bool) -> None:
        self._generate = generate
        self._names = [f"engine-{number}" for number in range(size)]
        self._with_express = express
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._express: Worker | None = None
        self._pace = Pace()
        #: When each busy worker should be done.
        self._due: dict[Worker, float] = {}
        self.running: dict[Worker, bool] = {}
        self.lost = False

    def __len__(self) -> int:
        """Workers that are alive, the express one apart."""
        return len(self._workers)

    def start(self, loop: asyncio.AbstractEventLoop, finished: Finished) -> None:
        """Start the threads; ``finished`` is called in ``loop`` after each batch."""
        report = partial(self._report, loop, finished)
        self._idle = [Worker(name, self._generate, report) for name in self._names]
        self._workers = set(self._idle)
        if self._with_express:
            self._express = Worker("engine-express", self._generate_apart, report)

    def take(self, queue: FairQueue) -> list[list[Work]]:
        """Start as many batches as there are idle workers and work for them; gives those batches."""
        begun = []
        while self._idle and (batch := queue.pick(len(self._idle))):
            self._run(self._idle.pop(), batch)
            begun.append(batch)
        return begun if self._idle else begun + self._pass(queue)

    def seconds_for(self, tokens: float) -> float:
        """In which the crew gets through ``tokens``, by its recent batches; 0 before the first."""
        return self._pace.seconds_for(tokens, len(self))

    def seconds_until_out(self, tokens: float, batch_tokens: int) -> float:
        """Until so much of what waits will have gone to the engine, by its recent batches: nothing before the first
        worker is free, then ``batch_tokens`` at once, then the rest."""
        now = time.monotonic()
        first = min((due for worker, due in self._due.items() if worker is not self._express), default=now)
        return max(0.0, first - now) + self.seconds_for(max(0.0, tokens - batch_tokens))

    def close(self) -> None:
        """End each thread after the batch that it is running."""
        for worker in self._workers:
            worker.close()
        if self._express:
            self._express.close()
        self._workers.clear()
        self._idle.clear()
        self._express = None

    def _generate_apart(self, segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        with core_to_itself():
            return self._generate(segments, decoding)

    def _pass(self, queue: FairQueue) -> list[list[Work]]:
        """Start the express worker on what is short, where it is free and all that runs may be passed."""
        if not self._express or self._express in self.running or not all(self.running.values()):
            return []
        batch = queue.pick_short()
        if not batch:
            return []
        self._run(self._express, batch)
        return [batch]

    def _run(self, worker: Worker, batch: list[Work]) -> None:
        worker.run(batch)
        self._due[worker] = time.monotonic() + self._pace.seconds_for(sum(work.cost for work in batch), 1)
        self.running[worker] = may_be_passed(batch)

    def _report(
        self, loop: asyncio.AbstractEventLoop, finished: Finished, worker: Worker, batch: list[Work], report: Report
    ) -> None:
        """Called in the worker's thread."""
        try:
            loop.call_soon_threadsafe(self._finished, finished, worker, batch, report)
        except RuntimeError:
            logger.warning("A batch finished after its event loop was closed")

    def _finished(self, finished: Finished, worker: Worker, batch: list[Work], report: Report) -> None:
        del self.running[worker], self._due[worker]
        if report.death is not None:
            self.lost = True
            self._workers.discard(worker)
            if worker is self._express:
                self._express = None
        elif worker in self._workers:
            self._idle.append(worker)
            self._pace.add(sum(work.cost for work in batch), report.seconds)
        finished(batch, report)
