"""The form of a training example, plain or with glossary hints."""

from collections.abc import Sequence
from typing import NamedTuple

from training.corpora import Pair


class Example(NamedTuple):
    """What the model is given, and what it is to produce. The prompt ends with a line break."""

    prompt: str
    target: str


def example(pair: Pair, glossary: Sequence[Pair] = ()) -> Example:
    """The prompt holds one line ``term<TAB>translation`` for each glossary pair, then the source line.

    >>> example(Pair("Halo, dunia.", "Hello, world."), [Pair("dunia", "world")]).prompt
    'dunia\\tworld\\nHalo, dunia.\\n'
    """
    lines = [f"{term}\t{translation}" for term, translation in glossary]
    return Example("\n".join([*lines, " ".join(pair.source.split())]) + "\n", " ".join(pair.target.split()))
