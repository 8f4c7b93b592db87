"""A Marian model in the size of a student that needs no training: its weights are set by hand so that it copies.

    python -m benchmarks.contenders.libretranslate.marian ARTICLES OUT PYTHON

LibreTranslate takes encoder-decoders only. Speed does not depend on what the weights are, but on their shapes and on
how long the outputs get: a model with random weights would never end a sentence. This one ends it where the source
ends, and its answers can be checked. Written are ``OUT/marian`` (Hugging Face, for Intisari) and ``OUT/argos``
(packages for LibreTranslate) with the same weights in int8, and the same sentencepiece model, trained on the articles.

How it copies: embeddings lie in the space that the position embeddings leave free. Cross-attention of the last layer
compares positions, so that step t looks at source token t; its value is the embedding of that token, which the output
layer recognises. All other sublayers are there, cost what they cost, and add almost nothing.
"""

import argparse
import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.load.material import read_material

VOCABULARY = 16_000
SIZE, HEADS, FEED_FORWARD, ENCODER_LAYERS, DECODER_LAYERS = 512, 8, 2048, 6, 2
#: Positions that the model tells apart; longer segments are cut by the translator.
POSITIONS = 256
#: So many of the 256 frequencies of the position embeddings tell neighbours apart.
FREQUENCIES = 64
#: Of the weights of the sublayers that shall add nothing; all zeros could not be quantised.
NOISE = 1e-4
#: Of the attention to one position, and of the word found there against what is there already.
SHARPNESS, STRENGTH = 60.0, 8.0


def build(articles: Path, out: Path, python: Path) -> None:
    """Write both folders; what was there is replaced only when all is made.

    Args:
        python: that of LibreTranslate's environment, which has spaCy.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as temporary:
        made = Path(temporary)
        _tokenizer(articles, made / "marian")
        _model(made / "marian")
        _packages(made / "marian", made / "argos", python)
        for name in ("marian", "argos"):
            shutil.rmtree(out / name, ignore_errors=True)
            (made / name).rename(out / name)


def _tokenizer(articles: Path, folder: Path) -> None:
    import sentencepiece

    folder.mkdir()
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(line for text in read_material(articles).articles for line in text.text.splitlines()),
        model_writer=model,
        vocab_size=VOCABULARY,
        hard_vocab_limit=False,
        byte_fallback=True,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    vocabulary = {piece: i for i, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    facts = {"tokenizer_class": "MarianTokenizer", "source_lang": "id", "target_lang": "en"}
    (folder / "tokenizer_config.json").write_text(json.dumps(facts), encoding="utf-8")


def _model(folder: Path) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(1)
    size = len(json.loads((folder / "vocab.json").read_text(encoding="utf-8")))
    config = MarianConfig(
        vocab_size=size,
        d_model=SIZE,
        encoder_layers=ENCODER_LAYERS,
        decoder_layers=DECODER_LAYERS,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
        encoder_ffn_dim=FEED_FORWARD,
        decoder_ffn_dim=FEED_FORWARD,
        max_position_embeddings=512,
        init_std=NOISE,
        scale_embedding=False,
        activation_function="swish",
        pad_token_id=size - 1,
        eos_token_id=0,
        decoder_start_token_id=size - 1,
        forced_eos_token_id=None,
    )
    model: Any = MarianMTModel(config)
    with torch.no_grad():
        _set_weights(model, torch)
    model.generation_config.forced_eos_token_id = None
    model.generation_config.bad_words_ids = [[size - 1]]
    model.save_pretrained(folder)


def _set_weights(model: Any, torch: Any) -> None:
    positions = model.model.encoder.embed_positions.weight[:POSITIONS]
    # The space of the positions: directions in which they have any length to speak of.
    _, strengths, directions = torch.linalg.svd(positions, full_matrices=False)
    used = directions[strengths > 1e-3 * strengths[0]]
    free = torch.eye(SIZE) - used.T @ used
    # Layer normalisation takes the mean from all values. One free direction is kept free of words, to read it there.
    ones = torch.ones(SIZE)
    gauge = free @ ones / (free @ ones).norm()
    free -= torch.outer(gauge, gauge)
    words = torch.randn(model.config.vocab_size, SIZE) @ free
    words = 0.5 * SIZE**0.5 * words / words.norm(dim=1, keepdim=True)
    model.model.shared.weight.copy_(words)
    with_mean = torch.eye(SIZE) - torch.outer(ones, gauge) / (gauge @ ones)
    attention = model.model.decoder.layers[-1].encoder_attn
    attention.k_proj.weight.copy_(_positions_to_all_heads(torch) @ used.T @ used @ with_mean)
    attention.q_proj.weight.copy_(SHARPNESS * attention.k_proj.weight)
    attention.v_proj.weight.copy_(free)
    attention.out_proj.weight.copy_(STRENGTH * free)


def _positions_to_all_heads(torch: Any) -> Any:
    """What tells positions apart, spread over the heads: each sees 64 of the 512 values.

    Position embeddings have sines of falling frequency in their first half and cosines in the second. Those of the
    highest frequencies change from one position to the next, and have the same length at all.
    """
    values = torch.arange(SIZE).reshape(2, SIZE // 2)
    telling = torch.zeros(SIZE)
    telling[values[:, :FREQUENCIES]] = 1.0
    order = values.reshape(2, SIZE // (2 * HEADS), HEADS).permute(2, 0, 1).reshape(-1)
    return torch.diag(telling)[order]


def _packages(marian: Path, folder: Path, python: Path) -> None:
    """Argos packages in both directions: with fewer than two LibreTranslate asks its index on the network for more."""
    import ctranslate2
    import torch  # noqa: F401 - without it the converter fails with a NameError

    for source, target in (("id", "en"), ("en", "id")):
        package = folder / f"translate-{source}_{target}-1_0"
        package.mkdir(parents=True)
        ctranslate2.converters.TransformersConverter(str(marian)).convert(str(package / "model"), quantization="int8")
        settings = json.loads((package / "model" / "config.json").read_text())
        # Packages come from OpenNMT, whose models want no end token; the tokenizer of Argos Translate adds none.
        (package / "model" / "config.json").write_text(json.dumps({**settings, "add_source_eos": True}))
        shutil.copy(marian / "source.spm", package / "sentencepiece.model")
        facts = {"from_code": source, "from_name": source, "to_code": target, "to_name": target}
        (package / "metadata.json").write_text(json.dumps({"package_version": "1.0", "argos_version": "1.11", **facts}))
        _sentence_divider(package / "spacy", python)


def _sentence_divider(folder: Path, python: Path) -> None:
    """An empty spaCy pipeline, to which Argos Translate adds spaCy's rules for the ends of sentences."""
    program = "import spacy, sys; spacy.blank('xx').to_disk(sys.argv[1])"
    subprocess.run([str(python), "-c", program, str(folder)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("python", type=Path, help="that of LibreTranslate's environment")
    options = parser.parse_args()
    build(options.articles, options.out, options.python)


if __name__ == "__main__":
    main()
