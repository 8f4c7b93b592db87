"""From the name of a model to a loaded engine; imports only the library that this model needs."""

from pathlib import Path

from models import store
from models.engines.protocol import Engine
from models.errors import ModelUnavailableError


def load_engine(name: str = "bundled", *, workers: int = 1, threads: int = 0) -> Engine:
    """Load the model ``name``: ``bundled``, ``lexicon``, or the path of a model folder.

    A folder with ``manifest.json`` (written by ``training.export``) is run by CTranslate2; a Hugging Face folder
    (``config.json`` and safetensors) by transformers on torch.

    Args:
        workers: batches that run at once. torch runs one at a time.
        threads: CPU threads of each worker; 0 leaves it to the library.

    Raises:
        ModelUnavailableError: no such model, or its files are missing or damaged.
    """
    if name == "lexicon":
        from models.engines.lexicon import LexiconEngine

        return LexiconEngine()
    folder = store.BUNDLED if name == "bundled" else Path(name).expanduser()
    if (folder / store.MANIFEST).is_file():
        from models.engines.ctranslate2 import CTranslate2Engine

        manifest = store.Manifest.read(folder)
        return CTranslate2Engine(store.assemble(folder), manifest, workers=workers, threads=threads)
    if (folder / "config.json").is_file():
        from models.engines.torch import TorchEngine

        return TorchEngine(folder, threads=threads)
    raise ModelUnavailableError(
        f"There is no model {name!r}: it is neither 'bundled' nor a folder with {store.MANIFEST} (an exported model) "
        f"or config.json (a Hugging Face model)."
    )
