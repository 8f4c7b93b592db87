"""MOSEC with dynamic batching, one worker process for each core.

Run by ``python -m benchmarks.contenders.mosec.app --address 127.0.0.1 --port PORT --timeout MILLISECONDS``.
"""

from typing import Any

import mosec  # type: ignore[import-not-found]

from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, MAX_WAIT_SECONDS, WORKERS, Pipeline, load


class Translation(mosec.Worker):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.pipeline = Pipeline(load(threads=1))

    def forward(self, data: list[dict[str, Any]]) -> list[dict[str, str]]:
        return [{"translation": text} for text in self.pipeline.run([item["text"] for item in data])]


if __name__ == "__main__":
    server = mosec.Server()
    server.append_worker(
        Translation,
        num=WORKERS,
        max_batch_size=MAX_BATCH_SIZE,
        max_wait_time=int(MAX_WAIT_SECONDS * 1000),
        route="/translate",
    )
    server.run()
