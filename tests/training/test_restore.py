"""Exported weights come back as the folder that they were exported from."""

import sys
from pathlib import Path

import pytest

from models.errors import ModelUnavailableError
from tests.models.engines.small_models import build_gemma, build_marian
from training import restore
from training.export import export

torch = pytest.importorskip("torch")
#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")

FACTS = {"name": "small", "licence": "Apache-2.0", "commercial": True, "notice": "", "max_source_tokens": 200}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_gemma(tmp_path_factory.mktemp("gemma"))


def test_float32_weights_come_back_exactly(base: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    export(base, tmp_path / "exported", "float32", **FACTS)
    restore.restore(str(tmp_path / "exported"), tmp_path / "restored")
    before, after = (AutoModelForCausalLM.from_pretrained(path) for path in (base, tmp_path / "restored"))
    assert before.state_dict().keys() == after.state_dict().keys()
    for name, weights in before.state_dict().items():
        assert torch.equal(weights, after.state_dict()[name]), name
    ids = AutoTokenizer.from_pretrained(base)("Harga beras naik 12,5 persen <b>sejak</b> Senin.", return_tensors="pt")
    assert (
        AutoTokenizer.from_pretrained(tmp_path / "restored")("Harga beras naik 12,5 persen <b>sejak</b> Senin.")[
            "input_ids"
        ]
        == ids["input_ids"][0].tolist()
    )
    # The weights alone do not say where attention is local and which rotary base it has: the outputs do.
    with torch.inference_mode():
        assert torch.equal(before(**ids).logits, after(**ids).logits)


def test_int8_weights_are_exported_again_bit_for_bit(base: Path, tmp_path: Path) -> None:
    first = export(base, tmp_path / "first", "int8", **FACTS)
    restore.restore(str(tmp_path / "first"), tmp_path / "restored")
    second = export(tmp_path / "restored", tmp_path / "second", "int8", **FACTS)
    assert second.revision == first.revision


def test_other_architectures_are_refused_by_name(tmp_path: Path) -> None:
    export(build_marian(tmp_path / "marian"), tmp_path / "exported", "int8", **FACTS)
    with pytest.raises(ModelUnavailableError, match="TransformerSpec"):
        restore.restore(str(tmp_path / "exported"), tmp_path / "restored")


def test_a_missing_model_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["restore", str(tmp_path / "out"), "--model", str(tmp_path / "nothing")])
    with pytest.raises(SystemExit, match=r"training\.restore: No model in"):
        restore.main()
