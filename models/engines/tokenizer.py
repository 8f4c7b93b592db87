"""Segments to tokens and back: which tokenizer a family has, and what all of them offer. None imports transformers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from models.engines.protocol import Glossary, InputFormat, Tokens


class SegmentTokenizer(Protocol):
    """Text of one segment to the complete model input, and output tokens to text.

    Attributes:
        vocabulary: the id that the weights have for each token.
        unknown: the token that stands for what the vocabulary has not.
        decoder_prefix: tokens that every output begins with, such as the target language; they are not decoded.
        prefix_is_start: the first of them stands in the place of the decoder's start token instead of after it.
    """

    vocabulary: Mapping[str, int]
    unknown: str
    decoder_prefix: Tokens
    prefix_is_start: bool

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        """The input for ``text``; text that spells a control token is text. Only causal models of the bundled format
        take a glossary: with the others, whether the right terms were used is left to the checks."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of output tokens, without control tokens and without spaces around it."""
        ...


def prompt(text: str, glossary: Glossary = ()) -> str:
    """The input of the bundled model: glossary lines ``term<TAB>translation``, then the source, each ended by a line
    feed; the translation follows. Tabs and line breaks inside are turned into spaces, for they would be read as
    structure."""
    lines = [f"{_one_line(term)}\t{_one_line(translation)}\n" for term, translation in glossary]
    return "".join(lines) + _one_line(text) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def load_tokenizer(folder: Path, form: InputFormat) -> SegmentTokenizer:
    """The tokenizer of the model in ``folder``, a Hugging Face folder or a converted one.

    Raises:
        ModelUnavailableError: its files are missing or damaged, or the model has no token for a language or for the
            prefix in ``form``.
    """
    match form.family:
        case "causal":
            from models.engines.causal import CausalTokenizer

            return CausalTokenizer(folder, form)
        case "marian":
            from models.engines.pieces import MarianTokenizer

            return MarianTokenizer(folder, form)
        case "m2m100":
            from models.engines.pieces import M2M100Tokenizer

            return M2M100Tokenizer(folder, form)
        case "indobart":
            from models.engines.pieces import IndoBartTokenizer

            return IndoBartTokenizer(folder, form)
        case "nllb" | "t5" | "mbart" | "bert2bert":
            from models.engines.subwords import SubwordTokenizer

            return SubwordTokenizer(folder, form)
