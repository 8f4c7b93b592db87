"""How much is done for a translation; apart from the translator, so that settings need not load what it needs."""

from typing import Literal

#: ``fast`` decodes each segment once, as the model's publishers do; ``standard`` searches with a beam of at least 2,
#: and once more for what a check failed; ``high`` does both with a beam of at least 4.
Quality = Literal["fast", "standard", "high"]
