"""Errors are problem documents (RFC 9457), whoever raises them, and each kind is documented by the service itself."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import models.errors
import service.batching.errors
from models.engines.lexicon import LexiconEngine
from service import errors
from service.app import create_app
from service.settings import Settings

API_PAGE = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/v1/article", 404, "not-found"),
        ("GET", "/v1/articles/", 404, "not-found"),
        ("GET", "/static/nothing.js", 404, "not-found"),
        ("GET", "/problems/nothing", 404, "not-found"),
        ("GET", "/v1/articles", 405, "method-not-allowed"),
        ("DELETE", "/v1/models", 405, "method-not-allowed"),
        ("BREW", "/v1/articles", 405, "method-not-allowed"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_document_too(
    client: TestClient, method: str, path: str, status: int, name: str
) -> None:
    response = client.request(method, path)
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (response.status_code, problem["status"], problem["type"]) == (status, status, f"/problems/{name}")
    if status == 405:
        assert response.headers["allow"] in problem["detail"]


def broken_application() -> FastAPI:
    app = create_app(Settings(workers=1), LexiconEngine())

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("secret article text")

    return app


def test_a_defect_tells_the_client_the_request_id_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(broken_application(), raise_server_exceptions=False) as client:
        response = client.get("/broken", headers={"X-Request-ID": "from-the-proxy-1"})
        metrics = client.get("/metrics").text
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-request-id"] == response.json()["request_id"] == "from-the-proxy-1"
    assert "secret" not in response.text
    assert "from-the-proxy-1" in caplog.text
    assert "secret" not in caplog.text
    assert 'intisari_http_requests_total{method="GET",route="/broken",status="500"} 1.0' in metrics


@pytest.mark.parametrize("given", ["a b", "x" * 200, "ü", "a\tb", ""])
def test_a_request_id_that_could_forge_the_log_is_replaced(client: TestClient, given: str) -> None:
    response = client.get("/healthz", headers={b"X-Request-ID": given.encode("latin-1")})
    assert response.headers["x-request-id"] not in ("", given)


def test_each_answer_has_its_own_request_id(client: TestClient) -> None:
    assert client.get("/healthz").headers["x-request-id"] != client.get("/healthz").headers["x-request-id"]


def test_before_it_has_started_it_says_so() -> None:
    response = TestClient(create_app(Settings(), LexiconEngine())).get("/readyz")
    assert (response.status_code, response.json()["type"]) == (503, "/problems/not-ready")
    assert response.headers["retry-after"] == "1"


def classes_of(module: Any) -> list[type[Exception]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.__name__
    ]


def test_every_error_class_has_a_problem_type() -> None:
    bases = (
        models.errors.ModelsError,
        models.errors.EngineBusyError,
        service.batching.errors.BatchingError,
        errors.ServiceError,
    )
    for module in (models.errors, service.batching.errors, errors):
        for known in classes_of(module):
            assert known in bases or issubclass(known, tuple(errors.TABLE)), f"{known.__name__} has no problem type"


@pytest.mark.parametrize("name", sorted(errors.PROBLEMS))
def test_every_problem_type_is_documented(client: TestClient, name: str) -> None:
    kind = client.get(f"/problems/{name}").json()
    assert kind["type"] == f"/problems/{name}"
    assert kind["remedy"].endswith(".")
    page = API_PAGE.read_text(encoding="utf-8")
    assert f"| `{name}` | {kind['status']} | {kind['title']} | {kind['remedy']} |" in page


def test_the_list_of_problems_has_them_all(client: TestClient) -> None:
    listed = client.get("/problems").json()["problems"]
    assert [entry["type"] for entry in listed] == [kind.uri for kind in errors.PROBLEMS.values()]
