"""A summariser without weights: a real engine whose text a test decides."""

import re
from collections.abc import Callable, Sequence

from models.engines.direct import direct
from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.errors import EngineError
from models.summarize.abstractive import AbstractiveSummarizer, Policy

_TOKEN = re.compile(r"\S+\s*")
_SENTENCE = re.compile(r".+?[.?!][\"”]?(?=\s|$)|.+$")
_PREFIX = ("ringkas:",)

Script = Callable[[str], str]


class ScriptedEngine:
    """Tokens are words, behind a prefix of one. ``script`` makes the output from the input; the length bound of the
    decoding cuts it off, as in any other engine.

    Attributes:
        inputs: the texts of each batch, in order of the calls.
        decodings: the decoding of each batch.
    """

    def __init__(self, script: Script, *, max_source_tokens: int = 512, decoding: Decoding = Decoding()) -> None:
        self.card = ModelCard("scripted", "1", "Apache-2.0", commercial=True)
        self.task: Task = "summarisation"
        self.max_source_tokens = max_source_tokens
        self.decoding = decoding
        self.inputs: list[list[str]] = []
        self.decodings: list[Decoding] = []
        self._script = script

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return (*_PREFIX, *_TOKEN.findall(text))

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        texts = ["".join(tokens[len(_PREFIX) :]) for tokens in batch]
        self.inputs.append(texts)
        self.decodings.append(decoding)
        if any("RUSAKMESIN" in text for text in texts):
            raise EngineError("The segment holds RUSAKMESIN.")
        return [[self._hypothesis(self._script(text), decoding)] for text in texts]

    def _hypothesis(self, text: str, decoding: Decoding) -> Hypothesis:
        tokens = _TOKEN.findall(text)
        bound = decoding.max_tokens or len(tokens)
        return Hypothesis("".join(tokens[:bound]), min(len(tokens), bound), 0.0, truncated=len(tokens) > bound)

    def close(self) -> None:
        pass


def summarizer(engine: ScriptedEngine, policy: Policy = "strict") -> AbstractiveSummarizer:
    return AbstractiveSummarizer(engine, direct(engine), policy)


def sentences(text: str) -> list[str]:
    return [match.strip() for match in _SENTENCE.findall(text)]


def lead(count: int) -> Script:
    """The first sentences of the input."""
    return lambda text: " ".join(sentences(text)[:count])


def says(text: str) -> Script:
    """The same whatever the input."""
    return lambda _: text
