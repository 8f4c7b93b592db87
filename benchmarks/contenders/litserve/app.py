"""LitServe with dynamic batching, one worker process for each core."""

import sys
from typing import Any

import litserve  # type: ignore[import-not-found]

from benchmarks.contenders.pipeline import MAX_BATCH_SIZE, MAX_WAIT_SECONDS, TIMEOUT_SECONDS, WORKERS, Pipeline, load


class TranslationAPI(litserve.LitAPI):  # type: ignore[misc]
    def setup(self, device: str) -> None:  # noqa: ARG002 - the name is LitServe's
        self.pipeline = Pipeline(load(threads=1))

    def decode_request(self, request: dict[str, Any]) -> str:
        return str(request["text"])

    def predict(self, texts: list[str]) -> list[str]:
        return self.pipeline.run(texts)

    def encode_response(self, output: str) -> dict[str, str]:
        return {"translation": output}


if __name__ == "__main__":
    api = TranslationAPI(max_batch_size=MAX_BATCH_SIZE, batch_timeout=MAX_WAIT_SECONDS, api_path="/translate")
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=WORKERS, timeout=TIMEOUT_SECONDS)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), num_api_servers=1, generate_client_file=False)
