import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import EngineChoice
from models.engines.lexicon import LexiconEngine
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding
from models.errors import ModelUnavailableError
from models.store import BUNDLED, Manifest
from tests.models.engines.conftest import CASES, Folder
from tests.models.engines.small_models import TEXT

#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def catalogue(path: Path, folder: Path, **facts: str) -> Path:
    """A file of the operator's with one model, a Marian in ``folder``."""
    rows = {"engines": '["ctranslate2", "torch"]', "commercial": "true", "task": '"translation"', **facts}
    lines = [
        "[[model]]",
        'name = "newsroom"',
        'languages = ["id", "en"]',
        'architecture = "Marian"',
        'origin = "folder"',
        f"location = {json.dumps(str(folder))}",
        'licence = "Apache-2.0"',
        'licence_url = "https://www.apache.org/licenses/LICENSE-2.0"',
        *(f"{key} = {value}" for key, value in rows.items()),
        'input = { family = "marian", prefix = ">>eng<< " }',
        "max_source_tokens = 77",
        "decoding = { beam_size = 3 }",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_lexicon_needs_no_files() -> None:
    assert isinstance(load_engine("lexicon"), LexiconEngine)


@pytest.mark.parametrize("name", ["bundle", "/no/such/folder", "../x"])
def test_an_unknown_model_is_refused(name: str) -> None:
    with pytest.raises(ModelUnavailableError, match="There is no model"):
        load_engine(name)


def test_a_hugging_face_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "marian", "is_encoder_decoder": True}))
    with pytest.raises(ModelUnavailableError):
        load_engine(str(tmp_path))


def test_a_folder_whose_weights_are_no_model_is_refused(tmp_path: Path) -> None:
    manifest = Manifest("x", "1", "causal", "int8", "MIT", True, "", 10, ())
    (tmp_path / "manifest.json").write_text(manifest.to_json())
    with pytest.raises(ModelUnavailableError):
        load_engine(str(tmp_path))


def test_a_hugging_face_folder_is_run_by_torch_or_on_request_by_ctranslate2(hub_folder: Folder) -> None:
    from models.engines.ctranslate2 import CTranslate2Engine
    from models.engines.torch import TorchEngine

    folder = str(hub_folder("m2m100"))
    reference = load_engine(folder, EngineOptions(threads=1))
    fast = load_engine(folder, EngineOptions(threads=1, engine="ctranslate2", compute_type="float32"))
    assert (type(reference), type(fast)) == (TorchEngine, CTranslate2Engine)
    tokens = fast.encode(TEXT[0])
    assert tokens[0] == "__id__"
    texts = [engine.generate([tokens], Decoding(max_tokens=20))[0][0].text for engine in (reference, fast)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", sorted(set(CASES) - {"t5", "mt5", "madlad", "marian"}))
def test_a_folder_tells_by_itself_how_it_wants_its_input(name: str, hub_folder: Folder) -> None:
    from models.engines.facts import guess_input

    assert guess_input(hub_folder(name), "translation") == CASES[name].form


def test_a_model_of_the_operators_catalogue_has_the_facts_of_its_entry(hub_folder: Folder, tmp_path: Path) -> None:
    own = catalogue(tmp_path / "own.toml", hub_folder("marian"))
    choices: tuple[EngineChoice, ...] = ("auto", "torch")
    for wanted in choices:
        options = EngineOptions(threads=1, own_catalog=own, engine=wanted)
        engine = load_engine("newsroom", options)
        assert (engine.card.name, engine.card.licence, engine.card.commercial) == ("newsroom", "Apache-2.0", True)
        assert (engine.max_source_tokens, engine.decoding.beam_size, engine.task) == (77, 3, "translation")
        assert engine.encode(TEXT[0])[0] == ">>eng<<"


@pytest.mark.parametrize(
    ("facts", "options", "reason"),
    [
        ({"commercial": "false"}, EngineOptions(), "may not use newsroom"),
        ({"engines": '["ctranslate2"]'}, EngineOptions(engine="torch"), "cannot be run by torch"),
        ({}, EngineOptions(compute_type="int3"), "cannot compute with 'int3'"),
        ({}, EngineOptions(engine="torch", compute_type="int8"), "torch does not run models in 'int8'"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_reason(
    facts: dict[str, str], options: EngineOptions, reason: str, hub_folder: Folder, tmp_path: Path
) -> None:
    own = catalogue(tmp_path / "own.toml", hub_folder("marian"), **facts)
    with pytest.raises(ModelUnavailableError, match=reason):
        load_engine("newsroom", replace(options, own_catalog=own))


def test_a_model_of_the_other_task_is_refused() -> None:
    with pytest.raises(ModelUnavailableError, match="bundled is for translation, not for summarisation"):
        load_engine("bundled", task="summarisation")


def test_an_exported_model_is_not_for_torch() -> None:
    with pytest.raises(ModelUnavailableError, match="weights for CTranslate2 only"):
        load_engine("bundled", EngineOptions(engine="torch"))


def test_a_gpu_that_is_not_there_is_missed_by_name() -> None:
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a GPU")
    with pytest.raises(ModelUnavailableError, match="no CUDA GPU"):
        load_engine("bundled", EngineOptions(device="cuda"))


def test_an_architecture_that_no_engine_runs_is_named(hub_folder: Folder, tmp_path: Path) -> None:
    shutil.copytree(hub_folder("marian"), tmp_path / "x")
    config = json.loads((tmp_path / "x" / "config.json").read_text())
    (tmp_path / "x" / "config.json").write_text(json.dumps({**config, "model_type": "longt5"}))
    with pytest.raises(ModelUnavailableError, match="'longt5'"):
        load_engine(str(tmp_path / "x"))


def test_the_bundled_model_translates_without_torch() -> None:
    program = (
        "import sys; from models.engines.load import EngineOptions, load_engine;"
        "from models.engines.protocol import Decoding;"
        "e = load_engine(options=EngineOptions(threads=1));"
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
