"""One Markdown table and the raw results of a comparison."""

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.load.result import Result, Spread, ratios

COLUMNS = (
    "contender", "load", "words/s", "of reference", "steady words/s", "steady of reference", "requests/s",
    "p50 s", "p95 s", "p99 s", "p95 of reference",
    "errors", "left", "CPU s per 1,000 words", "peak MiB", "equal to alone", "similarity", "foreign", "generator CPU s",
)  # fmt: skip


def write(
    folder: Path,
    results: Sequence[Result],
    references: Mapping[str, str],
    failures: Mapping[str, str],
    facts: Mapping[str, Any],
) -> None:
    """Write ``results.json`` and ``results.md``.

    Args:
        references: contender to the one that its ratios refer to.
        failures: contenders that could not be measured, with the reason.
        facts: about the run: date, machine, options.
    """
    raw = {"facts": facts, "failures": failures, "results": [dataclasses.asdict(result) for result in results]}
    (folder / "results.json").write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "results.md").write_text(markdown(results, references, failures, facts), encoding="utf-8")


def markdown(
    results: Sequence[Result], references: Mapping[str, str], failures: Mapping[str, str], facts: Mapping[str, Any]
) -> str:
    """A row for each contender under each load: the median of the repetitions, and (lowest to highest) where there are
    several."""
    lines = [", ".join(f"{name} {value}" for name, value in facts.items()), ""]
    lines += [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.load, result.contender), []).append(result)
    for (load, contender), group in sorted(groups.items(), key=lambda item: _order(item[0][0], results)):
        reference = groups.get((load, references.get(contender, contender)), [])
        lines.append(_row(contender, load, group, reference))
    lines += [f"| {name} | not measured: {reason} |{' |' * (len(COLUMNS) - 2)}" for name, reason in failures.items()]
    return "\n".join(lines) + "\n"


def _order(load: str, results: Sequence[Result]) -> int:
    return next(i for i, result in enumerate(results) if result.load == load)


def _row(contender: str, load: str, group: Sequence[Result], reference: Sequence[Result]) -> str:
    def spread(values: list[float], digits: int) -> str:
        return shown(Spread.of(values), digits)

    compared = sum(result.alone.compared for result in group)
    equal = sum(result.alone.equal for result in group)
    similarity = (
        sum(result.alone.similarity * result.alone.compared for result in group) / compared if compared else math.nan
    )
    cells = [
        contender,
        load,
        spread([result.words_per_second for result in group], 1),
        shown(ratios(group, reference, lambda result: result.words_per_second), 2),
        spread([result.steady_rate for result in group], 1),
        shown(ratios(group, reference, lambda result: result.steady_rate), 2),
        spread([result.requests_per_second for result in group], 2),
        *(spread([result.percentile(percent) for result in group], 2) for percent in (50, 95, 99)),
        shown(ratios(group, reference, lambda result: result.percentile(95)), 2),
        str(sum(len(result.errors) for result in group)),
        str(sum(result.left for result in group)),
        spread([result.cpu_per_thousand_words for result in group], 2),
        spread([result.peak_mebibytes for result in group], 0),
        f"{equal} of {compared}",
        "–" if math.isnan(similarity) else f"{similarity:.3f}",
        str(sum(len(result.alone.foreign) for result in group)),
        spread([result.generator_seconds for result in group], 2),
    ]
    return f"| {' | '.join(cells)} |"


def shown(spread: Spread, digits: int) -> str:
    """
    >>> shown(Spread(2.0, 1.5, 3.0), 1), shown(Spread(2.0, 2.0, 2.0), 1)
    ('2.0 (1.5 to 3.0)', '2.0')
    """
    if math.isnan(spread.median):
        return "–"
    if spread.lowest == spread.highest:
        return f"{spread.median:.{digits}f}"
    return f"{spread.median:.{digits}f} ({spread.lowest:.{digits}f} to {spread.highest:.{digits}f})"
