"""One copy of keys and values instead of one for each head: the same model, in a folder of its own."""

from pathlib import Path

import pytest

from models import store
from models.engines.binary import Binary
from models.engines.ctranslate2 import (
    MIN_FOR_ONE_CACHE,
    MIN_FOR_ONE_CACHE_WITH_AMX,
    CTranslate2Engine,
    kept_tokens,
)
from models.engines.load import load_engine
from models.engines.multi_query import WEIGHTS, folder_beside, with_one_cache
from models.engines.protocol import Decoding
from models.errors import ModelUnavailableError
from models.store import Manifest
from tests.models.engines.small_models import TEXT, build_gemma

pytest.importorskip("torch")
FACTS = {"name": "small", "licence": "Apache-2.0", "commercial": True, "notice": "", "max_source_tokens": 100}
SEARCHES = (Decoding(), Decoding(beam_size=3, num_hypotheses=3), Decoding(repetition_penalty=1.3, max_tokens=9))


def assembled(tmp_path: Path, quantization: str = "float32", **shape: int) -> tuple[Path, Manifest]:
    """A small model, exported as ``training.export`` does it, and put into a cache."""
    from training.export import export

    manifest = export(build_gemma(tmp_path / "gemma", **shape), tmp_path / "exported", quantization, **FACTS)
    return store.assemble(tmp_path / "exported", tmp_path / "cache"), manifest


@pytest.mark.parametrize("hidden_size", [20, 24, 32])
@pytest.mark.parametrize("quantization", ["float32", "int8"])
def test_hypotheses_are_those_of_the_usual_way(tmp_path: Path, hidden_size: int, quantization: str) -> None:
    folder, manifest = assembled(tmp_path, quantization, hidden_size=hidden_size)
    other = with_one_cache(folder, manifest)
    assert other is not None
    usual = CTranslate2Engine(folder, manifest, threads=1)
    single = CTranslate2Engine(folder, manifest, threads=1, for_large_batches=other)
    words = " ".join(TEXT).split()
    batch = [usual.encode(" ".join(words[: 3 + i])) for i in range(25)] * 8
    assert kept_tokens(batch) >= MIN_FOR_ONE_CACHE
    for decoding in SEARCHES:
        expected, found = (engine.generate(batch, decoding) for engine in (usual, single))
        for ours, theirs in zip(found, expected, strict=True):
            assert [hypothesis.text for hypothesis in ours] == [hypothesis.text for hypothesis in theirs]
            assert ours[0].score == pytest.approx(theirs[0].score, abs=1e-3)


def test_what_is_as_wide_as_its_heads_only_gets_the_flag(tmp_path: Path) -> None:
    folder, manifest = assembled(tmp_path, hidden_size=32)
    other = with_one_cache(folder, manifest)
    assert other is not None
    before, after = (Binary.read(path / WEIGHTS).variables for path in (folder, other))
    assert {name for name in after if name not in before} == {
        f"decoder/layer_{i}/self_attention/multi_query" for i in range(2)
    }
    assert all((after[name] == before[name]).all() for name in before if name != "decoder/scale_embeddings")


@pytest.mark.parametrize(
    "shape",
    [{"hidden_size": 40}, {"sliding_window": 199}, {"key_heads": 2}],
    ids=["wider than its heads", "a window shorter than input and output", "a key for each head"],
)
def test_other_models_are_left_as_they_are(tmp_path: Path, shape: dict[str, int]) -> None:
    folder, manifest = assembled(tmp_path, "float32", **shape)
    assert with_one_cache(folder, manifest) is None
    assert not folder_beside(folder).exists()


def test_a_damaged_folder_is_made_anew_and_a_good_one_is_kept(tmp_path: Path) -> None:
    folder, manifest = assembled(tmp_path, hidden_size=24)
    other = with_one_cache(folder, manifest)
    assert other is not None
    made = (other / WEIGHTS).read_bytes()
    when = (other / WEIGHTS).stat().st_mtime_ns
    assert with_one_cache(folder, manifest) == other
    assert (other / WEIGHTS).stat().st_mtime_ns == when
    (other / WEIGHTS).write_bytes(made[:-1])
    assert with_one_cache(folder, manifest) == other
    assert (other / WEIGHTS).read_bytes() == made
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted([folder.name, other.name])


def test_a_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    folder, _ = assembled(tmp_path, "int8")
    Binary.read(folder / WEIGHTS).write(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == (folder / WEIGHTS).read_bytes()


def test_what_is_no_file_of_weights_is_refused(tmp_path: Path) -> None:
    folder, _ = assembled(tmp_path)
    weights = (folder / WEIGHTS).read_bytes()
    for content in (b"\x05" + weights[1:], weights[: len(weights) // 2], b"no weights at all", b""):
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(ModelUnavailableError, match="not in the layout"):
            Binary.read(tmp_path / "bad")


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, manifest = assembled(tmp_path, hidden_size=24)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Binary, "write", full)
    with pytest.raises(ModelUnavailableError, match=r"No space left on device.*INTISARI_CACHE"):
        with_one_cache(folder, manifest)
    assert not folder_beside(folder).exists()


def test_what_a_step_looks_back_to_follows_from_lengths() -> None:
    """Two of 10 tokens and one of 30 with outputs as long: after the 10 that are read at once, 10, 10 and 50 steps."""
    batch = [("t",) * 10, ("t",) * 10, ("t",) * 30]
    assert kept_tokens(batch) == (2 * 10 * 15 + 50 * 35) / 50
    assert kept_tokens([(), ()]) == 0


def test_the_bundled_model_has_both() -> None:
    engine = load_engine()
    assert folder_beside(store.assembled_folder(Manifest.read(store.BUNDLED))).is_dir()
    sentences = ["Harga beras naik 12 persen.", "Menteri Keuangan mengunjungi Bandung.", "Banjir melanda Demak."]
    # Not the same words: in int8 a near tie may fall the other way in another batch.
    expected = ["12 percent", "Bandung", "Demak"]
    alone = [engine.generate([engine.encode(sentence)], Decoding())[0] for sentence in sentences]
    batch = [engine.encode(sentence) for sentence in sentences * 30]
    assert kept_tokens(batch[:1]) < MIN_FOR_ONE_CACHE_WITH_AMX < MIN_FOR_ONE_CACHE <= kept_tokens(batch)
    together = engine.generate(batch, Decoding())
    for (hypothesis,), word in zip(alone + together, expected * 31, strict=True):
        assert word in hypothesis.text
    engine.close()
