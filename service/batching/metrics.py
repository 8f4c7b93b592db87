"""What the batching layer tells Prometheus. Gauges are read when they are asked for, not kept up to date."""

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from service.batching.crew import Crew
from service.batching.queue import FairQueue
from service.batching.work import Lane

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60)
SEGMENTS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75)


class Metrics:
    """All series of one batcher, in ``registry``."""

    def __init__(self, registry: CollectorRegistry, queue: FairQueue, crew: Crew) -> None:
        waiting = Gauge("intisari_queue_segments", "Segments that wait for the engine.", ["lane"], registry=registry)
        tokens = Gauge(
            "intisari_queue_tokens", "Tokens (source and estimated output) that wait.", ["lane"], registry=registry
        )
        for lane, load in queue.load.items():
            waiting.labels(lane.value).set_function(partial(getattr, load, "segments"))
            tokens.labels(lane.value).set_function(partial(getattr, load, "tokens"))
        wait = Histogram(
            "intisari_queue_wait_seconds",
            "Time from the arrival of a segment to its batch.",
            ["lane"],
            buckets=SECONDS,
            registry=registry,
        )
        self.wait = {lane: wait.labels(lane.value) for lane in Lane}
        self.refused = Counter(
            "intisari_queue_refused_requests", "Requests not taken, by reason.", ["reason"], registry=registry
        )
        self.dropped = Counter(
            "intisari_queue_dropped_segments",
            "Segments taken out before they ran, by reason.",
            ["reason"],
            registry=registry,
        )
        self.shared = Counter(
            "intisari_queue_shared_segments",
            "Segments answered by work that was waiting or running already.",
            registry=registry,
        )
        self.size = Histogram("intisari_batch_segments", "Segments in a batch.", buckets=SEGMENTS, registry=registry)
        self.padding = Histogram(
            "intisari_batch_padding_ratio", "Share of a batch that is padding.", buckets=SHARES, registry=registry
        )
        self.run = Histogram(
            "intisari_batch_run_seconds", "Time of a batch in the engine.", buckets=SECONDS, registry=registry
        )
        self.failed_calls = Counter(
            "intisari_batch_failed_calls", "Engine calls that failed, retries included.", registry=registry
        )
        self.failed_segments = Counter(
            "intisari_batch_failed_segments", "Segments that ended in an error.", registry=registry
        )
        Gauge("intisari_batch_running", "Batches that the engine is working on.", registry=registry).set_function(
            lambda: len(crew.running)
        )
        Gauge("intisari_batch_workers", "Engine workers that are alive.", registry=registry).set_function(
            lambda: len(crew)
        )
