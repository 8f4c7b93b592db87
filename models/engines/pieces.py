"""Tokenizers whose models cut text with the sentencepiece library itself: Marian, M2M100, SMALL-100 and IndoBART."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.engines.protocol import Glossary, InputFormat, Tokens
from models.errors import ModelUnavailableError

#: Languages of M2M100 in the order of their ids: fairseq, examples/m2m_100, as in transformers' tokenizer.
M2M100_LANGUAGES = (
    "af am ar ast az ba be bg bn br bs ca ceb cs cy da de el en es et fa ff fi fr fy ga gd gl gu ha he hi hr ht hu hy "
    "id ig ilo is it ja jv ka kk km kn ko lb lg ln lo lt lv mg mk ml mn mr ms my ne nl no ns oc or pa pl ps pt ro ru "
    "sd si sk sl so sq sr ss su sv sw ta th tl tn tr uk ur uz vi wo xh yi yo zh zu"
).split()
#: What IndoNLG's tokenizer appends to its pieces: indobenchmark-toolkit, tokenization_indonlg.py.
INDOBART_TOKENS = ("[javanese]", "[sundanese]", "[indonesian]", "<mask>")


class _PieceTokenizer:
    """Pieces of ``source``, between ``before`` and ``after``; outputs are joined by ``target``."""

    prefix_is_start = False
    unknown = "<unk>"

    def __init__(
        self,
        source: Any,
        target: Any,
        vocabulary: Mapping[str, int],
        controls: Iterable[str],
        *,
        before: Tokens,
        after: Tokens,
        decoder_prefix: Tokens = (),
    ) -> None:
        self._source, self._target = source, target
        self._controls = frozenset(controls) | {"<s>", "<pad>", "</s>", "<unk>"}
        self._before, self._after = before, after
        self.vocabulary = vocabulary
        self.decoder_prefix = decoder_prefix
        for token in (*before, *after, *decoder_prefix):
            if token not in vocabulary:
                raise ModelUnavailableError(
                    f"The model has no token {token!r}; check prefix, source_language and target_language in the "
                    f"catalogue."
                )

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:  # noqa: ARG002
        found = self._source.encode(text, out_type=str)
        # Characters that the library does not know come back as they are, and could spell a control token.
        known = (p if p in self.vocabulary and p not in self._controls else self.unknown for p in found)
        return (*self._before, *known, *self._after)

    def decode(self, tokens: Sequence[str]) -> str:
        pieces = [token for token in tokens if token in self.vocabulary and token not in self._controls]
        # The vocabulary may have pieces of the other side, whose mark for a space the library would leave.
        return str(self._target.decode(pieces)).replace("▁", " ").strip()


class MarianTokenizer(_PieceTokenizer):
    """``source.spm``, ``target.spm`` and ``vocab.json``. A model of several target languages is told which by a prefix
    that is one token, such as ``>>eng<<``."""

    def __init__(self, folder: Path, form: InputFormat) -> None:
        source, target = _pieces(folder / "source.spm"), _pieces(folder / "target.spm")
        vocabulary = _vocabulary(folder / "vocab.json")
        languages = [token for token in vocabulary if token.startswith(">>") and token.endswith("<<")]
        prefix = form.prefix.strip()
        super().__init__(source, target, vocabulary, languages, before=(prefix,) if prefix else (), after=("</s>",))


class M2M100Tokenizer(_PieceTokenizer):
    """``sentencepiece.bpe.model`` and ``vocab.json``, with the language of the input before it and the language of the
    output as its first token. SMALL-100 has but one language token, that of the target, and before the input: there,
    ``source_language`` is the target's and ``target_language`` is empty."""

    def __init__(self, folder: Path, form: InputFormat) -> None:
        pieces = _pieces(folder / "sentencepiece.bpe.model")
        vocabulary = _vocabulary(folder / "vocab.json")
        languages = {f"__{code}__": len(vocabulary) + i for i, code in enumerate(M2M100_LANGUAGES)}
        source, target = ((f"__{code}__",) if code else () for code in (form.source_language, form.target_language))
        super().__init__(
            pieces,
            pieces,
            vocabulary | languages,
            languages,
            before=source,
            after=("</s>",),
            decoder_prefix=target,
        )


class IndoBartTokenizer(_PieceTokenizer):
    """``sentencepiece.bpe.model`` in lower case, then three languages such as ``[indonesian]``. Inputs are ``<s> text
    </s> language``; the decoder starts with the language."""

    prefix_is_start = True

    def __init__(self, folder: Path, form: InputFormat) -> None:
        pieces = _pieces(folder / "sentencepiece.bpe.model")
        names = [*(pieces.id_to_piece(i) for i in range(pieces.get_piece_size())), *INDOBART_TOKENS]
        source, target = ((code,) if code else () for code in (form.source_language, form.target_language))
        super().__init__(
            pieces,
            pieces,
            {token: i for i, token in enumerate(names)},
            INDOBART_TOKENS,
            before=("<s>",),
            after=("</s>", *source),
            decoder_prefix=target,
        )

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return super().encode(text.lower(), glossary)


def _pieces(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError, TypeError) as error:
        raise ModelUnavailableError(f"There is no usable sentencepiece model in {path} ({error}).") from error


def _vocabulary(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(token): int(i) for token, i in found.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ModelUnavailableError(f"There is no usable vocabulary in {path} ({error}).") from error
