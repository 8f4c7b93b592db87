"""What one run of one contender under one load gave, and how runs are put side by side."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.load.answers import NOTHING, Comparison


@dataclass(frozen=True, slots=True)
class Result:
    """
    Attributes:
        seconds: from the first request to the last answer.
        words: source words of the requests that were answered.
        steady_rate: source words a second while all clients of a closed loop were there; NaN where that is not known.
        latencies: seconds of the interactive requests that were answered.
        left: clients that went before their answers.
        cpu_seconds: of all processes of the server during the load.
        peak_mebibytes: of all processes of the server together.
        generator_seconds: CPU seconds of the load generator.
        alone: its answers against those that the texts get alone.
    """

    contender: str
    load: str
    repetition: int
    seconds: float
    requests: int
    words: int
    latencies: tuple[float, ...]
    errors: tuple[str, ...]
    left: int
    cpu_seconds: float
    peak_mebibytes: float
    generator_seconds: float
    start_seconds: float
    steady_rate: float = math.nan
    alone: Comparison = NOTHING

    @property
    def words_per_second(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def requests_per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def cpu_per_thousand_words(self) -> float:
        return 1000 * self.cpu_seconds / self.words if self.words else math.nan

    def percentile(self, percent: float) -> float:
        return percentile(self.latencies, percent)


def steady_rate(answers: Iterable[tuple[float, float, int]], clients: int) -> float:
    """Words a second from a third of the time in which requests were begun up to its end; NaN where fewer than two
    answers for each client came in that time, of which nothing can be said.

    At the start nothing can be answered yet; in the end the last texts are decoded with few beside them.

    Args:
        answers: when each request was begun and answered, and its words.

    >>> steady_rate([(0, 4, 10), (3, 5, 20), (5, 6, 40), (6, 9, 80)], 1)
    17.5
    """
    known = list(answers)
    end = max((begun for begun, _, _ in known), default=0.0)
    then = [words for _, ended, words in known if end / 3 < ended <= end]
    return sum(then) / (end * 2 / 3) if then and len(then) >= 2 * clients else math.nan


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest value that ``percent`` of them do not exceed; NaN of none.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 95)
    (2, 4)
    """
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, lowest and highest of the repetitions; all NaN where there is nothing."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        known = [value for value in values if not math.isnan(value)]
        return cls(statistics.median(known), min(known), max(known)) if known else cls(math.nan, math.nan, math.nan)


def ratios(ours: Sequence[Result], theirs: Sequence[Result], value: Callable[[Result], float]) -> Spread:
    """``ours`` divided by ``theirs``, repetition by repetition, so that what slowed down both cancels out."""
    reference = {result.repetition: value(result) for result in theirs}
    return Spread.of([value(r) / reference[r.repetition] for r in ours if reference.get(r.repetition)])
