from collections.abc import Iterator
from pathlib import Path

import pytest

from models.catalog import CatalogEntry
from models.hub import HubOptions
from tests.models.hub.stand_in import Hub, Repository, running

COMMIT = "a" * 40
WEIGHTS = bytes(range(256)) * 400


def entry(revision: str = "", name: str = "redaksi/kecil") -> CatalogEntry:
    """What the catalogue says of the stand-in's model."""
    return CatalogEntry(
        name=name,
        task="translation",
        languages=("id", "en"),
        architecture="small",
        origin="hub",
        licence="Apache-2.0",
        licence_url="",
        commercial=True,
        location=name,
        revision=revision,
    )


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own, and nobody's token."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("INTISARI_CACHE", str(folder))
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    return folder


@pytest.fixture
def hub() -> Iterator[Hub]:
    files = {
        "config.json": b"{}",
        "tokenizer.json": b'{"model": {}}',
        "generation_config.json": b"",
        "model.safetensors": WEIGHTS,
        "pytorch_model.bin": b"a pickle",
        "README.md": b"# A model",
    }
    with running(Hub({"redaksi/kecil": Repository.of(files, COMMIT)})) as hub:
        yield hub


@pytest.fixture
def options(hub: Hub) -> HubOptions:
    return HubOptions(endpoint=hub.endpoint)
