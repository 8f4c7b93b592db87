"""Phrase pairs inside a sentence pair: short spans that a word alignment shows to translate each other."""

from dataclasses import dataclass
from functools import cache

from training.align import Aligner, Word, counterpart, words
from training.corpora import Pair
from training.examples.tables import table


@dataclass(frozen=True)
class Phrase:
    """Characters ``[start, end)`` of both sides."""

    source: tuple[int, int]
    target: tuple[int, int]


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(table("function_words.toml")[language].split())


def _content(first: Word, last: Word, language: str) -> bool:
    """Whether a span begins and ends with a word that carries meaning."""
    return all(word.text[0].isalnum() and word.text.lower() not in _function_words(language) for word in (first, last))


def phrases(pair: Pair, aligner: Aligner, longest: int) -> list[Phrase]:
    """All consistent phrase pairs of up to ``longest`` source words that begin and end with content words on both sides
    and whose words are mostly linked."""
    source, target, links = words(pair.source), words(pair.target), aligner.links(pair)
    found: list[Phrase] = []
    for start in range(len(source)):
        for end in range(start + 1, min(start + longest, len(source)) + 1):
            if not _content(source[start], source[end - 1], "indonesian"):
                continue
            block = counterpart(links, start, end)
            if not block or not _content(target[block[0]], target[block[1] - 1], "english"):
                continue
            linked = {i for i, j in links if start <= i < end}, {j for i, j in links if start <= i < end}
            if len(linked[0]) < 0.6 * (end - start) or len(linked[1]) < 0.6 * (block[1] - block[0]):
                continue
            if any(not word.text[0].isalnum() and word.text not in "-'’" for word in source[start:end]) and longest < 4:
                continue
            found.append(
                Phrase((source[start].start, source[end - 1].end), (target[block[0]].start, target[block[1] - 1].end))
            )
    return found
