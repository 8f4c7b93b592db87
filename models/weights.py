"""A Hugging Face folder to CTranslate2's files. This needs torch and transformers, so serving runs it as a process:

python -m models.weights FOLDER OUT COMPUTE_TYPE FAMILY
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from models.engines.protocol import Family
from models.hub.listing import TOKENIZER

#: Families whose converters take the vocabulary as the tokenizer lists it; see ``_Vocabulary``.
_BY_ID: tuple[Family, ...] = ("m2m100", "nllb", "mbart", "indobart")
#: What IndoNLG's tokenizer adds to its sentencepiece model, from this id on:
#: github.com/indobenchmark/indobenchmark-toolkit, tokenization_indonlg.py
_INDONLG, _INDONLG_FROM = ("[javanese]", "[sundanese]", "[indonesian]", "<mask>"), 40_000


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
            return model_class.from_pretrained(path, use_safetensors=True, **options)

        def load_tokenizer(self, tokenizer_class: Any, path: str, **options: Any) -> Any:
            if family not in _BY_ID:
                return tokenizer_class.from_pretrained(path, **options)
            size = transformers.AutoConfig.from_pretrained(path).vocab_size
            if family == "indobart":  # its tokenizer class is not part of transformers
                return _Vocabulary(_IndoNLG(Path(path)), size)
            if family == "m2m100":  # also where the folder names a class of its own, as SMALL-100 does
                tokenizer_class = transformers.M2M100Tokenizer
            return _Vocabulary(tokenizer_class.from_pretrained(path, **options), size)

    Converter(str(folder)).convert(str(out), quantization=compute_type)
    for path in folder.iterdir():
        if TOKENIZER.fullmatch(path.name):
            shutil.copy(path, out / path.name)
    if (out / "tokenizer.json").exists():
        spec = json.loads((out / "tokenizer.json").read_text(encoding="utf-8"))
        # transformers indents it, which doubles its size.
        (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")


class _IndoNLG:
    """What a converter asks a tokenizer for, from the sentencepiece model of IndoBART."""

    bos_token, pad_token, eos_token, unk_token = "<s>", "<pad>", "</s>", "<unk>"

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
        self._vocabulary = {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())}

    def get_vocab(self) -> dict[str, int]:
        return self._vocabulary


class _Vocabulary:
    """A tokenizer that lists one token for each of ``size`` ids, as the weights have them.

    CTranslate2 4.8.5 sorts what ``get_vocab`` lists, appends ``additional_special_tokens``, and takes the places in
    that list for ids. transformers 5 fills those tokens no more, so the language tokens of M2M100 would be lost, and
    one missing id would shift all that follow.
    """

    num_madeup_words = 0

    def __init__(self, tokenizer: Any, size: int) -> None:
        self._tokenizer = tokenizer
        listed: dict[str, int] = {**tokenizer.get_vocab(), **getattr(tokenizer, "lang_token_to_id", {})}
        if isinstance(tokenizer, _IndoNLG):
            first = min(_INDONLG_FROM, size - len(_INDONLG))
            listed |= {token: first + i for i, token in enumerate(_INDONLG)}
        by_id = {i: token for token, i in listed.items()}
        self._tokens = [by_id.get(i, f"madeupword{i}") for i in range(size)]

    def get_vocab(self) -> dict[str, int]:
        return {token: i for i, token in enumerate(self._tokens)}

    def convert_ids_to_tokens(self, index: int) -> str:
        return self._tokens[index]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)


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
