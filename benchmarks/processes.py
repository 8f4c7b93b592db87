"""One server process against two on the same cores: sentences a second, CPU seconds of each, memory (Linux).

    python -m benchmarks.processes [--rounds 3] [--articles 16]

Starts the service with the settings of the environment, without its segment memory, on one core, on two, and as two
processes on two; sends articles of 12 sentences from 8 clients; and asks the system what the processes took. The runs
take turns. CPU seconds matter where other programs share the machine: then seconds of the clock say little.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.memory import sentence

CLIENTS = 8
SENTENCES = 12
TICKS = os.sysconf("SC_CLK_TCK")
SHAPES = ((1, 1), (1, 2), (2, 2))


def article(seed: int) -> str:
    chance = random.Random(seed)
    return "\n".join(" ".join(sentence(chance) for _ in range(3)) for _ in range(SENTENCES // 3))


def post(address: str, text: str) -> None:
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(f"{address}/v1/articles", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        answer.read()


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def mebibytes(pid: int) -> tuple[int, int]:
    """Resident memory, and the part of it that counts for this process where pages are shared (PSS)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = [re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE) for name in ("Rss", "Pss")]
    resident, proportional = (int(match[1]) // 1024 if match else 0 for match in found)
    return resident, proportional


def measure(processes: int, cores: int, articles: list[str]) -> str:
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--processes", str(processes)]
    environment = {**os.environ, "INTISARI_MEMORY_BYTES": "0"}
    bind = ["taskset", "-c", ",".join(map(str, chosen))]
    service = subprocess.Popen(
        bind + command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert service.stdout is not None
        ready = re.search(r"(http://[^/\s]+)/", service.stdout.readline())
        if not ready:
            raise RuntimeError("the service did not start")
        children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
        everyone = [service.pid, *map(int, children)]
        before = sum(map(cpu_seconds, everyone))
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(lambda text: post(ready[1], text), articles))
        seconds = time.perf_counter() - began
        cpu = sum(map(cpu_seconds, everyone)) - before
        count = len(articles) * SENTENCES
        memory = ", ".join("{} ({})".format(*mebibytes(pid)) for pid in everyone)
    finally:
        service.terminate()
        service.wait(timeout=60)
    return f"| {processes} | {cores} | {count / seconds:.1f} | {1000 * cpu / count:.0f} ms | {memory} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=16)
    options = parser.parse_args()
    print("| processes | cores | sentences/s | CPU per sentence | resident (PSS) of each, MiB |\n|---|---|---|---|---|")
    for round_number in range(options.rounds):
        articles = [article(round_number * options.articles + number) for number in range(options.articles)]
        for processes, cores in SHAPES:
            print(measure(processes, cores, articles), flush=True)


if __name__ == "__main__":
    main()
