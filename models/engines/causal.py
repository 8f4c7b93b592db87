"""Causal models: an input is a prompt, and what the model writes after it is the output."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.engines.protocol import Glossary, InputFormat, Tokens
from models.engines.subwords import control_tokens, read_tokenizer
from models.engines.tokenizer import prompt
from models.errors import ModelUnavailableError

SOURCE = "{source}"


class CausalTokenizer:
    """``tokenizer.json`` of a causal model. Inputs are in the format of the bundled model (see ``prompt``), or in that
    of the template with ``{source}`` in it: control tokens in the template are control tokens, those in the source are
    text."""

    decoder_prefix: Tokens = ()
    prefix_is_start = False

    def __init__(self, folder: Path, form: InputFormat) -> None:
        if form.template and SOURCE not in form.template:
            raise ModelUnavailableError(f"The template of the model in {folder} has no {SOURCE} in it.")
        self._tokenizer = read_tokenizer(folder / "tokenizer.json")
        controls = control_tokens(self._tokenizer)
        self.vocabulary: Mapping[str, int] = self._tokenizer.get_vocab()
        self.unknown = str(getattr(self._tokenizer.model, "unk_token", None) or "<unk>")
        pattern = "|".join(re.escape(token) for token in sorted(controls, key=len, reverse=True))
        #: The template, divided at its control tokens, which are every second part.
        self._parts = re.split(f"({pattern})", form.template) if form.template and pattern else [form.template]

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        if not self._parts[0] and len(self._parts) == 1:
            return tuple(self._tokenizer.encode(prompt(text, glossary)).tokens)
        tokens: list[str] = []
        for i, part in enumerate(self._parts):
            if i % 2:
                tokens.append(part)
            elif part:
                filled = part.replace(SOURCE, text)
                tokens += self._tokenizer.encode(filled, add_special_tokens=False).tokens
        return tuple(tokens)

    def decode(self, tokens: Sequence[str]) -> str:
        ids = (self._tokenizer.token_to_id(token) for token in tokens)
        return str(self._tokenizer.decode([i for i in ids if i is not None])).strip()
