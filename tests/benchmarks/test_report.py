"""The table of a comparison."""

import math
from pathlib import Path

import pytest

from benchmarks.load import plots
from benchmarks.load.answers import Comparison
from benchmarks.load.report import COLUMNS, markdown
from benchmarks.load.result import Result, Spread, percentile, ratios, steady_rate


def result(contender: str, repetition: int, words: int, load: str = "closed, 8", **other: object) -> Result:
    facts: dict[str, object] = {
        "seconds": 10.0, "requests": 2, "latencies": (1.0, 3.0), "errors": (), "left": 0, "cpu_seconds": 20.0,
        "peak_mebibytes": 300.0, "generator_seconds": 0.1, "start_seconds": 2.0,
    }  # fmt: skip
    return Result(contender, load, repetition, words=words, **{**facts, **other})  # type: ignore[arg-type]


def rows(table: str) -> dict[str, dict[str, str]]:
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cells}


def test_ratios_are_taken_within_a_repetition_so_that_noise_that_hits_both_cancels_out() -> None:
    theirs = [result("a", 0, 1000), result("a", 1, 500)]
    ours = [result("b", 0, 500), result("b", 1, 250)]
    assert ratios(ours, theirs, lambda r: r.words_per_second) == Spread(0.5, 0.5, 0.5)


def test_a_row_has_median_and_spread_of_the_repetitions_and_ratios_to_the_reference() -> None:
    results = [result("a", i, words) for i, words in enumerate((1000, 1100, 1200))]
    results += [result("b", i, 550, errors=("status 503",)) for i in range(3)]
    found = rows(markdown(results, {"a": "a", "b": "a"}, {}, {}))
    assert found["a"]["words/s"] == "110.0 (100.0 to 120.0)"
    assert found["b"]["of reference"] == "0.50 (0.46 to 0.55)"
    assert found["b"]["errors"] == "3"
    assert found["a"]["CPU s per 1,000 words"] == "18.18 (16.67 to 20.00)"


def test_the_steady_rate_leaves_out_the_start_and_the_end_of_a_closed_loop() -> None:
    regular = [(second, second + 10.0, 5) for second in range(300)]
    assert steady_rate(regular, 32) == pytest.approx(5, rel=0.01)
    assert math.isnan(steady_rate(regular[:40], 32))
    assert math.isnan(steady_rate([], 1))
    found = rows(markdown([result("a", 0, 100, steady_rate=50.0), result("b", 0, 100)], {"b": "a"}, {}, {}))
    assert (found["a"]["steady words/s"], found["b"]["steady words/s"]) == ("50.0", "–")


def test_one_that_could_not_be_measured_is_in_the_table_with_the_reason() -> None:
    found = rows(markdown([], {}, {"ray-serve": "no such version"}, {}))
    assert found["ray-serve"]["load"] == "not measured: no such version"


def test_a_run_without_any_answer_is_shown_and_has_no_numbers() -> None:
    found = rows(markdown([result("a", 0, 0, requests=0, latencies=())], {"a": "a"}, {}, {}))
    assert (found["a"]["words/s"], found["a"]["p95 s"], found["a"]["of reference"]) == ("0.0", "–", "–")


def test_similarity_is_weighted_by_the_answers_compared() -> None:
    results = [
        result("a", 0, 100, alone=Comparison(1, 0, 0.5, ())),
        result("a", 1, 100, alone=Comparison(3, 3, 1.0, ())),
    ]
    found = rows(markdown(results, {}, {}, {}))["a"]
    assert (found["equal to alone"], found["similarity"]) == ("3 of 4", "0.875")


def test_the_percentile_is_a_value_that_occurred() -> None:
    assert [percentile(range(1, 101), percent) for percent in (50, 95, 99)] == [50, 95, 99]
    assert percentile([7.0], 99) == 7.0
    assert math.isnan(percentile([], 50))


def test_plots_are_drawn_of_the_closed_loop_only(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plots.draw(tmp_path, [result("a", 0, 100, load="open, 1/s")])
    assert list(tmp_path.iterdir()) == []
    plots.draw(tmp_path, [result("a", 0, 100, load=f"closed, {n}") for n in (1, 8)])
    assert {path.name for path in tmp_path.iterdir()} == {"throughput.svg", "latency.svg"}
