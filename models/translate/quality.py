"""How much is done for a translation; apart from the translator, so that settings need not load what it needs."""

from typing import Literal

#: ``fast`` decodes each segment once, greedily; ``standard`` decodes with a beam of 2, and again what a check failed;
#: ``high`` does both with a beam of 4.
Quality = Literal["fast", "standard", "high"]
