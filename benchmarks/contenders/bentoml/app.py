"""BentoML with adaptive batching, one worker process for each core.

Run by ``bentoml serve benchmarks.contenders.bentoml.app:Translation``. A request is a batch of one text, as a batchable
interface wants it.
"""

import bentoml  # type: ignore[import-not-found]

from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, TIMEOUT_SECONDS, WORKERS, Pipeline, load


@bentoml.service(workers=WORKERS, traffic={"timeout": TIMEOUT_SECONDS})
class Translation:
    def __init__(self) -> None:
        self.pipeline = Pipeline(load(threads=1))

    # A bound on the latency that the server cannot keep makes it refuse requests.
    @bentoml.api(  # type: ignore[untyped-decorator]
        batchable=True, max_batch_size=MAX_BATCH_SIZE, max_latency_ms=TIMEOUT_SECONDS * 1000
    )
    def translate(self, texts: list[str]) -> list[str]:
        return self.pipeline.run(texts)
