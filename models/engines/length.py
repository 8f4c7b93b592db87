"""How long an output may get: the same bounds for every engine, so that they stop at the same token."""

from collections.abc import Sequence

from models.engines.protocol import Decoding, Tokens

#: English needs fewer tokens than Indonesian does with every model here; the bound only has to stop a loop.
LENGTH_RATIO = 1.6
LENGTH_MARGIN = 24


def length_bound(batch: Sequence[Tokens], decoding: Decoding) -> int:
    """The most output tokens, end token included: what ``decoding`` says, else what any segment of the batch can
    honestly need."""
    return decoding.max_tokens or int(max(map(len, batch)) * LENGTH_RATIO) + LENGTH_MARGIN


def least_tokens(decoding: Decoding, *, causal: bool) -> int:
    """Tokens before the end token may come. An encoder-decoder gives at least one, for none is no answer."""
    return decoding.min_tokens if causal else max(1, decoding.min_tokens)
