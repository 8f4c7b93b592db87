"""Loads against a real server in a process of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

import benchmarks.load.loads
from benchmarks.contenders.server import DidNotStartError, Server, running
from benchmarks.load.connection import Connection, ConnectionFailedError
from benchmarks.load.loads import AnswerError, Driver, Load
from benchmarks.load.material import Material, Text
from benchmarks.load.processes import Usage, marked
from tests.benchmarks.servers import CONTENDER

PROGRAMS = Path(sys.executable).parent
MATERIAL = Material(
    headlines=tuple(Text.of(f"judul {i}") for i in range(30)),
    articles=tuple(Text.of(f"artikel nomor {i} " + "kata " * 40) for i in range(30)),
)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with running(CONTENDER, PROGRAMS, {}, tmp_path / "log") as started:
        yield started


async def drive(server: Server, load: Load, material: Material = MATERIAL) -> Driver:
    driver = Driver(load, server.port, server.ask, material, seed=1)
    await driver.run()
    return driver


@pytest.mark.parametrize(
    "load",
    [
        Load("closed", seconds=30, clients=4, requests=12),
        Load("open", seconds=30, rate=100, requests=12),
    ],
    ids=["closed", "open"],
)
async def test_every_request_gets_the_answer_to_its_own_text(server: Server, load: Load) -> None:
    driver = await drive(server, load)
    assert len(driver.answers) == 12
    assert [answer.translation for answer in driver.answers] == [a.source.text.upper() for a in driver.answers]


async def test_headlines_alone_are_all_that_is_sent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmarks.load.loads, "HEADLINES", 100)
    driver = await drive(server, Load("headlines", seconds=30, requests=2))
    headlines = {text.text for text in MATERIAL.headlines}
    assert [answer.interactive and answer.source.text in headlines for answer in driver.answers] == [True, True]


@pytest.mark.parametrize("kind", ["features", "bulk"])
async def test_beside_long_texts_headlines_are_the_interactive_ones(
    server: Server, kind: Literal["features", "bulk"]
) -> None:
    driver = await drive(server, Load(kind, seconds=5, clients=1, requests=200))
    interactive = {answer.source.text for answer in driver.answers if answer.interactive}
    assert interactive <= {text.text for text in MATERIAL.headlines}
    assert any(not answer.interactive for answer in driver.answers)


async def test_clients_that_leave_are_counted_and_the_others_get_their_answers(server: Server) -> None:
    slow = Material(
        tuple(Text.of(f"judul lambat {i}") for i in range(60)), tuple(Text.of(f"lambat {i}") for i in range(60))
    )
    driver = await drive(server, Load("leaving", seconds=30, clients=30, requests=60), slow)
    assert driver.left > 0
    assert len(driver.answers) + driver.left == 60
    assert all(answer.translation == answer.source.text.upper() for answer in driver.answers)


async def test_a_refusal_is_an_error_with_what_the_server_said(server: Server) -> None:
    failing = Material((Text.of("judul gagal"),), (Text.of("artikel gagal"),))
    driver = await drive(server, Load("closed", seconds=0.5, clients=1, requests=1), failing)
    assert [answer.error for answer in driver.answers] == ['status 503: {"detail": "busy"}']


async def test_an_answer_in_chunks_is_read_whole_and_the_connection_stays_in_use(server: Server) -> None:
    async with Connection(server.port) as connection:
        for word in ("satu", "dua"):
            assert await connection.post("/chunked", {"text": word}) == (
                200,
                f'{{"translation": "{word.upper()}"}}'.encode(),
            )


async def test_a_server_that_is_gone_is_an_error(server: Server, tmp_path: Path) -> None:
    async with running(CONTENDER, PROGRAMS, {}, tmp_path / "other") as other:
        port = other.port
    async with Connection(port) as connection:
        with pytest.raises(ConnectionFailedError):
            await connection.post("/translate", {"text": "satu"})


async def test_an_answer_of_another_form_is_an_error(server: Server) -> None:
    contender = replace(CONTENDER, answer=lambda body: str(body["translatedText"]))
    async with Connection(server.port) as connection:
        with pytest.raises(AnswerError, match="no translation in"):
            await replace(server, contender=contender).ask(connection, "satu")


async def test_time_and_memory_of_the_server_are_seen_and_none_of_its_processes_is_left(tmp_path: Path) -> None:
    async with running(CONTENDER, PROGRAMS, {}, tmp_path / "log") as server:
        usage = Usage(server.mark)
        usage.sample()
        assert usage.cpu_seconds > 0
        assert usage.peak_mebibytes > 1
    assert marked(server.mark) == []


async def test_a_server_is_stopped_when_the_benchmark_is_cancelled(tmp_path: Path) -> None:
    started = asyncio.Event()
    marks: list[str] = []

    async def benchmark() -> None:
        async with running(CONTENDER, PROGRAMS, {}, tmp_path / "log") as server:
            marks.append(server.mark)
            started.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(benchmark())
    await started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert marked(marks[0]) == []


async def test_a_contender_that_ends_at_once_is_reported_with_its_last_words(tmp_path: Path) -> None:
    broken = replace(CONTENDER, command=("python", "-c", "raise SystemExit('no such model')"))
    with pytest.raises(DidNotStartError, match=r"it ended with 1; .*last line: no such model"):
        async with running(broken, PROGRAMS, {}, tmp_path / "log"):
            pass
