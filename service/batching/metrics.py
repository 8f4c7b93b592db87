"""What the batching layer tells Prometheus. Gauges are read when they are asked for, not kept up to date."""

from functools import partial
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from service.batching.crew import Crew
from service.batching.queue import FairQueue
from service.batching.work import Lane

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60)
SEGMENTS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75)


class Families:
    """The metrics of all batchers in one registry, each with the label ``model``."""

    def __init__(self, registry: CollectorRegistry) -> None:
        gauge, counter = partial(Gauge, registry=registry), partial(Counter, registry=registry)
        histogram = partial(Histogram, registry=registry)
        by_model, by_lane, by_reason = ["model"], ["model", "lane"], ["model", "reason"]
        self.waiting = gauge("intisari_queue_segments", "Segments that wait for the engine.", by_lane)
        self.tokens = gauge("intisari_queue_tokens", "Tokens (source and expected output) that wait.", by_lane)
        self.wait = histogram(
            "intisari_queue_wait_seconds", "Time from the arrival of a segment to its batch.", by_lane, buckets=SECONDS
        )
        self.refused = counter("intisari_queue_refused_requests", "Requests not taken, by reason.", by_reason)
        self.dropped = counter(
            "intisari_queue_dropped_segments", "Segments taken out before they ran, by reason.", by_reason
        )
        self.shared = counter(
            "intisari_queue_shared_segments", "Segments answered by work that was waiting or running already.", by_model
        )
        self.size = histogram("intisari_batch_segments", "Segments in a batch.", by_model, buckets=SEGMENTS)
        self.padding = histogram(
            "intisari_batch_padding_ratio", "Share of a batch that is padding.", by_model, buckets=SHARES
        )
        self.run = histogram("intisari_batch_run_seconds", "Time of a batch in the engine.", by_model, buckets=SECONDS)
        self.failed_calls = counter(
            "intisari_batch_failed_calls", "Engine calls that failed, retries included.", by_model
        )
        self.failed_segments = counter("intisari_batch_failed_segments", "Segments that ended in an error.", by_model)
        self.running = gauge("intisari_batch_running", "Batches that the engine is working on.", by_model)
        self.workers = gauge("intisari_batch_workers", "Engine workers that are alive.", by_model)


#: A registry takes each family once, and does not give it back to the next batcher that asks.
_FAMILIES: "WeakKeyDictionary[CollectorRegistry, Families]" = WeakKeyDictionary()


class Metrics:
    """The series of one batcher. Batchers in the same ``registry`` have different ``model`` labels."""

    def __init__(self, registry: CollectorRegistry, model: str, queue: FairQueue, crew: Crew) -> None:
        families = _FAMILIES.get(registry)
        if families is None:
            families = _FAMILIES[registry] = Families(registry)
        for lane, load in queue.load.items():
            families.waiting.labels(model, lane.value).set_function(partial(getattr, load, "segments"))
            families.tokens.labels(model, lane.value).set_function(partial(getattr, load, "tokens"))
        families.running.labels(model).set_function(lambda: len(crew.running))
        families.workers.labels(model).set_function(lambda: len(crew))
        self.wait = {lane: families.wait.labels(model, lane.value) for lane in Lane}
        self.refused = partial(families.refused.labels, model)
        self.dropped = partial(families.dropped.labels, model)
        self.shared = families.shared.labels(model)
        self.size = families.size.labels(model)
        self.padding = families.padding.labels(model)
        self.run = families.run.labels(model)
        self.failed_calls = families.failed_calls.labels(model)
        self.failed_segments = families.failed_segments.labels(model)
