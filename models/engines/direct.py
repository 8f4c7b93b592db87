"""An engine without a batching layer in front: for scripts, benchmarks and tests."""

import asyncio
from collections.abc import Sequence

from models.engines.protocol import Decode, Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError


def direct(engine: Engine, batch_size: int = 32) -> Decode:
    """A ``Decode`` that runs ``engine`` in a thread, in batches of like length, of ``batch_size`` hypotheses each.

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
        size = max(1, batch_size // decoding.beam_size)
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            found = await asyncio.to_thread(run, [segments[i] for i in chosen], decoding)
            results.update(zip(chosen, found, strict=True))
        return [results[i] for i in range(len(segments))]

    return decode
