"""What every engine offers: text to tokens, and batches of tokens to hypotheses."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.errors import EngineError

#: The complete model input for one segment, prompt and language tokens included.
Tokens = tuple[str, ...]
#: Term pairs (source term, target term) that the translation has to use.
Glossary = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for. Segments share a batch only where these are equal.

    Attributes:
        beam_size: 1 is greedy search.
        num_hypotheses: how many to return, best first; at most ``beam_size``.
        repetition_penalty: above 1, tokens that were produced already become less likely (Keskar et al. 2019,
            arXiv:1909.05858).
        no_repeat_ngram_size: no n-gram of this many tokens is produced twice; 0 switches this off.
    """

    beam_size: int = 1
    num_hypotheses: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one segment.

    Attributes:
        text: detokenised, without special tokens.
        tokens: number of tokens produced.
        score: mean log probability of a token; higher is better.
        truncated: the length bound was reached before the end of the text.
    """

    text: str
    tokens: int
    score: float
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What an answer says about the model that made it.

    Attributes:
        name: ``bundled`` or the hub name.
        revision: what pins the weights: a commit of the hub, or the first 12 hex digits of the SHA-256 of the weights.
        licence: SPDX identifier, or the name of the terms.
        commercial: whether a commercial newsroom may use it.
        notice: attribution and terms that have to be passed on; empty where there are none.
    """

    name: str
    revision: str
    licence: str
    commercial: bool
    notice: str = ""


class Engine(Protocol):
    """A loaded model. ``generate`` may be called from several threads at once."""

    card: ModelCard
    #: Longest input in tokens that ``generate`` takes, prompt included.
    max_source_tokens: int

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        """Tokens of one segment, ready for ``generate``. Any text can be encoded; text that looks like a control
        token is treated as text."""
        ...

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        """For each input, its ``decoding.num_hypotheses`` hypotheses, best first.

        Raises:
            EngineError: the batch could not be run; the caller may try smaller ones.
        """
        ...

    def close(self) -> None:
        """Free the memory of the model. The engine cannot be used afterwards."""
        ...


#: What the translator calls to have segments decoded: an engine directly, or the batching layer in front of it.
#: A segment that failed alone has its error in its place.
Decode = Callable[[Sequence[Tokens], Decoding], Awaitable["list[list[Hypothesis] | EngineError]"]]
