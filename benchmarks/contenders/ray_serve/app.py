"""Ray Serve with ``@serve.batch``, one replica for each core; the cluster is this process and listens on loopback."""

import os
import sys
import tempfile

import ray  # type: ignore[import-not-found]
from ray import serve
from starlette.requests import Request

from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, MAX_WAIT_SECONDS, WORKERS, Pipeline, load

OBJECT_STORE_BYTES = 200 * 1024 * 1024


@serve.deployment(num_replicas=WORKERS, max_ongoing_requests=1000, ray_actor_options={"num_cpus": 1})
class Translation:
    def __init__(self) -> None:
        self.pipeline = Pipeline(load(threads=1))

    @serve.batch(  # type: ignore[untyped-decorator]
        max_batch_size=MAX_BATCH_SIZE, batch_wait_timeout_s=MAX_WAIT_SECONDS
    )
    async def translate(self, texts: list[str]) -> list[str]:
        return await self.pipeline.translate(texts)

    async def __call__(self, request: Request) -> dict[str, str]:
        return {"translation": await self.translate((await request.json())["text"])}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ray-") as folder:
        ray.init(
            address="local",
            num_cpus=WORKERS,
            include_dashboard=False,
            object_store_memory=OBJECT_STORE_BYTES,
            _node_ip_address="127.0.0.1",
            _temp_dir=os.path.realpath(folder),
        )
        serve.start(http_options={"host": "127.0.0.1", "port": int(sys.argv[1])})
        serve.run(Translation.bind(), route_prefix="/translate", blocking=True)  # type: ignore[attr-defined]
