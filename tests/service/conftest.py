import warnings
from pathlib import Path

import pytest

from models.engines.protocol import InputFormat
from tests.models.engines.small_models import build_gemma, build_marian


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of three real models with random weights, by the name that each gives itself: two translators of
    different architectures, and a summariser."""
    from training.export import export

    root = tmp_path_factory.mktemp("small-models")
    marian, gemma = build_marian(root / "hub" / "marian"), build_gemma(root / "hub" / "gemma")
    seq2seq, causal = InputFormat("marian"), InputFormat("causal")
    folders = {}
    for name, source, task, form in (
        ("small-marian", marian, "translation", seq2seq),
        ("small-gemma", gemma, "translation", causal),
        ("small-writer", marian, "summarisation", seq2seq),
    ):
        folders[name] = root / name
        facts = {"licence": "Apache-2.0", "commercial": True, "notice": f"Notice of {name}.", "max_source_tokens": 100}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Recommended: pip install sacremoses")
            export(source, folders[name], "float32", name=name, task=task, input=form, **facts)
    return folders
