"""Training on tiny models with random weights: the loss falls, an interrupted run goes on, the result can be served."""

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding
from tests.models.engines.small_models import build_gemma, build_marian
from tests.training.corpus_texts import pairs
from training.examples.example import example
from training.prepare import write_examples

torch = pytest.importorskip("torch")
#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")

BUILDERS = {"gemma": build_gemma, "marian": build_marian}
OPTIONS = ["--lr", "5e-3", "--tokens", "600", "--warmup", "3", "--longest", "4000", "--average", "0.9"]


@pytest.fixture(autouse=True)
def one_thread_and_the_usual_signals() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "examples.jsonl.gz"
    write_examples(path, [example(pair) for pair in pairs(200)])
    return path


def run(
    base: Path, out: Path, data: Path, examples: int, monkeypatch: pytest.MonkeyPatch, stop_after: int = 0
) -> list[float]:
    """Run the command and return the loss of every step; SIGTERM comes during step ``stop_after``."""
    from training import train

    losses: list[float] = []
    step = train.Trainer.step

    def watched(trainer: Any, batch: Any) -> float:
        losses.append(step(trainer, batch))
        if len(losses) == stop_after:
            signal.raise_signal(signal.SIGTERM)
        return losses[-1]

    arguments = ["train", str(base), str(out), "--data", str(data), "--examples", str(examples), *OPTIONS]
    with monkeypatch.context() as patched:
        patched.setattr(sys, "argv", arguments)
        patched.setattr(train.Trainer, "step", watched)
        train.main()
    return losses


def weights(folder: Path) -> bytes:
    return (folder / "model" / "model.safetensors").read_bytes()


@pytest.mark.parametrize("kind", ["gemma", "marian"])
def test_loss_falls_and_a_run_that_was_stopped_ends_like_one_that_was_not(
    kind: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base = BUILDERS[kind](tmp_path / "base")
    whole = run(base, tmp_path / "whole", data, 150, monkeypatch)
    assert sum(whole[-5:]) / 5 < sum(whole[:5]) / 5 - 0.3
    assert "model in" in capsys.readouterr().out

    before = run(base, tmp_path / "cut", data, 150, monkeypatch, stop_after=20)
    stopped = re.search(r"stopped after (\d+) examples; the same command goes on", capsys.readouterr().out)
    assert stopped
    assert not (tmp_path / "cut" / "model").exists()
    after = run(base, tmp_path / "cut", data, 150, monkeypatch)
    assert f"resumed after {stopped[1]} examples" in capsys.readouterr().out
    assert before + after == whole
    assert weights(tmp_path / "cut") == weights(tmp_path / "whole")

    engine = load_engine(str(tmp_path / "cut" / "model"), EngineOptions(threads=1))
    assert engine.generate([engine.encode(pairs(1)[0].source)], Decoding())[0][0].tokens > 0


def test_no_examples_is_an_error_before_anything_is_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = build_gemma(tmp_path / "base")
    write_examples(tmp_path / "empty.jsonl.gz", [])
    with pytest.raises(SystemExit, match=r"training\.train: no training examples"):
        run(base, tmp_path / "out", tmp_path / "empty.jsonl.gz", 10, monkeypatch)


@pytest.mark.parametrize("missing", ["base", "examples.jsonl.gz"])
def test_a_model_or_examples_that_are_not_there_are_named(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, examples = tmp_path / "base", tmp_path / "examples.jsonl.gz"
    if missing != base.name:
        build_gemma(base)
    if missing != examples.name:
        write_examples(examples, [example(pair) for pair in pairs(20)])
    with pytest.raises(SystemExit, match=rf"training\.train: .*{re.escape(missing)}"):
        run(base, tmp_path / "out", examples, 10, monkeypatch)


def test_batches_keep_to_the_bound_and_hold_every_example_once() -> None:
    from training.train import Example, batches

    examples = [Example([0] * (3 + i % 40), [0] * (2 + i % 17)) for i in range(9000)]
    made = list(batches(examples, 500, epoch=1))
    assert sorted(len(one) for batch in made for one in batch) == sorted(map(len, examples))
    assert all(len(batch) * max(map(len, batch)) <= 500 for batch in made)
    assert list(batches(examples, 500, epoch=1)) == made
    assert list(batches(examples, 500, epoch=2)) != made
