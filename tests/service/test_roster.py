"""Which models a service may use is settled before it starts; a request that names another one is told what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import ModelUnavailableError
from models.store import BUNDLED, MANIFEST, Manifest
from service.errors import ModelChoiceError
from service.roster import Role, Roster, mebibytes, roster_of
from service.settings import Settings

TERMS = """
[[model]]
name = "newsroom-{name}"
task = "{task}"
languages = ["id", "en"]
architecture = "Marian"
origin = "folder"
location = "{folder}"
licence = "CC-BY-NC-4.0"
licence_url = "https://creativecommons.org/licenses/by-nc/4.0/"
commercial = {commercial}
engines = ["ctranslate2"]
"""


def entries(path: Path, **facts: str) -> Path:
    defaults = {"name": "model", "task": "translation", "folder": str(path.parent), "commercial": "true"}
    path.write_text(TERMS.format(**{**defaults, **facts}), encoding="utf-8")
    return path


def roster(**settings: Any) -> Roster:
    return roster_of(Settings(**settings))


def names(found: Roster) -> list[str]:
    return [offer.name for offer in found.offers]


def test_by_default_there_is_what_the_package_brings() -> None:
    found = roster()
    assert names(found) == ["bundled", "extractive"]
    assert found.translator.weights == sum(file.size for file in Manifest.read(BUNDLED).files)
    assert "Gemma" in found.translator.entry.attribution


def test_sentences_of_the_article_can_always_be_asked_for(small_models: dict[str, Path]) -> None:
    found = roster(translator="lexicon", summarizer=str(small_models["small-writer"]), models=("bundled",))
    assert names(found) == ["lexicon", "small-writer", "extractive", "bundled"]
    assert found.choose("summarizer", None).name == "small-writer"
    assert found.choose("summarizer", "extractive").name == "extractive"


def test_a_folder_is_called_what_its_manifest_says(small_models: dict[str, Path]) -> None:
    folder = small_models["small-marian"]
    found = roster(models=(str(folder),))
    offer = found.choose("translator", "small-marian")
    assert offer == found.choose("translator", str(folder))
    assert (offer.source, offer.entry.licence, offer.entry.attribution) == (
        str(folder),
        "Apache-2.0",
        "Notice of small-marian.",
    )
    assert offer.weights == sum(path.stat().st_size for path in folder.iterdir() if path.name != MANIFEST)


def test_naming_a_default_again_changes_nothing(small_models: dict[str, Path]) -> None:
    folder = str(small_models["small-marian"])
    assert names(roster(translator=folder, models=(folder, "extractive"))) == ["small-marian", "extractive"]


@pytest.mark.parametrize(
    ("role", "name", "sentences"),
    [
        ("translator", "gpt", "There is no model `gpt`. HERE"),
        (
            "translator",
            "small-marien",
            "There is no model `small-marien`; the nearest names are `small-marian`. HERE",
        ),
        (
            "translator",
            "bundled",
            "`bundled` is not switched on in this service; its operator can add it to INTISARI_MODELS. HERE",
        ),
        (
            "translator",
            "extractive",
            "`extractive` is a summarizer, not a translator. HERE",
        ),
        (
            "summarizer",
            "small-marian",
            "`small-marian` is a translator, not a summarizer. The only summarizer here is `extractive`.",
        ),
    ],
)
def test_a_request_for_what_is_not_here_is_told_what_is(
    small_models: dict[str, Path], role: Role, name: str, sentences: str
) -> None:
    found = roster(translator="lexicon", models=(str(small_models["small-marian"]),))
    with pytest.raises(ModelChoiceError) as refused:
        found.choose(role, name)
    said = str(refused.value).replace("The translators here are `lexicon`, `small-marian`.", "HERE")
    assert (said, refused.value.field) == (sentences, f"models.{role}")


def test_a_very_long_name_is_not_repeated_whole() -> None:
    with pytest.raises(ModelChoiceError) as refused:
        roster().choose("translator", "x" * 10_000)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"translator": "gpt"}, "gpt"),
        ({"models": ("bundled", "gpt")}, "gpt"),
        ({"summarizer": "bundled"}, "bundled"),
        ({"translator": "extractive"}, "extractive"),
        ({"catalog": Path("/nowhere/models.toml")}, "/nowhere/models.toml"),
        ({"translator": "/nowhere"}, "/nowhere"),
    ],
)
def test_settings_that_name_no_usable_model_stop_the_start(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelUnavailableError) as refused:
        roster(**settings)
    assert words in str(refused.value)


def test_a_folder_in_the_wrong_setting_stops_the_start(small_models: dict[str, Path]) -> None:
    with pytest.raises(ModelUnavailableError, match="for translation, not for summarisation"):
        roster(summarizer=str(small_models["small-marian"]))


def test_a_hub_folder_among_further_models_needs_an_entry(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": "marian"}))
    with pytest.raises(ModelUnavailableError, match="INTISARI_CATALOG"):
        roster(models=(str(folder),))
    catalog = entries(tmp_path / "models.toml", folder=str(folder))
    assert names(roster(models=("newsroom-model",), catalog=catalog)) == ["bundled", "extractive", "newsroom-model"]


def test_two_models_of_one_name_stop_the_start(small_models: dict[str, Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST).write_bytes((small_models["small-marian"] / MANIFEST).read_bytes())
    with pytest.raises(ModelUnavailableError, match="called 'small-marian'"):
        roster(models=(str(tmp_path / "one"), str(tmp_path / "two")))


def test_terms_that_exclude_newsrooms_need_the_operators_word(tmp_path: Path) -> None:
    catalog = entries(tmp_path / "models.toml", commercial="false")
    with pytest.raises(ModelUnavailableError, match="newsroom-model"):
        roster(models=("newsroom-model",), catalog=catalog)
    found = roster(models=("newsroom-model",), catalog=catalog, allow_noncommercial=True)
    assert found.choose("translator", "newsroom-model").entry.commercial is False


def test_a_model_that_does_not_fit_into_the_memory_stops_the_start(small_models: dict[str, Path]) -> None:
    with pytest.raises(ModelUnavailableError, match=r"'bundled' does not fit: 12\d MiB .* allows 100 MiB"):
        roster(model_memory=100 << 20)
    folder = str(small_models["small-marian"])
    bundled = roster().translator.weights or 0
    with pytest.raises(ModelUnavailableError, match=r"'small-marian' does not fit beside the default .*'bundled'"):
        roster(models=(folder,), model_memory=bundled + 1000)
    assert "small-marian" in names(roster(models=(folder,), model_memory=bundled + (1 << 20)))


def test_where_memory_is_bounded_sizes_have_to_be_known(tmp_path: Path) -> None:
    catalog = entries(tmp_path / "models.toml")
    assert roster(models=("newsroom-model",), catalog=catalog).offers[-1].weights is None
    with pytest.raises(ModelUnavailableError, match="how large 'newsroom-model' is is not known"):
        roster(models=("newsroom-model",), catalog=catalog, model_memory=1 << 30)


@pytest.mark.parametrize(("size", "words"), [(0, "0 MiB"), (500_000, "0.477 MiB"), (3 << 30, "3,072 MiB")])
def test_sizes_are_said_in_mebibytes(size: int, words: str) -> None:
    assert mebibytes(size) == words
