"""Is the translation as long as a translation of this text should be?"""

import math

from models.checks.finding import Finding
from models.checks.side import Side

# English is about as long as its Indonesian source. Over the human translations of UD PUD and TICO-19 the logarithm of
# the ratio has mean -0.04 and a standard deviation of 0.08 + 0.9 / sqrt(characters); the bounds are some four of these.
_MEAN = -0.04
_SPREAD = 0.30
_SPREAD_OF_SHORT = 3.2
#: Shorter texts are names and exclamations, whose length says nothing.
_SHORTEST = 12


def check_length(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``length``: a translation far shorter than usual (a clause dropped) or far longer."""
    said, heard = _letters(source), _letters(target)
    if said < _SHORTEST and heard < 4 * _SHORTEST or not heard:
        return []
    surplus = math.log(heard / max(said, 1)) - _MEAN
    bound = _SPREAD + _SPREAD_OF_SHORT / math.sqrt(max(said, _SHORTEST))
    if surplus < -bound:
        return [Finding("length", f"The translation is {heard / said:.0%} as long as the source: something may be missing.")]
    if surplus > bound:
        return [
            Finding("length", f"The translation is {heard / max(said, 1):.1f} times as long as the source: "
                              "something may have been added.")
        ]
    return []


def _letters(side: Side) -> int:
    return sum(len(token) for token in side.tokens)
