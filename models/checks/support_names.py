"""Does a sentence of a summary name anybody or anything that its article does not?"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from models.checks.dates import is_calendar_word
from models.checks.finding import Finding
from models.checks.roots import root
from models.checks.side import Side
from models.checks.source import SHORTEST_DERIVED, Source, folded_words
from models.checks.spelling import fold
from models.checks.vocabulary import INDONESIAN

#: A name may stand in one of so many sentences before those that a summary sentence rests on: summaries put the name
#: where the article has "ia".
NAME_REACH = 3
#: Shorter words are written small in headlines too.
_SHORTEST_OF_HEADLINE = 5
#: Longest name that an acronym is compared with, in words.
_LONGEST_NAME = 7
#: Longer acronyms in capitals have syllables too: RAPBN has initials, POLRI has not.
_LONGEST_OF_INITIALS = 4
_PRONOUNS = frozenset({"ia", "anda"})
_SHORTEST_BUILT = 7
_VERB_PREFIXES = ("meng", "mem", "men", "meny", "di")
_PREFIXES = ("pe", "ke", "per", "ber", "me", "ter", "se")
_SUFFIXES = ("an", "kan", "nya", "i")
_LOAN_SUFFIXES = ("asi", "isme", "itas")
_CLITICS = ("nya", "lah", "pun", "kah", "ku", "mu")


def check_supported_names(side: Side, source: Source, support: Sequence[int], *, cased: bool) -> Iterator[Finding]:
    """Findings of kind ``name``. A name has a capital inside a sentence; a word without one, or at the start, counts as
    a name where neither the article nor running text has the word or one of its root.

    What a name of the article shortens to is a name of the article too (KPK, Menkeu), and so is what an acronym of the
    article stands for.

    Args:
        support: indices of the sentences that this one rests on.
        cased: False where the model writes no capitals.
    """
    telling = cased and not _is_headline(side)
    near = _near(source, support)
    for index, token in enumerate(side.tokens):
        word = fold(side.lower[index])
        if len(word) < 2 or not word[0].isalpha() or _is_figure(word):
            continue
        inside = telling and _is_inside(side, index)
        if inside and token[0].islower():
            continue
        if _holds(source.all_words, word):
            if inside and not _holds(near, word) and not _is_common(word):
                message = f"The summary names {token}; where the article tells this, it does not."
                yield Finding("name", message, "", token)
            continue
        if not inside and (_is_common(word) or _comes_from(word, source.roots) or _is_derived(word)):
            continue
        if not telling and len(word) < 4:
            continue
        if not _is_abbreviation(word, token, source) and not _is_spelt_out(side, index, source):
            yield Finding("name", f"The summary names {token}; the article does not.", "", token)


def _near(source: Source, support: Sequence[int]) -> frozenset[str]:
    """The words of the sentences where a name may stand."""
    places = {place for index in support for place in range(max(0, index - NAME_REACH), index + 1)} | {0}
    stood = (source.words[place] for place in places if place < len(source.words))
    return frozenset(folded_words(source.title)).union(*stood)


def _holds(words: frozenset[str], word: str) -> bool:
    return word in words or any(word.endswith(end) and word[: -len(end)] in words for end in _CLITICS)


def _is_inside(side: Side, index: int) -> bool:
    """Whether the token stands where only names are written with a capital."""
    before = side.tokens[index - 1] if index else ""
    return before[:1].isalnum() or before in (",", "(", "/", "-", "–", ";", "&")


def _is_headline(side: Side) -> bool:
    """Whether every longer word has a capital, so that capitals say nothing."""
    return not any(token[0].islower() and len(token) >= _SHORTEST_OF_HEADLINE for token in side.tokens)


def _is_figure(word: str) -> bool:
    """Whether the check of numbers and dates sees to this word."""
    words = INDONESIAN
    known = (words.digits, words.tens, words.scales, words.whole, words.orders, words.signs, words.units, words.hints)
    return any(word in table for table in known) or is_calendar_word(word, "id")


@cache
def _common_words() -> frozenset[str]:
    return frozenset(files("models.checks").joinpath("lower_case.id.txt").read_text(encoding="ascii").split())


@cache
def _common_roots() -> frozenset[str]:
    return frozenset(root(word) for word in _common_words() if len(word) >= SHORTEST_DERIVED - 1)


def _is_common(word: str) -> bool:
    """Whether running text has the word, or one of its root, in lower case."""
    return word in _PRONOUNS or _holds(_common_words(), word) or _comes_from(word, _common_roots())


def _is_derived(word: str) -> bool:
    """Whether the word is built as words of the language are and names are not: "dilansir", "kualifikasi"."""
    if len(word) < _SHORTEST_BUILT:
        return False
    return (
        word.startswith(_VERB_PREFIXES)
        or (word.startswith(_PREFIXES) and word.endswith(_SUFFIXES))
        or (word.endswith(_LOAN_SUFFIXES))
    )


def _comes_from(word: str, roots: frozenset[str]) -> bool:
    return len(word) >= SHORTEST_DERIVED and root(word) != word and root(word) in roots


def _is_abbreviation(word: str, token: str, source: Source) -> bool:
    """Whether a name of the article shortens to ``word``: KPK by its initials, Menkeu by its syllables."""
    shortest, longest = (1, 4) if token.isupper() else (2, 4)
    if token.isupper() and len(word) <= _LONGEST_OF_INITIALS:
        longest = 1
    sizes = range(shortest, longest + 1)
    return any(
        _shortens(word, run[start : start + _LONGEST_NAME], sizes, 0)
        for run in source.names
        for start in range(len(run) - 1)
        if run[start][0] == word[0]
    )


def _shortens(word: str, names: Sequence[str], sizes: range, used: int) -> bool:
    """Whether ``word`` is made of beginnings, of so many letters, of the first of ``names``: in order, one of each, two
    at least."""
    if not word:
        return used > 1
    if not names:
        return False
    return any(
        len(word) >= size and names[0].startswith(word[:size]) and _shortens(word[size:], names[1:], sizes, used + 1)
        for size in sizes
    )


def _is_spelt_out(side: Side, index: int, source: Source) -> bool:
    """Whether the word belongs to what an acronym stands for that the article does not spell out itself."""
    for start in range(max(0, index - _LONGEST_NAME), index + 1):
        for acronym in source.acronyms:
            initials = "".join(word[0] for word in side.lower[start : start + len(acronym)])
            if index < start + len(acronym) and initials == acronym:
                return True
    return False
