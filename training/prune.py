"""Cut a causal language model down to the vocabulary that two languages use.

Most of Gemma 3 270M is its table of 262,144 token embeddings; Indonesian and English prose use about one in seven of
them. Dropping the rest halves the model and loses nothing that the kept text needs, provided that the merges stay
closed: every token that is kept must still be reachable, so each intermediate token of its merge tree is kept too.
Text outside the kept vocabulary falls back to smaller pieces and in the end to bytes, so any text can be encoded.

    python -m training.prune BASE_DIR OUT_DIR training/recipes/bundled.toml --corpora CORPORA --size 36000

BASE_DIR is a Hugging Face folder (config.json, tokenizer.json, model.safetensors); OUT_DIR gets the same layout. Kept
are the tokens that the corpora of the recipe use, the most frequent first.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tokenizers

from training.corpora import CorpusError, read_texts
from training.prepare import read_recipe, recipe_files

#: The content of a ``tokenizer.json``.
TokenizerSpec = dict[str, Any]

#: Kept whatever the corpus says: controls, and the HTML tags that mark inline spans.
CONTROL_TOKENS = ("<pad>", "<eos>", "<bos>", "<unk>")
TAG = re.compile(r"</?[a-z][a-z0-9]*>")
#: Single characters that must not need the byte fallback: Latin, its extensions, general punctuation, currency.
PLAIN_CHARACTERS = [*range(0x20, 0x7F), *range(0xA1, 0x180), *range(0x2010, 0x2040), *range(0x20A0, 0x20C0)]
#: Low ids were merged first, hence are frequent in the base model's own data: they fill what the corpus leaves free.
COMMON_WORD = re.compile(r"▁?[A-Za-z]+|[^\w\s]{1,3}")


def merge_tree(token: str, ranks: dict[tuple[str, str], int]) -> set[str]:
    """All the pieces that byte-pair encoding passes through while it builds ``token``, from single characters up.

    BPE always takes the best-ranked pair, so the pieces inside a finished token do not depend on its neighbours:
    replaying the token alone gives exactly the pieces that any text needs to reach it.
    """
    pieces = list(token)
    seen = set(pieces)
    while len(pieces) > 1:
        rank, at = min((ranks.get((pieces[i], pieces[i + 1]), len(ranks) + 1), i) for i in range(len(pieces) - 1))
        if rank > len(ranks):
            break
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
        seen.add(pieces[at])
    return seen


def choose_tokens(spec: TokenizerSpec, counts: Counter[str], size: int) -> list[str]:
    """The ``size`` tokens to keep, in the base model's own order (ids stay sorted by merge rank)."""
    vocab: dict[str, int] = spec["model"]["vocab"]
    ranks = {(a, b): rank for rank, (a, b) in enumerate(spec["model"]["merges"])}
    kept = {token for token in CONTROL_TOKENS if token in vocab}
    kept |= {token for token in vocab if TAG.fullmatch(token) or re.fullmatch(r"<0x[0-9A-F]{2}>", token)}
    kept |= {chr(code) for code in PLAIN_CHARACTERS if chr(code) in vocab}
    kept |= {token for token in ("▁", "\n", "\t") if token in vocab}
    special = {token["content"] for token in spec["added_tokens"] if token["special"]}
    by_count = (token for token, count in counts.most_common() if count > 2)
    by_rank = (token for token in sorted(vocab, key=vocab.__getitem__) if COMMON_WORD.fullmatch(token))
    for source in (by_count, by_rank):
        for token in source:
            if token in special or token in kept:
                continue
            needed = merge_tree(token, ranks) & vocab.keys()
            if len(kept | needed) > size:
                return sorted(kept, key=vocab.__getitem__)
            kept |= needed | {token}
    return sorted(kept, key=vocab.__getitem__)


def prune_tokenizer(spec: TokenizerSpec, tokens: Sequence[str]) -> TokenizerSpec:
    """A copy of a ``tokenizer.json`` that knows ``tokens`` only, renumbered in the order given."""
    new_id = {token: i for i, token in enumerate(tokens)}
    pruned: TokenizerSpec = json.loads(json.dumps(spec))
    pruned["model"]["vocab"] = new_id
    pruned["model"]["merges"] = [
        [a, b] for a, b in spec["model"]["merges"] if a in new_id and b in new_id and a + b in new_id
    ]
    pruned["added_tokens"] = [
        {**token, "id": new_id[token["content"]]}
        for token in spec["added_tokens"]
        if token["content"] in CONTROL_TOKENS or (TAG.fullmatch(token["content"]) and token["content"] in new_id)
    ]
    for entry in pruned["post_processor"]["special_tokens"].values():
        entry["ids"] = [new_id[token] for token in entry["tokens"]]
    return pruned


def count_tokens(spec: TokenizerSpec, texts: Iterable[str]) -> Counter[str]:
    tokenizer = tokenizers.Tokenizer.from_str(json.dumps(spec))
    counts: Counter[str] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == 1000:
            for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
                counts.update(encoding.tokens)
            batch.clear()
    for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
        counts.update(encoding.tokens)
    return counts


def prune(base: Path, out: Path, corpora: Sequence[Path], size: int) -> int:
    """Write the pruned model to ``out`` and return the number of tokens kept.

    Raises:
        CorpusError: a corpus cannot be read, or ``base`` is not a model folder.
    """
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    try:
        spec = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{base}: no tokenizer.json; make the folder with training.base first") from error
    vocab = spec["model"]["vocab"]
    tokens = choose_tokens(spec, count_tokens(spec, read_texts(corpora)), size)
    model: Any = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    rows = torch.tensor([vocab[token] for token in tokens])
    embeddings = model.get_input_embeddings().weight.data[rows].clone()
    model.resize_token_embeddings(len(tokens), mean_resizing=False)
    model.get_input_embeddings().weight.data.copy_(embeddings)
    model.tie_weights()
    for name in ("bos", "eos", "pad"):
        for config in (model.config, model.generation_config):
            setattr(config, f"{name}_token_id", tokens.index(f"<{name}>"))
    if hasattr(model.config, "unk_token_id"):
        model.config.unk_token_id = tokens.index("<unk>")
    out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(out)
    pruned = prune_tokenizer(spec, tokens)
    (out / "tokenizer.json").write_text(json.dumps(pruned, ensure_ascii=False), encoding="utf-8")
    settings = json.loads((base / "tokenizer_config.json").read_text(encoding="utf-8"))
    settings.pop("added_tokens_decoder", None)
    settings.pop("extra_special_tokens", None)
    (out / "tokenizer_config.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")
    AutoConfig.from_pretrained(out)
    return len(tokens)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the parallel corpora")
    parser.add_argument("--size", type=int, default=36000)
    arguments = parser.parse_args()
    try:
        files = recipe_files(read_recipe(arguments.recipe), arguments.corpora)
        kept = prune(arguments.base, arguments.out, list(files.values()), arguments.size)
    except CorpusError as error:
        sys.exit(f"training.prune: {error}")
    print(f"{kept} tokens kept; model and tokenizer in {arguments.out}")


if __name__ == "__main__":
    main()
