"""Does the translation use the terms of the glossary?"""

import re
from functools import lru_cache

from models.checks.finding import Finding
from models.checks.side import Side
from models.engines.protocol import Glossary

# What Indonesian and English add to a word without changing the term.
_CLITICS = r"(?:nya|lah|kah|pun|ku|mu)?"
_INFLECTIONS = r"(?:'s|’s|s|es|ed|d|ing|'|’)?"


def check_terms(source: Side, target: Side, glossary: Glossary) -> list[Finding]:
    """Findings of kind ``glossary``: a term of the glossary is in the source and its translation not in the target.

    Case does not count, and neither do the plural and other regular endings. Where one term is part of another, the
    longer one counts.
    """
    findings = []
    for term, wanted in terms_in(source, glossary):
        if wanted.strip() and not _target_pattern(wanted).search(target.text):
            message = f"The glossary translates {term} as {wanted}; the translation does not."
            findings.append(Finding("glossary", message, term, wanted))
    return findings


def terms_in(source: Side, glossary: Glossary) -> list[tuple[str, str]]:
    """The pairs of the glossary whose source term stands in ``source``, longest first, none inside another."""
    if not glossary:
        return []
    text = source.text.lower()
    present = {(term, wanted) for term, wanted in glossary if term.strip() and term.strip().lower() in text}
    covered: list[tuple[int, int]] = []
    found = []
    for term, wanted in sorted(present, key=lambda pair: (-len(pair[0]), pair)):
        free = [
            match.span()
            for match in _source_pattern(term).finditer(source.text)
            if not any(start <= match.start() and match.end() <= end for start, end in covered)
        ]
        if free:
            covered.extend(free)
            found.append((term, wanted))
    return found


@lru_cache(maxsize=4096)
def _source_pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_spaced(term)}{_CLITICS}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _target_pattern(term: str) -> re.Pattern[str]:
    stem = term.strip()
    if stem[-1:] in "ye" and len(stem) > 3:  # company, companies; strike, striking
        return re.compile(rf"(?<!\w){_spaced(stem[:-1])}(?:ies|ied|ing|{stem[-1]}{_INFLECTIONS})(?!\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w){_spaced(stem)}{_INFLECTIONS}(?!\w)", re.IGNORECASE)


def _spaced(term: str) -> str:
    return r"[\s-]+".join(re.escape(word) for word in term.split())
