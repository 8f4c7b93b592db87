"""The lists beside this module: names, places, choices, templates."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from training.corpora import Pair

FOLDER = files(__package__)


@cache
def table(name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    read: dict[str, Any] = tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))
    return read


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a TSV file, split at the tabs; lines that begin with ``#`` are comments."""
    lines = FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def same(text: str) -> Pair:
    """A name that is the same in both languages."""
    return Pair(text, text)


def choose(entries: Sequence[str | Sequence[str]], rng: Random) -> Pair:
    """One entry of a list: a string that is the same in both languages, or [Indonesian, English]."""
    chosen = rng.choice(entries)
    return same(chosen) if isinstance(chosen, str) else Pair(*chosen)
