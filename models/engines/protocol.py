"""What every engine offers: text to tokens, and batches of tokens to hypotheses."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from models.errors import EngineError

#: What a model does.
Task = Literal["translation", "summarisation"]
#: Tokenizer and model classes that belong together; ``InputFormat`` says what else an input needs.
Family = Literal["causal", "marian", "m2m100", "nllb", "t5", "mbart", "indobart", "bert2bert"]
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
        length_penalty: exponent of the length that scores are divided by in beam search; above 1 favours longer
            hypotheses (Wu et al. 2016, arXiv:1609.08144).
        min_tokens: the end token is not produced before so many tokens.
        max_tokens: decoding stops after so many tokens; 0 leaves it to the engine's bound for translations, which
            follows from the length of the source.
    """

    beam_size: int = 1
    num_hypotheses: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    length_penalty: float = 1.0
    min_tokens: int = 0
    max_tokens: int = 0


@dataclass(frozen=True, slots=True)
class InputFormat:
    """What a model wants to see besides the text of a segment.

    Attributes:
        prefix: text before the source, such as ``summarize: `` or ``<2en> `` (T5), ``>>eng<< `` (Marian with several
            targets).
        source_language: language code as the model's tokenizer spells it (``ind_Latn``, ``id``, ``id_ID``); empty
            where the model takes none.
        target_language: likewise; the first token that the decoder is given, for families that have one.
        template: for causal models, the prompt with ``{source}`` in it; empty is the format of the bundled model:
            glossary lines, the source, a line feed.
    """

    family: Family = "causal"
    prefix: str = ""
    source_language: str = ""
    target_language: str = ""
    template: str = ""


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
    task: Task
    #: Longest input in tokens that ``generate`` takes, prompt included.
    max_source_tokens: int
    #: How the model's publishers decode; what the first pass uses.
    decoding: Decoding

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
