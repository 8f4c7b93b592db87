"""Small models with random weights in the exact layout of the hub, for tests that need a real one."""

import json
from pathlib import Path

TEXT = [
    "Presiden meresmikan jembatan baru di Kota Bandar Lama pada Senin pagi.",
    "Pemerintah mengalokasikan anggaran Rp 3,5 triliun untuk perbaikan jalan.",
    "Warga mengatakan harga beras naik 12,5 persen sejak tanggal 12/04/2023.",
    "The president opened a new bridge in the city on Monday morning.",
    "The government set aside 3.5 trillion rupiah for road repairs.",
    "Residents said the price of rice has risen 12.5 percent since April 12, 2023.",
]


def build_gemma(folder: Path) -> Path:
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
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        query_pre_attn_scalar=16,
        max_position_embeddings=512,
        sliding_window=512,
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
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    for side, lines in (("source", TEXT[:3]), ("target", TEXT[3:])):
        (folder / "corpus.txt").write_text("\n".join(lines * 20), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(folder / "corpus.txt"),
            model_prefix=str(folder / side),
            vocab_size=110,
            hard_vocab_limit=False,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            minloglevel=2,
        )
        (folder / f"{side}.model").rename(folder / f"{side}.spm")
    pieces: dict[str, int] = {"</s>": 0, "<unk>": 1}
    for side in ("source", "target"):
        processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
        for i in range(processor.get_piece_size()):
            pieces.setdefault(processor.id_to_piece(i), len(pieces))
    pieces["<pad>"] = len(pieces)
    (folder / "vocab.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "id", "target_lang": "en"}), encoding="utf-8"
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
