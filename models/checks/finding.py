"""What a check has to say to an editor."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "failed",
    "number",
    "date",
    "percentage",
    "name",
    "address",
    "quotation",
    "negation",
    "length",
    "repetition",
    "untranslated",
    "leftover",
    "glossary",
    "truncated",
    "empty",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about the translation of one segment.

    Attributes:
        kind: what it is about, one of ``KINDS``.
        message: a sentence for an editor, complete without the other fields.
        source: the words of the source that it is about, as they stand there; may be empty.
        target: the words of the translation that it is about, as they stand there; may be empty.
    """

    kind: Kind
    message: str
    source: str = ""
    target: str = ""
