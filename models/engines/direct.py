"""An engine without a batching layer in front: for scripts, benchmarks and tests."""

import asyncio
from collections.abc import Sequence

from models.engines.protocol import Decode, Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError

#: Segments times beam.
MOST_HYPOTHESES = 32


def batches(order: Sequence[int], decoding: Decoding) -> list[Sequence[int]]:
    """``order`` cut into batches of at most ``MOST_HYPOTHESES``, or of one segment where the beam alone is wider."""
    size = max(1, MOST_HYPOTHESES // decoding.beam_size)
    return [order[start : start + size] for start in range(0, len(order), size)]


def direct(engine: Engine) -> Decode:
    """A ``Decode`` that runs ``engine`` in a thread, in ``batches`` of like length.

    A batch that fails is run again one segment at a time, so that only the segment at fault has an error.
    """

    def run(batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        try:
            return list(engine.generate(batch, decoding))
        except EngineError as error:
            if len(batch) == 1:
                return [error]
            return [run([tokens], decoding)[0] for tokens in batch]

    async def decode(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        order = sorted(range(len(segments)), key=lambda i: len(segments[i]))
        results: dict[int, list[Hypothesis] | EngineError] = {}
        for chosen in batches(order, decoding):
            found = await asyncio.to_thread(run, [segments[i] for i in chosen], decoding)
            results.update(zip(chosen, found, strict=True))
        return [results[i] for i in range(len(segments))]

    return decode
