"""Time from the command to the first possible answer and memory then, against their budgets, and memory later (Linux).

    python benchmarks/startup.py [--starts N] [--check]

Every start is a fresh process with the settings of the environment, except for the port and the model cache: the cache
is a new folder, so the first start also unpacks the model and is shown apart. ``--check`` ends with 1 where a budget is
exceeded or torch is loaded.
"""

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 2.5
MOST_MEGABYTES = 350
#: A start that takes longer has failed.
GIVE_UP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until ``/readyz`` was 200; resident memory in MiB then, after one article, and at most."""

    seconds: float
    ready: float
    resident: float
    peak: float
    torch: bool


def measure(cache: str) -> Start:
    """Start the service, send it one article, stop it.

    Raises:
        RuntimeError: it did not get ready, or did not stop cleanly.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "INTISARI_CACHE": cache}
    log = Path(cache) / "service.log"
    started = time.perf_counter()
    with log.open("w") as out:
        command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
        service = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=out)
    try:
        wait_until_ready(service, f"http://127.0.0.1:{port}/readyz", started + GIVE_UP_SECONDS, log)
        seconds = time.perf_counter() - started
        ready = Path(f"/proc/{service.pid}/status").read_text()
        send_article(f"http://127.0.0.1:{port}/v1/articles")
        memory = Path(f"/proc/{service.pid}/status").read_text()
        torch = "/torch/" in Path(f"/proc/{service.pid}/maps").read_text()
        service.terminate()
        if code := service.wait(timeout=30):
            raise RuntimeError(f"the service ended with {code} after SIGTERM")
    finally:
        service.kill()
        service.wait()
    return Start(seconds, mebibytes(ready, "VmRSS"), mebibytes(memory, "VmRSS"), mebibytes(memory, "VmHWM"), torch)


def wait_until_ready(service: subprocess.Popen[bytes], address: str, deadline: float, log: Path) -> None:
    while time.perf_counter() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=GIVE_UP_SECONDS):
                return
        except urllib.error.HTTPError as not_yet:
            not_yet.close()
        except OSError:
            if service.poll() is not None:
                raise RuntimeError(f"the service did not start: {log.read_text().strip()}") from None
        time.sleep(0.005)
    raise RuntimeError(f"the service was not ready within {GIVE_UP_SECONDS:.0f} s")


def send_article(address: str) -> None:
    sample = min((ROOT / "samples").glob("01-*.txt"))
    body = json.dumps({"text": sample.read_text(encoding="utf-8")}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        answer.read()


def mebibytes(status: str, field: str) -> float:
    """A field of ``/proc/PID/status``, which counts in kB of 1024 bytes.

    >>> mebibytes("VmHWM:    2048 kB", "VmHWM")
    2.0
    """
    found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    if not found:
        raise RuntimeError(f"/proc/PID/status has no {field}")
    return int(found[1]) / 1024


def row(name: str, values: Sequence[float], digits: int, budget: str) -> str:
    shown = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return f"| {name} | {' | '.join(shown)} | {budget} |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Start-up time and memory of the service.")
    parser.add_argument("--starts", type=int, default=5, help="starts after the first one (5)")
    parser.add_argument("--check", action="store_true", help="end with 1 where a budget is exceeded")
    options = parser.parse_args()
    if not Path("/proc/self/status").exists():
        parser.error("memory is read from /proc, which this system does not have")
    if options.starts < 1:
        parser.error("--starts must be at least 1")
    with tempfile.TemporaryDirectory() as cache:
        first = measure(cache)
        starts = [measure(cache) for _ in range(options.starts)]
    print(f"{options.starts} starts, {len(os.sched_getaffinity(0))} cores\n")
    print("| | min | median | max | budget |\n|---|---|---|---|---|")
    print(row("seconds until ready", [start.seconds for start in starts], 2, f"{MOST_SECONDS}"))
    print(row("the first start, model unpacked (s)", [first.seconds], 2, ""))
    print(row("resident when ready (MiB)", [start.ready for start in starts], 0, f"{MOST_MEGABYTES}"))
    print(row("resident after one article (MiB)", [start.resident for start in starts], 0, ""))
    print(row("highest resident (MiB)", [start.peak for start in starts], 0, ""))
    torch = any(start.torch for start in (first, *starts))
    print(f"\ntorch is {'' if torch else 'not '}loaded")
    kept = (
        statistics.median(start.seconds for start in starts) < MOST_SECONDS
        and max(start.ready for start in starts) < MOST_MEGABYTES
        and not torch
    )
    print(f"budgets {'kept' if kept else 'EXCEEDED'}")
    return int(options.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
