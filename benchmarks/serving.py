"""Intisari and other ways to serve the same weights, under the same load on this machine (Linux).

    python -m benchmarks.serving --articles FOLDER --out FOLDER [--clients 1 8 32 128] [--seconds 120] [--repetitions 3]

What is compared, how, and how to read the table: docs/performance.md. Contenders install into environments of their own
under ``runs/contenders``; one that cannot be installed or started is in the table with the reason. Every server listens
on loopback and is stopped in every case.
"""

import argparse
import asyncio
import datetime
import importlib.util
import json
import math
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.contenders.environments import NotInstallableError, programs
from benchmarks.contenders.registry import CONTENDERS, Contender
from benchmarks.contenders.server import DidNotStartError, running
from benchmarks.load import plots, report
from benchmarks.load.answers import compare
from benchmarks.load.connection import Connection, ConnectionFailedError
from benchmarks.load.loads import Answer, AnswerError, Driver, Load, sampled
from benchmarks.load.material import Material, read_material
from benchmarks.load.processes import Usage
from benchmarks.load.result import Result, steady_rate

ROOT = Path(__file__).resolve().parent.parent
LOADS = ("closed", "open", "headlines", "features", "bulk", "leaving")
LIMIT = "limit"
#: Whose texts the bare engine gets: the work without a second pass, else with it.
REFERENCES = ("intisari-greedy", "intisari")
SAMPLE_SECONDS = 1.0
PREPARE_SECONDS = 1800
#: Clients of the loads that have one number of them.
CLIENTS = {"headlines": 0, "features": 2, "bulk": 2, "leaving": 128}
Run = tuple[Result, list[Answer]]


def loads_of(options: argparse.Namespace) -> list[Load]:
    bounds = {"seconds": options.seconds, "requests": options.requests}
    made: list[Load] = []
    for kind in options.load:
        if kind == "closed":
            made += [Load("closed", clients=clients, **bounds) for clients in options.clients]
        elif kind == "open":
            made += [Load("open", rate=rate, **bounds) for rate in options.rate]
        else:
            made.append(Load(kind, clients=CLIENTS[kind], **bounds))
    return made


async def measure(
    contender: Contender, load: Load, repetition: int, material: Material, start: Mapping[str, str], out: Path
) -> Run:
    """One run against a server that is started for it.

    Raises:
        DidNotStartError: the server did not.
    """
    log = out / "logs" / f"{contender.name}.log"
    async with running(contender, Path(start["programs"]), start, log) as server:
        before = Usage(server.mark)
        before.sample()
        usage = Usage(server.mark)
        driver = Driver(load, server.port, server.ask, material, seed=1)
        own = time.process_time()
        seconds = await sampled(driver.run(), usage.sample, SAMPLE_SECONDS)
        own = time.process_time() - own
    answered = [answer for answer in driver.answers if not answer.error]
    result = Result(
        contender=contender.name,
        load=load.name,
        repetition=repetition,
        seconds=seconds,
        requests=len(answered),
        words=sum(answer.source.words for answer in answered),
        latencies=tuple(answer.ended - answer.begun for answer in answered if answer.interactive),
        errors=tuple(answer.error for answer in driver.answers if answer.error),
        left=driver.left,
        cpu_seconds=usage.cpu_seconds - before.cpu_seconds,
        peak_mebibytes=usage.peak_mebibytes,
        generator_seconds=own,
        start_seconds=server.start_seconds,
        steady_rate=(
            steady_rate(((answer.begun, answer.ended, answer.source.words) for answer in answered), load.clients)
            if load.kind == "closed"
            else math.nan
        ),
    )
    return result, driver.answers


async def ask_alone(
    contender: Contender, texts: Sequence[str], seconds: float, start: Mapping[str, str], out: Path
) -> dict[str, str]:
    """What a server with nothing else to do answers to each text, one after the other, as far as ``seconds`` go."""
    alone: dict[str, str] = {}
    async with running(contender, Path(start["programs"]), start, out / "logs" / f"{contender.name}.log") as server:
        ends = time.perf_counter() + seconds
        async with Connection(server.port) as connection:
            for text in texts:
                left = ends - time.perf_counter()
                if left <= 0:
                    break
                try:
                    async with asyncio.timeout(left):
                        alone[text] = await server.ask(connection, text)
                except (TimeoutError, AnswerError, ConnectionFailedError) as error:
                    print(f"{contender.name} alone: {error!r}", flush=True)
    return alone


def prepare(
    contenders: Sequence[Contender], articles: Path, weights: Path
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Where each contender's programs and weights are; and why others cannot be measured."""
    starts: dict[str, dict[str, str]] = {}
    failures: dict[str, str] = {}
    for contender in contenders:
        try:
            start = {"programs": str(programs(contender)), "model": "bundled", "argos": ""}
            if contender.weights == "transformers":
                if not weights.is_dir():
                    _step("training.restore", str(weights))
                start["model"] = str(weights)
            elif contender.weights == "marian":
                start |= _marian(articles)
            starts[contender.name] = start
        except NotInstallableError as error:
            failures[contender.name] = str(error)
            print(f"{contender.name}: {error}", flush=True)
    return starts, failures


def _marian(articles: Path) -> dict[str, str]:
    folder = ROOT / "runs" / "marian-copy"
    if not (folder / "argos").is_dir():
        python = programs(next(c for c in CONTENDERS if c.environment == "libretranslate")) / "python"
        _step("benchmarks.contenders.libretranslate.marian", str(articles), str(folder), str(python))
    return {"model": str(folder / "marian"), "argos": str(folder / "argos")}


def _step(module: str, *arguments: str) -> None:
    print(f"{module} …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=PREPARE_SECONDS
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise NotInstallableError(f"{module} failed: {lines[-1] if lines else done.returncode}")


def limit(load: Load, repetition: int, answers: Sequence[Answer]) -> Result:
    """The bare engine on the texts that were answered under a closed loop: one after the other where it had one client,
    else all at once, at the best batch size."""
    sources = [answer.source for answer in answers if not answer.error]
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.contenders.offline", *(["--alone"] if load.clients == 1 else [])],
        cwd=ROOT,
        input="\n".join(json.dumps(source.text) for source in sources),
        capture_output=True,
        text=True,
        timeout=PREPARE_SECONDS,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    best = min(rows, key=lambda row: float(sum(row["latencies"])))
    words, seconds = sum(source.words for source in sources), float(sum(best["latencies"]))
    return Result(
        contender=LIMIT,
        load=load.name,
        repetition=repetition,
        seconds=seconds,
        requests=len(sources),
        words=words,
        latencies=tuple(best["latencies"]) if load.clients == 1 else (),
        errors=(),
        left=0,
        cpu_seconds=best["cpu_seconds"],
        peak_mebibytes=best["peak_mebibytes"],
        generator_seconds=0.0,
        start_seconds=time.perf_counter() - started - sum(sum(row["latencies"]) for row in rows),
        steady_rate=words / seconds,
    )


async def compare_all(
    contenders: Sequence[Contender],
    loads: Sequence[Load],
    options: argparse.Namespace,
    material: Material,
    starts: Mapping[str, Mapping[str, str]],
    failures: dict[str, str],
    save: Callable[[Sequence[Result]], None],
) -> list[Result]:
    """Every contender under every load, round robin over the repetitions; then their answers against those alone.

    Args:
        save: called with all results so far after each run, so that one that is interrupted was not for nothing.
    """
    runs: list[Run] = []

    def add(run: Run) -> None:
        runs.append(run)
        save([result for result, _ in runs])
        print(_progress(run[0]), flush=True)

    for repetition in range(options.repetitions):
        for load in loads:
            for contender in contenders:
                if contender.name in failures:
                    continue
                try:
                    run = await measure(contender, load, repetition, material, starts[contender.name], options.out)
                except DidNotStartError as error:
                    failures[contender.name] = str(error)
                    print(f"{contender.name}: {error}", flush=True)
                    continue
                add(run)
            if LIMIT in options.contender and load.kind == "closed":
                same = [run for run in runs if (run[0].load, run[0].repetition) == (load.name, repetition)]
                if reference := next((run for run in same if run[0].contender in REFERENCES and run[1]), None):
                    add((await asyncio.to_thread(limit, load, repetition, reference[1]), []))
    verified = [result for contender in contenders for result in await _verified(contender, runs, options, starts)]
    return verified + [result for result, _ in runs if result.contender == LIMIT]


async def _verified(
    contender: Contender, runs: Sequence[Run], options: argparse.Namespace, starts: Mapping[str, Mapping[str, str]]
) -> list[Result]:
    own = [run for run in runs if run[0].contender == contender.name]
    texts = list(dict.fromkeys(answer.source.text for _, answers in own for answer in answers if not answer.error))
    if not texts:
        return [result for result, _ in own]
    try:
        alone = await ask_alone(contender, texts, options.seconds, starts[contender.name], options.out)
    except DidNotStartError as error:
        print(f"{contender.name} alone: {error}", flush=True)
        alone = {}
    return [replace(result, alone=compare(answers, alone)) for result, answers in own]


def _progress(result: Result) -> str:
    return (
        f"{result.contender:20} {result.load:14} #{result.repetition} {result.words_per_second:7.1f} words/s  "
        f"p95 {result.percentile(95):6.2f} s  {len(result.errors)} errors"
    )


def machine() -> str:
    """Processor and number of cores that this process may use."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()} ({len(os.sched_getaffinity(0))} cores)"


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [contender.name for contender in CONTENDERS]
    parser.add_argument("--articles", type=Path, required=True, help="folder with .jsonl, .jsonl.gz or .txt articles")
    parser.add_argument("--out", type=Path, required=True, help="folder for table, plots, raw results and logs")
    parser.add_argument("--contender", nargs="+", choices=[*names, LIMIT], default=[*names, LIMIT], help="all")
    parser.add_argument("--load", nargs="+", choices=LOADS, default=list(LOADS), help="all")
    parser.add_argument("--clients", nargs="+", type=int, default=[1, 8, 32, 128], help="of the closed loop")
    parser.add_argument("--rate", nargs="+", type=float, default=[0.5], help="requests a second of the open loop (0.5)")
    parser.add_argument("--seconds", type=float, default=120, help="in which requests are begun, for each run (120)")
    parser.add_argument("--requests", type=int, default=0, help="most requests of each run; 0 for no such bound (0)")
    parser.add_argument("--repetitions", type=int, default=3, help="(3)")
    parser.add_argument("--weights", type=Path, default=ROOT / "runs" / "restored", help="for transformers; made")
    options = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        parser.error("time and memory are read from /proc, which this system does not have")
    if importlib.util.find_spec("matplotlib") is None:
        parser.error("matplotlib is missing; install the extra `bench`")
    if min(options.clients) < 1 or min(options.rate) <= 0 or options.seconds <= 0 or options.repetitions < 1:
        parser.error("--clients, --rate, --seconds and --repetitions have to be positive")
    return options


def main() -> None:
    options = read_options()
    (options.out / "logs").mkdir(parents=True, exist_ok=True)
    # SIGTERM ends as Ctrl-C does: what was started is stopped on the way out. Also in the background, where a shell has
    # SIGINT ignored.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    material = read_material(options.articles)
    contenders = [contender for contender in CONTENDERS if contender.name in options.contender]
    starts, failures = prepare(contenders, options.articles, options.weights)
    facts = {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "articles": len(material.articles),
        "seconds": options.seconds,
    }
    references = {contender.name: contender.reference for contender in contenders} | {LIMIT: "intisari-greedy"}

    def save(results: Sequence[Result]) -> None:
        report.write(options.out, results, references, failures, facts)

    results = asyncio.run(compare_all(contenders, loads_of(options), options, material, starts, failures, save))
    save(results)
    plots.draw(options.out, results)
    print((options.out / "results.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("stopped; every server was stopped too")
