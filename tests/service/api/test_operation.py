"""Health, readiness, metrics and the models' terms."""

import threading
from collections.abc import Sequence

import pytest
from fastapi.testclient import TestClient

from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Decoding, Hypothesis, Tokens
from models.errors import EngineError
from service.app import create_app
from service.settings import Settings, available_cores
from service.state import MOST_WAITING_READERS
from tests.service.api.serving import ARTICLE, running, wait_until


class GatedEngine(LexiconEngine):
    """Answers its first batch when ``gate`` is opened; with an error where it is broken."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.broken = broken
        self.closed = False

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        self.gate.wait(10)
        if self.broken:
            raise EngineError("The weights are wrong.")
        return super().generate(batch, decoding)

    def close(self) -> None:
        self.closed = True


def test_it_is_alive_at_once_and_ready_when_the_model_has_answered() -> None:
    engine = GatedEngine()
    with TestClient(create_app(Settings(workers=1), engine)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        response = client.get("/readyz")
        assert (response.status_code, response.json()["type"]) == (503, "/problems/not-ready")
        assert int(response.headers["retry-after"]) >= 1
        engine.gate.set()
        wait_until(lambda: client.get("/readyz").status_code == 200)
    assert engine.closed


def test_it_never_gets_ready_with_a_model_that_fails() -> None:
    engine = GatedEngine(broken=True)
    engine.gate.set()
    with TestClient(create_app(Settings(workers=1), engine)) as client:
        wait_until(lambda: "The weights are wrong." in client.get("/readyz").text)
        assert client.get("/readyz").status_code == 503


class MortalEngine(LexiconEngine):
    """Takes its thread down with it when it reads ``MATI``."""

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        if any("MATI" in tokens for tokens in batch):
            raise SystemExit("the engine died")
        return super().generate(batch, decoding)


def test_it_is_not_ready_when_an_engine_worker_dies() -> None:
    with running(Settings(workers=1), MortalEngine()) as client:
        client.post("/v1/translations", json={"texts": ["Warga kota MATI."]})
        response = client.get("/readyz")
        assert (response.status_code, response.json()["type"]) == (503, "/problems/not-ready")
        assert client.get("/healthz").status_code == 200


def test_models_are_named_with_their_terms_and_the_limits_of_a_request(client: TestClient) -> None:
    answer = client.get("/v1/models").json()
    assert list(answer) == ["models", "available", "limits"]
    for role in ("translator", "summarizer"):
        assert list(answer["models"][role]) == ["name", "revision", "licence", "commercial", "notice"]
    assert answer["limits"] == {
        "body_bytes": 4194304,
        "characters": 100000,
        "texts": 256,
        "glossary_terms": 1000,
        "sentences": 100,
        "seconds": 300.0,
        "model_memory_bytes": None,
    }


@pytest.mark.parametrize("accept", ["", "text/plain", "application/openmetrics-text; version=1.0.0"])
def test_metrics_count_requests_by_route_and_show_the_batches(accept: str) -> None:
    with running(Settings(workers=1)) as client:
        client.post("/v1/articles", json={"text": ARTICLE})
        client.get("/problems/empty-text")
        client.get("/some/address/that/is/made/up")
        text = client.get("/metrics", headers={"Accept": accept}).text
    assert 'intisari_http_requests_total{method="POST",route="/v1/articles",status="200"} 1.0' in text
    assert 'intisari_http_requests_total{method="GET",route="/problems/{name}",status="200"} 1.0' in text
    assert 'route="none",status="404"} 1.0' in text
    assert "made" not in text
    assert "intisari_batch" in text


def test_two_applications_do_not_share_their_metrics(client: TestClient) -> None:
    with running(Settings(workers=1)) as other:
        other.post("/v1/articles", json={"text": ARTICLE})
        assert 'route="/v1/articles",status="200"} 1.0' in other.get("/metrics").text


def test_the_page_is_there(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")


def test_other_origins_are_not_let_in(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/v1/articles", headers=headers)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_cleaning_texts_keeps_nobody_else_waiting_and_what_waits_is_bounded() -> None:
    gate = threading.Event()
    with running(Settings(workers=1)) as client:
        service = client.app.state.intisari  # type: ignore[attr-defined]
        assert client.portal is not None
        held = [
            client.portal.start_task_soon(service.read, gate.wait)
            for _ in range(available_cores() + MOST_WAITING_READERS)
        ]
        assert client.get("/healthz").status_code == 200
        response = client.post("/v1/articles", json={"text": ARTICLE})
        assert (response.status_code, response.json()["type"]) == (503, "/problems/overloaded")
        assert response.headers["retry-after"] == "1"
        gate.set()
        assert all(task.result() for task in held)
        assert client.post("/v1/articles", json={"text": ARTICLE}).status_code == 200
