"""How long an output may get: the same bound for every engine, so that they stop at the same token."""

from collections.abc import Sequence

from models.engines.protocol import Tokens

#: English needs fewer tokens than Indonesian does with every model here; the bound only has to stop a loop.
LENGTH_RATIO = 1.6
LENGTH_MARGIN = 24


def length_bound(batch: Sequence[Tokens]) -> int:
    """The most output tokens that any segment of the batch can honestly need."""
    return int(max(map(len, batch)) * LENGTH_RATIO) + LENGTH_MARGIN
