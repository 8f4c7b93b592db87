"""The form of a training example, plain or with glossary hints."""

from collections.abc import Sequence
from typing import NamedTuple

from models.engines.tokenizer import prompt
from training.corpora import Pair


class Example(NamedTuple):
    """What the model is given, and what it is to produce. The prompt ends with a line break."""

    prompt: str
    target: str


def example(pair: Pair, glossary: Sequence[Pair] = ()) -> Example:
    """The prompt is the one that the engines use: a line ``term<TAB>translation`` for each pair, then the source.

    >>> example(Pair("Halo, dunia.", "Hello, world."), [Pair("dunia", "world")]).prompt
    'dunia\\tworld\\nHalo, dunia.\\n'
    """
    return Example(prompt(pair.source, tuple(glossary)), " ".join(pair.target.split()))
