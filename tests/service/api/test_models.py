"""Several real models in one service, chosen by the request."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.errors import ModelUnavailableError
from models.store import MANIFEST, Manifest
from service.app import create_app
from service.settings import Settings
from tests.models.summarize.scripted import ScriptedEngine, says
from tests.service.api.serving import ARTICLE, running
from tests.service.api.test_bad_input import refused

TEXT = "Warga kota akan membangun sekolah baru."


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The models of these tests stay out of the user's cache."""
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="module")
def client(small_models: dict[str, Path]) -> Iterator[TestClient]:
    """The lexicon as the default, and three real models that requests may choose."""
    further = tuple(map(str, small_models.values()))
    with running(Settings(workers=1, translator="lexicon", models=further)) as client:
        yield client


def translate(client: TestClient, text: str = TEXT, **models: str) -> Any:
    return client.post("/v1/translations", json={"texts": [text], "models": models})


def available(client: TestClient) -> dict[str, dict[str, Any]]:
    return {model["name"]: model for model in client.get("/v1/models").json()["available"]}


def test_each_request_is_answered_by_the_model_that_it_names(client: TestClient, small_models: dict[str, Path]) -> None:
    answers = {name: translate(client, translator=name).json() for name in ("small-marian", "small-gemma", "lexicon")}
    texts = {name: answer["translations"][0]["text"] for name, answer in answers.items()}
    assert texts["lexicon"] == "Residents city will membangun school new."
    assert len(set(texts.values())) == 3
    for name in ("small-marian", "small-gemma"):
        revision = Manifest.read(small_models[name]).revision
        assert answers[name]["models"] == {
            "translator": {"name": name, "revision": revision, "licence": "Apache-2.0"},
            "summarizer": None,
        }
    assert translate(client).json()["models"]["translator"]["name"] == "lexicon"


def test_models_answer_at_the_same_time_and_do_not_mix(client: TestClient) -> None:
    names = ["small-marian", "small-gemma", "lexicon"] * 6
    with ThreadPoolExecutor(9) as threads:
        answers = list(threads.map(lambda name: translate(client, translator=name).json(), names))
    texts: dict[str, set[str]] = {}
    for name, answer in zip(names, answers, strict=True):
        assert answer["models"]["translator"]["name"] == name
        texts.setdefault(name, set()).add(answer["translations"][0]["text"])
    assert [len(found) for found in texts.values()] == [1, 1, 1]


def test_an_article_has_the_translator_and_the_summarizer_that_it_names(client: TestClient) -> None:
    models = {"translator": "small-gemma", "summarizer": "small-writer"}
    answer = client.post("/v1/articles", json={"text": ARTICLE, "models": models}).json()
    assert {role: model["name"] for role, model in answer["models"].items()} == models
    sentences = answer["summary"]["sentences"]
    assert sentences
    for sentence in sentences:
        assert sentence["origin"] in ("extracted", "written")
        assert sentence["en"] is not None
        assert all(paragraph < len(answer["paragraphs"]) for paragraph, _ in sentence["support"])


def test_an_article_by_default_says_that_sentences_were_chosen(client: TestClient) -> None:
    summary = client.post("/v1/articles", json={"text": ARTICLE}).json()["summary"]
    assert summary["route"] == "extract-then-translate"
    assert {sentence["origin"] for sentence in summary["sentences"]} == {"extracted"}
    assert all(sentence["flags"] == [] for sentence in summary["sentences"])


def test_summaries_are_written_by_the_summarizer_that_is_named(client: TestClient) -> None:
    body = {"texts": [ARTICLE, "🙂", ARTICLE], "models": {"summarizer": "small-writer"}}
    answer = client.post("/v1/summaries", json=body).json()
    first, broken, third = answer["summaries"]
    assert broken["error"]["field"] == "texts[1]"
    assert first["text"]
    assert first == third
    assert (answer["models"]["summarizer"]["name"], answer["models"]["translator"]) == ("small-writer", None)


@pytest.fixture
def writing(small_models: dict[str, Path]) -> Callable[..., Any]:
    """A service whose default summariser writes the same, true or invented, about every article."""

    def writing(text: str, **settings: Any) -> Any:
        chosen = Settings(workers=1, translator="lexicon", summarizer=str(small_models["small-writer"]), **settings)
        return running(chosen, summarizer=ScriptedEngine(says(text)))

    return writing


def test_what_is_written_says_so_with_its_support_and_is_translated(writing: Callable[..., Any]) -> None:
    text = "Pemerintah membangun 12 sekolah baru di Kota Malang."
    with writing(text) as client:
        article = client.post("/v1/articles", json={"text": ARTICLE, "summary": {"sentences": 1}}).json()
        untranslated = client.post("/v1/articles", json={"text": ARTICLE, "translate": "none"}).json()
        [summary] = client.post("/v1/summaries", json={"texts": [ARTICLE], "sentences": 1}).json()["summaries"]
    [sentence] = article["summary"]["sentences"]
    assert (sentence["id"], sentence["origin"], sentence["flags"]) == (text, "written", [])
    assert sentence["en"] == "Government membangun 12 school new in city Malang."
    [[paragraph, _], *_] = sentence["support"]
    assert "12 sekolah baru" in article["paragraphs"][paragraph]["id"]
    assert (article["summary"]["route"], untranslated["summary"]["route"]) == ("summarise-then-translate", "summarise")
    assert summary["text"] == text
    assert summary["sentences"] == [
        {"text": text, "en": None, "support": sentence["support"], "origin": "written", "flags": []}
    ]


INVENTED = "Pemerintah akan membangun 99 sekolah baru di Kota Malang dengan anggaran Rp 7 miliar."


def test_by_the_strict_policy_an_invention_is_replaced_by_the_article(writing: Callable[..., Any]) -> None:
    with writing(INVENTED) as client:
        [summary] = client.post("/v1/summaries", json={"texts": [ARTICLE]}).json()["summaries"]
    assert {sentence["origin"] for sentence in summary["sentences"]} == {"extracted"}
    assert all(sentence["text"] in ARTICLE for sentence in summary["sentences"])
    assert summary["checks"] == []
    assert summary["notes"]


def test_by_the_policy_flag_an_invention_stays_with_what_is_wrong(writing: Callable[..., Any]) -> None:
    with writing(INVENTED, summary_policy="flag") as client:
        [summary] = client.post("/v1/summaries", json={"texts": [ARTICLE]}).json()["summaries"]
        article = client.post("/v1/articles", json={"text": ARTICLE}).json()
    written = [i for i, sentence in enumerate(summary["sentences"]) if sentence["text"] == INVENTED]
    assert len(written) == 1
    assert "number" in summary["sentences"][written[0]]["flags"]
    assert {check["sentence"] for check in summary["checks"]} == set(written)
    assert any("99" in check["target"] for check in summary["checks"])
    [flags] = [s["flags"] for s in article["summary"]["sentences"] if s["id"] == INVENTED]
    assert "number" in flags
    assert any(check["where"] == "summary" and check["kind"] == "number" for check in article["checks"])


def test_by_the_policy_off_an_invention_stays_as_it_is(writing: Callable[..., Any]) -> None:
    with writing(INVENTED, summary_policy="off") as client:
        [summary] = client.post("/v1/summaries", json={"texts": [ARTICLE]}).json()["summaries"]
    assert INVENTED in summary["text"]
    assert summary["checks"] == []


def test_summaries_that_overflow_the_queue_are_refused_and_nothing_of_them_goes_on(
    small_models: dict[str, Path],
) -> None:
    def write_slowly(_: str) -> str:
        time.sleep(0.05)  # or the queue may empty as fast as it fills
        return "Pemerintah membangun sekolah."

    texts = ["\n".join(ARTICLE.replace("Malang", f"Malang {n}{part}") for part in "abcd") for n in range(20)]
    writer = str(small_models["small-writer"])
    # Without the memory, which would answer the second time what was done the first.
    chosen = Settings(workers=1, translator="lexicon", summarizer=writer, max_queued_tokens=1024, memory_bytes=0)
    with running(chosen, summarizer=ScriptedEngine(write_slowly)) as client:
        for _ in range(2):
            problem = refused(client.post("/v1/summaries", json={"texts": texts}), 503, "overloaded")
            assert problem["status"] == 503
        assert client.post("/v1/summaries", json={"texts": [ARTICLE]}).status_code == 200
        assert 'intisari_queue_segments{lane="bulk",model="small-writer"} 0.0' in client.get("/metrics").text


def test_a_summariser_of_english_is_answered_with_its_english(small_models: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "english-writer"
    shutil.copytree(small_models["small-writer"], folder)
    manifest = Manifest.read(folder)
    english = replace(manifest, name="english-writer", input=replace(manifest.input, target_language="en_XX"))
    (folder / MANIFEST).write_text(english.to_json(), encoding="utf-8")
    text = "The government will build 12 new schools in Malang."
    settings = Settings(workers=1, translator="lexicon", summarizer=str(folder))
    with running(settings, summarizer=ScriptedEngine(says(text))) as client:
        summary = client.post("/v1/articles", json={"text": ARTICLE, "summary": {"sentences": 1}}).json()["summary"]
        [alone] = client.post("/v1/summaries", json={"texts": [ARTICLE], "sentences": 1}).json()["summaries"]
    assert (summary["en"], summary["route"]) == (text, "direct")
    assert "12 sekolah baru" in summary["id"]
    assert (alone["en"], alone["text"]) == (text, summary["id"])


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/summaries", "/v1/translations"])
@pytest.mark.parametrize(
    ("role", "name", "words"),
    [
        ("translator", "small-marain", "the nearest names are `small-marian`"),
        ("translator", "bundled", "its operator can add it to INTISARI_MODELS"),
        ("translator", "small-writer", "`small-writer` is a summarizer, not a translator."),
        ("summarizer", "lexicon", "`lexicon` is a translator, not a summarizer."),
        ("summarizer", "", "There is no model"),
        ("translator", "../../etc/passwd", "There is no model"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused_with_what_can(
    client: TestClient, path: str, role: str, name: str, words: str
) -> None:
    body = {"text": ARTICLE} if path == "/v1/articles" else {"texts": [ARTICLE]}
    response = client.post(path, json={**body, "models": {role: name}})
    detail = refused(response, 422, "unknown-model", f"models.{role}")["detail"]
    assert words in detail
    assert {"translator": "`lexicon`", "summarizer": "`extractive`"}[role] in detail


def test_the_list_has_every_model_with_its_terms_and_whether_it_is_loaded(small_models: dict[str, Path]) -> None:
    further = (str(small_models["small-marian"]), str(small_models["small-writer"]))
    with running(Settings(workers=1, translator="lexicon", models=further)) as client:
        listed = client.get("/v1/models").json()["available"]
        assert [(model["name"], model["role"], model["default"], model["loaded"]) for model in listed] == [
            ("lexicon", "translator", True, True),
            ("extractive", "summarizer", True, True),
            ("small-marian", "translator", False, False),
            ("small-writer", "summarizer", False, False),
        ]
        assert list(listed[2]) == [
            *("name", "role", "default", "loaded", "revision", "licence", "licence_url", "commercial", "notice"),
            *("training_data", "memory_bytes"),
        ]
        manifest = Manifest.read(small_models["small-marian"])
        facts = {"revision": manifest.revision, "licence": "Apache-2.0", "notice": "Notice of small-marian."}
        assert facts.items() <= listed[2].items()
        assert (listed[2]["commercial"], listed[2]["memory_bytes"]) == (True, sum(f.size for f in manifest.files))
        translate(client, translator="small-marian")
        after = available(client)
        assert {name: model["loaded"] for name, model in after.items() if not model["default"]} == {
            "small-marian": True,
            "small-writer": False,
        }
        assert {**after["small-marian"], "loaded": False} == listed[2]


def test_in_bounded_memory_models_take_turns(small_models: dict[str, Path]) -> None:
    names = ("small-marian", "small-gemma")
    sizes = [sum(file.size for file in Manifest.read(small_models[name]).files) for name in names]
    settings = Settings(
        workers=1,
        translator="lexicon",
        models=tuple(str(small_models[name]) for name in names),
        model_memory=max(sizes) + 1000,
    )
    with running(settings) as client:
        assert client.get("/v1/models").json()["limits"]["model_memory_bytes"] == max(sizes) + 1000
        texts = set()
        for name in (*names, *names):
            texts.add(translate(client, translator=name).json()["translations"][0]["text"])
            assert [other for other in names if available(client)[other]["loaded"]] == [name]
        assert len(texts) == 2
        with ThreadPoolExecutor(8) as threads:
            answers = threads.map(lambda name: translate(client, translator=name), names * 8)
            assert {answer.status_code for answer in answers} == {200}
        assert client.get("/readyz").status_code == 200
        assert 'intisari_model_loads_total{model="small-marian",outcome="unloaded"}' in client.get("/metrics").text


def test_a_model_whose_files_are_damaged_fails_alone(small_models: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(small_models["small-gemma"], folder)
    manifest = Manifest.read(folder)
    weights = folder / next(file for file in manifest.files if file.name == "model.bin").parts[0]
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-100] + bytes(100))
    # Not in the cache yet.
    (folder / MANIFEST).write_text(replace(manifest, revision="0123456789ab").to_json(), encoding="utf-8")
    with running(Settings(workers=1, translator="lexicon", models=(str(folder),))) as client:
        problem = refused(translate(client, translator="small-gemma"), 503, "model-unavailable")
        assert "damaged" in problem["detail"]
        assert translate(client).status_code == 200
        assert client.get("/readyz").status_code == 200
        assert not available(client)["small-gemma"]["loaded"]
        weights.write_bytes(whole)
        assert translate(client, translator="small-gemma").status_code == 200


def test_it_is_ready_when_both_default_models_have_answered(small_models: dict[str, Path]) -> None:
    settings = Settings(
        workers=1, translator=str(small_models["small-gemma"]), summarizer=str(small_models["small-writer"])
    )
    with running(settings) as client:
        models = client.get("/v1/models").json()
        assert {role: model["name"] for role, model in models["models"].items()} == {
            "translator": "small-gemma",
            "summarizer": "small-writer",
        }
        assert all(model["loaded"] for model in models["available"])
        answer = client.post("/v1/articles", json={"text": ARTICLE}).json()
        assert answer["models"]["summarizer"]["name"] == "small-writer"
        chosen = client.post("/v1/articles", json={"text": ARTICLE, "models": {"summarizer": "extractive"}}).json()
        assert chosen["models"]["summarizer"]["name"] == "extractive"


@pytest.mark.parametrize("setting", [{"models": ("gpt",)}, {"summarizer": "gpt"}, {"catalog": "/nowhere.toml"}])
def test_settings_that_name_no_usable_model_stop_the_start(setting: dict[str, Any]) -> None:
    with pytest.raises(ModelUnavailableError), TestClient(create_app(Settings(translator="lexicon", **setting))):
        pass
