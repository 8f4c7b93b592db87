"""How fast the engine works, and what refused requests were told: what an honest Retry-After is made of."""

import heapq

#: What a batch counts for after each later one: about the last thirty matter.
MEMORY = 0.97


class Pace:
    """Tokens per second of one worker, over its recent batches."""

    def __init__(self) -> None:
        self._tokens = 0.0
        self._seconds = 0.0

    def add(self, tokens: int, seconds: float) -> None:
        """A worker finished a batch of ``tokens`` in ``seconds``."""
        self._tokens = self._tokens * MEMORY + tokens
        self._seconds = self._seconds * MEMORY + seconds

    def seconds_for(self, tokens: float, workers: int) -> float:
        """In which ``workers`` get through ``tokens``; 0 before anything was measured.

        >>> pace = Pace()
        >>> pace.add(1000, 2.0)
        >>> pace.seconds_for(5000, workers=2)
        5.0
        """
        return tokens * self._seconds / (self._tokens * workers) if self._tokens else 0.0


class Promises:
    """Room for which refused requests were told to come back, until the moment that they were told.

    Without these, everybody who is refused would be told the same moment, and most would then be refused again.
    """

    def __init__(self) -> None:
        self._due: list[tuple[float, int]] = []
        self._tokens = 0

    def add(self, due: float, tokens: int) -> None:
        heapq.heappush(self._due, (due, tokens))
        self._tokens += tokens

    def outstanding(self, now: float) -> int:
        """Tokens that are promised for later than ``now``.

        >>> promises = Promises()
        >>> promises.add(10.0, 300)
        >>> promises.outstanding(9.0), promises.outstanding(10.0)
        (300, 0)
        """
        while self._due and self._due[0][0] <= now:
            self._tokens -= heapq.heappop(self._due)[1]
        return self._tokens
