"""Do the names survive, and are there none that the source does not have?"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from models.checks.dates import is_calendar_word
from models.checks.exonyms import ACRONYMS, CARRIERS, ENDONYMS, EXONYMS, TITLES, TRANSLATED
from models.checks.finding import Finding
from models.checks.side import Language, Side
from models.checks.spelling import alike, fold
from models.checks.vocabulary import VOCABULARIES
from models.checks.words import Words

# Words made with these are words of the language and not names: "Pemberantasan", "Kementerian", "Perhubungan".
_PREFIXES = ("pe", "ke", "per", "ber", "me", "di", "ter", "se", "re")
_SUFFIXES = ("an", "kan", "nya", "isasi", "asi", "itas", "isme", "if", "is", "ik", "al")
_SHORTEST_DERIVED = 7
#: A share of capitalised words above this is a headline: capitals say nothing there.
_HEADLINE = 0.6
#: Acronyms up to this length that are not in the table are translated as often as they are kept.
_SHORT_ACRONYM = 5
#: No more names than these are compared with each other for their spelling.
_MOST = 40


def check_names(source: Side, target: Side, translations: Iterable[tuple[str, str]] = ()) -> list[Finding]:
    """Findings of kind ``name``: a name that is missing, spelt in another way, or added.

    A word is taken for a name where it has a capital inside the sentence and is no word that titles, offices and
    places are made of. Conservative: at most one finding, about the first name.

    Args:
        translations: pairs of a glossary that stand in the source; what they say is right.
    """
    if swapped := _swapped_acronym(source, target):
        name, new = swapped
        return [Finding("name", f"The source names {name}; the translation has {new} instead.", name, new)]
    missing, added = _unmatched(source, target, translations)
    for index in missing[:_MOST]:
        name = _bare(source.tokens[index])
        other = next((place for place in added[:_MOST] if alike(fold(name), fold(target.lower[place]))), None)
        if other is not None:
            spelt = _bare(target.tokens[other])
            return [Finding("name", f"The source writes {name}; the translation writes {spelt}.", name, spelt)]
    if not added:
        missing = [index for index in missing if not _in_translated_title(source, index)]
    if missing and not _is_headline(source):
        name = _bare(source.tokens[missing[0]])
        if added:
            new = _bare(target.tokens[added[0]])
            return [Finding("name", f"The source names {name}; the translation has {new} instead.", name, new)]
        return [Finding("name", f"The source names {name}; the translation does not.", name)]
    if added and not _is_headline(target) and not any(_may_be_translated(source)):
        new = _bare(target.tokens[added[0]])
        return [Finding("name", f"The translation names {new}; the source does not.", "", new)]
    return []


def names_to_keep(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Names that were lost or misspelt and that English spells as Indonesian does, as far as is known here; and
    addresses.

    >>> names_to_keep(check_names(Side("Ia bertemu Rikwanto di sana.", "id"), Side("He met him there.", "en")))
    ('Rikwanto',)
    """
    return tuple(
        finding.source
        for finding in findings
        if finding.kind == "address"
        or (finding.kind == "name" and finding.source and not _is_translated(finding.source))
    )


def _is_translated(name: str) -> bool:
    return fold(name.lower()) in EXONYMS or fold(name.lower()) in ACRONYMS


def _swapped_acronym(source: Side, target: Side) -> tuple[str, str] | None:
    """An acronym of the source that is not in the translation, and one there that differs from it in one letter and is
    not in the source: KPK and KPU are two institutions, and a small model takes one for the other."""
    said, heard = (
        {token for token in side.tokens[: _MOST * 4] if 2 <= len(token) <= _SHORT_ACRONYM and token.isupper()}
        for side in (source, target)
    )
    words = Words(target)
    for name in sorted(said - heard):
        translated = ACRONYMS.get(name.lower()) or EXONYMS.get(name.lower()) or ()
        if translated == ("*",) or any(words.begins(beginning) for beginning in translated):
            continue
        for new in sorted(heard - said):
            if len(name) == len(new) and sum(a != b for a, b in zip(name, new, strict=True)) == 1:
                return name, new
    return None


def _bare(token: str) -> str:
    return token.removesuffix("'s").removesuffix("’s")


def _unmatched(source: Side, target: Side, translations: Iterable[tuple[str, str]]) -> tuple[list[int], list[int]]:
    """Indices of the names of each side that have no counterpart on the other."""
    names, heard_names = list(_names(source)), list(_names(target))
    if not names and not heard_names:
        return [], []
    terms = {word for pair in translations for term in pair for word in term.lower().split()}
    heard, said = Words(target), Words(source)
    missing = [index for index in names if source.lower[index] not in terms and not _survives(source, index, heard)]
    added = [
        place for place in heard_names if target.lower[place] not in terms and not _comes_from(target, place, said)
    ]
    return missing, added


def _names(side: Side) -> Iterator[int]:
    """Indices of words that may be names."""
    for index, token in enumerate(side.tokens):
        if (
            token[0].isupper()
            and len(token) > 2 - token.isupper()
            and len(token) > 1
            and _inside(side, index)
            and not _is_common(side.lower[index], token, side.language)
        ):
            yield index


def _inside(side: Side, index: int) -> bool:
    """Whether the token at ``index`` stands inside a sentence, where a capital means something."""
    if index == 0:
        return False
    before = side.tokens[index - 1]
    return before[0].isalnum() or before in (",", "(", "/", "-", "–", ";", "&")


@cache
def _lower_case_words(language: Language) -> frozenset[str]:
    """Words that running text has in lower case, so that a capital does not make names of them."""
    words = files("models.checks").joinpath(f"lower_case.{language}.txt").read_text(encoding="ascii").split()
    return frozenset(words) | (TRANSLATED if language == "id" else TITLES)


def _is_common(word: str, token: str, language: Language) -> bool:
    vocabulary = VOCABULARIES[language]
    if language == "id" and token.isupper():
        return word in vocabulary.signs or (len(word) > 3 and word in _lower_case_words("id"))
    if language == "id" and word in EXONYMS:
        return False
    return (
        word in _lower_case_words(language)
        or word in vocabulary.digits
        or word in vocabulary.tens
        or word in vocabulary.scales
        or is_calendar_word(word, language)
        or (language == "id" and _is_derived(word))
    )


def is_common_word(word: str) -> bool:
    """Whether running text has this Indonesian word in lower case, whatever its letters are here.

    >>> is_common_word("BERAS"), is_common_word("Rikwanto")
    (True, False)
    """
    return _is_common(fold(word.lower()), word.title(), "id")


def _is_derived(word: str) -> bool:
    if word.endswith("nya") and word[:-3] in _lower_case_words("id"):
        return True
    return len(word) >= _SHORTEST_DERIVED and word.startswith(_PREFIXES) and word.endswith(_SUFFIXES)


def _survives(source: Side, index: int, heard: Words) -> bool:
    token, name = source.tokens[index], fold(source.lower[index])
    if heard.has(name) or heard.begins(name) or heard.derives(name):
        return True
    if not token.istitle() and heard.holds(name):  # CoV in HCoVs
        return True
    known = ACRONYMS.get(name) if token.isupper() else None
    known = known or EXONYMS.get(name)
    if known is not None:
        return known == ("*",) or any(heard.begins(beginning) for beginning in known) or heard.adapts(name)
    if token.isupper() and len(token) <= _SHORT_ACRONYM:
        return True
    if name.endswith("nya") and heard.has(name[:-3]):
        return True
    return heard.adapts(name)


def _comes_from(target: Side, index: int, said: Words) -> bool:
    name = fold(target.lower[index])
    if said.has(name) or (name.endswith("s") and said.has(name[:-1])) or target.tokens[index].isupper():
        return True
    for end in range(3, len(name) + 1):
        origins = ENDONYMS.get(name[:end])
        if origins is not None and not origins.isdisjoint(said.words):
            return True
    return said.starts(name) or said.adapts(name) or said.drops(name)


def _in_translated_title(source: Side, index: int) -> bool:
    """Whether the word at ``index`` is part of a title that is translated as a whole: "Zaman Tembaga"."""
    for place in (index - 1, index + 1):
        if not 0 <= place < len(source.tokens) or not source.tokens[place][0].isupper():
            continue
        word = source.lower[place]
        if word not in CARRIERS and _inside(source, place) and _is_common(word, source.tokens[place], "id"):
            return True
    return False


def _may_be_translated(source: Side) -> Iterator[bool]:
    """Whether capitalised words of the source may be behind an English name that is not there."""
    for index, token in enumerate(source.tokens):
        if token[0].isupper() and index and len(token) > 1:
            yield token.isupper() or not _inside(source, index) or _is_common(source.lower[index], token, "id")


def _is_headline(side: Side) -> bool:
    words = [token for token in side.tokens if token.isalpha()]
    return sum(token[0].isupper() for token in words) > _HEADLINE * len(words)
