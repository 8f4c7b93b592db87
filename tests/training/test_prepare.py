"""Preparation gives the same examples for the same input, and refuses corpora that cannot be learnt from."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.training.corpus_texts import pairs, write_tsv
from training.corpora import CorpusError, Pair
from training.prepare import WRITTEN, Shares, clean_corpus, corpus_files, main, prepare, read_recipe

RECIPE = """
seed = 4
[corpora]
archive = { worst = 0.02 }
glossary-own = {}
[[phase]]
name = "first"
corpora = { archive = 0.5 }
[phase.own]
news = 20
headlines = 10
datelines = 6
quotations = 9
substituted = 8
titles = 5
capitals = 5
words = 2
markup = 12
glossary = 15
[[phase]]
name = "second"
corpora = { "*" = 1.0 }
own = { markup = 0.1 }
"""


def set_up(folder: Path, texts: list[Pair], recipe: str = RECIPE) -> tuple[Path, Path]:
    corpora = folder / "corpora"
    corpora.mkdir()
    write_tsv(corpora / "archive.tsv", texts)
    write_tsv(corpora / "glossary-own.tsv", [Pair("jembatan", "bridge"), Pair("anggaran", "budget")])
    (folder / "recipe.toml").write_text(recipe, encoding="utf-8")
    return folder / "recipe.toml", corpora


def examples(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]


def test_phases_are_written_as_the_recipe_says_and_byte_for_byte_again(tmp_path: Path) -> None:
    recipe, corpora = set_up(tmp_path, pairs())
    counts = prepare(read_recipe(recipe), corpora, tmp_path / "one")
    prepare(read_recipe(recipe), corpora, tmp_path / "two")
    for name, count in counts.items():
        assert (tmp_path / "one" / f"{name}.jsonl.gz").read_bytes() == (
            tmp_path / "two" / f"{name}.jsonl.gz"
        ).read_bytes()
        assert len(examples(tmp_path / "one" / f"{name}.jsonl.gz")) == count
    first = examples(tmp_path / "one" / "first.jsonl.gz")
    assert all(set(example) == {"prompt", "target"} and example["prompt"].endswith("\n") for example in first)
    assert sum("\t" in example["prompt"] for example in first) == 15
    assert sum("</" in example["prompt"] and "</" in example["target"] for example in first) == 12
    assert {"jembatan\n", "anggaran\n"} <= {example["prompt"] for example in first}


def test_shares_go_on_where_the_last_phase_stopped_and_start_again_at_the_end() -> None:
    from random import Random

    texts = pairs(10)
    shares = Shares(texts, Random(1))
    first, second, third = shares.take(0.6), shares.take(0.4), shares.take(0.3)
    assert sorted(first + second) == sorted(texts)
    assert third == first[:3]
    assert len(shares.take(2.0)) == 20


def test_lines_of_an_evaluation_set_are_left_out_however_they_are_written(tmp_path: Path) -> None:
    recipe, corpora = set_up(tmp_path, pairs())
    held_out, other = pairs()[3], pairs()[9]
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "test.id").write_text(held_out.source.upper() + "\n", encoding="utf-8")
    (tmp_path / "sets" / "test.en").write_text(other.target.replace(",", "") + "\n", encoding="utf-8")
    prepare(read_recipe(recipe), corpora, tmp_path / "out", tmp_path / "sets")
    prompts = {example["prompt"] for example in examples(tmp_path / "out" / "second.jsonl.gz")}
    assert f"{pairs()[4].source}\n" in prompts
    assert f"{held_out.source}\n" not in prompts
    assert f"{other.source}\n" not in prompts


def test_a_corpus_of_one_pair_is_enough_to_run(tmp_path: Path) -> None:
    recipe, corpora = set_up(
        tmp_path, [Pair("Warga mengungsi sejak Senin.", "Residents have been displaced since Monday.")]
    )
    assert prepare(read_recipe(recipe), corpora, tmp_path / "out")["first"] > 20


def test_shifted_lines_are_noticed(tmp_path: Path) -> None:
    texts = pairs()
    shifted = [Pair(one.source, other.target) for one, other in pairwise(texts)]
    recipe, corpora = set_up(tmp_path, shifted)
    with pytest.raises(
        CorpusError, match=r"archive\.tsv: \d+ of 299 pairs are usable \(numbers: .*aligned line by line"
    ):
        prepare(read_recipe(recipe), corpora, tmp_path / "out")


def test_an_empty_corpus_is_an_error(tmp_path: Path) -> None:
    recipe, corpora = set_up(tmp_path, [])
    with pytest.raises(CorpusError, match="it is empty"):
        prepare(read_recipe(recipe), corpora, tmp_path / "out")


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    recipe, corpora = set_up(tmp_path, pairs(), RECIPE.replace("archive", "berkas"))
    with pytest.raises(CorpusError, match="no file for berkas"):
        prepare(read_recipe(recipe), corpora, tmp_path / "out")


def test_a_recipe_may_name_the_written_pairs_which_a_star_does_not_stand_for(tmp_path: Path) -> None:
    _, corpora = set_up(tmp_path, pairs())
    assert set(corpus_files(corpora, ["*"])) == {"archive", "glossary-own"}
    assert set(corpus_files(corpora, ["*", "written"])) - set(corpus_files(corpora, ["*"])) == {"written"}


@pytest.mark.parametrize("name", [path.name for path in WRITTEN.iterdir()])
def test_the_written_pairs_are_clean(name: str) -> None:
    kept, dropped = clean_corpus(WRITTEN / name, strict_numbers=False, excluded=frozenset())
    assert not dropped
    assert len({pair.target for pair in kept}) == len(kept)


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ("seed = ", "not a recipe"),
        ("[[phase]]\nname = 'a'\ncorpora = {}", "not a recipe"),
        (RECIPE.replace("news", "novels"), "no maker is called 'novels'; there are news,"),
    ],
)
def test_a_bad_recipe_is_refused(tmp_path: Path, recipe: str, message: str) -> None:
    (tmp_path / "recipe.toml").write_text(recipe, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_recipe(tmp_path / "recipe.toml")


def test_the_recipes_that_ship_can_be_read() -> None:
    recipes = sorted((Path(__file__).parents[2] / "training" / "recipes").glob("*.toml"))
    assert [path.stem for path in recipes] == ["archive", "bundled"]
    assert [phase.name for phase in read_recipe(recipes[0]).phases] == ["archive"]
    assert len(read_recipe(recipes[1]).phases) == 5


def test_the_command_ends_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, corpora = set_up(tmp_path, pairs())
    (corpora / "archive.tsv").write_bytes(b"caf\xe9\tcoffee house\n")
    monkeypatch.setattr("sys.argv", ["prepare", str(recipe), "--corpora", str(corpora), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit, match=r"training\.prepare: .*archive\.tsv, line 1: not UTF-8"):
        main()
