"""The mean of models is a model of the same kind."""

import shutil
import sys
from pathlib import Path

import pytest

from models.engines.load import load_engine
from models.engines.protocol import Decoding
from tests.models.engines.small_models import build_gemma, build_marian
from training import average

torch = pytest.importorskip("torch")
#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two models of one shape, the second with weights that are all three times as large."""
    from safetensors.torch import load_file, save_file

    root = tmp_path_factory.mktemp("average")
    first = build_gemma(root / "first")
    second = root / "second"
    shutil.copytree(first, second)
    weights = {name: tensor * 3 for name, tensor in load_file(first / average.WEIGHTS).items()}
    save_file(weights, second / average.WEIGHTS, metadata={"format": "pt"})
    return first, second


def test_every_weight_is_the_mean_and_the_result_can_be_served(models: tuple[Path, Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file

    average.average(models, tmp_path / "mean")
    first = load_file(models[0] / average.WEIGHTS)
    mean = load_file(tmp_path / "mean" / average.WEIGHTS)
    assert mean.keys() == first.keys()
    for name, tensor in mean.items():
        torch.testing.assert_close(tensor, first[name] * 2, msg=name)
    engine = load_engine(str(tmp_path / "mean"))
    assert engine.generate([engine.encode("Harga beras naik.")], Decoding())[0][0].tokens > 0


def test_models_of_different_shapes_are_refused_by_name(models: tuple[Path, Path], tmp_path: Path) -> None:
    other = build_marian(tmp_path / "marian")
    with pytest.raises(average.AverageError, match="marian: its weights do not have the names and shapes"):
        average.average([models[0], other], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


def test_a_missing_model_is_one_sentence(
    models: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["average", str(tmp_path / "mean"), str(models[0]), str(tmp_path / "no")])
    with pytest.raises(SystemExit, match=r"training\.average: .*no: no model\.safetensors"):
        average.main()
