"""Why the batching layer did not take, or did not finish, a request. Each message is a sentence for the client."""

from models.errors import EngineBusyError


class BatchingError(Exception):
    """Base of what ``Batcher.submit`` raises on purpose; it always concerns the whole request."""


class QueueFullError(BatchingError, EngineBusyError):
    """There is no room now; the same request can be accepted later.

    Attributes:
        retry_after: whole seconds, at least 1, until there should be room, by the measured speed of the engine.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"The service is busy: its queue is full. Try again in {retry_after} s.")
        self.retry_after = retry_after


class NeverFitsError(BatchingError):
    """The request alone is larger than the queue may grow; waiting does not help.

    Attributes:
        tokens: what the request would cost.
        limit: the most that a request may cost.
    """

    def __init__(self, tokens: int, limit: int) -> None:
        super().__init__(
            f"The text is too long for one request: it needs {tokens} tokens, and {limit} is the most. "
            "Send it in smaller parts."
        )
        self.tokens = tokens
        self.limit = limit


class DeadlineError(BatchingError, EngineBusyError):
    """The deadline passed before every segment was done."""

    def __init__(self) -> None:
        super().__init__("The text was not finished within the time allowed for it. Try again, or allow more time.")


class StoppedError(BatchingError):
    """The service is shutting down, or no engine worker is alive."""
