"""The batching layer: segments of many requests share engine calls. docs/batching.md tells how and why."""

from service.batching.batcher import Batcher
from service.batching.errors import BatchingError, DeadlineError, NeverFitsError, QueueFullError, StoppedError
from service.batching.work import Flow, Lane

__all__ = [
    "Batcher",
    "BatchingError",
    "DeadlineError",
    "Flow",
    "Lane",
    "NeverFitsError",
    "QueueFullError",
    "StoppedError",
]
