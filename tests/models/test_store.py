import hashlib
import json
import multiprocessing
import os
from pathlib import Path

import pytest

from models.errors import ModelUnavailableError
from models.integrity import STAMP, damaged
from models.store import MANIFEST, FileEntry, Manifest, assemble, expected_files

WEIGHTS = bytes(range(256)) * 64


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A model folder whose weights lie in three parts."""
    folder = tmp_path / "packed"
    folder.mkdir()
    size = len(WEIGHTS) // 3 + 1
    parts = [f"model.bin.{i}" for i in range(3)]
    for i, name in enumerate(parts):
        (folder / name).write_bytes(WEIGHTS[i * size : (i + 1) * size])
    (folder / "config.json").write_text("{}")
    entries = (
        FileEntry("model.bin", tuple(parts), len(WEIGHTS), hashlib.sha256(WEIGHTS).hexdigest()),
        FileEntry("config.json", ("config.json",), 2, hashlib.sha256(b"{}").hexdigest()),
    )
    manifest = Manifest("small", "abc", "causal", "int8", "Apache-2.0", True, "", 100, entries)
    (folder / MANIFEST).write_text(manifest.to_json())
    return folder


def test_parts_are_joined_in_order(packed: Path, tmp_path: Path) -> None:
    folder = assemble(packed, tmp_path / "cache")
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert (folder / "config.json").read_text() == "{}"


def test_a_second_start_uses_what_is_cached(packed: Path, tmp_path: Path) -> None:
    first = assemble(packed, tmp_path / "cache")
    for part in packed.glob("model.bin.*"):
        part.unlink()
    assert assemble(packed, tmp_path / "cache") == first


def test_a_manifest_survives_writing_and_reading(packed: Path) -> None:
    manifest = Manifest.read(packed)
    assert json.loads(manifest.to_json())["files"][0]["parts"] == ["model.bin.0", "model.bin.1", "model.bin.2"]
    assert manifest.card().name == "small"


def test_a_damaged_part_is_refused_and_nothing_is_cached(packed: Path, tmp_path: Path) -> None:
    (packed / "model.bin.1").write_bytes(b"x" * (packed / "model.bin.1").stat().st_size)
    with pytest.raises(ModelUnavailableError, match="damaged"):
        assemble(packed, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_missing_part_is_named(packed: Path, tmp_path: Path) -> None:
    (packed / "model.bin.2").unlink()
    with pytest.raises(ModelUnavailableError, match=r"model\.bin\.2 is missing"):
        assemble(packed, tmp_path / "cache")


def test_a_half_written_cache_is_made_again(packed: Path, tmp_path: Path) -> None:
    folder = assemble(packed, tmp_path / "cache")
    (folder / "model.bin").write_bytes(WEIGHTS[:100])
    assert (assemble(packed, tmp_path / "cache") / "model.bin").read_bytes() == WEIGHTS
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [folder.name]


def test_a_cached_file_that_was_overwritten_is_made_again(packed: Path, tmp_path: Path) -> None:
    folder = assemble(packed, tmp_path / "cache")
    (folder / "model.bin").write_bytes(bytes(len(WEIGHTS)))
    assert (assemble(packed, tmp_path / "cache") / "model.bin").read_bytes() == WEIGHTS


def test_what_was_verified_is_not_read_again(packed: Path, tmp_path: Path) -> None:
    weights = assemble(packed, tmp_path / "cache") / "model.bin"
    before = weights.stat()
    weights.write_bytes(bytes(len(WEIGHTS)))
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert damaged(weights.parent, expected_files(Manifest.read(packed))) == []
    assert damaged(weights.parent, expected_files(Manifest.read(packed)), thorough=True) == ["model.bin"]
    assert (assemble(packed, tmp_path / "cache") / "model.bin").read_bytes() == WEIGHTS, "the damage was noted"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_cache_that_is_read_only_is_used(packed: Path, tmp_path: Path) -> None:
    folder = assemble(packed, tmp_path / "cache")
    (folder / STAMP).unlink()
    folder.chmod(0o555)
    assert assemble(packed, tmp_path / "cache") == folder


def test_a_cache_that_cannot_be_made_names_the_setting(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    with pytest.raises(ModelUnavailableError, match="INTISARI_CACHE"):
        assemble(packed, tmp_path / "cache")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": []}', '{"files": [{"name": "x"}]}'])
def test_a_broken_manifest_is_refused(packed: Path, content: str) -> None:
    (packed / MANIFEST).write_text(content)
    with pytest.raises(ModelUnavailableError):
        assemble(packed)


def test_several_processes_may_start_at_once(packed: Path, tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        folders = pool.starmap(assemble, [(packed, tmp_path / "cache")] * 8)
    assert {(folder / "model.bin").read_bytes() for folder in folders} == {WEIGHTS}
    assert len(list((tmp_path / "cache").iterdir())) == 1
