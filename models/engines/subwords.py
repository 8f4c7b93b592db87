"""Tokenizers whose models cut text with the ``tokenizers`` library: NLLB, T5 and its kin, mBART, BERT.

Where a folder names a tokenizer class of its own kind of model, transformers 5 reads only the vocabulary of
``tokenizer.json`` (or of the sentencepiece model) and rebuilds the rest in the way of that class; where it names the
class of no particular model, the file counts as it is. So does this module, for equal tokens.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

from models.engines.configuration import BERT_END, BERT_START, read_settings
from models.engines.piece_model import PieceModel, read_piece_model
from models.engines.protocol import Family, Glossary, InputFormat, Tokens
from models.errors import ModelUnavailableError

#: Classes that stand for "the file as it is".
_GENERIC = ("PreTrainedTokenizer", "TokenizersBackend", "PythonBackend")
_FAIRSEQ = ("<s>", "<pad>", "</s>", "<unk>")
_EXTRA_IDS = 100
BERT_UNKNOWN = "[UNK]"
#: Languages of mBART-50 in the order of their ids: fairseq, examples/multilingual, as in transformers' tokenizer.
MBART50_LANGUAGES = (
    "ar_AR cs_CZ de_DE en_XX es_XX et_EE fi_FI fr_XX gu_IN hi_IN it_IT ja_XX kk_KZ ko_KR lt_LT lv_LV my_MM ne_NP nl_XX "
    "ro_RO ru_RU si_LK tr_TR vi_VN zh_CN af_ZA az_AZ bn_IN fa_IR he_IL hr_HR id_ID ka_GE km_KH mk_MK ml_IN mn_MN mr_IN "
    "pl_PL ps_AF pt_XX sv_SE sw_KE ta_IN te_IN th_TH tl_XX uk_UA ur_PK xh_ZA gl_ES sl_SI"
).split()


class SubwordTokenizer:
    """``tokenizer.json``, or where that is missing ``spiece.model`` (T5), ``sentencepiece.bpe.model`` (mBART) or
    ``vocab.txt`` (BERT)."""

    prefix_is_start = False

    def __init__(self, folder: Path, form: InputFormat) -> None:
        settings = read_settings(folder / "tokenizer_config.json")
        self._tokenizer = _load(folder, form.family, settings)
        self._controls = control_tokens(self._tokenizer)
        self.vocabulary: Mapping[str, int] = self._tokenizer.get_vocab()
        bert = form.family == "bert2bert"
        self.unknown = BERT_UNKNOWN if bert else "<unk>"
        end = BERT_END if bert else "</s>"
        source, target = ((code,) if code else () for code in (form.source_language, form.target_language))
        # mBART of 25 languages and the first NLLB tokenizers have the language behind the text.
        behind = _class(settings) == "MBartTokenizer" or settings.get("legacy_behaviour") is True
        self._before: Tokens = (BERT_START,) if bert else () if behind else source
        self._after: Tokens = (end, *source) if behind else (end,)
        self.decoder_prefix: Tokens = target
        self.prefix_is_start = _class(settings) == "MBartTokenizer"
        for token in (*self._before, *self._after, *target):
            if token not in self.vocabulary:
                raise ModelUnavailableError(
                    f"The model in {folder} has no token {token!r}; check source_language and target_language in the "
                    f"catalogue."
                )
        # The prefix is ours: what it spells may be a control token. What follows the last one is cut with the text.
        head, self._lead = _divide(form.prefix, self._controls)
        self._tokenizer.encode_special_tokens = False
        self._before += tuple(self._cut(head))
        self._tokenizer.encode_special_tokens = True

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:  # noqa: ARG002
        found = self._cut(self._lead + text)
        if not self._controls.isdisjoint(found):
            found = [piece for token in found for piece in self._spelled(token)]
        return (*self._before, *found, *self._after)

    def _cut(self, text: str) -> list[str]:
        # Not ``tokens`` of the encoding: a unigram model shows there what it did not know.
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return [self._tokenizer.id_to_token(i) or self.unknown for i in ids]

    def _spelled(self, token: str) -> list[str]:
        """A unigram model takes a control token for a word like any other; as text it is its characters."""
        if token not in self._controls or token == self.unknown:
            return [token]
        return [letter if letter in self.vocabulary else self.unknown for letter in token]

    def decode(self, tokens: Sequence[str]) -> str:
        ids = (self.vocabulary.get(token) for token in tokens)
        return str(self._tokenizer.decode([i for i in ids if i is not None], skip_special_tokens=True)).strip()


def _divide(prefix: str, controls: frozenset[str]) -> tuple[str, str]:
    """A prefix behind its last control token."""
    end = max((prefix.rfind(token) + len(token) for token in controls if token in prefix), default=0)
    return prefix[:end], prefix[end:]


def read_tokenizer(path: Path) -> Tokenizer:
    """A ``tokenizer.json`` that takes text for text.

    Raises:
        ModelUnavailableError: there is none, or it is damaged.
    """
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelUnavailableError(f"There is no usable tokenizer in {path} ({error}).") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    # A text that spells a control token, such as "<eos>", must not end the input.
    tokenizer.encode_special_tokens = True
    return tokenizer


def control_tokens(tokenizer: Tokenizer) -> frozenset[str]:
    """What is never text."""
    return frozenset(token.content for token in tokenizer.get_added_tokens_decoder().values() if token.special)


def _class(settings: Mapping[str, Any]) -> str:
    return str(settings.get("tokenizer_class", "")).removesuffix("Fast")


def _load(folder: Path, family: Family, settings: Mapping[str, Any]) -> Tokenizer:
    if (folder / "tokenizer.json").exists():
        tokenizer = read_tokenizer(folder / "tokenizer.json")
        if _class(settings) in _GENERIC:
            return tokenizer
        table = _character_table(tokenizer)
    elif family == "bert2bert" and (folder / "vocab.txt").exists():
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        words = {word: i for i, word in enumerate(lines[:-1] if lines[-1] == "" else lines)}
        tokenizer, table = Tokenizer(models.WordPiece(words, unk_token=BERT_UNKNOWN)), b""
        _add_controls(tokenizer, ("[PAD]", BERT_UNKNOWN, BERT_START, BERT_END, "[MASK]"))
    elif family == "t5" and (folder / "spiece.model").exists():
        model = read_piece_model(folder / "spiece.model")
        tokenizer, table = _t5(model, int(settings.get("extra_ids", _EXTRA_IDS))), model.character_table
    elif family == "mbart" and (folder / "sentencepiece.bpe.model").exists():
        model = read_piece_model(folder / "sentencepiece.bpe.model")
        tokenizer, table = _mbart50(model), model.character_table
    else:
        raise ModelUnavailableError(
            f"{folder} has no tokenizer.json; load and save its tokenizer once with transformers, which writes it."
        )
    _rebuild(tokenizer, family, settings, table)
    return tokenizer


def _t5(model: PieceModel, extra_ids: int) -> Tokenizer:
    extra = [f"<extra_id_{i}>" for i in reversed(range(extra_ids))]
    vocabulary = [*model.pieces, *((token, 0.0) for token in extra)]
    unknown = next((i for i, (piece, _) in enumerate(vocabulary) if piece == "<unk>"), 2)
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown))
    _add_controls(tokenizer, (*model.controls, "<unk>", *extra))
    tokenizer.add_tokens([AddedToken(piece, normalized=False) for piece in model.user_defined])
    return tokenizer


def _mbart50(model: PieceModel) -> Tokenizer:
    names = [*_FAIRSEQ, *(piece for piece, _ in model.pieces[3:]), *MBART50_LANGUAGES, "<mask>"]
    scores = dict(model.pieces[3:])
    tokenizer = Tokenizer(models.Unigram([(name, scores.get(name, 0.0)) for name in names], unk_id=3))
    _add_controls(tokenizer, (*_FAIRSEQ, *MBART50_LANGUAGES, "<mask>"))
    return tokenizer


def _add_controls(tokenizer: Tokenizer, tokens: Sequence[str]) -> None:
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in tokens])
    tokenizer.encode_special_tokens = True


def _character_table(tokenizer: Tokenizer) -> bytes:
    """The compiled normalisation rules of a sentencepiece model in ``tokenizer.json``; empty where it has none."""
    if tokenizer.normalizer is None:
        return b""
    import base64

    state: dict[str, Any] = json.loads(tokenizer.normalizer.__getstate__())
    for step in state.get("normalizers", [state]):
        if step.get("type") == "Precompiled":
            return base64.b64decode(step["precompiled_charsmap"])
    return b""


def _rebuild(tokenizer: Tokenizer, family: Family, settings: Mapping[str, Any], table: bytes) -> None:
    """Everything but the vocabulary as the class of the family in transformers 5 has it."""
    if family == "bert2bert":
        tokenizer.normalizer = normalizers.BertNormalizer(
            clean_text=True,
            handle_chinese_chars=settings.get("tokenize_chinese_chars", True),
            strip_accents=settings.get("strip_accents"),
            lowercase=settings.get("do_lower_case", True),
        )
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        tokenizer.decoder = decoders.WordPiece(prefix="##")
        return
    words = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    rules: list[Any] = [normalizers.Precompiled(table)] if table else []
    if family == "t5":
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), words])
    else:
        tokenizer.pre_tokenizer = words
        if family == "mbart" or table:
            rules.append(normalizers.Replace(Regex(r" {2,}"), " "))
    tokenizer.normalizer = normalizers.Sequence(rules) if rules else None
