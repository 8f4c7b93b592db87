import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import CatalogEntry
from models.conversion import convert, folder_of
from models.engines.protocol import Decoding, Family, InputFormat
from models.engines.tokenizer import load_tokenizer
from models.errors import ModelUnavailableError
from models.hub.errors import DiskFullError, UnsafeWeightsError
from models.store import Manifest
from models.weights import convert_files
from tests.models.engines.small_models import build_madlad, build_marian, build_mt5
from tests.models.engines.small_multilingual import (
    build_indobart,
    build_m2m100,
    build_mbart,
    build_nllb,
    build_small100,
)

PROGRAM = """
import logging, sys
from pathlib import Path
from models.conversion import convert
from tests.models.test_conversion import entry_of
logging.basicConfig(level=logging.INFO)
folder = Path(sys.argv[1])
print(convert(folder, entry_of(folder, "marian"), "int8"))
"""


def entry_of(folder: Path, family: Family, **facts: object) -> CatalogEntry:
    """What an operator's own catalogue says of a model folder."""
    entry = CatalogEntry(
        name="redaksi/kecil",
        task="translation",
        languages=("id", "en"),
        architecture="small",
        origin="folder",
        licence="Apache-2.0",
        licence_url="",
        commercial=True,
        location=str(folder),
        input=InputFormat(family=family),
    )
    return replace(entry, **facts)  # type: ignore[arg-type]


def build_bare_m2m100(folder: Path) -> Path:
    """An M2M100 whose files do not list the language tokens: only the tokenizer's class knows them."""
    build_m2m100(folder)
    named = json.loads((folder / "special_tokens_map.json").read_text(encoding="utf-8"))
    del named["additional_special_tokens"]
    (folder / "special_tokens_map.json").write_text(json.dumps(named), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_marian(tmp_path_factory.mktemp("hub") / "marian")


@pytest.fixture(scope="session")
def converted_once(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the model in int8."""
    cache = tmp_path_factory.mktemp("converted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTISARI_CACHE", str(cache))
        convert(marian, entry_of(marian, "marian"), "int8")
    return cache


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("INTISARI_CACHE", str(folder))
    return folder


@pytest.fixture
def filled(converted_once: Path, cache: Path) -> Path:
    """This test's own copy of that cache."""
    shutil.copytree(converted_once, cache)
    return cache


@pytest.fixture
def no_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where only the requirements of serving are installed."""
    package = tmp_path / "without" / "torch"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))


def complete_folders(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / "converted").rglob("*") if path.is_dir() and path.suffix != ".lock")


def test_a_conversion_has_a_manifest_of_all_its_files(marian: Path, filled: Path) -> None:
    decoding = Decoding(beam_size=4)
    entry = entry_of(marian, "marian", decoding=decoding, max_source_tokens=99, attribution="By the newsroom.")
    folder = convert(marian, entry, "int8")
    manifest = Manifest.read(folder)
    assert {"model.bin", "source.spm", "target.spm", "vocab.json"} <= {file.name for file in manifest.files}
    assert all(file.parts == (file.name,) for file in manifest.files)
    assert (manifest.architecture, manifest.quantization) == ("seq2seq", "int8")
    assert (manifest.max_source_tokens, manifest.decoding, manifest.notice) == (99, decoding, "By the newsroom.")
    assert manifest.card().commercial


def test_a_model_is_converted_once(marian: Path, filled: Path, no_torch: None) -> None:
    folder = convert(marian, entry_of(marian, "marian"), "int8")
    assert folder.parent == folder_of(entry_of(marian, "marian"))


def test_the_manifest_follows_the_catalogue_without_a_new_conversion(
    marian: Path, filled: Path, no_torch: None
) -> None:
    folder = convert(marian, entry_of(marian, "marian"), "int8")
    convert(marian, entry_of(marian, "marian", max_source_tokens=77, commercial=None), "int8")
    assert Manifest.read(folder).max_source_tokens == 77
    assert not Manifest.read(folder).commercial


@pytest.mark.parametrize("damage", [b"", b"half", None])
def test_a_damaged_conversion_is_not_used(marian: Path, filled: Path, no_torch: None, damage: bytes | None) -> None:
    weights = convert(marian, entry_of(marian, "marian"), "int8") / "model.bin"
    weights.write_bytes(bytes(weights.stat().st_size) if damage is None else damage)
    with pytest.raises(ModelUnavailableError, match="has to be converted"):
        convert(marian, entry_of(marian, "marian"), "int8")


def test_a_damaged_conversion_is_made_again(marian: Path, filled: Path) -> None:
    folder = convert(marian, entry_of(marian, "marian"), "int8")
    good = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(bytes(len(good)))
    assert convert(marian, entry_of(marian, "marian"), "int8") == folder
    assert (folder / "model.bin").read_bytes() == good


def test_without_torch_the_command_that_installs_it_is_named(marian: Path, cache: Path, no_torch: None) -> None:
    with pytest.raises(ModelUnavailableError, match=r"-m pip install 'torch[^']*' 'transformers[^']*'$") as raised:
        convert(marian, entry_of(marian, "marian"), "int8")
    assert "\n" not in str(raised.value)
    assert complete_folders(cache) == ["redaksi--kecil"]


@pytest.mark.parametrize(
    ("build", "family", "named"),
    [
        (build_m2m100, "m2m100", ("__id__", "__en__", "__zu__")),
        (build_bare_m2m100, "m2m100", ("__id__", "__en__", "__zu__")),
        (build_small100, "m2m100", ("__id__", "__en__", "__zu__")),
        (build_nllb, "nllb", ("ind_Latn", "eng_Latn", "<mask>")),
        (build_mbart, "mbart", ("id_ID", "en_XX", "<mask>")),
        (build_indobart, "indobart", ("[indonesian]", "<mask>")),
        (build_mt5, "t5", ("<extra_id_0>", "<extra_id_99>")),
        (build_madlad, "t5", ("<2en>", "<extra_id_0>")),
    ],
)
def test_every_token_is_where_the_weights_have_it(
    build: Callable[[Path], Path], family: Family, named: tuple[str, ...], tmp_path: Path
) -> None:
    hub_folder = build(tmp_path / "hub")
    convert_files(hub_folder, tmp_path / "converted", "float32", family)
    vocabulary = json.loads((tmp_path / "converted" / "shared_vocabulary.json").read_text(encoding="utf-8"))
    config = json.loads((hub_folder / "config.json").read_text(encoding="utf-8"))
    assert len(vocabulary) == len(set(vocabulary)) == config["vocab_size"]
    ids = load_tokenizer(tmp_path / "converted", InputFormat(family=family)).vocabulary
    assert {"<pad>", "</s>", "<unk>", *named} <= set(ids)
    assert all(vocabulary[i] == token for token, i in ids.items())


def test_a_language_that_the_model_has_no_token_for_is_said_before_the_work(tmp_path: Path, no_torch: None) -> None:
    hub_folder = build_m2m100(tmp_path / "m2m100")
    unknown = InputFormat(family="m2m100", source_language="id_ID", target_language="en")
    with pytest.raises(ModelUnavailableError, match="no token '__id_ID__'"):
        convert(hub_folder, entry_of(hub_folder, "m2m100", input=unknown), "int8")


def test_two_processes_convert_once(marian: Path, cache: Path) -> None:
    both = [start(marian) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert said[0][0] == said[1][0]
    folder = Path(said[0][0].strip())
    assert complete_folders(cache) == sorted(["redaksi--kecil", folder.name])
    assert sum(errors.count("converting redaksi/kecil") for _, errors in said) == 1


def test_a_killed_conversion_leaves_nothing_that_counts(marian: Path, cache: Path) -> None:
    process = start(marian)
    home = folder_of(entry_of(marian, "marian"))
    while not (left := list(home.glob("*.building"))):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    folder = convert(marian, entry_of(marian, "marian"), "int8")
    assert (folder / "model.bin").exists()
    assert not left[0].exists()


def start(folder: Path) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)],
        env={**os.environ, "PYTHONPATH": str(root)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_later_state_of_a_folder_is_another_model(marian: Path, filled: Path, tmp_path: Path, no_torch: None) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(marian, changed)
    convert(changed, entry_of(changed, "marian"), "int8")
    (changed / "tokenizer_config.json").write_text('{"source_lang": "ms"}')
    with pytest.raises(ModelUnavailableError, match="has to be converted"):
        convert(changed, entry_of(changed, "marian"), "int8")


def test_an_architecture_that_ctranslate2_does_not_know_names_the_other_engine(marian: Path, tmp_path: Path) -> None:
    folder = tmp_path / "longt5"
    shutil.copytree(marian, folder)
    (folder / "config.json").write_text('{"model_type": "longt5"}')
    with pytest.raises(ModelUnavailableError, match=r"CTranslate2 cannot run .*INTISARI_ENGINE=torch"):
        convert(folder, entry_of(folder, "marian"), "int8")


def test_a_model_that_does_not_fit_on_the_disk_is_not_begun(marian: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 40)
    shutil.copytree(marian, folder)
    try:
        os.truncate(folder / "model.safetensors", 8 * 10**12)  # a hole, which takes no room
    except OSError:
        pytest.skip("this file system has no files of that size")
    with pytest.raises(DiskFullError, match=r"takes up to 8,000,\d+ MB in .*INTISARI_CACHE"):
        convert(folder, entry_of(folder, "marian", origin="hub"), "int8")


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    folder.mkdir()
    for name in ("config.json", "tokenizer.json", "pytorch_model.bin"):
        (folder / name).write_text("{}")
    with pytest.raises(UnsafeWeightsError, match=r"only as a pickle file.*with transformers on a machine"):
        convert(folder, entry_of(folder, "t5"), "int8")


def test_an_unknown_compute_type_is_refused(marian: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=r"no compute type 'int4'; there are int8,"):
        convert(marian, entry_of(marian, "marian"), "int4")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match=f"{tmp_path / 'tidak-ada'} of redaksi/kecil cannot be read"):
        convert(tmp_path / "tidak-ada", entry_of(tmp_path, "marian"), "int8")
