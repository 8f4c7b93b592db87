"""Many texts at once: translations and summaries, each with its own result."""

from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.api.serving import ARTICLE

PAGE = f"<html><body><article>{''.join(f'<p>{line}</p>' for line in ARTICLE.splitlines()[2:8])}</article></body></html>"


def post(client: TestClient, path: str, **body: Any) -> dict[str, Any]:
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_translations_are_in_the_order_of_the_texts(client: TestClient) -> None:
    answer = post(client, "/v1/translations", texts=["Warga kota.", "Sekolah baru.", "Warga kota."])
    assert [item["text"] for item in answer["translations"]] == ["Residents city.", "School new.", "Residents city."]


def test_names_and_order_of_the_answers_are_the_contract(client: TestClient) -> None:
    answer = post(client, "/v1/translations", texts=["Warga kota."])
    assert list(answer) == ["translations", "models", "usage", "timings"]
    assert list(answer["translations"][0])[:4] == ["text", "source", "language", "segments"]
    answer = post(client, "/v1/summaries", texts=[ARTICLE])
    assert list(answer) == ["summaries", "models", "usage", "timings"]
    assert list(answer["summaries"][0]) == ["text", "language", "en", "sentences", "checks", "removed", "notes"]
    assert list(answer["summaries"][0]["sentences"][0]) == ["text", "en", "support", "origin", "flags"]


def test_nothing_is_removed_from_plain_text(client: TestClient) -> None:
    [item] = post(client, "/v1/translations", texts=["Baca juga: warga kota\nCopyright © 2024"])["translations"]
    assert item["text"] == "Baca also: residents city\nCopyright © 2024"
    assert item["removed"] == []


def test_line_breaks_and_indents_stay_where_they_are(client: TestClient) -> None:
    text = "\n  Warga kota.\n\n\nSekolah baru. Warga kota.\n"
    [item] = post(client, "/v1/translations", texts=[text])["translations"]
    assert item["text"] == "\n  Residents city.\n\n\nSchool new. Residents city.\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab .,!?\"'()123\n\t\u00a0—A", min_size=1, max_size=120))
def test_offsets_are_places_in_the_whole_text_and_lines_are_kept(client: TestClient, text: str) -> None:
    [item] = post(client, "/v1/translations", texts=[text], language="id")["translations"]
    if "error" in item:
        assert not any(map(str.isalnum, text))
        return
    assert item["text"].count("\n") == item["source"].count("\n") == text.count("\n")
    before = (0, 0)
    for segment in item["segments"]:
        assert before[0] <= segment["source"][0] < segment["source"][1] <= len(item["source"])
        assert before[1] <= segment["target"][0] <= segment["target"][1] <= len(item["text"])
        before = (segment["source"][1], segment["target"][1])
    covered = "".join(item["source"][slice(*segment["source"])] for segment in item["segments"])
    assert covered.split() == item["source"].split() or "".join(covered.split()) == "".join(item["source"].split())


def test_english_stays_as_it_is_and_says_so(client: TestClient) -> None:
    english = "The government will build new schools in the city, and the residents have welcomed that."
    first, second = post(client, "/v1/translations", texts=[english, "Warga kota."])["translations"]
    assert first["text"] == english
    assert first["notes"]
    assert second["text"] == "Residents city."


def test_a_text_that_breaks_the_engine_fails_alone(client: TestClient) -> None:
    answer = post(client, "/v1/translations", texts=["Warga RUSAKMESIN.", "Warga kota."])
    broken, fine = answer["translations"]
    assert broken["error"]["type"] == "/problems/engine-failed"
    assert broken["error"]["field"] == "texts[0]"
    assert fine["text"] == "Residents city."


def test_where_every_text_breaks_the_engine_every_text_has_its_error(client: TestClient) -> None:
    answer = post(client, "/v1/translations", texts=["RUSAKMESIN satu.", "RUSAKMESIN dua."])
    assert [item["error"]["field"] for item in answer["translations"]] == ["texts[0]", "texts[1]"]


def test_html_gives_its_main_text_translated_line_by_line(client: TestClient) -> None:
    [item] = post(client, "/v1/translations", texts=[PAGE], format="html")["translations"]
    assert "<" not in item["text"]
    assert len(item["text"].splitlines()) == len(item["source"].splitlines()) > 1
    assert any(piece["text"].startswith("Baca Juga") for piece in item["removed"])


def test_a_glossary_holds_for_every_text(client: TestClient) -> None:
    answer = post(client, "/v1/translations", texts=["DPR RI itu.", "Oleh DPR RI."], glossary=[["DPR RI", "the House"]])
    assert all("the House" in item["text"] for item in answer["translations"])


def test_characters_are_those_of_the_texts_that_were_read(client: TestClient) -> None:
    assert post(client, "/v1/translations", texts=["Warga kota.", " "])["usage"] == {"characters": 11}


def test_summaries_are_sentences_of_their_text(client: TestClient) -> None:
    answer = post(client, "/v1/summaries", texts=[ARTICLE, ARTICLE], sentences=2)
    first, second = answer["summaries"]
    assert first == second
    assert len(first["sentences"]) == 2
    assert all(sentence["text"] in ARTICLE for sentence in first["sentences"])
    assert first["text"] == " ".join(sentence["text"] for sentence in first["sentences"])
    assert answer["models"]["translator"] is None


def test_summaries_of_html_and_in_bullets(client: TestClient) -> None:
    body = {"texts": [PAGE], "format": "html", "sentences": 2, "layout": "bullets"}
    [summary] = post(client, "/v1/summaries", **body)["summaries"]
    assert summary["text"] == "\n".join(f"- {sentence['text']}" for sentence in summary["sentences"])
