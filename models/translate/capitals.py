"""Words in capitals: models have seen few of them, and babble. They are given them in ordinary letters."""

import re
from collections.abc import Iterator, Sequence

from models.article.dateline import PLACES
from models.article.language import FUNCTION_WORDS
from models.checks.exonyms import ACRONYMS
from models.checks.names import is_common_word

_WORD = re.compile(r"[^\W\d_]{2,}")
#: Words up to this length that are no words of the language are taken for acronyms: KPK, PSSI.
_LONGEST_ACRONYM = 4
_DIVIDED = re.compile(r"\s[-–—]\s|[()]")
#: Of words up to this length nearly all are acronyms; those of the language are known.
_SHORT = 3
#: In a sentence in ordinary letters, fewer words in capitals than this are taken for a name: PT BANK RAKYAT INDONESIA.
_LONGEST_NAME = 4


def in_ordinary_letters(text: str) -> str:
    """``text`` with what is in capitals written as sentences are, character for character in the same places: a
    headline, or a longer part of a sentence. Names and acronyms stay as they are.

    >>> in_ordinary_letters("KPK PERIKSA GUBERNUR DI BANDUNG")
    'KPK periksa gubernur di Bandung'
    >>> in_ordinary_letters("TRIBUN, JAKARTA - PT BANK RAKYAT INDONESIA naik.")
    'TRIBUN, JAKARTA - PT BANK RAKYAT INDONESIA naik.'
    """
    words = list(_WORD.finditer(text))
    characters = list(text)
    for run in _runs(text, words):
        if len(run) < len(words) and len(run) <= _LONGEST_NAME:
            continue
        common = sum(_is_ordinary(word[0].lower()) for word in run)
        if common < 2 or 2 * common < len(run):
            continue
        for word in run:
            written = _written(word[0])
            if len(written) == len(word[0]):
                characters[word.start() : word.end()] = written
        if not text[: run[0].start()].strip(" \t\"'“‘(*"):
            characters[run[0].start()] = text[run[0].start()]
    return "".join(characters)


def _runs(text: str, words: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Words in capitals that follow each other: all of them, or what no dash or bracket divides, as after a place."""
    if all(word[0].isupper() for word in words):
        yield list(words)
        return
    run: list[re.Match[str]] = []
    for word in words:
        if run and (not word[0].isupper() or _DIVIDED.search(text, run[-1].end(), word.start())):
            yield run
            run = []
        if word[0].isupper():
            run.append(word)
    if run:
        yield run


def _written(word: str) -> str:
    if _is_ordinary(word.lower()):
        return word.lower()
    return word if len(word) <= _LONGEST_ACRONYM and word.lower() not in PLACES else word.capitalize()


def _is_ordinary(word: str) -> bool:
    if word in PLACES or word in ACRONYMS:
        return False
    return word in FUNCTION_WORDS if len(word) <= _SHORT else is_common_word(word)
