"""FastAPI and CTranslate2, one request at a time, all cores for it.

Run by ``uvicorn benchmarks.contenders.fastapi_ctranslate2.app:app``.
"""

from benchmarks.contenders.pipeline import WORKERS, load
from benchmarks.contenders.plain import plain_app

app = plain_app(lambda: load(threads=WORKERS))
