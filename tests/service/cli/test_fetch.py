"""Pages are fetched from a real server on this machine."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from service.cli.sources import SourceError, read_source

PAGE = "<html><body><p>Warga Desa Sukamaju membangun jembatan – panjangnya 40 meter.</p></body></html>"


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/story")
            self.end_headers()
            return
        if self.path not in ("/story", "/old"):
            self.send_error(404)
            return
        encoding = "utf-8" if self.path == "/story" else "windows-1252"
        self.send_response(200)
        self.send_header("Content-Type", f"text/html; charset={encoding}")
        self.end_headers()
        self.wfile.write(PAGE.encode(encoding))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/story", "/old", "/moved"])
def test_a_page_is_read_in_the_encoding_that_the_site_names(site: str, path: str) -> None:
    source = read_source(site + path, 10_000)
    assert source.kind == "html"
    assert source.content == PAGE


def test_an_error_of_the_site_is_told(site: str) -> None:
    with pytest.raises(SourceError, match="The site answered 404 Not Found"):
        read_source(f"{site}/none", 10_000)


def test_a_page_that_is_too_large_is_refused(site: str) -> None:
    with pytest.raises(SourceError, match="too many for one article"):
        read_source(f"{site}/story", 50)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://no.such.host.invalid/", "http://[bad/", "https://"])
def test_a_site_that_cannot_be_reached_is_one_sentence(address: str) -> None:
    with pytest.raises(SourceError, match=r"^The (?:site|page) cannot be .+\.$"):
        read_source(address, 10_000)
