"""The fast engine and the reference engine are the same model: same weights, same tokens."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.facts import ModelFacts
from models.engines.protocol import Decoding, Engine, ModelCard
from models.engines.tokenizer import load_tokenizer
from models.store import Manifest
from tests.models.engines.conftest import CASES, Folder
from tests.models.engines.small_models import TEXT

pytest.importorskip("torch")
#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")

CONVERTIBLE = sorted(set(CASES) - {"bert2bert"})
SEARCHES = {
    "greedy": Decoding(),
    "greedy, short": Decoding(max_tokens=7),
    "greedy, long": Decoding(min_tokens=12, max_tokens=30),
    "greedy, no bigram twice": Decoding(no_repeat_ngram_size=2),
    "greedy, repetition penalty": Decoding(repetition_penalty=1.3),
    "beam": Decoding(beam_size=4),
    "beam, all hypotheses": Decoding(beam_size=4, num_hypotheses=4),
    "beam, short": Decoding(beam_size=3, max_tokens=7),
    "beam, long": Decoding(beam_size=4, min_tokens=12, max_tokens=30),
    "beam, no trigram twice": Decoding(beam_size=4, no_repeat_ngram_size=3),
    "beam, for short outputs": Decoding(beam_size=4, length_penalty=0.2),
    "beam, for long outputs": Decoding(beam_size=4, length_penalty=2.0),
}


def facts(name: str) -> ModelFacts:
    card = ModelCard("small", "1", "Apache-2.0", commercial=True)
    return ModelFacts(card, "translation", CASES[name].form, Decoding(), 100)


def reference_engine(name: str, folder: Path) -> Engine:
    from models.engines.torch import TorchEngine

    return TorchEngine(folder, facts(name), threads=1, device="cpu")


def fast_engine(name: str, folder: Path) -> Engine:
    form = CASES[name].form
    manifest = Manifest(
        "small",
        "1",
        "causal" if form.family == "causal" else "seq2seq",
        "float32",
        "Apache-2.0",
        commercial=True,
        notice="",
        max_source_tokens=100,
        files=(),
        input=form,
    )
    return CTranslate2Engine(folder, manifest, threads=1)


@pytest.fixture(scope="module", params=CONVERTIBLE)
def pair(
    request: pytest.FixtureRequest, hub_folder: Folder, converted_folder: Folder
) -> Iterator[tuple[Engine, Engine]]:
    """The reference and the fast engine of a small model."""
    name = request.param
    engines = reference_engine(name, hub_folder(name)), fast_engine(name, converted_folder(name))
    yield engines
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("search", SEARCHES)
def test_ctranslate2_and_torch_give_the_same_tokens_in_float32(pair: tuple[Engine, Engine], search: str) -> None:
    reference, fast = pair
    for text in TEXT[:2]:
        tokens = fast.encode(text)
        assert tokens == reference.encode(text)
        expected = reference.generate([tokens], SEARCHES[search])[0]
        found = fast.generate([tokens], SEARCHES[search])[0]
        assert [(h.text, h.tokens, h.truncated) for h in found] == [(h.text, h.tokens, h.truncated) for h in expected]
        assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=0.01)


def test_outputs_stay_within_the_asked_lengths(pair: tuple[Engine, Engine]) -> None:
    for engine in pair:
        tokens = engine.encode(TEXT[0])
        (short,) = engine.generate([tokens], Decoding(max_tokens=4))[0]
        assert short.tokens <= 4
        (long,) = engine.generate([tokens], Decoding(min_tokens=20, max_tokens=25))[0]
        assert long.tokens > 20 or long.truncated
        assert long.tokens <= 25


def test_the_reference_gets_the_same_answer_for_a_segment_beside_others(pair: tuple[Engine, Engine]) -> None:
    reference, _ = pair
    decoding = Decoding(max_tokens=20)
    inputs = [reference.encode(text) for text in [*TEXT[:3], "Ya."]]
    together = reference.generate(inputs, decoding)
    assert [h[0].text for h in together] == [reference.generate([i], decoding)[0][0].text for i in inputs]


def test_bert_to_bert_is_decoded_as_transformers_decodes_it(hub_folder: Folder) -> None:
    from transformers import AutoTokenizer, EncoderDecoderModel

    engine = reference_engine("bert2bert", hub_folder("bert2bert"))
    tokenizer = AutoTokenizer.from_pretrained(hub_folder("bert2bert"))
    model: Any = EncoderDecoderModel.from_pretrained(hub_folder("bert2bert"))
    for text in TEXT[:3]:
        given = tokenizer(text, return_tensors="pt")
        output = model.generate(
            given.input_ids,
            attention_mask=given.attention_mask,
            max_new_tokens=30,
            num_beams=3,
            early_stopping=True,
            suppress_tokens=[tokenizer.unk_token_id],
        )
        (found,) = engine.generate([engine.encode(text)], Decoding(beam_size=3, max_tokens=30))[0]
        assert found.text == str(tokenizer.decode(output[0], skip_special_tokens=True)).strip()
        assert found.truncated == (tokenizer.sep_token_id not in output[0].tolist())


def test_bert_to_bert_runs_though_its_files_name_no_start_and_no_end(hub_folder: Folder, tmp_path: Path) -> None:
    shutil.copytree(hub_folder("bert2bert"), tmp_path / "bare")
    (tmp_path / "bare" / "generation_config.json").unlink()
    config = json.loads((tmp_path / "bare" / "config.json").read_text(encoding="utf-8"))
    for settings in (config, config["decoder"]):
        for key in ("decoder_start_token_id", "eos_token_id", "bos_token_id", "pad_token_id"):
            settings.pop(key, None)
    (tmp_path / "bare" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    bare = reference_engine("bert2bert", tmp_path / "bare")
    whole = reference_engine("bert2bert", hub_folder("bert2bert"))
    tokens, decoding = whole.encode(TEXT[0]), Decoding(beam_size=3, max_tokens=30)
    assert bare.generate([tokens], decoding) == whole.generate([tokens], decoding)


def test_a_segment_gets_the_same_answer_alone_and_beside_others(converted_folder: Folder) -> None:
    for name in ("causal", "marian"):
        engine = fast_engine(name, converted_folder(name))
        inputs = [engine.encode(text) for text in [*TEXT, "Ya.", " ".join(TEXT[:3])]]
        together = [hypotheses[0] for hypotheses in engine.generate(inputs, Decoding())]
        for tokens, found in zip(inputs, together, strict=True):
            alone = engine.generate([tokens], Decoding())[0][0]
            # The bound on the output follows the longest input of a batch: only there may the two part.
            shorter, longer = sorted((alone.text, found.text), key=len)
            assert longer.startswith(shorter)
            assert alone.truncated or alone.text == found.text


def test_an_output_ends_at_every_token_that_the_publishers_end_with(converted_folder: Folder, tmp_path: Path) -> None:
    folder = shutil.copytree(converted_folder("causal"), tmp_path / "chat")
    plain = fast_engine("causal", folder)
    (whole,) = plain.generate([plain.encode(TEXT[1])], Decoding(max_tokens=10))[0]
    # Now every token ends a turn, the one that it began with as well.
    ids = list(load_tokenizer(folder, CASES["causal"].form).vocabulary.values())
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": ids}))
    chat = fast_engine("causal", folder)
    (found,) = chat.generate([chat.encode(TEXT[1])], Decoding(max_tokens=10))[0]
    assert (whole.tokens, whole.truncated) == (10, True)
    assert (found.text, found.tokens, found.truncated) == ("", 1, False)


def test_several_hypotheses_come_best_first(pair: tuple[Engine, Engine]) -> None:
    for engine in pair:
        (hypotheses,) = engine.generate([engine.encode(TEXT[0])], Decoding(beam_size=4, num_hypotheses=4))
        assert len(hypotheses) == 4
        assert [h.score for h in hypotheses] == sorted((h.score for h in hypotheses), reverse=True)


def test_nothing_to_do_is_no_error(pair: tuple[Engine, Engine]) -> None:
    assert [engine.generate([], Decoding()) for engine in pair] == [[], []]
