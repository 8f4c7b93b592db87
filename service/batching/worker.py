"""The threads that call the engine. A batch that fails is split until only the segments at fault are left."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from models.engines.protocol import Decoding, Hypothesis, Tokens
from models.errors import EngineError
from service.batching.work import Outcome, Work

logger = logging.getLogger(__name__)

Generate = Callable[[Sequence[Tokens], Decoding], list[list[Hypothesis]]]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch.

    Attributes:
        outcomes: one per piece of work; empty where the worker died.
        failures: calls of the engine that failed.
        death: what ended the worker; ``None`` while it lives.
    """

    outcomes: list[Outcome]
    failures: int
    seconds: float
    death: BaseException | None = None


class Worker:
    """One thread that runs one batch at a time.

    ``report`` is called in that thread after each batch; after one with ``death`` set, no more batches are run.
    The thread is a daemon: an engine call that never returns must not keep the process from ending.
    """

    def __init__(self, name: str, generate: Generate, report: Callable[["Worker", list[Work], Report], None]) -> None:
        self._generate = generate
        self._report = report
        self._batches: SimpleQueue[list[Work] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(self, batch: list[Work]) -> None:
        """Start on a batch. One at a time: the caller waits for the report."""
        self._batches.put(batch)

    def close(self) -> None:
        """End the thread after the batch that it is running."""
        self._batches.put(None)

    def _work(self) -> None:
        while batch := self._batches.get():
            began = time.perf_counter()
            try:
                outcomes, failures = decode(self._generate, [work.tokens for work in batch], batch[0].family.decoding)
            except BaseException as death:
                logger.critical("An engine worker died", exc_info=death)
                self._report(self, batch, Report([], 1, time.perf_counter() - began, death))
                return
            if failures:
                errors = [outcome for outcome in outcomes if isinstance(outcome, EngineError)]
                logger.warning(
                    "%d engine calls failed, and %d of %d segments in the end: %s",
                    failures,
                    len(errors),
                    len(batch),
                    errors[0] if errors else "all could be run in smaller batches",
                )
            self._report(self, batch, Report(outcomes, failures, time.perf_counter() - began))


def decode(generate: Generate, segments: Sequence[Tokens], decoding: Decoding) -> tuple[list[Outcome], int]:
    """Outcome of each segment, and the number of calls that failed.

    One bad segment among n costs about 2 log2(n) calls more; its neighbours get their hypotheses. What is not an
    ``Exception`` goes through: the thread cannot be trusted any more.
    """
    try:
        found = list(generate(segments, decoding))
        if len(found) != len(segments):
            raise EngineError(f"The engine gave {len(found)} results for {len(segments)} segments.")
    except Exception as error:  # noqa: BLE001  whatever an engine raises concerns its segments and nobody else
        if len(segments) == 1:
            return [_engine_error(error)], 1
    else:
        return [*found], 0
    middle = len(segments) // 2
    first, first_failures = decode(generate, segments[:middle], decoding)
    second, second_failures = decode(generate, segments[middle:], decoding)
    return first + second, first_failures + second_failures + 1


def _engine_error(error: Exception) -> EngineError:
    if isinstance(error, EngineError):
        return error
    wrapped = EngineError(f"The engine failed on this segment: {error!r}")
    wrapped.__cause__ = error
    return wrapped
