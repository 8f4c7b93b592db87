"""Make training examples from parallel corpora and from makers of our own, phase by phase, as a recipe says.

    python -m training.prepare training/recipes/bundled.toml --corpora CORPORA --out OUT --exclude EVALUATION_SETS

writes OUT/PHASE.jsonl.gz for each phase, lines ``{"prompt": …, "target": …}``. The same input gives the same output.
A recipe is TOML: ``seed``, for each corpus how it is cleaned, and the phases with a share for each corpus (1.0 is all
of it; ``"*"`` stands for every file of the folder; those of ``training/written`` need not be in it) and a count for
each maker (below 1: a share of the corpus pairs).
"""

import argparse
import gzip
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from training.align import Aligner
from training.clean import key, keys, problem, repair
from training.corpora import CorpusError, Pair, read_pairs
from training.examples import fill, glossary, markup, quotes, substitutes
from training.examples.example import Example, example

SUFFIXES = (".tsv.gz", ".tsv", ".tmx.gz", ".tmx")
#: Corpora that are part of the project: a recipe may name them beside those of the user's folder.
WRITTEN = Path(__file__).parent / "written"
#: More pairs make the aligner slower, hardly better.
ALIGNED_PAIRS = 40_000
#: A corpus of which less than this survives the cleaning is not parallel, or its lines are shifted.
LEAST_KEPT = 0.4


@dataclass(frozen=True)
class Phase:
    name: str
    corpora: dict[str, float]
    own: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    seed: int
    phases: tuple[Phase, ...]
    cleaning: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_recipe(path: Path) -> Recipe:
    """Raises CorpusError where the file is not a recipe."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        phases = tuple(Phase(**phase) for phase in raw["phase"])
        recipe = Recipe(raw["seed"], phases, raw.get("corpora", {}))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: not a recipe ({error!r}); see training/recipes") from error
    for unknown in {name for phase in phases for name in phase.own} - MAKERS.keys():
        raise CorpusError(f"{path}: no maker is called {unknown!r}; there are {', '.join(MAKERS)}")
    return recipe


def _corpora(folder: Path) -> dict[str, Path]:
    return {
        path.name.removesuffix(suffix): path
        for suffix in reversed(SUFFIXES)
        for path in sorted(folder.glob(f"*{suffix}"))
    }


def corpus_files(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """The file of every name, in the folder or else in ``WRITTEN``; ``*`` stands for all files of the folder.

    Raises:
        CorpusError: a name has no file, or nothing is named.
    """
    given = _corpora(folder)
    found = _corpora(WRITTEN) | given
    wanted = {name for name in names if name != "*"} | (given.keys() if "*" in names else set())
    if missing := wanted - found.keys():
        raise CorpusError(f"{folder}: no file for {', '.join(sorted(missing))} ({', '.join(SUFFIXES)})")
    if not wanted:
        raise CorpusError(f"{folder}: no corpus ({', '.join(SUFFIXES)})")
    return {name: found[name] for name in sorted(wanted)}


def recipe_files(recipe: Recipe, folder: Path) -> dict[str, Path]:
    """The file of every corpus that the recipe names."""
    return corpus_files(folder, recipe.cleaning.keys() | {name for phase in recipe.phases for name in phase.corpora})


def read_excluded(folder: Path) -> frozenset[str]:
    """The lines of all the text files of a folder of evaluation sets, as ``clean.key`` sees them."""
    lines = (
        line for path in folder.iterdir() if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()
    )
    return keys(lines)


def clean_corpus(path: Path, strict_numbers: bool, excluded: frozenset[str]) -> tuple[list[Pair], Counter[str]]:
    """The pairs to learn from, and how many were left out for which reason.

    Raises:
        CorpusError: hardly any pair is left.
    """
    kept: list[Pair] = []
    dropped: Counter[str] = Counter()
    seen: set[str] = set()
    for raw in read_pairs(path):
        pair = repair(raw)
        same = key(pair.source)
        reason = problem(pair, strict_numbers)
        if reason is None and excluded and (same in excluded or key(pair.target) in excluded):
            reason = "in an evaluation set"
        if reason is None and same in seen:
            reason = "repeated"
        if reason:
            dropped[reason] += 1
        else:
            seen.add(same)
            kept.append(pair)
    damaged = sum(count for reason, count in dropped.items() if reason not in ("repeated", "in an evaluation set"))
    if not kept or len(kept) < LEAST_KEPT * (len(kept) + damaged):
        reasons = ", ".join(f"{reason}: {count}" for reason, count in dropped.most_common()) or "it is empty"
        raise CorpusError(f"{path}: {len(kept)} of {len(kept) + dropped.total()} pairs are usable ({reasons}); "
                          f"are the two sides aligned line by line, Indonesian first?")  # fmt: skip
    return kept, dropped


class Shares:
    """Hands out a shuffled corpus piece by piece, from the beginning again when it is used up."""

    def __init__(self, pairs: Sequence[Pair], rng: Random) -> None:
        self.pairs = rng.sample(list(pairs), len(pairs))
        self.at = 0

    def take(self, share: float) -> list[Pair]:
        count = round(share * len(self.pairs)) or 1
        taken = [self.pairs[(self.at + i) % len(self.pairs)] for i in range(count)]
        self.at = (self.at + count) % len(self.pairs)
        return taken


@dataclass(frozen=True)
class Material:
    """What the makers work on: the sentence pairs of a phase, single words, and the alignment."""

    pairs: Sequence[Pair]
    words: Sequence[Pair]
    aligner: Aligner


Maker = Callable[[Material, Random, int], list[Example]]


def _plain(pairs: Iterable[Pair]) -> list[Example]:
    return [example(pair) for pair in pairs]


def _sample(pairs: Sequence[Pair], rng: Random, count: int) -> list[Pair]:
    return rng.sample(list(pairs), min(count, len(pairs)))


def _with_datelines(material: Material, rng: Random, count: int) -> list[Example]:
    pairs = fill.news_sentences(rng, count // 2) + _sample(material.pairs, rng, count - count // 2)
    return _plain(fill.with_dateline(pair, rng) for pair in pairs)


def _short(material: Material) -> list[Pair]:
    return [pair for pair in material.pairs if 20 < len(pair.source) < 90 and '"' not in pair.source]


MAKERS: dict[str, Maker] = {
    "news": lambda _, rng, count: _plain(fill.news_sentences(rng, count)),
    "headlines": lambda _, rng, count: _plain(fill.news_headlines(rng, count)),
    "datelines": _with_datelines,
    "quotations": lambda material, rng, count: _plain(quotes.quotations(material.pairs, rng, count)),
    "substituted": lambda material, rng, count: _plain(substitutes.substituted(material.pairs, rng, count)),
    "titles": lambda material, rng, count: _plain(map(substitutes.as_headline, _sample(_short(material), rng, count))),
    "capitals": lambda material, rng, count: _plain(
        map(substitutes.in_capitals, _sample(_short(material), rng, count))
    ),
    "words": lambda material, rng, count: _plain(_sample(material.words, rng, count)),
    "markup": lambda material, rng, count: _plain(markup.tagged(material.pairs, material.aligner, rng, count)),
    "glossary": lambda material, rng, count: glossary.hinted(material.pairs, material.aligner, rng, count),
}


def prepare(recipe: Recipe, folder: Path, out: Path, exclude: Path | None = None) -> dict[str, int]:
    """Write the examples of every phase and return how many there are in each.

    Raises:
        CorpusError: a corpus is missing or unusable.
    """
    rng = Random(recipe.seed)
    excluded = read_excluded(exclude) if exclude else frozenset()
    files = recipe_files(recipe, folder)
    cleaned: dict[str, list[Pair]] = {}
    for name, path in files.items():
        strict = recipe.cleaning.get(name, {}).get("numbers", "equal") == "equal"
        cleaned[name], dropped = clean_corpus(path, strict, excluded)
        reasons = ", ".join(f"{reason} {count}" for reason, count in dropped.most_common())
        print(f"{name}: {len(cleaned[name])} pairs kept; {reasons or 'none'} left out", flush=True)
    lists = [name for name in cleaned if name.startswith("glossary-")]
    words = [pair for name in lists for pair in cleaned.pop(name)]
    if not cleaned:
        raise CorpusError(f"{folder}: no corpus of sentences, only word lists")
    aligner = Aligner(_to_align(cleaned, rng))
    for name, pairs in cleaned.items():
        worst = recipe.cleaning.get(name, {}).get("worst", 0.0)
        if worst:
            ranked = sorted(pairs, key=aligner.score)
            bad = set(ranked[: int(worst * len(ranked))])
            cleaned[name] = [pair for pair in pairs if pair not in bad]
    shares = {name: Shares(pairs, rng) for name, pairs in cleaned.items()}
    out.mkdir(parents=True, exist_ok=True)
    written: dict[str, int] = {}
    for phase in recipe.phases:
        wanted = dict.fromkeys(shares, phase.corpora["*"]) if "*" in phase.corpora else {}
        wanted |= {name: share for name, share in phase.corpora.items() if name != "*"}
        material = Material(
            [pair for name, share in wanted.items() for pair in shares[name].take(share)], words, aligner
        )
        examples = _plain(material.pairs)
        for name, count in phase.own.items():
            number = round(count * len(material.pairs)) if count < 1 else int(count)
            examples += MAKERS[name](material, rng, number)
        rng.shuffle(examples)
        write_examples(out / f"{phase.name}.jsonl.gz", examples)
        written[phase.name] = len(examples)
    return written


def _to_align(cleaned: dict[str, list[Pair]], rng: Random) -> list[Pair]:
    """The pairs that the aligner learns from: evenly from all corpora, the small ones whole."""
    pool = [rng.sample(pairs, len(pairs)) for _, pairs in sorted(cleaned.items())]
    limit = ALIGNED_PAIRS // len(pool)
    while sum(min(limit, len(pairs)) for pairs in pool) < ALIGNED_PAIRS and any(len(pairs) > limit for pairs in pool):
        limit = round(limit * 1.2) + 1
    return [pair for pairs in pool for pair in pairs[:limit]]


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    # No time stamp in the gzip header, so that the same examples give the same bytes.
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as stream:
        for made in examples:
            stream.write(json.dumps(made._asdict(), ensure_ascii=False).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the parallel corpora")
    parser.add_argument("--out", type=Path, required=True, help="folder for the examples")
    parser.add_argument("--exclude", type=Path, help="folder of evaluation sets: their lines are never learnt from")
    arguments = parser.parse_args()
    try:
        counts = prepare(read_recipe(arguments.recipe), arguments.corpora, arguments.out, arguments.exclude)
    except CorpusError as error:
        sys.exit(f"training.prepare: {error}")
    for name, count in counts.items():
        print(f"{arguments.out / name}.jsonl.gz: {count} examples")


if __name__ == "__main__":
    main()
