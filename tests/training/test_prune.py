"""A pruned model knows fewer tokens and nothing else changes: any text still goes in, and kept text gives the same."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tests.models.engines.small_models import TEXT, build_gemma
from tests.training.corpus_texts import write_tsv
from training import prune
from training.corpora import Pair

torch = pytest.importorskip("torch")

SIZE = 520
RECIPE = 'seed = 1\n[[phase]]\nname = "all"\ncorpora = { news = 1.0 }\n'


def run(patch: pytest.MonkeyPatch, base: Path, out: Path, recipe: Path, corpora: Path) -> None:
    arguments = [str(base), str(out), str(recipe), "--corpora", str(corpora), "--size", str(SIZE)]
    patch.setattr(sys, "argv", ["prune", *arguments])
    prune.main()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("prune")
    base = build_gemma(root / "base")
    corpora = root / "corpora"
    corpora.mkdir()
    # Tokens that occur once or twice are left out.
    write_tsv(corpora / "news.tsv", [Pair(TEXT[0], TEXT[3])] * 3)
    (root / "recipe.toml").write_text(RECIPE)
    arguments = [
        str(base),
        str(root / "pruned"),
        str(root / "recipe.toml"),
        "--corpora",
        str(corpora),
        "--size",
        str(SIZE),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["prune", *arguments])
        prune.main()
    return base, root / "pruned"


def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_the_vocabulary_is_as_small_as_asked_and_numbered_without_gaps(folders: tuple[Path, Path]) -> None:
    vocabulary = json.loads((folders[1] / "tokenizer.json").read_text())["model"]["vocab"]
    assert len(vocabulary) <= SIZE < tokenizer(folders[0]).get_vocab_size()
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))


def test_every_merge_leads_to_a_token_that_is_there(folders: tuple[Path, Path]) -> None:
    model = json.loads((folders[1] / "tokenizer.json").read_text())["model"]
    assert model["merges"]
    assert all(piece in model["vocab"] for a, b in model["merges"] for piece in (a, b, a + b))


def test_text_of_the_corpus_gives_the_same_tokens_and_the_same_output(folders: tuple[Path, Path]) -> None:
    from transformers import AutoModelForCausalLM

    before, after = map(tokenizer, folders)
    models: list[Any] = [AutoModelForCausalLM.from_pretrained(folder) for folder in folders]
    for line in (TEXT[0], TEXT[3]):
        old, new = before.encode(line), after.encode(line)
        assert new.tokens == old.tokens
        kept = [before.token_to_id(token) for token in sorted(after.get_vocab(), key=after.get_vocab().__getitem__)]
        with torch.inference_mode():
            full, cut = (
                model(torch.tensor([encoding.ids])).logits for model, encoding in zip(models, (old, new), strict=True)
            )
        torch.testing.assert_close(cut, full[..., kept])


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_encoded_and_comes_back(folders: tuple[Path, Path], text: str) -> None:
    pruned = tokenizer(folders[1])
    pruned.encode_special_tokens = True
    encoding = pruned.encode(text, add_special_tokens=False)
    assert "<unk>" not in encoding.tokens or "<unk>" in text
    # The decoder turns the marker of spaces into a space: that one character cannot come back as it was.
    assert pruned.decode(encoding.ids, skip_special_tokens=False) == text.replace("▁", " ")


def test_a_base_that_is_not_there_is_one_sentence(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folders[0].parent
    with pytest.raises(SystemExit, match=r"make the folder with training\.base first"):
        run(monkeypatch, tmp_path / "no", tmp_path / "out", root / "recipe.toml", root / "corpora")
