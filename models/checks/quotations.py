"""Are quoted passages still quoted, and closed?"""

import re

from models.checks.finding import Finding
from models.checks.side import Side

_DOUBLE = re.compile("[\"“”„‟«»＂]|``|''")
# A single mark opens after a space and closes before one; everything else is an apostrophe. The bound keeps the search
# linear: a quotation in single marks is a phrase.
_SINGLE = re.compile(r"(?<!\w)['‘‚](?=\w)[^'‘’‚\n]{1,200}(?<=[\w.,!?])['’](?!\w)")


def check_quotations(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``quotation``.

    A sentence of a longer quotation rightly has one mark, so an odd number is a fault only where the source has an
    even one.
    """
    said, heard = _marks(source.text), _marks(target.text)
    if said == heard:
        return []
    if heard == 0:
        return [Finding("quotation", "The source quotes somebody; the translation has no quotation marks.")]
    if said == 0:
        return [Finding("quotation", "The translation has quotation marks; the source has none.")]
    if heard % 2 and not said % 2:
        return [Finding("quotation", "A quotation mark is missing: one opens and none closes, or the reverse.")]
    if said % 2 and not heard % 2:
        return [Finding("quotation", "In the source the quotation goes on beyond this sentence; here it does not.")]
    message = f"The source has {_passages(said)} in quotation marks, the translation {_passages(heard)}."
    return [Finding("quotation", message)]


def _marks(text: str) -> int:
    """Number of quotation marks; a pair of single ones counts as two."""
    marks = len(_DOUBLE.findall(text))
    if "'" in text or "‘" in text or "’" in text or "‚" in text:
        marks += 2 * len(_SINGLE.findall(text))
    return marks


def _passages(marks: int) -> str:
    count = (marks + 1) // 2
    return f"{count} passage" if count == 1 else f"{count} passages"
