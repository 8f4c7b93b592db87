"""A few hundred sentence pairs of our own, made from the templates: enough for a tiny model and for the aligner."""

from pathlib import Path
from random import Random

from training.corpora import Pair
from training.examples.fill import news_sentences


def pairs(count: int = 300) -> list[Pair]:
    return news_sentences(Random(5), count)


def write_tsv(path: Path, texts: list[Pair]) -> Path:
    path.write_text("".join(f"{pair.source}\t{pair.target}\n" for pair in texts), encoding="utf-8")
    return path
