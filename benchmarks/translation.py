"""Quality and speed of translation models: BLEU and chrF per set, words per second, time to a first segment, memory.

    python benchmarks/translation.py SETS --model bundled --model FOLDER [--beam 1 4] [--quality standard high]
        [--plot quality-speed.png]

SETS is a folder with ``NAME.id`` and ``NAME.en`` (FLORES-200 devtest as ``flores-devtest``, NTREX as ``ntrex`` …).
Every row is measured in a process of its own, so that its memory is its own. Each line is one segment, in batches of
like length and 32 hypotheses, ``--workers`` at once, one thread each: decoded once, as the model's publishers do or
with a ``--beam``, or translated as the service does with a ``--quality``, that is with checks and a second pass. The
plot needs matplotlib (``.[bench]``).
"""

import argparse
import asyncio
import multiprocessing
import os
import resource
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from models.article.document import Paragraph, Span
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError, ModelsError
from models.translate.quality import Quality
from models.translate.translator import Translator
from training.corpora import CorpusError, Pair
from training.evaluate import Scores, decode, read_sets, score, translate

#: BLEU of others on FLORES-200 devtest, Indonesian to English, as published: mozilla/firefox-translations-models,
#: evaluation results of 2024.
PUBLISHED_SET = "flores-devtest"
PUBLISHED = {
    "Google": 48.0,
    "Microsoft": 47.0,
    "NLLB-600M": 38.7,
    "Firefox tiny": 38.6,
    "OPUS-MT id-en": 33.4,
    "Argos": 28.5,
}
SINGLE_SEGMENTS = 15


@dataclass(frozen=True)
class Measured:
    """One model on one machine.

    Attributes:
        load_seconds: from its name to an engine that can translate.
        first_segment_seconds: median time for one segment alone, when nothing else runs.
        words_per_second: words of the source, white-space separated, in batches, over all sets.
        memory_mib: largest resident size of the process, evaluation included.
    """

    model: str
    scores: dict[str, Scores]
    load_seconds: float
    first_segment_seconds: float
    words_per_second: float
    memory_mib: float = field(compare=False)


#: Of a row: a beam, a quality of the service, or the decoding of the model's publishers.
Way = int | Quality | None


def measure(model: str, way: Way, sets: dict[str, list[Pair]], workers: int) -> Measured:
    """Run by a process of its own.

    Raises:
        ModelsError: the model cannot be loaded or run.
    """
    start = time.perf_counter()
    engine = load_engine(model, EngineOptions(workers=workers, threads=1))
    loaded = time.perf_counter() - start
    singles = [pair.source for pair in next(iter(sets.values()))][: SINGLE_SEGMENTS + 1]
    latencies = []
    for line in singles:
        start = time.perf_counter()
        translated(engine, [line], way, 1)
        latencies.append(time.perf_counter() - start)
    scores: dict[str, Scores] = {}
    words, seconds = 0, 0.0
    for name, pairs in sets.items():
        sources = [pair.source for pair in pairs]
        start = time.perf_counter()
        translations = translated(engine, sources, way, workers)
        seconds += time.perf_counter() - start
        words += sum(len(source.split()) for source in sources)
        scores[name] = score(translations, [pair.target for pair in pairs])
    engine.close()
    # The first segment also warms the caches: it is left out where there are others.
    latency = statistics.median(latencies[1:] or latencies)
    name = {int: f"{model}, beam {way}", str: f"{model}, quality {way}"}.get(type(way), model)
    return Measured(name, scores, loaded, latency, words / seconds, _peak_memory_mib())


def translated(engine: Engine, lines: Sequence[str], way: Way, workers: int) -> list[str]:
    """The translation of each line.

    Raises:
        EngineError: a batch could not be run.
    """
    if not isinstance(way, str):
        return translate(engine, lines, way, workers)

    async def in_threads(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        return [*await asyncio.to_thread(decode, engine, segments, decoding, workers)]

    paragraphs = [Paragraph(line, (Span(0, len(line)),)) for line in lines]
    made = asyncio.run(Translator(engine, in_threads, way).translate(paragraphs))
    return [translation.text for translation in made]


def _peak_memory_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)  # bytes there, KiB on Linux


def head(sets: dict[str, list[Pair]]) -> Iterable[str]:
    heads = [f"{name} ({len(pairs)})" for name, pairs in sets.items()]
    yield "| model | " + " | ".join(heads) + " | words/s | one segment | load | memory |"
    yield "|---|" + "---|" * len(heads) + "---:|---:|---:|---:|"


def row(found: Measured) -> str:
    cells = [f"{scores.bleu:.1f} / {scores.chrf:.1f}" for scores in found.scores.values()]
    return (
        f"| {found.model} | {' | '.join(cells)} | {found.words_per_second:.0f} "
        f"| {1000 * found.first_segment_seconds:.0f} ms | {found.load_seconds:.1f} s | {found.memory_mib:.0f} MiB |"
    )


def foot(results: Sequence[Measured]) -> Iterable[str]:
    scored = [scores for found in results for scores in found.scores.values()]
    if any(PUBLISHED_SET in found.scores for found in results):
        others = ", ".join(f"{name} {bleu}" for name, bleu in PUBLISHED.items())
        yield f"\nPublished BLEU on {PUBLISHED_SET}: {others}"
    signatures = {signature for scores in scored for signature in (scores.bleu_signature, scores.chrf_signature)}
    yield "\nCells of sets: BLEU / chrF.\n" + "\n".join(sorted(signatures))


def plot(results: Sequence[Measured], set_name: str, path: Path) -> None:
    """Quality over speed, one point for each model; published scores without a speed as lines."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot, ticker

    figure, axes = pyplot.subplots(figsize=(7, 4.5), layout="constrained")
    for found in results:
        point = found.words_per_second, found.scores[set_name].bleu
        axes.scatter(*point, zorder=3)
        axes.annotate(Path(found.model).name, point, xytext=(0, 6), textcoords="offset points", ha="center")
    if set_name == PUBLISHED_SET:
        near: dict[int, list[str]] = {}
        for name, bleu in PUBLISHED.items():
            near.setdefault(round(bleu), []).append(name)
            axes.axhline(bleu, linewidth=0.7, linestyle=":", color="grey")
        for same in near.values():
            axes.annotate(", ".join(same), (1, PUBLISHED[same[0]]), xycoords=("axes fraction", "data"), xytext=(-4, 2),
                          textcoords="offset points", ha="right", fontsize=7, color="grey")  # fmt: skip
    axes.margins(x=0.3)
    axes.set(xscale="log", xlabel="source words per second", ylabel=f"BLEU, {set_name}")
    for of_axis in (axes.xaxis.set_major_formatter, axes.xaxis.set_minor_formatter):
        of_axis(ticker.ScalarFormatter())
    figure.savefig(path, dpi=150)
    pyplot.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--model", action="append", dest="models", metavar="MODEL", help="default: bundled")
    parser.add_argument("--set", action="append", default=[], dest="names", metavar="NAME", help="default: all")
    parser.add_argument("--limit", type=int, help="only the first lines of each set")
    parser.add_argument("--beam", type=int, nargs="+", default=[], dest="beams", help="one row for each")
    parser.add_argument(
        "--quality", choices=get_args(Quality), nargs="+", default=[], dest="qualities", help="likewise"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--plot", type=Path, help="write quality over speed, of the first set, to this image")
    arguments = parser.parse_args()
    ways: list[Way] = [*arguments.beams, *arguments.qualities] or [None]
    results: list[Measured] = []
    try:
        sets = read_sets(arguments.sets, arguments.names, arguments.limit)
        print("\n".join(head(sets)), flush=True)
        for model in arguments.models or ["bundled"]:
            for way in ways:
                with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
                    results.append(process.submit(measure, model, way, sets, arguments.workers).result())
                print(row(results[-1]), flush=True)
    except (CorpusError, ModelsError) as error:
        sys.exit(f"benchmarks/translation.py: {error}")
    print("\n".join(foot(results)))
    if arguments.plot:
        plot(results, next(iter(sets)), arguments.plot)


if __name__ == "__main__":
    main()
