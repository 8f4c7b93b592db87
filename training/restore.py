"""Turn an exported model of the bundled kind back into a Hugging Face folder, to train it further or compare with it.

    python -m training.restore OUT_DIR [--model bundled]

The package ships int8 weights for CTranslate2 only; this gives what ``training.train`` starts from. A row of int8
weights comes back as its integers divided by its scale, so what the export rounded away stays lost; everything else is
exact.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import store
from models.engines.binary import DECODER, Binary, Variables
from models.errors import ModelUnavailableError

#: Half of a gated feed-forward layer, and the four norms of a layer, by their names here and there.
NORMS = {
    "input_layer_norm": "input_layernorm",
    "post_attention_layer_norm": "post_attention_layernorm",
    "pre_feedforward_layer_norm": "pre_feedforward_layernorm",
    "post_feedforward_layer_norm": "post_feedforward_layernorm",
    "self_attention/q_norm": "self_attn.q_norm",
    "self_attention/k_norm": "self_attn.k_norm",
}
LINEARS = {
    "ffn/linear_0": "mlp.gate_proj",
    "ffn/linear_0_noact": "mlp.up_proj",
    "ffn/linear_1": "mlp.down_proj",
    "self_attention/linear_1": "self_attn.o_proj",
}


def read_variables(path: Path) -> Variables:
    """Every variable of a ``model.bin``.

    Raises:
        ModelUnavailableError: it is not a decoder in the layout that this knows.
    """
    binary = Binary.read(path)
    if binary.specification != DECODER:
        raise ModelUnavailableError(
            f"{path} holds {binary.specification}; only causal models written by CTranslate2 can be restored."
        )
    return binary.by_any_name


def weight(variables: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """``name/weight`` in float32, rows in int8 divided by their scales."""
    values = variables[f"{name}/weight"].astype(np.float32)
    scale = variables.get(f"{name}/weight_scale")
    return values if scale is None else values / scale[:, None]


def configuration(variables: Mapping[str, NDArray[Any]], layers: int) -> dict[str, Any]:
    """The arguments of ``Gemma3TextConfig``, read off the variables; the rest are the defaults of Gemma 3."""
    windows = [int(variables[f"decoder/layer_{i}/self_attention/sliding_window"]) for i in range(layers)]
    bases = [float(variables[f"decoder/layer_{i}/self_attention/rotary_base"]) for i in range(layers)]
    kinds = ["sliding_attention" if window else "full_attention" for window in windows]
    vocabulary, hidden = variables["decoder/embeddings/weight"].shape
    head = int(variables["decoder/layer_0/self_attention/head_dim"])
    return {
        "vocab_size": vocabulary,
        "hidden_size": hidden,
        "intermediate_size": variables["decoder/layer_0/ffn/linear_0/weight"].shape[0],
        "num_hidden_layers": layers,
        "num_attention_heads": int(variables["decoder/num_heads"]),
        "num_key_value_heads": int(variables["decoder/layer_0/self_attention/num_heads_kv"]),
        "head_dim": head,
        "query_pre_attn_scalar": head,
        "sliding_window": max(windows),
        "layer_types": kinds,
        "rope_parameters": {
            kind: {"rope_type": "default", "rope_theta": base} for kind, base in zip(kinds, bases, strict=True)
        },
    }


def weights(variables: Mapping[str, NDArray[Any]], config: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and arrays as ``Gemma3ForCausalLM`` has them."""
    yield "model.embed_tokens.weight", weight(variables, "decoder/embeddings")
    yield "model.norm.weight", variables["decoder/layer_norm/gamma"]
    head, heads, kv_heads = config["head_dim"], config["num_attention_heads"], config["num_key_value_heads"]
    for i in range(config["num_hidden_layers"]):
        there, here = f"decoder/layer_{i}", f"model.layers.{i}"
        for name, own in NORMS.items():
            yield f"{here}.{own}.weight", variables[f"{there}/{name}/gamma"]
        for name, own in LINEARS.items():
            yield f"{here}.{own}.weight", weight(variables, f"{there}/{name}")
        fused = weight(variables, f"{there}/self_attention/linear_0")
        rows = np.cumsum([heads * head, kv_heads * head])
        for own, part in zip("qkv", np.split(fused, rows), strict=True):
            yield f"{here}.self_attn.{own}_proj.weight", part


def restore(model: str, out: Path) -> None:
    """Write the Hugging Face folder of ``model`` (``bundled``, or a folder written by ``training.export``) to ``out``.

    Raises:
        ModelUnavailableError: it is missing, damaged, or not a causal model of the bundled kind.
    """
    import torch
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, PreTrainedTokenizerFast

    files = store.assemble(store.BUNDLED if model == "bundled" else Path(model))
    variables = read_variables(files / "model.bin")
    layers = sum(name.endswith("/self_attention/linear_0/weight") for name in variables)
    controls = {f"{name}_token": f"<{name}>" for name in ("bos", "eos", "pad", "unk")}
    tokenizer: Any = PreTrainedTokenizerFast(tokenizer_file=str(files / "tokenizer.json"), **controls)  # type: ignore[no-untyped-call]
    config = Gemma3TextConfig(
        **configuration(variables, layers),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    restored: Any = Gemma3ForCausalLM(config)
    state = {name: torch.from_numpy(np.array(array)) for name, array in weights(variables, config.to_dict())}
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    restored.load_state_dict(state)
    out.mkdir(parents=True, exist_ok=True)
    restored.save_pretrained(out)
    tokenizer.save_pretrained(out)
    # As it was: the library would write its own reading of it.
    spec = json.loads((files / "tokenizer.json").read_text(encoding="utf-8"))
    (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="bundled", help="bundled (the default), or a folder of training.export")
    arguments = parser.parse_args()
    try:
        restore(arguments.model, arguments.out)
    except ModelUnavailableError as error:
        sys.exit(f"training.restore: {error}")
    print(f"model in {arguments.out}")


if __name__ == "__main__":
    main()
