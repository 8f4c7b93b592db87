"""How much is done for a translation; apart from the translator, so that settings need not load what it needs."""

from typing import Literal

#: ``fast`` decodes each segment once, as the model's publishers do; ``standard`` then decodes again what a check
#: failed; ``high`` does both with a wider beam.
Quality = Literal["fast", "standard", "high"]
