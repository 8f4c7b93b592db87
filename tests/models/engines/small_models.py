"""Small models with random weights in the exact layout of the hub, for tests that need a real one."""

import json
from pathlib import Path
from typing import Any

from tests.models.engines.small_multilingual import (
    build_indobart,
    build_m2m100,
    build_mbart,
    build_nllb,
    build_small100,
)
from tests.models.engines.small_pieces import TEXT, train_pieces, word_pieces, write_json

__all__ = [
    "TEXT",
    "build_bert2bert",
    "build_gemma",
    "build_indobart",
    "build_m2m100",
    "build_madlad",
    "build_marian",
    "build_mbart",
    "build_mt5",
    "build_nllb",
    "build_small100",
    "build_t5",
]


def build_gemma(folder: Path, *, hidden_size: int = 32, sliding_window: int = 512, key_heads: int = 1) -> Path:
    """A Gemma 3 text model of two layers, one of them with global attention, with a byte-level fallback tokenizer."""
    import torch
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<b>", "</b>", "\n", "\t"]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    alphabet = sorted({character for line in TEXT for character in line.replace(" ", "▁")})
    byte_tokens = [f"<0x{i:02X}>" for i in range(256)]
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=specials + byte_tokens, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    spec = json.loads(tokenizer.to_str())
    controls = {"<pad>", "<eos>", "<bos>", "<unk>"}
    spec["added_tokens"] = [
        {**token, "special": token["content"] in controls}
        for token in spec["added_tokens"]
        if token["content"] in specials
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps(
            {
                "tokenizer_class": "PreTrainedTokenizerFast",
                "bos_token": "<bos>",
                "eos_token": "<eos>",
                "pad_token": "<pad>",
                "unk_token": "<unk>",
            }
        ),
        encoding="utf-8",
    )
    torch.manual_seed(3)
    config = Gemma3TextConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=hidden_size,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=key_heads,
        head_dim=16,
        query_pre_attn_scalar=16,
        max_position_embeddings=512,
        sliding_window=sliding_window,
        layer_types=["sliding_attention", "full_attention"],
        initializer_range=0.4,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    Gemma3ForCausalLM(config).save_pretrained(folder)
    return folder


def build_marian(folder: Path) -> Path:
    """A Marian model of two and two layers with two sentencepiece models, as on the hub."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces: dict[str, int] = {"</s>": 0, "<unk>": 1, ">>eng<<": 2}
    for side, lines in (("source", TEXT[:3]), ("target", TEXT[3:])):
        for piece in train_pieces(folder / f"{side}.spm", lines, controls=("</s>", "<unk>")):
            pieces.setdefault(piece, len(pieces))
    pieces["<pad>"] = len(pieces)
    write_json(folder / "vocab.json", pieces)
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MarianTokenizer", "source_lang": "id", "target_lang": "en"},
    )
    torch.manual_seed(3)
    config = MarianConfig(
        vocab_size=len(pieces),
        d_model=32,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=256,
        init_std=0.3,
        pad_token_id=len(pieces) - 1,
        eos_token_id=0,
        decoder_start_token_id=len(pieces) - 1,
        forced_eos_token_id=None,
        scale_embedding=True,
        activation_function="swish",
    )
    model = MarianMTModel(config)
    model.generation_config.forced_eos_token_id = None
    model.generation_config.bad_words_ids = [[len(pieces) - 1]]
    model.save_pretrained(folder)
    return folder


def build_t5(folder: Path) -> Path:
    """A T5 as the Indonesian ones are: only ``tokenizer.json``, and the class of no particular model."""
    from tokenizers import decoders, normalizers, pre_tokenizers, processors

    from models.engines.piece_model import read_piece_model

    _build_t5(folder, "t5", tied=True, gated=False)
    tokenizer = _unigram(folder / "spiece.model", extra=100)
    tokenizer.normalizer = normalizers.Precompiled(read_piece_model(folder / "spiece.model").character_table)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "spiece.model").unlink()
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "additional_special_tokens": [f"<extra_id_{i}>" for i in range(100)],
        },
    )
    return folder


def build_mt5(folder: Path) -> Path:
    """An mT5 as XL-Sum's: only ``spiece.model``, and more rows of weights than tokens."""
    return _build_t5(folder, "mt5", tied=False, gated=True, spare_rows=12)


def build_madlad(folder: Path) -> Path:
    """A MADLAD-400: a T5 whose language tokens are pieces, with ``spiece.model`` and ``tokenizer.json``."""
    from tokenizers import normalizers

    from models.engines.piece_model import read_piece_model

    _build_t5(folder, "t5", tied=False, gated=True, user_defined=("<2en>", "<2id>"))
    tokenizer = _unigram(folder / "spiece.model", extra=100)
    tokenizer.normalizer = normalizers.Precompiled(read_piece_model(folder / "spiece.model").character_table)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _build_t5(
    folder: Path,
    kind: str,
    *,
    tied: bool,
    gated: bool,
    spare_rows: int = 0,
    user_defined: tuple[str, ...] = (),
) -> Path:
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration, T5Config, T5ForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    pieces = train_pieces(
        folder / "spiece.model", size=150, controls=("<pad>", "</s>", "<unk>"), user_defined=user_defined
    )
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "T5Tokenizer",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "extra_ids": 100,
        },
    )
    torch.manual_seed(5)
    config_class: type = MT5Config if kind == "mt5" else T5Config
    config = config_class(
        vocab_size=len(pieces) + 100 + spare_rows,
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=2,
        num_heads=2,
        initializer_factor=4.0,
        feed_forward_proj="gated-gelu" if gated else "relu",
        tie_word_embeddings=tied,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    model_class: type = MT5ForConditionalGeneration if kind == "mt5" else T5ForConditionalGeneration
    model = model_class(config)
    if not tied:
        model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight))
    model.save_pretrained(folder)
    # transformers 5 calls every T5 tied; the hub's files, which older versions wrote, say what is the case.
    written = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    written.pop("scale_decoder_outputs", None)
    write_json(folder / "config.json", {**written, "tie_word_embeddings": tied})
    return folder


def _unigram(path: Path, extra: int) -> Any:
    from tokenizers import AddedToken, Tokenizer, models

    from models.engines.piece_model import read_piece_model

    vocabulary = list(read_piece_model(path).pieces) + [(f"<extra_id_{i}>", 0.0) for i in reversed(range(extra))]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=2))
    controls = ["<pad>", "</s>", "<unk>", *(f"<extra_id_{i}>" for i in range(extra))]
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in controls])
    return tokenizer


def build_bert2bert(folder: Path) -> Path:
    """Two BERTs as encoder and decoder, over lower-case word pieces in ``vocab.txt``."""
    import torch
    from transformers import BertConfig, BertModel, EncoderDecoderConfig, EncoderDecoderModel
    from transformers.models.bert import BertLMHeadModel

    folder.mkdir(parents=True, exist_ok=True)
    words = word_pieces()
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True})
    write_json(
        folder / "special_tokens_map.json",
        {
            "unk_token": "[UNK]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
        },
    )
    torch.manual_seed(3)
    shape: dict[str, Any] = {
        "vocab_size": len(words),
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 128,
        "initializer_range": 0.4,
    }
    encoder = BertModel(BertConfig(**shape))
    decoder = BertLMHeadModel(BertConfig(**shape, is_decoder=True, add_cross_attention=True))
    config = EncoderDecoderConfig.from_encoder_decoder_configs(encoder.config, decoder.config)
    model = EncoderDecoderModel(config, encoder, decoder)
    for part in (model.config, model.generation_config):
        part.decoder_start_token_id, part.eos_token_id, part.pad_token_id = 2, 3, 0
    model.save_pretrained(folder)
    return folder
