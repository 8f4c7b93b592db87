"""Is the translation as long as a translation of this text should be?"""

import math

from models.checks.finding import Finding
from models.checks.side import Side

# Over the human translations of TICO-19 and UD PUD (3,994 pairs) the logarithm of the ratio has mean -0.09 and a
# standard deviation of 0.06 + 0.8 / sqrt(letters).
_MEAN = -0.09
_DEVIATION = 0.06
_DEVIATION_OF_SHORT = 0.8
#: So many standard deviations are too many: one human translation in some five hundred is further off.
_BOUND = 3.3
#: Letters that an acronym may gain when it is spelt out ("DPR", "House of Representatives").
_ACRONYM = 16
#: Shorter texts are names and exclamations, whose length says nothing.
_SHORTEST = 12


def check_length(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``length``: a translation far shorter than usual (a clause dropped) or far longer."""
    acronyms = sum(token.isupper() and 1 < len(token) < 7 for token in source.tokens)
    said, heard = _letters(source), _letters(target)
    if not heard or (said < _SHORTEST and heard < 4 * _SHORTEST):
        return []
    surplus = math.log(heard / max(said, 1)) - _MEAN
    bound = _BOUND * (_DEVIATION + _DEVIATION_OF_SHORT / math.sqrt(max(said, _SHORTEST)))
    if surplus < -bound:
        message = f"The translation is {heard / said:.0%} as long as the source: something may be missing."
    elif heard > _ACRONYM * acronyms and math.log((heard - _ACRONYM * acronyms) / max(said, 1)) - _MEAN > bound:
        times = heard / max(said, 1)
        message = f"The translation is {times:.1f} times as long as the source: something may have been added."
    else:
        return []
    return [Finding("length", message)]


def _letters(side: Side) -> int:
    return sum(len(token) for token in side.tokens)
