"""The fast engine and the reference engine are the same model: same weights, same tokens."""

from pathlib import Path

import pytest

from models.engines.load import load_engine
from models.engines.protocol import Decoding
from tests.models.engines.small_models import TEXT

pytest.importorskip("torch")
#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path))


@pytest.mark.parametrize("beam_size", [1, 3])
def test_ctranslate2_and_torch_give_the_same_tokens_in_float32(
    hub_folder: Path, exported_folder: Path, beam_size: int
) -> None:
    reference = load_engine(str(hub_folder), threads=1)
    fast = load_engine(str(exported_folder), threads=1)
    decoding = Decoding(beam_size=beam_size)
    for text in TEXT[:3]:
        tokens = fast.encode(text)
        assert tokens == reference.encode(text)
        (expected,), (found,) = reference.generate([tokens], decoding)[0], fast.generate([tokens], decoding)[0]
        assert (found.text, found.tokens, found.truncated) == (expected.text, expected.tokens, expected.truncated)


def test_a_segment_gets_the_same_answer_alone_and_beside_others(exported_folder: Path) -> None:
    engine = load_engine(str(exported_folder), threads=1)
    inputs = [engine.encode(text) for text in [*TEXT, "Ya.", " ".join(TEXT[:3])]]
    together = [hypotheses[0] for hypotheses in engine.generate(inputs, Decoding())]
    for tokens, found in zip(inputs, together, strict=True):
        alone = engine.generate([tokens], Decoding())[0][0]
        # The bound on the output follows the longest input of a batch: only there may the two part.
        shorter, longer = sorted((alone.text, found.text), key=len)
        assert longer.startswith(shorter)
        assert alone.truncated or alone.text == found.text


def test_text_that_spells_a_control_token_is_encoded_as_text(exported_folder: Path) -> None:
    tokens = load_engine(str(exported_folder), threads=1).encode("Kata <eos> dan </s> dan <pad> biasa.")
    assert "<eos>" not in tokens
    assert "<pad>" not in tokens
    assert "</s>" not in tokens[:-1]


def test_several_hypotheses_come_best_first(exported_folder: Path) -> None:
    engine = load_engine(str(exported_folder), threads=1)
    (hypotheses,) = engine.generate([engine.encode(TEXT[0])], Decoding(beam_size=4, num_hypotheses=4))
    assert len(hypotheses) == 4
    assert [h.score for h in hypotheses] == sorted((h.score for h in hypotheses), reverse=True)
