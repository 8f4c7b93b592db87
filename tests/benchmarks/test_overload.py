from functools import partial

import pytest

from benchmarks.overload import best_of, layer, offered
from models.engines.lexicon import LexiconEngine


async def test_what_is_offered_is_done_or_refused_and_told_when_to_come_back() -> None:
    start = partial(layer, LexiconEngine(0.02))
    work, requests = await best_of(start, 0.5)
    assert work == pytest.approx(20 * requests)
    outcome, rate = await offered(start, 8 * requests, 1.0)
    assert rate > 0
    assert outcome.done
    assert outcome.refused
    assert all(told >= 1 for _, told in outcome.refused)
    assert outcome.came_back == len(outcome.refused) >= outcome.taken_then
