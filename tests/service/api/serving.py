"""The application with the lexicon engine: in the process, and behind a real server and real sockets."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import uvicorn
from fastapi.testclient import TestClient

from models.engines.lexicon import LexiconEngine
from models.engines.protocol import Engine
from service.app import create_app
from service.settings import Settings
from service.state import Intisari

#: Invented; in the shape of a page that was copied whole.
ARTICLE = """Home » Nasional » Pendidikan
Pemerintah Bangun Sekolah Baru di Kota Malang
Malang - Pemerintah akan membangun 12 sekolah baru di Kota Malang dengan anggaran Rp 3,5 miliar pada tahun ini.
Menteri pendidikan mengatakan pembangunan itu untuk 4.800 anak yang belum mendapat tempat di sekolah negeri.
Baca Juga:   Warga Keluhkan Jalan Rusak
"Kami tidak akan menunda lagi, semua dimulai pada bulan Juli," kata menteri itu di Malang, Senin (3/6/2024).
Warga kota menyambut baik rencana itu, tetapi meminta agar jalan menuju sekolah juga diperbaiki.
Pembangunan akan selesai dalam 18 bulan dan dikerjakan oleh perusahaan daerah.
Copyright © 2024"""
#: Part of every answer that makes one differ from the next.
VOLATILE = ("timings", "request_id")


@contextlib.contextmanager
def running(
    settings: Settings, engine: LexiconEngine | None = None, summarizer: Engine | None = None
) -> Iterator[TestClient]:
    """A client of an application that has started and is ready; a failure inside becomes the answer that users get.

    Without ``engine`` the settings name the models, and the lexicon stands in for the bundled one.
    """
    if engine is None and settings.translator == "bundled":
        engine = LexiconEngine()
    app = create_app(settings, engine, summarizer)
    with TestClient(app, raise_server_exceptions=False) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        yield client


@dataclass(frozen=True)
class LiveServer:
    """uvicorn in a thread."""

    host: str
    port: int
    server: uvicorn.Server
    engine: LexiconEngine
    thread: threading.Thread
    service: Intisari

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextlib.contextmanager
def serving(settings: Settings | None = None, delay: float = 0.0) -> Iterator[LiveServer]:
    engine = LexiconEngine(delay)
    settings = settings or Settings(workers=1)
    app = create_app(settings, engine)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started)
        wait_until(lambda: app.state.intisari.unready is None)
        engine.batches.clear()
        port = server.servers[0].sockets[0].getsockname()[1]
        yield LiveServer("127.0.0.1", port, server, engine, thread, app.state.intisari)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive(), "the server did not stop"


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
