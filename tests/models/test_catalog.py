import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import (
    CatalogEntry,
    CatalogError,
    check_usable,
    find,
    known,
    load_catalog,
    read_entries,
)
from models.engines.protocol import Task
from models.errors import ModelUnavailableError

ENTRIES = load_catalog()
HUB = [entry for entry in ENTRIES if entry.origin == "hub"]
PAGE = Path(__file__).parents[2] / "docs" / "models.md"
OWN = """\
[[model]]
name = "our-model"
task = "translation"
languages = ["id", "en"]
architecture = "Marian"
origin = "folder"
location = "weights"
licence = "Apache-2.0"
licence_url = "https://example.org"
commercial = true
engines = ["ctranslate2"]
input = { family = "marian" }
decoding = { beam_size = 4, length_penalty = 1 }
"""


def by_name(entry: CatalogEntry) -> str:
    return entry.name


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.mark.parametrize("entry", ENTRIES, ids=by_name)
class TestEveryEntry:
    def test_reads_indonesian(self, entry: CatalogEntry) -> None:
        assert entry.languages[0] == "id"

    def test_tells_its_terms(self, entry: CatalogEntry) -> None:
        assert entry.architecture
        assert entry.licence_url.startswith("https://")
        assert entry.origin == "package" or entry.training_data

    def test_is_pinned_or_says_that_it_is_not(self, entry: CatalogEntry) -> None:
        assert re.fullmatch(r"([0-9a-f]{40}|refs/pr/\d+)?", entry.revision)

    def test_names_the_page_of_each_score(self, entry: CatalogEntry) -> None:
        assert all(score.source.startswith("https://") and 0 < score.value <= 100 for score in entry.scores)

    def test_is_commercial_only_where_licence_and_data_allow_it(self, entry: CatalogEntry) -> None:
        if re.search(r"\bNC\b", entry.licence) or re.search(
            r"Liputan6|XL-Sum|CrossSum|non-commercial", entry.training_data
        ):
            assert entry.commercial is False
        if not entry.licence:
            assert entry.commercial is not True

    def test_has_the_attribution_that_its_licence_asks_for(self, entry: CatalogEntry) -> None:
        if entry.licence.startswith(("CC-BY", "Gemma")):
            assert entry.attribution


@pytest.mark.parametrize("entry", HUB, ids=by_name)
class TestEveryEntryOfTheHub:
    def test_is_called_by_its_id(self, entry: CatalogEntry) -> None:
        assert entry.location == entry.name

    def test_says_why_where_no_engine_runs_it(self, entry: CatalogEntry) -> None:
        assert entry.engines or entry.remarks

    def test_bounds_the_length_of_its_summaries(self, entry: CatalogEntry) -> None:
        assert entry.task == "translation" or 0 < entry.decoding.max_tokens <= 512

    def test_has_the_language_tokens_of_its_family(self, entry: CatalogEntry) -> None:
        given = (entry.input.source_language, entry.input.target_language)
        expected = {
            "nllb": ("ind_Latn", "eng_Latn"),
            "m2m100": ("id", "en"),
            "mbart": ("id_ID", "id_ID"),
        }.get(entry.input.family, ("", ""))
        # SMaLL-100 takes one language, that of the output, and before the input.
        assert given == (("en", "") if entry.name == "alirezamsh/small100" else expected)

    def test_tells_a_model_of_several_targets_that_english_is_wanted(self, entry: CatalogEntry) -> None:
        assert (">>eng<<" in entry.input.prefix) == entry.name.endswith("deu_eng_fra_por_spa")


def test_the_catalogue_has_a_model_of_every_family_that_hubs_offer_for_indonesian() -> None:
    families = {entry.input.family for entry in HUB if entry.engines}
    assert families == {"marian", "m2m100", "nllb", "t5", "mbart", "bert2bert", "causal"}


@pytest.mark.parametrize("task", ["translation", "summarisation"])
def test_each_task_has_a_downloadable_model_for_a_commercial_newsroom(task: Task) -> None:
    usable = [entry for entry in HUB if entry.task == task and entry.commercial]
    for entry in usable:
        check_usable(entry, task=task, allow_noncommercial=False)
    assert usable


# ------------------------------------------------------------------------------------------------- finding and gate


def test_a_model_is_found_by_its_name() -> None:
    assert find("facebook/m2m100_418M", ENTRIES).parameters == 418_000_000


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Helsinki-NLP/opus-mt-id-em", "did you mean Helsinki-NLP/opus-mt-id-en"),
        ("opus-mt-id-en", "did you mean Helsinki-NLP/opus-mt-id-en"),
        ("facebook/NLLB-200-distilled-600m", "did you mean facebook/nllb-200-distilled-600M"),
        ("bundeld", "did you mean bundled"),
        ("qqq", "'intisari models list' shows all."),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_ones(name: str, nearest: str) -> None:
    with pytest.raises(ModelUnavailableError, match=re.escape(nearest)):
        find(name, ENTRIES)


def test_a_non_commercial_model_needs_the_flag() -> None:
    entry = find("facebook/nllb-200-distilled-600M", ENTRIES)
    with pytest.raises(ModelUnavailableError, match=r"may not use .*CC-BY-NC-4\.0.*INTISARI_ALLOW_NONCOMMERCIAL=true"):
        check_usable(entry, task="translation", allow_noncommercial=False)
    check_usable(entry, task="translation", allow_noncommercial=True)


def test_the_terms_of_the_data_count_whatever_the_licence_says() -> None:
    entry = find("LazarusNLP/IndoNanoT5-base-Liputan6-Canonical", ENTRIES)
    with pytest.raises(ModelUnavailableError, match=r"Apache-2\.0.*Liputan6.*forbid"):
        check_usable(entry, task="summarisation", allow_noncommercial=False)


def test_unknown_terms_count_as_no() -> None:
    entry = find("panggi/t5-small-indonesian-summarization-cased", ENTRIES)
    with pytest.raises(ModelUnavailableError, match=r"It is not known whether .*licence not stated"):
        check_usable(entry, task="summarisation", allow_noncommercial=False)
    check_usable(entry, task="summarisation", allow_noncommercial=True)


def test_a_model_of_the_other_task_is_refused() -> None:
    with pytest.raises(ModelUnavailableError, match="opus-mt-id-en translates; a model that summarises"):
        check_usable(find("Helsinki-NLP/opus-mt-id-en", ENTRIES), task="summarisation", allow_noncommercial=True)
    with pytest.raises(ModelUnavailableError, match="IndoSum summarises; a model that translates"):
        check_usable(find("LazarusNLP/IndoNanoT5-base-IndoSum", ENTRIES), task="translation", allow_noncommercial=True)


@pytest.mark.parametrize("languages", [("ms", "en"), ("id", "fr"), ("en", "id")])
def test_a_translator_has_to_lead_from_indonesian_to_english(own: Path, languages: tuple[str, ...]) -> None:
    [entry] = read_entries(own)
    with pytest.raises(ModelUnavailableError, match=f"{languages[0]} → {languages[1]}; .*from Indonesian to English"):
        check_usable(replace(entry, languages=languages), task="translation", allow_noncommercial=True)


def test_a_summariser_has_to_read_indonesian_and_may_write_english(own: Path) -> None:
    [entry] = read_entries(own)
    summariser = replace(entry, task="summarisation")
    check_usable(replace(summariser, languages=("id", "en")), task="summarisation", allow_noncommercial=False)
    with pytest.raises(ModelUnavailableError, match="Indonesian articles"):
        check_usable(replace(summariser, languages=("en",)), task="summarisation", allow_noncommercial=False)


def test_a_model_that_has_to_be_made_says_how() -> None:
    entry = find("OPUS-MT/msa-eng", ENTRIES)
    with pytest.raises(ModelUnavailableError, match=r"made first.*convert_marian_to_pytorch"):
        check_usable(entry, task="translation", allow_noncommercial=False)


def test_a_model_that_no_engine_runs_is_refused_with_the_reason() -> None:
    entry = find("gaduhhartawan/indobart-base", ENTRIES)
    with pytest.raises(ModelUnavailableError, match=r"No engine of Intisari runs .*byte-level BPE"):
        check_usable(entry, task="summarisation", allow_noncommercial=True)


# ----------------------------------------------------------------------------------------------------- own entries


def test_own_entries_come_after_those_of_the_package(own: Path) -> None:
    entries = known(own)
    assert entries[:-1] == known() == ENTRIES
    assert entries[-1].name == "our-model"


def test_a_folder_is_found_from_the_place_of_the_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    [entry] = read_entries(own)
    assert Path(entry.location) == own.parent / "weights"


def test_an_absolute_folder_stays_as_it_is(own: Path) -> None:
    own.write_text(OWN.replace('"weights"', '"/srv/weights"'), encoding="utf-8")
    [entry] = read_entries(own)
    assert entry.location == "/srv/weights"


def test_terms_that_are_left_out_are_not_known(own: Path) -> None:
    own.write_text(OWN.replace("commercial = true\n", ""), encoding="utf-8")
    [entry] = read_entries(own)
    assert entry.commercial is None


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[[model]]", "[[model", "is not valid TOML"),
        ("[[model]]", "[model]", "has no [[model]]"),
        ("[[model]]", "version = 1\n[[model]]", "has 'version' outside of a [[model]]"),
        ('name = "our-model"\n', "", "at model number 1: name is missing"),
        ('"our-model"', '""', "at model number 1: name cannot be ''"),
        ('"our-model"', '".."', "name cannot be '..'; it looks like our-model or owner/model"),
        ('"our-model"', '"our model"', "name cannot be 'our model'"),
        ('"our-model"', '"lexicon"', "name cannot be 'lexicon'"),
        ('"our-model"', "7", "at model number 1: name is 7, and has to be text"),
        ('task = "translation"\n', "", "our-model: task is missing"),
        ('"translation"', '"summarisation"', "decoding.max_tokens is missing: the longest summary, in tokens"),
        ('"translation"', '"translate"', "task is 'translate', and has to be one of translation, summarisation"),
        ("licence_url", "license_url", "there is no field license_url (did you mean licence_url?)"),
        ('["id", "en"]', '"id"', "languages is 'id', and has to be a list"),
        ('["id", "en"]', "[1, 2]", "languages is 1, and has to be text"),
        ('["id", "en"]', '["id"]', "languages has to be 2 codes"),
        ('["id", "en"]', '["Indonesian", "English"]', "languages has to be 2 codes"),
        ("commercial = true", "commercial = 1", "commercial is 1, and has to be true or false"),
        ("commercial = true", "max_source_tokens = true", "max_source_tokens is True, and has to be a whole number"),
        ("commercial = true", "max_source_tokens = 0", "max_source_tokens has to be 1 or more"),
        ("commercial = true", 'revision = "abc"', "revision is for models of the hub"),
        ("commercial = true", 'scores = [{ metric = "BLEU" }]', "scores.test_set is missing"),
        ('{ family = "marian" }', '"marian"', "input is 'marian', and has to be a table"),
        ('family = "marian"', 'familly = "marian"', "there is no field input.familly (did you mean family?)"),
        ('family = "marian"', 'family = "gpt"', "input.family is 'gpt'"),
        ('family = "marian"', 'family = "causal", template = "Hi"', "input.template has to contain {source}"),
        ("beam_size = 4", "beam_size = 4.5", "decoding.beam_size is 4.5, and has to be a whole number"),
        ("beam_size = 4", "beam_size = 0", "decoding.beam_size has to be 1 or more"),
        ("beam_size = 4", "num_hypotheses = 4", "no smaller than num_hypotheses"),
        ("beam_size = 4", "min_tokens = 9, max_tokens = 5", "decoding.min_tokens is above max_tokens"),
        ("beam_size = 4", "max_tokens = -1", "decoding has a number below 0"),
        ("beam_size = 4", "repetition_penalty = 0", "decoding.repetition_penalty has to be above 0"),
        ("length_penalty = 1", "length_penalty = nan", "decoding.length_penalty is nan, and has to be a number"),
        ('["ctranslate2"]', '["onnx"]', "engines is 'onnx', and has to be one of ctranslate2, torch"),
        ('origin = "folder"', 'origin = "package"', "origin 'package' is for models that ship with Intisari"),
        ('origin = "folder"', 'origin = "hub"', "location is 'weights', and has to be an id of the hub"),
        ('location = "weights"\n', "", "location is missing"),
        ('engines = ["ctranslate2"]\n', "", "engines is missing"),
    ],
)
def test_a_broken_file_is_answered_with_file_entry_and_field(own: Path, before: str, after: str, message: str) -> None:
    assert before in OWN
    own.write_text(OWN.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_entries(own)
    assert str(own) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_entries_of_one_name_are_refused(own: Path) -> None:
    own.write_text(OWN + OWN, encoding="utf-8")
    with pytest.raises(CatalogError, match="our-model: two entries have this name"):
        read_entries(own)


def test_a_name_of_the_package_is_taken(own: Path) -> None:
    own.write_text(OWN.replace("our-model", "bundled"), encoding="utf-8")
    with pytest.raises(CatalogError, match="bundled: Intisari has a model of this name already"):
        known(own)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"missing\.toml cannot be read"):
        read_entries(tmp_path / "missing.toml")
    with pytest.raises(CatalogError, match="cannot be read"):
        read_entries(tmp_path)
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe[")
    with pytest.raises(CatalogError, match=r"binary\.toml is not valid TOML"):
        read_entries(tmp_path / "binary.toml")


# ------------------------------------------------------------------------------------------------------------- page


def table(task: Task) -> str:
    rows = [
        "| model | architecture | size | licence | commercial | runs on | published |",
        "|---|---|--:|---|---|---|---|",
    ]
    for entry in ENTRIES:
        if entry.task != task:
            continue
        score = next(iter(entry.scores), None)
        published = f"[{score.metric} {score.value:.1f}]({score.source}), {score.test_set}" if score else "–"
        cells = (
            f"`{entry.name}`",
            entry.architecture,
            f"{entry.parameters / 1e6:,.0f} M" if entry.parameters else "–",
            f"[{entry.licence or 'not stated'}]({entry.licence_url})",
            {True: "yes", False: "**no**", None: "–"}[entry.commercial],
            ", ".join(entry.engines) or "–",
            published,
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("task", ["translation", "summarisation"])
def test_the_page_has_the_table_of_the_catalogue(task: Task) -> None:
    assert table(task) in PAGE.read_text(encoding="utf-8")


def test_the_examples_of_the_page_can_be_read(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "own.toml").write_text("\n".join(examples), encoding="utf-8")
    names = [entry.name for entry in read_entries(tmp_path / "own.toml")]
    assert names == ["our-translator", "msa-eng"]
    for entry in read_entries(tmp_path / "own.toml"):
        check_usable(entry, task="translation", allow_noncommercial=False)
