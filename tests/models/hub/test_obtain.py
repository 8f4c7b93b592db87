"""From the hub to a model that an engine runs."""

from dataclasses import replace
from pathlib import Path

import pytest

from models import inventory
from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.protocol import InputFormat
from models.errors import ModelUnavailableError
from models.hub import HubOptions
from models.store import BUNDLED, Manifest, obtain
from tests.models.engines.small_models import TEXT, build_marian
from tests.models.hub.conftest import COMMIT, entry
from tests.models.hub.stand_in import Hub, Repository

MARIAN = replace(entry(COMMIT, "redaksi/marian"), input=InputFormat(family="marian"), engines=("ctranslate2", "torch"))


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_marian(tmp_path_factory.mktemp("hub") / "marian")


def test_a_model_of_the_hub_is_downloaded_converted_and_runs(hub: Hub, options: HubOptions, marian: Path) -> None:
    hub.repositories["redaksi/marian"] = Repository.of_folder(marian)
    folder = obtain(MARIAN, hub=options, compute_type="int8", engine="ctranslate2")
    manifest = Manifest.read(folder)
    assert (manifest.name, manifest.revision) == ("redaksi/marian", COMMIT)
    engine = CTranslate2Engine(folder, manifest)
    [[hypothesis]] = engine.generate([engine.encode(TEXT[0])], engine.decoding)
    assert hypothesis.tokens > 0
    engine.close()

    assert obtain(MARIAN, hub=replace(options, offline=True), compute_type="int8", engine="ctranslate2") == folder
    snapshot = obtain(MARIAN, hub=replace(options, offline=True), compute_type="int8", engine="torch")
    assert snapshot.name == COMMIT

    here = inventory.holdings(MARIAN)
    assert here.revision == COMMIT
    assert here.downloaded_bytes > (marian / "model.safetensors").stat().st_size
    assert [(made.compute_type, made.revision) for made in here.conversions] == [("int8", COMMIT)]
    files, damaged = inventory.verify(MARIAN)
    assert (files, damaged) == (len(manifest.files) + 7, ())
    for path in (snapshot / "config.json", folder / "model.bin"):
        path.write_bytes(b"x" * path.stat().st_size)
    assert inventory.verify(MARIAN) == (files, (snapshot / "config.json", folder / "model.bin"))
    assert inventory.remove(MARIAN) > 0
    assert inventory.holdings(MARIAN) == inventory.Holdings(COMMIT, 0, 0, ())
    assert inventory.remove(MARIAN) == 0


def test_a_folder_of_ones_own_is_used_where_it_is_by_torch(marian: Path) -> None:
    own = replace(MARIAN, origin="folder", location=str(marian), revision="")
    assert obtain(own, hub=HubOptions(offline=True), compute_type="int8", engine="torch") == marian
    assert inventory.holdings(own).downloaded_bytes == 0
    assert inventory.verify(own) == (0, ())


def test_a_folder_without_a_tokenizer_is_refused(tmp_path: Path) -> None:
    for name in ("config.json", "model.safetensors"):
        (tmp_path / name).write_text("{}")
    own = replace(MARIAN, origin="folder", location=str(tmp_path))
    with pytest.raises(ModelUnavailableError, match="has no tokenizer"):
        obtain(own, hub=HubOptions(), compute_type="int8", engine="torch")


def test_a_cut_download_shows_in_the_inventory(hub: Hub, options: HubOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.hub.transfer.PAUSES", ())
    hub.cuts["model.safetensors"] = [5000, 0]
    with pytest.raises(ModelUnavailableError):
        obtain(entry(), hub=options, compute_type="int8", engine="torch")
    assert inventory.holdings(entry()).partial_bytes > 5000
    assert inventory.holdings(entry()).downloaded_bytes == 0


def test_what_ships_with_the_package_is_verified_and_cannot_be_removed(cache: Path) -> None:
    bundled = replace(entry(), name="bundled", origin="package", location="")
    assert inventory.holdings(bundled).downloaded_bytes == 0
    assert inventory.verify(bundled) == (len(Manifest.read(BUNDLED).files), ())
    [weights] = cache.rglob("model.bin")
    assert inventory.holdings(bundled).downloaded_bytes > weights.stat().st_size
    with pytest.raises(ModelUnavailableError, match="part of the package"):
        inventory.remove(bundled)
