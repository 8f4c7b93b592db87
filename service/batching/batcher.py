"""The door of the batching layer: requests come in as coroutines, batches go out to threads."""

import asyncio
import logging
import math
from collections.abc import Sequence
from typing import cast

from prometheus_client import CollectorRegistry

from models.engines.protocol import Decoding, Tokens
from models.errors import EngineError
from service.batching.crew import Crew
from service.batching.errors import BatchingError, DeadlineError, NeverFitsError, QueueFullError, StoppedError
from service.batching.metrics import Metrics
from service.batching.pace import Promises
from service.batching.queue import FairQueue, padded
from service.batching.work import Family, Flow, Lane, Outcome, Request, State, Work, cost_of
from service.batching.worker import Generate, Report

logger = logging.getLogger(__name__)

#: Share of the queue that bulk work may fill: an archive must not be the reason why a reader is refused.
BULK_SHARE = 0.75
DEAD = "The engine has stopped working; the service must be restarted."


class Batcher:
    """Groups the segments of concurrent requests into batches for an engine.

    All state belongs to the event loop that ``start`` ran in; the worker threads see only the batch they are given.

    Args:
        generate: called in ``workers`` threads at once with segments and the decoding that they share.
        max_batch_tokens: bound on segments times (longest source plus longest expected output); a single segment
            above it runs alone.
        max_queued_tokens: bound on what waits, in the same tokens without padding; what runs is not counted. Bulk
            work may fill three quarters of it.
        workers: threads that call ``generate``.
        express: one more such thread, which only takes requests of a few sentences, and only while all the others are
            busy with nothing but features or bulk work, which then leave it a core. The engine must be able to run
            ``workers`` plus one calls at once.
        output_ratio: expected output tokens per source token. For Indonesian to English, nine in ten sentences stay
            below 1.1 (docs/batching.md).
        model: label of the metrics, different for each batcher of a registry.
        registry: where the metrics go; by default nowhere that anybody reads.
    """

    def __init__(
        self,
        generate: Generate,
        *,
        max_batch_tokens: int,
        max_queued_tokens: int,
        workers: int,
        express: bool = False,
        output_ratio: float = 1.1,
        model: str = "bundled",
        registry: CollectorRegistry | None = None,
    ) -> None:
        if min(max_batch_tokens, max_queued_tokens, workers) < 1:
            raise ValueError("max_batch_tokens, max_queued_tokens and workers must be positive")
        self._output_ratio = output_ratio
        self._limits = {Lane.INTERACTIVE: max_queued_tokens, Lane.BULK: math.ceil(BULK_SHARE * max_queued_tokens)}
        self._max_batch_tokens = max_batch_tokens
        self._promises = Promises()
        self._queue = FairQueue(max_batch_tokens, express=express)
        self._crew = Crew(generate, workers, express=express)
        self._metrics = Metrics(registry or CollectorRegistry(), model, self._queue, self._crew)
        self._families: dict[Decoding, Family] = {}
        self._requests: set[Request] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = False
        self._stopping = False
        self._settled = asyncio.Event()

    @property
    def healthy(self) -> bool:
        """Started, not stopped, and every worker alive."""
        return self._loop is not None and not self._stopping and not self._crew.lost

    async def start(self) -> None:
        """Start the workers. A batcher is started once."""
        if self._loop is not None:
            raise RuntimeError("this Batcher was started already")
        self._loop = asyncio.get_running_loop()
        self._crew.start(self._loop, self._finished)

    async def stop(self, patience: float = 30.0) -> None:
        """Refuse new requests, finish what runs and what waits, and after ``patience`` seconds fail the rest with
        ``StoppedError``. An engine call that is still going then is left to itself."""
        self._stopping = True
        self._note_if_settled()
        try:
            await asyncio.wait_for(self._settled.wait(), patience)
        except TimeoutError:
            logger.warning("Stopped with %d requests unfinished after %g s", len(self._requests), patience)
        finally:
            self._fail_all("The service was stopped before this was finished. Send it again.", "stopped")
            self._crew.close()

    async def submit(
        self,
        segments: Sequence[Tokens],
        decoding: Decoding,
        *,
        lane: Lane = Lane.INTERACTIVE,
        deadline: float | None = None,
        flow: Flow | None = None,
    ) -> list[Outcome]:
        """Hypotheses of each segment, or the ``EngineError`` of one on which the engine failed, in order.

        The request is taken as a whole or refused as a whole, at once. Cancelling the caller takes what has not begun
        out of the queue. Lists of hypotheses may be shared with other requests: do not change them.

        Args:
            deadline: when the answer is of no use any more, on the clock of the event loop (``loop.time()``).
            flow: given with each of several calls that one answer needs one after the other: so the later ones do not
                wait in line again.

        Raises:
            QueueFullError: there is no room now, or, by the measured speed, not enough time before the deadline.
            NeverFitsError: there never will be.
            DeadlineError: the deadline passed; what had not begun was taken out.
            StoppedError: ``stop`` was called, or no worker is alive.
        """
        if not segments:
            return []
        loop = self._running_loop()
        if deadline is not None and deadline <= loop.time():
            raise self._refuse(DeadlineError(), "deadline")
        request = self._admit(segments, decoding, lane, loop, deadline, flow or Flow())
        expiry = None if deadline is None else loop.call_at(deadline, self._expire, request)
        self._wake()
        try:
            await request.done
        finally:
            if expiry is not None:
                expiry.cancel()
            if request in self._requests:
                self._withdraw(request, "cancelled", None)
        if request.error is not None:
            raise request.error
        return cast(list[Outcome], request.outcomes)

    def require_room(self, cost: int, lane: Lane = Lane.INTERACTIVE) -> None:
        """Refuse a request before anything is done for it, where ``submit`` would refuse it later.

        Args:
            cost: a low estimate of what its new segments will cost.

        Raises:
            QueueFullError: there is no room for so much now.
            NeverFitsError: there never will be.
            StoppedError: as for ``submit``.
        """
        self._running_loop()
        self._make_sure_it_may_fit(lane, cost)
        self._make_sure_there_is_room(lane, cost)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("the Batcher is not started")
        if self._stopping:
            raise self._refuse(StoppedError("The service is shutting down. Send this again."), "stopped")
        if not self._crew:
            raise self._refuse(StoppedError(DEAD), "dead")
        return self._loop

    def _admit(
        self,
        segments: Sequence[Tokens],
        decoding: Decoding,
        lane: Lane,
        loop: asyncio.AbstractEventLoop,
        deadline: float | None,
        flow: Flow,
    ) -> Request:
        """Queue the whole request, or raise with nothing changed."""
        places: dict[Tokens, list[int]] = {}
        for place, tokens in enumerate(segments):
            if tokens in places:
                places[tokens].append(place)
            else:
                places[tokens] = [place]
        family = self._families.get(decoding) or Family(decoding)
        known = family.members
        costs = {tokens: cost_of(len(tokens), decoding, self._output_ratio) for tokens in places}
        fresh = [tokens for tokens in places if tokens not in known]
        cost = sum(costs.values())
        self._make_sure_it_may_fit(lane, cost)
        self._make_sure_there_is_room(lane, sum([costs[tokens] for tokens in fresh]))
        if deadline is not None:
            self._make_sure_there_is_time(lane, cost, deadline - loop.time())

        self._families[decoding] = family
        now = loop.time()
        for tokens in fresh:
            known[tokens] = Work(tokens, family, costs[tokens], now)
        request = Request(lane, cost, [None] * len(segments), len(segments), loop.create_future(), flow)
        self._queue.enter(request, [(known[tokens], where) for tokens, where in places.items()])
        self._requests.add(request)
        self._metrics.shared.inc(len(segments) - len(fresh))
        return request

    def _make_sure_it_may_fit(self, lane: Lane, cost: int) -> None:
        if cost > self._limits[lane]:
            raise self._refuse(NeverFitsError(cost, self._limits[lane]), "never_fits")

    def _make_sure_there_is_room(self, lane: Lane, new_cost: int) -> None:
        limit = self._limits[lane]
        waiting = self._queue.load
        excess = self._queue.tokens + new_cost - self._limits[Lane.INTERACTIVE]
        if lane is Lane.BULK:
            excess = max(excess, waiting[Lane.BULK].tokens + new_cost - limit)
        if excess <= 0:
            return
        now = asyncio.get_running_loop().time()
        first = waiting[Lane.INTERACTIVE].tokens if lane is Lane.BULK else 0
        # Nobody is told to stay away for longer than the whole queue takes.
        promised = self._promises.outstanding(now)
        before = min(first + excess + promised, first + limit)
        seconds = _whole(self._crew.seconds_until_out(before, self._max_batch_tokens))
        if promised < limit:
            self._promises.add(now + seconds, new_cost)
        raise self._refuse(QueueFullError(seconds), "full")

    def _make_sure_there_is_time(self, lane: Lane, cost: int, seconds: float) -> None:
        """Work that is given up half-way would take the engine's time from work that can be finished."""
        if self._crew.seconds_for(self._queue.tokens + cost) <= seconds:
            return
        needed = self._crew.seconds_for(cost + self._before(lane, cost))
        if needed > seconds:
            raise self._refuse(QueueFullError(_whole(needed - seconds)), "no_time")

    def _before(self, lane: Lane, cost: int) -> float:
        """Tokens that the engine handles until a newcomer of ``cost`` is done, its own apart. Others of its lane are
        served at most as much as it is; for a reader bulk work is left out, for bulk work all readers come first."""
        total = 0.0
        for request in self._requests:
            left = request.cost * request.missing / len(request.outcomes)
            if request.lane is lane:
                total += min(left, cost)
            elif lane is Lane.BULK:
                total += left
        return total

    def _refuse(self, error: BatchingError, reason: str) -> BatchingError:
        self._metrics.refused(reason).inc()
        return error

    def _wake(self) -> None:
        """Hand out work once everything that this turn of the loop brings has been queued."""
        if not self._woken and self._loop is not None:
            self._woken = True
            self._loop.call_soon(self._dispatch)

    def _dispatch(self) -> None:
        self._woken = False
        for batch in self._crew.take(self._queue):
            self._observe(batch)

    def _observe(self, batch: list[Work]) -> None:
        now = asyncio.get_running_loop().time()
        for work in batch:
            self._metrics.wait[work.lane].observe(now - work.since)
        self._metrics.size.observe(len(batch))
        self._metrics.padding.observe(1 - sum(work.cost for work in batch) / padded(batch))

    def _finished(self, batch: list[Work], report: Report) -> None:
        """A batch came back from its worker."""
        # The engine first: the next batch starts before the answers of this one are handed out.
        self._dispatch()
        self._metrics.run.observe(report.seconds)
        self._metrics.failed_calls.inc(report.failures)
        outcomes = report.outcomes
        if report.death is not None:
            outcomes = [EngineError(f"The engine worker died on this batch: {report.death!r}") for _ in batch]
            if not self._crew:
                self._fail_all(DEAD, "dead")
        for work, outcome in zip(batch, outcomes, strict=True):
            self._settle(work, outcome)
        self._note_if_settled()

    def _settle(self, work: Work, outcome: Outcome) -> None:
        """Hand the outcome to everyone who waits for it."""
        work.state = State.GONE
        self._forget(work)
        if isinstance(outcome, EngineError):
            self._metrics.failed_segments.inc()
        for request, places in work.claims.items():
            for place in places:
                request.outcomes[place] = outcome
            request.missing -= len(places)
            if not request.missing:
                self._close(request, None)
        work.claims.clear()

    def _forget(self, work: Work) -> None:
        members = work.family.members
        del members[work.tokens]
        if not members:
            del self._families[work.family.decoding]

    def _expire(self, request: Request) -> None:
        self._withdraw(request, "deadline", DeadlineError())

    def _fail_all(self, message: str, reason: str) -> None:
        for request in list(self._requests):
            self._withdraw(request, reason, StoppedError(message))

    def _withdraw(self, request: Request, reason: str, error: BatchingError | None) -> None:
        """Take out what only this request waits for; what runs goes on, and its outcome is dropped."""
        dropped = 0
        for work in request.works:
            if request in work.claims and self._queue.withdraw(request, work):
                self._forget(work)
                dropped += 1
        self._metrics.dropped(reason).inc(dropped)
        self._close(request, error)

    def _close(self, request: Request, error: BatchingError | None) -> None:
        self._requests.discard(request)
        request.works.clear()
        request.error = error
        if not request.done.done():
            request.done.set_result(None)
        self._note_if_settled()

    def _note_if_settled(self) -> None:
        if not self._requests and not self._crew.running:
            self._settled.set()
        else:
            self._settled.clear()


def _whole(seconds: float) -> int:
    """As Retry-After has it."""
    return max(1, math.ceil(seconds))
