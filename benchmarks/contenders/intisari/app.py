"""``intisari serve`` without the second pass, so that it does the same work as the contenders; its arguments are those
of ``intisari``."""

import sys
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import service.served
from models.engines.protocol import Decoding, Tokens
from models.errors import EngineBusyError
from service.batching import Batcher
from service.cli import main


class FirstPassBatcher(Batcher):
    """Has no time for a second pass; the translator then keeps what the first one found."""

    async def submit(self, segments: Sequence[Tokens], decoding: Decoding, **options: Any) -> Any:
        if decoding.num_hypotheses > 1:
            raise EngineBusyError("The benchmark decodes each segment once.")
        return await super().submit(segments, decoding, **options)


if __name__ == "__main__":
    with patch.object(service.served, "Batcher", FirstPassBatcher):
        sys.exit(main())
