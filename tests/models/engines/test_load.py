import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.engines.lexicon import LexiconEngine
from models.engines.load import load_engine
from models.errors import ModelUnavailableError
from models.store import BUNDLED, Manifest


def test_the_lexicon_needs_no_files() -> None:
    assert isinstance(load_engine("lexicon"), LexiconEngine)


@pytest.mark.parametrize("name", ["bundle", "/no/such/folder", "../x"])
def test_an_unknown_model_is_refused_with_what_there_is(name: str) -> None:
    with pytest.raises(ModelUnavailableError, match="neither 'bundled' nor a folder"):
        load_engine(name)


def test_a_hugging_face_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "marian", "is_encoder_decoder": True}))
    with pytest.raises(ModelUnavailableError):
        load_engine(str(tmp_path))


def test_a_folder_whose_weights_are_no_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "cache"))
    manifest = Manifest("x", "1", "causal", "int8", "MIT", True, "", 10, ())
    (tmp_path / "manifest.json").write_text(manifest.to_json())
    with pytest.raises(ModelUnavailableError):
        load_engine(str(tmp_path))


def test_the_bundled_model_translates_without_torch() -> None:
    program = (
        "import sys; from models.engines.load import load_engine; from models.engines.protocol import Decoding;"
        "e = load_engine(threads=1);"
        "h = e.generate([e.encode('Presiden tiba di Jakarta pada hari Senin.')], Decoding())[0][0];"
        "print(h.text); assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert "Jakarta" in run.stdout
    assert "Monday" in run.stdout


def test_the_bundled_files_are_small_enough_for_any_host_of_source_code() -> None:
    sizes = {path.name: path.stat().st_size for path in BUNDLED.iterdir()}
    assert max(sizes.values()) < 50_000_000
    assert sum(sizes.values()) <= 130_000_000
