"""Do what a new user does: `make serve`, wait for the ready line, send an article, open the pages, stop it.

Usage: smoke.py VENV. Only the standard library is used, and the address is the one that the ready line names.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

SAMPLE = next(iter(sorted(Path("samples").glob("01-*.txt"))))
#: Making the environment and downloading its packages is part of it.
READY_WITHIN = 600
STOPPED_WITHIN = 30


def main(venv: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["make", "serve", f"VENV={venv}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "INTISARI_PORT": str(port)},
        process_group=0,
    )
    try:
        address = wait_for_ready_line(server)
        use(address)
        stop(server, port)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)


def wait_for_ready_line(server: subprocess.Popen[str]) -> str:
    """The address in the first line that names one; everything is shown, and goes on being shown while it runs."""
    found = threading.Event()
    addresses: list[str] = []

    def show() -> None:
        assert server.stdout
        for line in server.stdout:
            print("   |", line.rstrip(), flush=True)
            if match := re.search(r"http://127\.0\.0\.1:\d+", line):
                addresses.append(match[0])
                found.set()
        found.set()

    threading.Thread(target=show, daemon=True).start()
    if not found.wait(READY_WITHIN) or not addresses:
        raise SystemExit(f"smoke test: no ready line within {READY_WITHIN} s, or the server ended before it")
    return addresses[0]


def use(address: str) -> None:
    assert get(f"{address}/readyz"), "/readyz is empty"
    assert "<html" in get(f"{address}/").lower(), "/ is no page"
    assert "openapi.json" in get(f"{address}/docs"), "/docs is not the API's documentation"
    started = time.monotonic()
    answer = json.loads(get(f"{address}/v1/articles", {"text": SAMPLE.read_text(encoding="utf-8")}))
    seconds = time.monotonic() - started
    assert answer["summary"]["en"], "the summary has no English"
    assert answer["paragraphs"], "the article has no paragraphs"
    for paragraph in answer["paragraphs"]:
        assert paragraph["en"], f"not translated: {paragraph['id']}"
    print(f"   {SAMPLE}: {len(answer['paragraphs'])} paragraphs in {seconds:.1f} s")
    print("   summary:", answer["summary"]["en"])


def get(address: str, body: object = None) -> str:
    """The text of a 200 answer; any other status raises."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        text: str = answer.read().decode()
        return text


def stop(server: subprocess.Popen[str], port: int) -> None:
    """SIGTERM to make, which hands it on; both have to end, and nothing may listen any more."""
    server.send_signal(signal.SIGTERM)
    code = server.wait(STOPPED_WITHIN)
    assert code in (0, 2, -signal.SIGTERM), f"make ended with {code}"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)), "make ended, but the service still listens"
    print("   stopped with SIGTERM")


if __name__ == "__main__":
    main(sys.argv[1])
