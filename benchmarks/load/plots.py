"""Throughput and latency over the number of clients of the closed loop."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.load.result import Result, Spread

PREFIX = "closed, "


def draw(folder: Path, results: Sequence[Result]) -> None:
    """Write ``throughput.svg`` and ``latency.svg``; nothing where no closed loop was run."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    closed = [result for result in results if result.load.startswith(PREFIX)]
    if not closed:
        return
    pictures: dict[str, tuple[str, Callable[[Result], float]]] = {
        "throughput": ("source words per second", lambda result: result.words_per_second),
        "latency": ("p95 latency in seconds", lambda result: result.percentile(95)),
    }
    for name, (label, value) in pictures.items():
        figure, axes = pyplot.subplots(figsize=(8, 5))
        _lines(axes, closed, value)
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        ticks = sorted({_clients(result) for result in closed})
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.set_xlabel("clients (closed loop)")
        axes.set_ylabel(label)
        axes.legend(fontsize="small")
        axes.grid(visible=True, alpha=0.3)
        figure.tight_layout()
        figure.savefig(folder / f"{name}.svg")
        pyplot.close(figure)


def _lines(axes: Any, closed: Sequence[Result], value: Callable[[Result], float]) -> None:
    for contender in dict.fromkeys(result.contender for result in closed):
        own = [result for result in closed if result.contender == contender]
        clients = sorted({_clients(result) for result in own})
        spreads = [Spread.of([value(result) for result in own if _clients(result) == n]) for n in clients]
        medians = [spread.median for spread in spreads]
        around = [
            [spread.median - spread.lowest for spread in spreads],
            [spread.highest - spread.median for spread in spreads],
        ]
        axes.errorbar(clients, medians, yerr=around, marker="o", capsize=3, label=contender)


def _clients(result: Result) -> int:
    return int(result.load.removeprefix(PREFIX))
