"""From the name of a model to a loaded engine; imports only the library that this model needs."""

from pathlib import Path

from models import store
from models.engines.protocol import Engine
from models.errors import ModelUnavailableError


def load_engine(name: str = "bundled", *, kind: str = "ctranslate2", workers: int = 1, threads: int = 0) -> Engine:
    """Load the model ``name``: ``bundled``, ``lexicon``, or the path of a model folder.

    Args:
        kind: ``ctranslate2`` for a folder with ``manifest.json`` (written by ``training.export``), ``torch`` for a
            Hugging Face folder.
        workers: batches that run at once.
        threads: CPU threads of each worker; 0 leaves it to the library.

    Raises:
        ModelUnavailableError: no such model, or its files are missing or damaged.
    """
    if name == "lexicon":
        from models.engines.lexicon import LexiconEngine

        return LexiconEngine()
    folder = store.BUNDLED if name == "bundled" else Path(name)
    if not folder.is_dir():
        raise ModelUnavailableError(
            f"There is no model {name!r}: it is neither 'bundled' nor the path of a model folder."
        )
    if kind == "torch":
        from models.engines.torch import TorchEngine

        return TorchEngine(folder, threads=threads)
    from models.engines.ctranslate2 import CTranslate2Engine

    return CTranslate2Engine(store.assemble(folder), store.Manifest.read(folder), workers=workers, threads=threads)
