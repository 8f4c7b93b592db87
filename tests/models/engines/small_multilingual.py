"""Small models of the families whose inputs or outputs begin with a language token, in the layout of the hub."""

from pathlib import Path

from tests.models.engines.small_pieces import TEXT, train_pieces, write_json

_CONTROLS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "sep_token": "</s>"}


def build_m2m100(folder: Path) -> Path:
    """An M2M100: pieces and their ids in two files, then language tokens and eight rows without a token."""
    return _build_m2m100(folder, "M2M100Tokenizer", decoder_layers=2)


def build_small100(folder: Path) -> Path:
    """A SMALL-100: as M2M100, but with a shallow decoder and a tokenizer class that transformers does not have."""
    return _build_m2m100(folder, "SMALL100Tokenizer", decoder_layers=1)


def _build_m2m100(folder: Path, tokenizer_class: str, *, decoder_layers: int) -> Path:
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces(folder / "sentencepiece.bpe.model", kind="bpe", size=140)
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    # The last pieces have no id, as some of the real ones: they become the unknown token.
    for piece in pieces[3:-4]:
        vocabulary[piece] = len(vocabulary)
    write_json(folder / "vocab.json", vocabulary)
    languages = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    write_json(folder / "special_tokens_map.json", {**_CONTROLS, "additional_special_tokens": languages})
    write_json(
        folder / "tokenizer_config.json",
        {
            **_CONTROLS,
            "tokenizer_class": tokenizer_class,
            "src_lang": None,
            "tgt_lang": None,
            "language_codes": "m2m100",
            "num_madeup_words": 8,
        },
    )
    return _save_m2m100(folder, len(vocabulary) + len(languages) + 8, decoder_layers)


def build_nllb(folder: Path) -> Path:
    """An NLLB-200: the weights of an M2M100, with a tokenizer of its own in both of its file formats."""
    from transformers import NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES
    from transformers.tokenization_utils_base import generate_merges

    from models.engines.piece_model import read_piece_model

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces(folder / "sentencepiece.bpe.model", kind="bpe", size=140)
    vocabulary = {token: i for i, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces[3:]])}
    table = read_piece_model(folder / "sentencepiece.bpe.model").character_table
    tokenizer = NllbTokenizer(
        vocab=vocabulary,
        merges=generate_merges(vocabulary),
        _spm_precompiled_charsmap=table,  # type: ignore[arg-type]  # the library below takes bytes
    )
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    named = {**_CONTROLS, "cls_token": "<s>", "mask_token": "<mask>"}
    write_json(folder / "special_tokens_map.json", {**named, "additional_special_tokens": list(FAIRSEQ_LANGUAGE_CODES)})
    write_json(
        folder / "tokenizer_config.json",
        {
            **named,
            "tokenizer_class": "NllbTokenizer",
            "additional_special_tokens": list(FAIRSEQ_LANGUAGE_CODES),
            "src_lang": None,
            "tgt_lang": None,
        },
    )
    return _save_m2m100(folder, len(tokenizer) + 2, decoder_layers=2)


def _save_m2m100(folder: Path, rows: int, decoder_layers: int) -> Path:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    torch.manual_seed(4)
    config = M2M100Config(
        vocab_size=rows,
        d_model=32,
        encoder_layers=2,
        decoder_layers=decoder_layers,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=256,
        init_std=0.3,
        scale_embedding=True,
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def build_mbart(folder: Path) -> Path:
    """An mBART-50 fine-tuned for many pairs: ``sentencepiece.bpe.model`` without ``tokenizer.json``."""
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces(folder / "sentencepiece.bpe.model", size=140)
    named = {**_CONTROLS, "cls_token": "<s>", "mask_token": "<mask>"}
    write_json(folder / "special_tokens_map.json", {**named, "additional_special_tokens": list(FAIRSEQ_LANGUAGE_CODES)})
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MBart50Tokenizer", "src_lang": None, "tgt_lang": None, **named},
    )
    rows = 4 + len(pieces) - 3 + len(FAIRSEQ_LANGUAGE_CODES) + 1
    return _save_mbart(folder, rows, tokenizer_class="MBart50Tokenizer", start=2)


def build_indobart(folder: Path) -> Path:
    """An IndoBART: sentencepiece ids as they are, then three languages and the mask."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces(
        folder / "sentencepiece.bpe.model",
        [line.lower() for line in TEXT],
        kind="bpe",
        size=140,
        controls=("<s>", "<pad>", "</s>", "<unk>"),
    )
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "IndoNLGTokenizer"})
    write_json(folder / "special_tokens_map.json", _CONTROLS)
    indonesian = len(pieces) + 2
    return _save_mbart(folder, len(pieces) + 4, tokenizer_class=None, start=indonesian)


def _save_mbart(folder: Path, rows: int, *, tokenizer_class: str | None, start: int) -> Path:
    import torch
    from transformers import MBartConfig, MBartForConditionalGeneration

    torch.manual_seed(3)
    config = MBartConfig(
        vocab_size=rows,
        d_model=32,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=256,
        init_std=0.3,
        scale_embedding=True,
        decoder_start_token_id=start,
        forced_eos_token_id=2,
    )
    config.normalize_before = True  # fairseq's name for what this family always does; the hub's files have it
    if tokenizer_class:
        config.tokenizer_class = tokenizer_class
    model = MBartForConditionalGeneration(config)
    model.generation_config.decoder_start_token_id = start
    model.save_pretrained(folder)
    return folder
