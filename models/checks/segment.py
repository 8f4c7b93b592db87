"""Everything that can be checked about the translation of one segment."""

from collections.abc import Sequence

from models.checks.addresses import check_addresses
from models.checks.finding import KINDS, Finding, Kind
from models.checks.leftovers import check_leftovers
from models.checks.lengths import check_length
from models.checks.names import check_names
from models.checks.negation import check_negation
from models.checks.numbers import check_numbers
from models.checks.quotations import check_quotations
from models.checks.repetition import check_phrases, check_repetition
from models.checks.side import Side
from models.checks.terms import check_terms, terms_in
from models.checks.untranslated import check_ending, check_untranslated
from models.engines.protocol import Glossary

__all__ = ["KINDS", "Finding", "check_segment", "severity"]

#: How much worse one kind is than another: a translation that says nothing or raves is worth less than any wrong
#: detail, and a wrong figure is what an editor cannot see by reading the translation alone.
_WEIGHTS: dict[Kind, int] = {
    "failed": 2000,
    "empty": 1000,
    "repetition": 400,
    "truncated": 300,
    "leftover": 200,
    "untranslated": 150,
    "address": 110,
    "number": 100,
    "percentage": 100,
    "date": 100,
    "negation": 90,
    "length": 80,
    "name": 60,
    "glossary": 40,
    "quotation": 20,
}


def check_segment(source: str, target: str, glossary: Glossary = (), truncated: bool = False) -> tuple[Finding, ...]:
    """What an editor should look at in the translation of ``source``, worst first; empty where nothing was found.

    Takes time linear in the length of the texts.

    Args:
        source: Indonesian, one segment.
        target: its English translation.
        glossary: term pairs that the translation has to use.
        truncated: whether the engine stopped at its length bound.

    >>> [finding.message for finding in check_segment("Nilainya Rp 3,5 triliun.", "It is worth Rp 3.5 million.")]
    ['The source says Rp 3,5 triliun (3.5 trillion); the translation says Rp 3.5 million.']
    """
    if not source.strip():
        return ()
    if not target.strip():
        return (Finding("empty", "Nothing was translated.", source),)
    said, heard = Side(source, "id"), Side(target, "en")
    findings = [
        *(check_repetition(said, heard) or check_phrases(said, heard)),
        *check_ending(said, heard, truncated),
        *check_leftovers(said, heard),
        *check_untranslated(said, heard),
        *check_addresses(said, heard),
        *check_numbers(said, heard),
        *check_negation(said, heard),
        *check_length(said, heard),
        *check_names(said, heard, terms_in(said, glossary)),
        *check_terms(said, heard, glossary),
        *check_quotations(said, heard),
    ]
    return tuple(sorted(findings, key=lambda finding: -_WEIGHTS[finding.kind]))


def severity(findings: Sequence[Finding]) -> int:
    """How bad the findings are together: 0 is clean, larger is worse. Orders the hypotheses for one segment.

    >>> severity(()), severity(check_segment("Ia pergi.", ""))
    (0, 1000)
    """
    return sum(_WEIGHTS[finding.kind] for finding in findings)
