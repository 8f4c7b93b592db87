"""What a newsroom's scripts, and others, really send. Each gets an answer that says what to do; none gets a 500."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.api.serving import ARTICLE

JSON = "application/json"
CALLS: dict[str, Callable[[str], dict[str, Any]]] = {
    "/v1/articles": lambda text: {"text": text},
    "/v1/translations": lambda text: {"texts": [text]},
    "/v1/summaries": lambda text: {"texts": [text]},
}
CHINESE = "政府将在今年在该市建设十二所新学校，部长星期一说。居民欢迎这项计划，但也要求改善通往学校的道路。" * 3
JAVANESE = (
    "Bocah-bocah padha dolanan ing latar ngarep omah nalika srengenge wis arep mlebu. Simbah lungguh ing kursi karo "
    "ngombe wedang jahe, banjur nyeluk putune supaya enggal mulih amarga wis wayahe adus lan mangan bareng."
)


def refused(response: Any, status: int, name: str, field: str | None = None) -> dict[str, Any]:
    """The problem document of an answer that has to be one of this kind."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem: dict[str, Any] = response.json()
    assert (response.status_code, problem["type"]) == (status, f"/problems/{name}"), problem
    assert problem["status"] == status
    assert problem.get("field") == field, problem
    assert problem["detail"].endswith((".", "?", ".)")), "detail is a sentence"
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


def post(client: TestClient, body: Any, path: str = "/v1/articles") -> Any:
    # Not through the client's own encoder, which refuses lone surrogates.
    return post_raw(client, json.dumps(body), path)


def post_raw(client: TestClient, content: bytes | str, path: str = "/v1/articles", kind: str = JSON) -> Any:
    return client.post(path, content=content, headers={"Content-Type": kind})


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\u00a0", "\x00\x01\x1b", "\u200b\u200e", "🙂🙂 🎉", "...", "—"])
def test_nothing_to_read_is_refused(client: TestClient, text: str) -> None:
    refused(post(client, {"text": text}), 422, "empty-text")


@pytest.mark.parametrize("path", ["/v1/translations", "/v1/summaries"])
def test_nothing_to_read_fails_its_own_item_only(client: TestClient, path: str) -> None:
    response = post(client, {"texts": [ARTICLE, "🙂", ARTICLE]}, path)
    assert response.status_code == 200, response.text
    first, second, third = response.json()[path.removeprefix("/v1/")]
    assert second["error"]["type"] == "/problems/empty-text"
    assert second["error"]["field"] == "texts[1]"
    assert first == third
    assert first["text"]


def test_only_boilerplate_is_no_article(client: TestClient) -> None:
    refused(post(client, {"text": "Home » Nasional\nBaca Juga: Harga Beras Naik\nCopyright © 2024"}), 422, "no-article")


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<script>var a = 1;</script>", "\x00", "<html><body><nav>Home</nav></body></html>"]
)
def test_html_without_an_article_is_refused(client: TestClient, html: str) -> None:
    response = post(client, {"html": html})
    assert response.status_code == 422
    assert response.json()["type"] in ("/problems/empty-text", "/problems/no-article")


@pytest.mark.parametrize(("text", "name"), [(CHINESE, "Chinese"), (JAVANESE, "Javanese")])
@pytest.mark.parametrize("path", CALLS)
def test_another_language_is_refused_by_name(client: TestClient, path: str, text: str, name: str) -> None:
    response = post(client, CALLS[path](text), path)
    if path == "/v1/articles":
        problem = refused(response, 422, "unsupported-language")
    else:
        [item] = response.json()[path.removeprefix("/v1/")]
        problem = item["error"]
        assert problem["type"] == "/problems/unsupported-language"
    assert name in problem["detail"]
    assert problem["language"] in ("zh", "jv")


def test_the_sender_may_know_the_language_better(client: TestClient) -> None:
    assert post(client, {"text": JAVANESE, "language": "id"}).status_code == 200


def test_both_text_and_html_are_refused(client: TestClient) -> None:
    assert "text and html" in refused(post(client, {"text": "a", "html": "b"}), 422, "invalid-request")["detail"]


@pytest.mark.parametrize("body", [{}, {"title": "Judul"}, {"text": None, "html": None}])
def test_neither_text_nor_html_is_refused(client: TestClient, body: Any) -> None:
    assert "text, html" in refused(post(client, body), 422, "invalid-request")["detail"]


def test_a_url_is_not_fetched_and_the_answer_says_what_to_do_instead(client: TestClient) -> None:
    problem = refused(post(client, {"url": "http://127.0.0.1:1/"}), 403, "fetching-off", "url")
    assert "`html`" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "field", "hint"),
    [
        ({"texts": "a"}, "texts", "`text`"),
        ({"text": "a", "sumary": False}, "sumary", "`summary`"),
        ({"text": "a", "summary": {"lenght": "short"}}, "summary.lenght", "`length`"),
        ({"text": "a", "models": {"translators": "x"}}, "models.translators", "`translator`"),
        ({"text": "a", "zzz": 1}, "zzz", "known are text, html"),
        ({"text": "a", "\ud800x\u202e": 1}, "x\u202e", "known are"),
    ],
)
def test_an_unknown_field_is_named_and_the_nearest_one_suggested(
    client: TestClient, body: Any, field: str, hint: str
) -> None:
    assert hint in refused(post(client, body), 422, "invalid-request", field)["detail"]


@pytest.mark.parametrize("number", ["0", "-1", "1000000000", "1e400", "-1e400", "1.5", '"3"', "true", "[]", "9" * 4000])
def test_a_wrong_number_of_sentences_is_refused(client: TestClient, number: str) -> None:
    article = post_raw(client, '{"text": "a", "summary": {"sentences": ' + number + "}}")
    refused(article, 422, "invalid-request", "summary.sentences")
    texts = post_raw(client, '{"texts": ["a"], "sentences": ' + number + "}", "/v1/summaries")
    refused(texts, 422, "invalid-request", "sentences")


@pytest.mark.parametrize(
    "content",
    [
        "", " ", "{", "}", "hello", "{'text': 'a'}", '{"text": "a",}', '{"text": NaN}', '{"text": -Infinity}', "{}{}",
        '{"text": "a\x00b"}', '{"text": "a\nb"}', '{"text": ' + "9" * 5000 + "}", '{"text": "a", "text": "b"}',
        "[" * 100_000, '{"text":' * 100_000, "[" * 100_000 + "]" * 100_000, b"\xff\xfe", b'{"text": "\xe9"}',
        '{"text": "\\ud8"}', '{"text": "\\x41"}', "text=a&b=c",
    ],
    ids=lambda content: repr(content[:24]),
)  # fmt: skip
@pytest.mark.parametrize("path", CALLS)
def test_what_is_not_json_is_refused(client: TestClient, path: str, content: bytes | str) -> None:
    refused(post_raw(client, content, path), 422, "invalid-json")


@pytest.mark.parametrize("content", ["[]", "3", '"text"', "null", "true", '[{"text": "a"}]', "[" * 500 + "]" * 500])
@pytest.mark.parametrize("path", CALLS)
def test_json_that_is_no_object_is_refused(client: TestClient, path: str, content: str) -> None:
    assert "JSON object" in refused(post_raw(client, content, path), 422, "invalid-request")["detail"]


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "json"],
)
@pytest.mark.parametrize("path", CALLS)
def test_another_content_type_is_refused(client: TestClient, path: str, kind: str) -> None:
    problem = refused(post_raw(client, '{"text": "a"}', path, kind), 415, "unsupported-media-type")
    assert "Content-Type: application/json" in problem["detail"]


@pytest.mark.parametrize("kind", [f"{JSON}; charset=utf-8", "Application/JSON", "application/ld+json"])
def test_json_by_any_of_its_names_is_taken(client: TestClient, kind: str) -> None:
    assert post_raw(client, json.dumps({"text": ARTICLE, "translate": "none"}), kind=kind).status_code == 200


def test_a_byte_order_mark_is_no_reason_to_refuse(client: TestClient) -> None:
    assert post_raw(client, "\ufeff" + json.dumps({"text": ARTICLE, "translate": "none"})).status_code == 200


@pytest.mark.parametrize(
    ("texts", "status", "name", "field"),
    [
        ([], 422, "invalid-request", "texts"),
        (None, 422, "invalid-request", "texts"),
        ("a", 422, "invalid-request", "texts"),
        ({"0": "a"}, 422, "invalid-request", "texts"),
        ([None], 422, "invalid-request", "texts[0]"),
        (["a", 1], 422, "invalid-request", "texts[1]"),
        (["a", ["b"]], 422, "invalid-request", "texts[1]"),
        (["a"] * 10_000, 413, "too-many-items", "texts"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/translations", "/v1/summaries"])
def test_a_wrong_list_of_texts_is_refused(
    client: TestClient, path: str, texts: Any, status: int, name: str, field: str
) -> None:
    refused(post(client, {"texts": texts}, path), status, name, field)


@pytest.mark.parametrize(
    ("glossary", "field"),
    [
        ("id-of-a-glossary", "glossary"),
        ({"DPR RI": "House"}, "glossary"),
        (["DPR RI", "House"], "glossary[0]"),
        ([["DPR RI"]], "glossary[0]"),
        ([["DPR RI", "House", "x"]], "glossary[0]"),
        ([["DPR RI", 1]], "glossary[0][1]"),
        ([["a", "b"], ["DPR RI", " "]], "glossary[1][1]"),
        ([["", "House"]], "glossary[0][0]"),
        ([["x" * 201, "House"]], "glossary[0][0]"),
        ([["DPR RI", "House"], ["DPR RI", "Parliament"]], "glossary[1]"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/translations"])
def test_a_malformed_glossary_is_refused(client: TestClient, path: str, glossary: Any, field: str) -> None:
    refused(post(client, {**CALLS[path](ARTICLE), "glossary": glossary}, path), 422, "invalid-request", field)


def test_a_glossary_beyond_the_limit_is_refused(client: TestClient) -> None:
    pairs = [[f"istilah {n}", f"term {n}"] for n in range(1001)]
    refused(post(client, {"text": ARTICLE, "glossary": pairs}), 413, "too-many-items", "glossary")


@pytest.mark.parametrize("summary", [None, True, 0, "short", [], 1])
def test_a_summary_that_is_neither_options_nor_false_is_refused(client: TestClient, summary: Any) -> None:
    refused(post(client, {"text": ARTICLE, "summary": summary}), 422, "invalid-request", "summary")


@pytest.mark.parametrize("role", ["translator", "summarizer"])
def test_a_model_that_does_not_run_here_is_refused_not_replaced(client: TestClient, role: str) -> None:
    problem = refused(post(client, {"text": ARTICLE, "models": {role: "gpt"}}), 422, "unknown-model", f"models.{role}")
    assert client.get("/v1/models").json()["models"][role]["name"] in problem["detail"]


def test_a_text_beyond_the_limit_is_refused(client: TestClient) -> None:
    refused(post(client, {"text": "kata " * 30_000}), 413, "text-too-long", "text")


def test_an_overlong_text_fails_its_own_item_only(client: TestClient) -> None:
    response = post(client, {"texts": ["kata " * 30_000, "Warga kota."]}, "/v1/translations")
    long, short = response.json()["translations"]
    assert long["error"]["type"] == "/problems/text-too-long"
    assert short["text"] == "Residents city."


def test_an_article_in_html_beyond_the_limit_is_refused(client: TestClient) -> None:
    lines = (
        f"<p>Pada hari ke-{n} warga desa {n} menerima bantuan beras dari pemerintah daerah.</p>" for n in range(1500)
    )
    html = f"<html><body><article>{''.join(lines)}</article></body></html>"
    refused(post(client, {"html": html}), 413, "text-too-long", "html")


@pytest.mark.parametrize("unit", ["a", "kata ", "é", "1.000 ", "( ", "a\u0301"])
def test_a_line_of_50_000_characters_is_answered(client: TestClient, unit: str) -> None:
    text = (unit * 50_000)[:50_000]
    for path, body in CALLS.items():
        response = post(client, {**body(text), "language": "id"}, path)
        assert response.status_code in (200, 422), response.text


@pytest.mark.parametrize("tag", ["div", "b"])
def test_html_with_100_000_nested_tags_is_answered(client: TestClient, tag: str) -> None:
    html = f"<{tag}>" * 100_000 + ARTICLE.splitlines()[2] + f"</{tag}>" * 100_000
    response = post(client, {"html": html, "translate": "none"})
    assert response.status_code in (200, 422), response.text


def test_unclosed_and_hostile_html_is_answered(client: TestClient) -> None:
    for html in ("<" * 100_000, "<!--" * 50_000, "&#x" * 50_000, "<p a='" + "x" * 100_000, "<![CDATA[" * 20_000):
        response = post(client, {"html": html})
        assert response.status_code in (200, 413, 422), response.text


@pytest.mark.parametrize(
    "mark",
    ["\ud800", "\udfff\ud800", "\x00", "\x1b", "\u202e", "\u200f", "\ufeff", "\ufffe", "\U0010ffff", "\u2028"],
)
@pytest.mark.parametrize("field", ["text", "title", "glossary"])
def test_odd_characters_never_reach_the_answer_as_something_that_cannot_be_encoded(
    client: TestClient, mark: str, field: str
) -> None:
    body: dict[str, Any] = {"text": ARTICLE, "title": "Sekolah baru", "glossary": [["sekolah", "school"]]}
    body[field] = {
        "text": ARTICLE.replace("sekolah", f"sek{mark}olah"),
        "title": f"Sekolah {mark} baru",
        "glossary": [[f"seko{mark}lah", f"sch{mark}ool"]],
    }[field]
    response = post(client, body)
    assert response.status_code == 200, response.text
    answer = response.content.decode("utf-8")
    assert "\x00" not in json.loads(answer)["title"]["en"]
    assert "\\ud8" not in answer


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
names = st.sampled_from(["text", "html", "texts", "summary", "translate", "glossary", "title", "format", "sentences"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(sorted(CALLS)), body=st.dictionaries(names, json_values, max_size=4))
def test_no_json_object_makes_the_service_fail(client: TestClient, path: str, body: Any) -> None:
    response = post_raw(client, json.dumps(body), path)
    assert response.status_code < 500, response.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(sorted(CALLS)), text=st.text(alphabet=st.characters(), max_size=200))
def test_no_text_makes_the_service_fail(client: TestClient, path: str, text: str) -> None:
    response = post_raw(client, json.dumps({**CALLS[path](text), "language": "id"}), path)
    assert response.status_code < 500, response.text
