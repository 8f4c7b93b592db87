"""Sentence boundaries against a reference: precision, recall, F1 and the commonest kinds of disagreement.

    python benchmarks/sentences.py FILE|FOLDER [--show N]

A file is JSON lines (optionally .gz) with the fields ``text`` and ``sentences`` (the reference, in order). Boundaries
are compared by the number of letters and digits before them, so that differences of spacing do not count. Boundaries at
the ends of paragraphs are given by the text and are left out.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.article.sentences import split_sentences


def records(path: Path) -> Iterator[tuple[str, list[str]]]:
    files = sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]
    for file in files:
        with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
            for record in map(json.loads, lines):
                if record.get("sentences"):
                    yield record["text"], record["sentences"]


def boundaries(pieces: Iterable[str]) -> set[int]:
    found, seen = set(), 0
    for piece in pieces:
        seen += sum(map(str.isalnum, piece))
        found.add(seen)
    return found


def context(text: str, place: int) -> str:
    """What stands around a boundary, given in letters and digits."""
    seen = 0
    for index, character in enumerate(text):
        seen += character.isalnum()
        if seen == place:
            return text[max(0, index - 40) : index + 30].replace("\n", "⏎")
    return ""


def kind(around: str) -> str:
    tail = around[39:]
    if "..." in tail[:6] or "…" in tail[:6]:
        return "ellipsis"
    if "?" in tail[:3] or "!" in tail[:3]:
        return "question or exclamation"
    if any(mark in tail[:4] for mark in "\"'“”"):
        return "quotation mark"
    if "." in tail[:3]:
        return "full stop"
    return "no stop"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N examples of each kind")
    arguments = parser.parse_args()
    right = missed = added = characters = 0
    seconds = 0.0
    kinds: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for text, reference in records(arguments.path):
        paragraphs = [line for line in text.splitlines() if line.strip()]
        began = time.perf_counter()
        ours = [span.of(paragraph) for paragraph in paragraphs for span in split_sentences(paragraph)]
        seconds += time.perf_counter() - began
        characters += len(text)
        given = boundaries(paragraphs)
        predicted, expected = boundaries(ours) - given, boundaries(reference) - given
        right += len(predicted & expected)
        missed += len(expected - predicted)
        added += len(predicted - expected)
        for label, places in (("missed", expected - predicted), ("added", predicted - expected)):
            for place in places:
                around = context(text, place)
                name = f"{label}: {kind(around)}"
                kinds[name] += 1
                examples.setdefault(name, []).append(around)
    precision, recall = right / (right + added), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"boundaries inside paragraphs {right + missed}   {characters / seconds / 1e6:.2f} million characters/s")
    print(f"precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}")
    for name, count in kinds.most_common():
        print(f"{count:6d}  {name}")
        for example in examples[name][: arguments.show]:
            print(f"          {example}")


if __name__ == "__main__":
    main()
