"""What only a real server with real sockets shows: many clients at once, clients that leave, bodies that lie."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import service.api.body
from service.settings import Settings
from tests.service.api.serving import LiveServer, serving, wait_until

PLACES = ("Malang", "Bogor", "Padang", "Medan", "Ambon", "Palu", "Solo", "Kupang")


def article(number: int) -> str:
    """Articles that share no sentence."""
    place = PLACES[number % len(PLACES)]
    return "\n".join(
        f"Pemerintah kota {place} akan membangun {number * 10 + line} sekolah baru untuk warga dengan anggaran "
        f"Rp {number + 1},{line} miliar pada tahun ini, kata menteri. Warga {place} ke-{number} belum tahu rencana itu."
        for line in range(6)
    )


def post(server: LiveServer, body: Any, path: str = "/v1/articles") -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
    with contextlib.closing(connection):
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())


def stable(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings"}


@contextlib.contextmanager
def connected(server: LiveServer, request: bytes) -> Iterator[socket.socket]:
    with socket.create_connection((server.host, server.port), timeout=30) as client:
        client.sendall(request)
        yield client


def head(path: str, *fields: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *fields, "", ""]
    return "\r\n".join(lines).encode()


def read_answer(client: socket.socket) -> tuple[int, dict[str, Any]]:
    response = http.client.HTTPResponse(client)
    response.begin()
    assert response.headers["content-type"] == "application/problem+json"
    return response.status, json.loads(response.read())


def gone(server: LiveServer, path: str) -> int:
    """How many requests have ended because the client left."""
    labels = {"method": "POST", "route": path, "status": "499"}
    return int(server.service.registry.get_sample_value("intisari_http_requests_total", labels) or 0)


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    with serving(Settings(workers=1, max_body_bytes=1 << 20)) as server:
        yield server


def test_32_clients_at_once_share_batches_and_get_the_answers_that_each_gets_alone() -> None:
    articles = [article(number) for number in range(32)]
    with serving() as server:
        alone = [post(server, {"text": text}) for text in articles]
    with serving(delay=0.02) as server, ThreadPoolExecutor(32) as clients:
        together = list(clients.map(lambda text: post(server, {"text": text}), articles))
        batches = list(server.engine.batches)
    assert [status for status, _ in together] == [200] * 32
    assert [stable(answer) for _, answer in together] == [stable(answer) for _, answer in alone]
    segments = sum(len(paragraph["segments"]) for _, answer in together for paragraph in answer["paragraphs"])
    assert segments >= 32 * 12
    assert len(batches) < 32, "clients that come together are served by fewer engine calls than there are clients"


def test_a_client_that_leaves_takes_its_queued_segments_out() -> None:
    texts = [f"Warga kota nomor {number} belum tahu rencana itu." for number in range(200)]
    with serving(Settings(workers=1, max_batch_tokens=64), delay=0.05) as server:
        body = json.dumps({"texts": texts}).encode()
        with connected(server, head("/v1/translations", f"Content-Length: {len(body)}") + body):
            wait_until(lambda: len(server.engine.batches) >= 2)
        wait_until(lambda: gone(server, "/v1/translations") == 1)
        seen = len(server.engine.batches)
        assert post(server, {"text": article(1)})[0] == 200
    assert seen < 60, "200 segments, two in a batch, would have taken 100"


def test_a_client_that_leaves_while_it_sends_is_no_failure(server: LiveServer) -> None:
    with connected(server, head("/v1/articles", "Content-Length: 1000") + b'{"text": "'):
        pass
    wait_until(lambda: gone(server, "/v1/articles") == 1)


@pytest.mark.parametrize("size", [1 << 20, 10 << 20])
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/summaries", "/nowhere", "/healthz"])
def test_a_body_that_is_too_large_gets_413_and_the_client_can_read_it(server: LiveServer, size: int, path: str) -> None:
    body = json.dumps({"text": "a" * size}).encode()
    with connected(server, head(path, f"Content-Length: {len(body)}") + body) as client:
        status, problem = read_answer(client)
    assert (status, problem["type"]) == (413, "/problems/body-too-large")
    assert "1048576 bytes" in problem["detail"]


def test_a_chunked_body_without_a_length_is_bounded_too(server: LiveServer) -> None:
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    with connected(server, head("/v1/articles", "Transfer-Encoding: chunked")) as client:
        for _ in range(160):
            client.sendall(chunk)
        client.sendall(b"0\r\n\r\n")
        status, problem = read_answer(client)
    assert (status, problem["type"]) == (413, "/problems/body-too-large")


def test_an_endless_body_is_cut_off_and_not_kept_in_memory(server: LiveServer) -> None:
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    sent = 0
    with connected(server, head("/v1/articles", "Transfer-Encoding: chunked")) as client, contextlib.suppress(OSError):
        while sent < 200:
            client.sendall(chunk)
            sent += 1
    assert sent < 100


def test_a_huge_declared_length_is_refused_before_anything_is_sent(server: LiveServer) -> None:
    with connected(server, head("/v1/articles", "Content-Length: 99999999999")) as client:
        status, problem = read_answer(client)
    assert (status, problem["type"]) == (413, "/problems/body-too-large")


def test_a_client_that_asks_first_need_not_send_what_is_refused(server: LiveServer) -> None:
    with connected(server, head("/v1/articles", "Content-Length: 2000000", "Expect: 100-continue")) as client:
        status, _ = read_answer(client)
    assert status == 413


@pytest.mark.parametrize("length", ["-1", "abc", "5, 6", "1e3"])
def test_a_length_that_is_no_number_is_refused(server: LiveServer, length: str) -> None:
    with connected(server, head("/v1/articles", f"Content-Length: {length}") + b'{"text": "a"}') as client:
        assert client.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_more_than_was_declared_is_not_read_as_this_request(server: LiveServer) -> None:
    with connected(server, head("/v1/articles", "Content-Length: 5") + b'{"text": "a"}') as client:
        status, problem = read_answer(client)
    assert (status, problem["type"]) == (422, "/problems/invalid-json")


def test_what_runs_is_finished_before_the_server_stops() -> None:
    answers = []
    with serving(delay=0.3) as server:
        client = threading.Thread(target=lambda: answers.append(post(server, {"text": article(1)})))
        client.start()
        wait_until(lambda: bool(server.engine.batches))
        server.server.should_exit = True
        client.join(timeout=20)
    assert [status for status, _ in answers] == [200]


def test_a_request_that_takes_too_long_gets_504_and_leaves_the_queue() -> None:
    texts = [f"Warga kota nomor {number} belum tahu rencana itu." for number in range(100)]
    with serving(Settings(workers=1, max_batch_tokens=64, max_seconds=0.3)) as server:
        # Slower than it has been so far: what is seen to be too long beforehand is refused.
        server.engine._delay = 0.05
        status, problem = post(server, {"texts": texts}, "/v1/translations")
        assert (status, problem["type"]) == (504, "/problems/deadline")
        seen = len(server.engine.batches)
        time.sleep(0.3)
        assert len(server.engine.batches) <= seen + 1


def test_a_full_queue_gets_503_with_the_time_to_wait() -> None:
    texts = [f"Warga kota nomor {number} belum tahu rencana itu." for number in range(40)]
    with (
        serving(Settings(quality="fast", workers=1, max_batch_tokens=64, max_queued_tokens=2000), delay=0.05) as server,
        ThreadPoolExecutor(1) as other,
    ):
        first = other.submit(post, server, {"texts": texts}, "/v1/translations")
        wait_until(lambda: len(server.engine.batches) >= 1)
        connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
        with contextlib.closing(connection):
            body = json.dumps({"texts": [text.replace("kota", "desa") for text in texts]})
            connection.request("POST", "/v1/translations", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            problem = json.loads(response.read())
        assert (response.status, problem["type"]) == (503, "/problems/overloaded")
        assert int(response.headers["Retry-After"]) >= 1
        assert first.result()[0] == 200


def test_a_full_queue_refuses_a_text_before_it_is_looked_at() -> None:
    texts = [f"Warga kota nomor {number} belum tahu rencana itu." for number in range(40)]
    in_no_language = "\n".join(["kh\u1eafp n\u01a1i \u0111\u1ec1u c\u00f3 hoa n\u1edf"] * 600)
    with (
        serving(Settings(quality="fast", workers=1, max_batch_tokens=64, max_queued_tokens=2000), delay=0.05) as server,
        ThreadPoolExecutor(1) as other,
    ):
        assert post(server, {"text": in_no_language})[0] == 422
        first = other.submit(post, server, {"texts": texts}, "/v1/translations")
        wait_until(lambda: len(server.engine.batches) >= 2)
        assert post(server, {"text": in_no_language})[0] == 503
        assert post(server, {"texts": [in_no_language]}, "/v1/translations")[0] == 503
        assert first.result()[0] == 200


def test_what_never_fits_the_queue_gets_413() -> None:
    with serving(Settings(workers=1, max_queued_tokens=1024)) as server:
        text = "\n".join(article(number) for number in range(8))
        status, problem = post(server, {"text": text})
    assert (status, problem["type"]) == (413, "/problems/never-fits")


def test_a_body_that_stops_half_way_gets_408(server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.api.body, "BODY_SECONDS", 0.1)
    with connected(server, head("/v1/articles", "Content-Length: 1000") + b'{"text": "') as client:
        status, problem = read_answer(client)
    assert (status, problem["type"]) == (408, "/problems/slow-body")
