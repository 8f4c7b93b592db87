"""FastAPI and ``transformers.generate`` in float32, one request at a time, its segments padded into batches.

The engine of ``models`` for torch calls ``generate`` as the documentation of transformers has it: left padding for
causal models, attention mask, ``inference_mode``.

Run by ``uvicorn benchmarks.contenders.fastapi_transformers.app:app``.
"""

from benchmarks.contenders.fastapi_ctranslate2.app import app

__all__ = ["app"]
