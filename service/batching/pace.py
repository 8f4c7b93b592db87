"""How fast the engine works, as measured: what an honest Retry-After is made of."""

import math

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

    def seconds_for(self, tokens: int, workers: int) -> int:
        """Whole seconds, at least 1, in which ``workers`` get through ``tokens``; 1 before anything was measured.

        >>> pace = Pace()
        >>> pace.add(1000, 2.0)
        >>> pace.seconds_for(5000, workers=2)
        5
        """
        if not self._tokens:
            return 1
        return max(1, math.ceil(tokens * self._seconds / (self._tokens * workers)))
