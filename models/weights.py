"""A Hugging Face folder to CTranslate2's files. This needs torch and transformers, so serving runs it as a process:

python -m models.weights FOLDER OUT COMPUTE_TYPE FAMILY
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.engines.protocol import Family, InputFormat
from models.engines.tokenizer import load_tokenizer
from models.hub.listing import TOKENIZER

#: Families whose converters take the vocabulary as the tokenizer lists it; see ``_Vocabulary``.
_BY_ID: tuple[Family, ...] = ("m2m100", "nllb", "t5", "mbart", "indobart")

#: The engine reads there which tokens end an output.
ENDS = "generation_config.json"


def convert_files(folder: Path, out: Path, compute_type: str, family: Family) -> None:
    """Write weights, vocabulary and tokenizer files of ``folder`` to ``out``, which is made.

    Raises:
        ImportError: torch or transformers is not installed.
        ValueError: CTranslate2 does not know the architecture or the compute type, or the vocabulary does not fit.
        OSError: a file is missing, unreadable, or cannot be written.
    """
    import ctranslate2
    import torch  # noqa: F401  without it the converter fails with a NameError
    import transformers

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            # A pickle that lies beside the safetensors is never read.
            model = model_class.from_pretrained(path, use_safetensors=True, **options)
            # CTranslate2 4.8.5 scales the outputs of a T5 whose embeddings are tied. transformers 5 calls all of them
            # tied, and has the scaling in a setting of T5, never of mT5 (configuration_t5.py, modeling_mt5.py).
            if model.config.model_type in ("t5", "mt5"):
                model.config.tie_word_embeddings = getattr(model.config, "scale_decoder_outputs", False)
            if family == "indobart":
                # Else CTranslate2 starts outputs with </s>; the engine starts them with the language, as IndoNLG does.
                model.config.tokenizer_class = None
            return model

        def load_tokenizer(self, tokenizer_class: Any, path: str, **options: Any) -> Any:
            if family not in _BY_ID:
                return tokenizer_class.from_pretrained(path, **options)
            tokens = load_tokenizer(Path(path), InputFormat(family=family)).vocabulary
            return _Vocabulary(tokens, transformers.AutoConfig.from_pretrained(path).vocab_size)

    Converter(str(folder)).convert(str(out), quantization=compute_type)
    for path in folder.iterdir():
        if TOKENIZER.fullmatch(path.name) or path.name == ENDS:
            shutil.copy(path, out / path.name)
    if (out / "tokenizer.json").exists():
        spec = json.loads((out / "tokenizer.json").read_text(encoding="utf-8"))
        # transformers indents it, which doubles its size.
        (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")


class _Vocabulary:
    """What the converters ask a tokenizer for, with one token for each of ``size`` ids, as the weights have them.

    CTranslate2 4.8.5 sorts what ``get_vocab`` lists, appends ``additional_special_tokens``, and takes the places in
    that list for ids. transformers 5 fills those tokens no more, so the language tokens of M2M100 may be lost; one
    missing id shifts all that follow; and of SMALL-100 and IndoBART transformers has no tokenizer.
    """

    bos_token, pad_token, eos_token, unk_token = "<s>", "<pad>", "</s>", "<unk>"
    num_madeup_words = 0
    special_tokens_map: Mapping[str, str] = {}

    def __init__(self, tokens: Mapping[str, int], size: int) -> None:
        by_id = {i: token for token, i in tokens.items()}
        if max(by_id) >= size:
            raise ValueError(f"the tokenizer has {max(by_id) + 1} tokens, but the weights have {size}")
        self._tokens = [by_id.get(i, f"madeupword{i}") for i in range(size)]
        self.unk_token_id = self._tokens.index(self.unk_token)

    def get_vocab(self) -> dict[str, int]:
        return {token: i for i, token in enumerate(self._tokens)}

    def convert_ids_to_tokens(self, index: int) -> str:
        return self._tokens[index]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("compute_type")
    parser.add_argument("family")
    options = parser.parse_args()
    convert_files(options.folder, options.out, options.compute_type, options.family)


if __name__ == "__main__":
    main()
