"""How long a model is to write, in its own tokens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.engines.protocol import Decoding

#: A model that says the same in its own words may need so many times the tokens that the article needs for it.
_ROOM = 1.5
_MARGIN = 8
#: The end is not allowed before this part of what is wanted, so that a model which likes to be brief says more.
_LEAST = 3
#: A loop that came by itself does not come again where no such n-gram may.
_CAREFUL_NGRAM = 3


@dataclass(frozen=True, slots=True)
class Budget:
    """What a summary may have.

    Attributes:
        sentences: most sentences of it.
        tokens: tokens of the extractive summary of that length, which is the measure.
        longest: tokens of its longest sentence.
    """

    sentences: int
    tokens: int
    longest: int

    def chunks(self, own: Decoding) -> int:
        """How many chunks there have to be at least, so that a model which was made to write no more than
        ``own.max_tokens`` at a time can write so much; no more than one for each sentence."""
        return min(self.sentences, math.ceil(self.tokens / own.max_tokens)) if own.max_tokens else 1

    def decoding(self, own: Decoding, chunks: int) -> Decoding:
        """The model's own decoding, for one of ``chunks`` parts of the summary.

        Beam and repetition settings stay the publisher's. The most tokens are its share with room, or one long
        sentence; never more than the publisher's bound. The fewest are a third of the share, or what the publisher
        has, and never above half of the most: a model that is held up longer rambles.
        """
        share = max(math.ceil(self.tokens / chunks), self.longest)
        most = math.ceil(share * _ROOM) + _MARGIN
        if own.max_tokens:
            most = min(most, own.max_tokens)
        fewest = min(max(own.min_tokens, share // _LEAST), most // 2)
        return replace(own, num_hypotheses=1, min_tokens=fewest, max_tokens=most)


def careful(decoding: Decoding, own: Decoding) -> Decoding:
    """For outputs that were good for nothing: no repeated n-gram, twice the length, and no need to go on."""
    most = 2 * decoding.max_tokens
    return replace(
        decoding,
        no_repeat_ngram_size=own.no_repeat_ngram_size or _CAREFUL_NGRAM,
        min_tokens=0,
        max_tokens=min(most, own.max_tokens) if own.max_tokens else most,
    )


def budget_of(sizes: Sequence[int]) -> Budget:
    """The budget that follows from the tokens of each sentence of the extractive summary (at least one)."""
    return Budget(len(sizes), sum(sizes), max(sizes))
