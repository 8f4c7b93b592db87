"""A real tokenizer and a real encoder-decoder with random weights: what it is given matters, not what it writes."""

from collections.abc import Sequence

import pytest

from models.engines.direct import direct
from models.engines.load import load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError
from models.summarize.abstractive import AbstractiveSummarizer, Policy
from models.summarize.extractive import SummaryOptions, summarize
from tests.models.engines.small_models import build_t5
from tests.models.summarize.articles import MARKET, article

SOURCE = article(MARKET * 5)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return load_engine(str(build_t5(tmp_path_factory.mktemp("summariser") / "t5")), task="summarisation")


@pytest.mark.parametrize("policy", ["strict", "off"])
async def test_whatever_a_model_writes_the_article_went_in_whole_and_a_summary_comes_out(
    engine: Engine, policy: Policy
) -> None:
    calls: list[list[Tokens]] = []
    decodings: list[Decoding] = []
    run = direct(engine)

    async def decode(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        calls.append(list(segments))
        decodings.append(decoding)
        return await run(segments, decoding)

    options = SummaryOptions(sentences=1)
    summary = await AbstractiveSummarizer(engine, decode, policy).summarize(SOURCE, options)

    assert max(len(tokens) for batch in calls for tokens in batch) <= engine.max_source_tokens
    around = len(engine.encode(""))
    sentences = [span.of(paragraph.text) for paragraph in SOURCE.paragraphs for span in paragraph.sentences]
    whole = [token for sentence in sentences for token in engine.encode(sentence)[: -around or None]]
    assert [token for tokens in calls[0] for token in tokens[: -around or None]] == whole
    assert len(calls[0]) > 1
    assert all(decoding.min_tokens < decoding.max_tokens for decoding in decodings)

    assert 1 <= len(summary.sentences) <= len(summarize(SOURCE, options))
    if policy == "strict":
        assert all(sentence.support for sentence in summary.sentences)
        assert summary.notes
