"""Segments to tokens and back, for the two kinds of tokenizer that translation models ship with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from models.engines.protocol import Glossary, Tokens
from models.errors import ModelUnavailableError


class SegmentTokenizer(Protocol):
    """Text of one segment to the complete model input, and output tokens to text."""

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens: ...

    def decode(self, tokens: Sequence[str]) -> str: ...


def prompt(text: str, glossary: Glossary = ()) -> str:
    """The input of a causal translation model: glossary lines ``term<TAB>translation``, then the source, each ended by
    a line feed; the translation follows. Tabs and line breaks inside are turned into spaces, for they would be read
    as structure."""
    lines = [f"{_one_line(term)}\t{_one_line(translation)}\n" for term, translation in glossary]
    return "".join(lines) + _one_line(text) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


class CausalTokenizer:
    """``tokenizer.json`` of a causal model; inputs are prompts (see ``prompt``)."""

    def __init__(self, folder: Path) -> None:
        import tokenizers

        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the library raises bare Exception
            raise ModelUnavailableError(f"{folder}: no usable tokenizer.json ({error}).") from error
        # A text that spells a control token, such as "<eos>", must not end the input.
        self._tokenizer.encode_special_tokens = True

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return tuple(self._tokenizer.encode(prompt(text, glossary)).tokens)

    def decode(self, tokens: Sequence[str]) -> str:
        ids = (self._tokenizer.token_to_id(token) for token in tokens)
        return str(self._tokenizer.decode([i for i in ids if i is not None])).strip()


class SentencePieceTokenizer:
    """``source.spm`` and ``target.spm`` of a Marian model. Such a model takes no glossary hints: whether it used the
    right terms is left to the checks."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        try:
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        except (OSError, RuntimeError) as error:
            raise ModelUnavailableError(f"{folder}: no usable source.spm and target.spm ({error}).") from error

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:  # noqa: ARG002
        return (*self._source.encode(text, out_type=str), "</s>")

    def decode(self, tokens: Sequence[str]) -> str:
        return str(self._target.decode(list(tokens))).strip()


def load_tokenizer(folder: Path) -> SegmentTokenizer:
    """The tokenizer that lies in a model folder.

    Raises:
        ModelUnavailableError: none of the known kinds is there.
    """
    if (folder / "source.spm").exists():
        return SentencePieceTokenizer(folder)
    return CausalTokenizer(folder)
