from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ModelUnavailableError
from models.hub import HubOptions, download, transfer
from models.hub.errors import DamagedDownloadError, DiskFullError, HubUnreachableError, UnsafeWeightsError
from models.hub.snapshot import folder_of
from tests.models.hub.conftest import COMMIT, WEIGHTS, entry
from tests.models.hub.stand_in import Hub, Repository

OTHER = "b" * 40
HALF = len(WEIGHTS) // 2


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "PAUSES", (0.0, 0.0, 0.0))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} - {"snapshot.json"}


def test_only_what_is_needed_is_downloaded(options: HubOptions) -> None:
    folder = download(entry(COMMIT), options)
    assert folder.name == COMMIT
    assert names(folder) == {"config.json", "generation_config.json", "tokenizer.json", "model.safetensors"}
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS


def test_a_mirror_that_tells_sizes_only_in_the_tree_will_do(hub: Hub, options: HubOptions) -> None:
    hub.tells_sizes = False
    assert (download(entry(COMMIT), options) / "model.safetensors").read_bytes() == WEIGHTS


def test_what_is_here_is_used_without_asking(hub: Hub, options: HubOptions) -> None:
    first = download(entry(), options)
    hub.asked.clear()
    assert download(entry(), options) == first
    assert download(entry(), replace(options, offline=True)) == first
    assert hub.asked == []


def test_a_pinned_revision_is_taken_even_where_the_branch_is_elsewhere(hub: Hub, options: HubOptions) -> None:
    repository = hub.repositories["redaksi/kecil"]
    repository.commits[OTHER] = {**repository.commits[COMMIT], "config.json": b'{"new": 1}'}
    repository.branches["main"] = OTHER
    assert (download(entry(COMMIT), options) / "config.json").read_bytes() == b"{}"
    assert (download(entry(OTHER), options) / "config.json").read_bytes() == b'{"new": 1}'


def test_a_branch_is_resolved_once(hub: Hub, options: HubOptions) -> None:
    first = download(entry(), options)
    repository = hub.repositories["redaksi/kecil"]
    repository.commits[OTHER] = {**repository.commits[COMMIT], "config.json": b'{"new": 1}'}
    repository.branches["main"] = OTHER
    assert download(entry(), options) == first
    (first / "config.json").write_text("damaged")
    assert (download(entry(), options) / "config.json").read_bytes() == b"{}", "mended from the same commit"


def test_safetensors_of_a_pull_request_are_taken_where_the_catalogue_names_it(hub: Hub, options: HubOptions) -> None:
    repository = hub.repositories["redaksi/kecil"]
    repository.commits[OTHER] = {**repository.commits[COMMIT]}
    del repository.commits[COMMIT]["model.safetensors"]
    repository.branches["refs/pr/2"] = OTHER
    folder = download(entry("refs/pr/2"), options)
    assert folder.name == OTHER
    assert download(entry("refs/pr/2"), replace(options, offline=True)) == folder
    with pytest.raises(UnsafeWeightsError):
        download(entry(), options)


def test_progress_counts_the_whole_model(options: HubOptions) -> None:
    told: list[tuple[int, int]] = []
    folder = download(entry(COMMIT), options, lambda here, total: told.append((here, total)))
    size = sum((folder / name).stat().st_size for name in names(folder))
    assert told[0] == (0, size)
    assert told[-1] == (size, size)
    assert sorted(told) == told


def test_a_cut_download_goes_on_where_it_was(hub: Hub, options: HubOptions) -> None:
    hub.cuts["model.safetensors"] = [HALF, 1000]
    told: list[int] = []
    folder = download(entry(COMMIT), options, lambda here, total: told.append(here))
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert hub.ranges("model.safetensors") == ["", f"bytes={HALF}-", f"bytes={HALF + 1000}-"]
    assert sorted(told) == told


def test_a_download_goes_on_after_the_process_gave_up(hub: Hub, options: HubOptions) -> None:
    hub.cuts["model.safetensors"] = [HALF, 0, 0, 0, 0]
    with pytest.raises(HubUnreachableError, match="what has come already is kept"):
        download(entry(COMMIT), options)
    hub.asked.clear()
    folder = download(entry(COMMIT), options)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert hub.ranges("model.safetensors") == [f"bytes={HALF}-"]
    assert not any("config.json" in asked.path for asked in hub.asked), "what was complete came again"


def test_where_ranges_are_unknown_the_file_comes_again(hub: Hub, options: HubOptions) -> None:
    hub.knows_ranges = False
    hub.cuts["model.safetensors"] = [HALF]
    assert (download(entry(COMMIT), options) / "model.safetensors").read_bytes() == WEIGHTS


def test_what_was_left_of_another_file_is_not_continued_into_a_wrong_one(hub: Hub, options: HubOptions) -> None:
    partial = folder_of(entry(COMMIT)) / f"{COMMIT}.partial"
    partial.mkdir(parents=True)
    (partial / "model.safetensors.part").write_bytes(bytes(HALF))
    assert (download(entry(COMMIT), options) / "model.safetensors").read_bytes() == WEIGHTS


def test_altered_content_is_refused_and_not_kept(hub: Hub, options: HubOptions, cache: Path) -> None:
    hub.altered.add("model.safetensors")
    with pytest.raises(DamagedDownloadError, match=r"model\.safetensors came twice with another content"):
        download(entry(COMMIT), options)
    assert list(cache.rglob("model.safetensors*")) == []


def test_an_altered_small_file_is_refused_by_its_git_id(hub: Hub, options: HubOptions) -> None:
    hub.altered.add("config.json")
    with pytest.raises(DamagedDownloadError, match=r"config\.json"):
        download(entry(COMMIT), options)


@pytest.mark.parametrize("damage", [b"", b"short", bytes(len(WEIGHTS)), None])
def test_a_damaged_snapshot_is_mended(hub: Hub, options: HubOptions, damage: bytes | None) -> None:
    weights = download(entry(COMMIT), options) / "model.safetensors"
    if damage is None:
        weights.unlink()
    else:
        weights.write_bytes(damage)
    hub.asked.clear()
    download(entry(COMMIT), options)
    assert weights.read_bytes() == WEIGHTS
    assert not any("tokenizer.json" in asked.path for asked in hub.asked), "only the damaged file comes again"


def test_damage_is_said_where_downloads_are_off(options: HubOptions) -> None:
    folder = download(entry(COMMIT), options)
    (folder / "config.json").write_text("damaged")
    with pytest.raises(HubUnreachableError, match=r"not here undamaged \(config\.json\).*switched off"):
        download(entry(COMMIT), replace(options, offline=True))


def test_offline_downloads_nothing(hub: Hub, options: HubOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(HubUnreachableError, match=r"intisari models pull redaksi/kecil"):
        download(entry(), replace(options, offline=True))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(HubUnreachableError, match="switched off"):
        download(entry(), options)
    assert hub.asked == []


def test_pickles_are_refused_with_what_to_do(hub: Hub, options: HubOptions) -> None:
    files = hub.repositories["redaksi/kecil"].commits[COMMIT]
    del files["model.safetensors"]
    with pytest.raises(UnsafeWeightsError, match=r"only as a pickle file.*pin a revision.*/redaksi/kecil/discussions"):
        download(entry(COMMIT), options)
    assert not any("pytorch_model.bin" in asked.path for asked in hub.asked)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
def test_what_is_no_usable_model_is_refused_before_its_weights_come(hub: Hub, options: HubOptions, name: str) -> None:
    del hub.repositories["redaksi/kecil"].commits[COMMIT][name]
    with pytest.raises(ModelUnavailableError, match=name.partition(".")[0]):
        download(entry(COMMIT), options)
    assert hub.ranges("model.safetensors") == []


def test_shards_come_with_their_index(hub: Hub, options: HubOptions) -> None:
    files = hub.repositories["redaksi/kecil"].commits[COMMIT]
    del files["model.safetensors"]
    shards = {f"model-0000{i}-of-00002.safetensors": WEIGHTS + bytes([i]) for i in (1, 2)}
    files |= {"model.safetensors.index.json": b"{}", **shards}
    assert names(download(entry(COMMIT), options)) >= {"model.safetensors.index.json", *shards}


def test_a_model_that_does_not_fit_on_the_disk_is_not_begun(hub: Hub, options: HubOptions) -> None:
    hub.announced["model.safetensors"] = 10**17
    with pytest.raises(DiskFullError, match=r"needs 100,000,000,000 MB more .* INTISARI_CACHE"):
        download(entry(COMMIT), options)
    assert hub.ranges("model.safetensors") == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_disk_that_fills_up_is_said(options: HubOptions) -> None:
    partial = folder_of(entry(COMMIT)) / f"{COMMIT}.partial"
    partial.mkdir(parents=True)
    (partial / "model.safetensors.part").symlink_to("/dev/full")
    with pytest.raises(DiskFullError, match=r"The disk is full.*INTISARI_CACHE"):
        download(entry(COMMIT), options)


def test_a_cache_that_cannot_be_made_names_the_setting(
    options: HubOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelUnavailableError, match="INTISARI_CACHE"):
        download(entry(COMMIT), options)


def test_two_models_do_not_share_a_folder(hub: Hub, options: HubOptions) -> None:
    hub.repositories["lain/kecil"] = Repository.of(
        {**hub.repositories["redaksi/kecil"].commits[COMMIT], "config.json": b'{"other": 1}'}
    )
    assert (download(entry(), options) / "config.json").read_bytes() == b"{}"
    assert (download(entry(name="lain/kecil"), options) / "config.json").read_bytes() == b'{"other": 1}'
