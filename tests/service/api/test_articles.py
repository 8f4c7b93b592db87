"""The main job over HTTP, with real cleaning, summarising and batching and the lexicon engine."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.api.serving import ARTICLE

HTML = f"""<html><head><title>Sekolah Baru</title></head><body><nav>Home</nav><article><h1>Sekolah Baru</h1>
{"".join(f"<p>{line}</p>" for line in ARTICLE.splitlines()[2:8])}</article></body></html>"""


def post(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/v1/articles", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_names_and_order_of_the_answer_are_the_contract(client: TestClient) -> None:
    answer = post(client, text=ARTICLE)
    assert list(answer) == [
        *("id", "language", "title", "paragraphs", "removed", "summary", "checks"),
        *("metadata", "notes", "models", "usage", "timings"),
    ]
    assert list(answer["paragraphs"][0]) == ["id", "en", "segments", "language"]
    assert list(answer["paragraphs"][0]["segments"][0]) == ["source", "target", "flags"]
    assert list(answer["removed"][0]) == ["text", "rule", "line"]
    assert list(answer["summary"]) == ["id", "en", "sentences", "route"]
    assert list(answer["summary"]["sentences"][0]) == ["id", "en", "support", "origin", "flags"]
    assert list(answer["models"]["translator"]) == ["name", "revision", "licence"]


def test_boilerplate_is_removed_and_reported_with_its_line(client: TestClient) -> None:
    answer = post(client, text=ARTICLE)
    story = " ".join(paragraph["id"] for paragraph in answer["paragraphs"])
    assert "Baca Juga" not in story
    assert "4.800 anak" in story
    lines = {piece["line"]: piece["text"] for piece in answer["removed"]}
    assert lines[5].startswith("Baca Juga")


def test_offsets_are_places_in_the_paragraph_and_in_its_translation(client: TestClient) -> None:
    for paragraph in post(client, text=ARTICLE)["paragraphs"]:
        sources = [paragraph["id"][slice(*segment["source"])] for segment in paragraph["segments"]]
        targets = [paragraph["en"][slice(*segment["target"])] for segment in paragraph["segments"]]
        assert "".join(sources).replace(" ", "") == paragraph["id"].replace(" ", "")
        assert "".join(targets).replace(" ", "") == paragraph["en"].replace(" ", "")


def test_summary_sentences_are_those_that_their_support_points_to(client: TestClient) -> None:
    answer = post(client, text=ARTICLE, summary={"sentences": 2})
    assert len(answer["summary"]["sentences"]) == 2
    for sentence in answer["summary"]["sentences"]:
        [[paragraph, _]] = sentence["support"]
        assert sentence["id"] in answer["paragraphs"][paragraph]["id"]
        assert sentence["en"] in answer["paragraphs"][paragraph]["en"]
    assert answer["summary"]["id"] == " ".join(sentence["id"] for sentence in answer["summary"]["sentences"])


def test_bullets_are_one_line_for_each_sentence(client: TestClient) -> None:
    summary = post(client, text=ARTICLE, summary={"sentences": 2, "layout": "bullets"})["summary"]
    assert summary["id"] == "\n".join(f"- {sentence['id']}" for sentence in summary["sentences"])
    assert summary["en"] == "\n".join(f"- {sentence['en']}" for sentence in summary["sentences"])


def test_without_summary_there_is_none_and_no_summarizer(client: TestClient) -> None:
    answer = post(client, text=ARTICLE, summary=False)
    assert answer["summary"] is None
    assert answer["models"]["summarizer"] is None


def test_without_translation_nothing_is_english_and_no_translator_is_named(client: TestClient) -> None:
    answer = post(client, text=ARTICLE, translate="none")
    assert {paragraph["en"] for paragraph in answer["paragraphs"]} == {None}
    assert answer["summary"]["en"] is None
    assert answer["models"]["translator"] is None


def test_summary_only_translates_title_and_summary(client: TestClient) -> None:
    answer = post(client, text=ARTICLE, title="Sekolah baru untuk warga", translate="summary")
    assert {paragraph["en"] for paragraph in answer["paragraphs"]} == {None}
    assert answer["title"] == {"id": "Sekolah baru untuk warga", "en": "School new for residents"}
    assert answer["summary"]["en"]


def test_html_gives_the_story_and_its_headline(client: TestClient) -> None:
    answer = post(client, html=HTML)
    assert answer["title"]["id"] == "Sekolah Baru"
    assert any("4.800 anak" in paragraph["id"] for paragraph in answer["paragraphs"])


def test_glossary_terms_are_used(client: TestClient) -> None:
    answer = post(client, text=ARTICLE, glossary=[["Menteri pendidikan", "Education Secretary"]])
    assert any("Education Secretary" in paragraph["en"] for paragraph in answer["paragraphs"])


def test_the_same_article_has_the_same_id_and_another_one_has_another(client: TestClient) -> None:
    first = post(client, text=ARTICLE)["id"]
    assert post(client, text=ARTICLE, translate="none")["id"] == first
    assert post(client, text=ARTICLE.replace("12 sekolah", "13 sekolah"))["id"] != first


def test_characters_are_those_of_the_cleaned_article(client: TestClient) -> None:
    answer = post(client, text=ARTICLE)
    title = len(answer["title"]["id"]) if answer["title"] else 0
    assert answer["usage"]["characters"] == title + sum(len(paragraph["id"]) for paragraph in answer["paragraphs"])


def test_a_segment_that_breaks_the_engine_is_flagged_and_the_rest_is_translated(client: TestClient) -> None:
    broken = "Perusahaan RUSAKMESIN tidak menjawab pertanyaan tentang pembangunan sekolah di kota itu pada Senin."
    answer = post(client, text=f"{ARTICLE}\n{broken}")
    flagged = [s for p in answer["paragraphs"] for s in p["segments"] if "failed" in s["flags"]]
    assert len(flagged) == 1
    [check] = [check for check in answer["checks"] if check["kind"] == "failed"]
    paragraph = answer["paragraphs"][check["paragraph"]]
    assert "RUSAKMESIN" in paragraph["id"]
    assert any("Government" in paragraph["en"] for paragraph in answer["paragraphs"])


def test_english_comes_back_untranslated_with_a_note(client: TestClient) -> None:
    english = (
        "The government will build twelve new schools in the city this year, the minister said on Monday. "
        "Residents welcomed the plan, but they also asked for better roads to the schools."
    )
    answer = post(client, text=english)
    assert answer["language"] == "en"
    assert answer["notes"]
    assert [paragraph["en"] for paragraph in answer["paragraphs"]] == [p["id"] for p in answer["paragraphs"]]


@pytest.mark.parametrize("role", ["translator", "summarizer"])
def test_a_pinned_model_that_runs_here_answers(client: TestClient, role: str) -> None:
    card = client.get("/v1/models").json()["models"][role]
    answer = post(client, text=ARTICLE, models={role: card["name"]})
    assert answer["models"][role] == {name: card[name] for name in ("name", "revision", "licence")}
