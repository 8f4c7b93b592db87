"""Multi-query attention of CTranslate2 for models that share one key and one value among all heads (Shazeer 2019, "Fast
Transformer Decoding: One Write-Head is All You Need").

CTranslate2 4.8.5 has two ways to run them. The usual one keeps a copy of the keys and values for each head, and copies
all of it in each decoding step. The other, behind a flag, keeps one; but it takes the width of the layers for that of
all heads together, and in Gemma 3 270M these are 640 and 1,024. So the layers get as wide as the heads, with zeros,
which changes nothing that is computed: what the norms divide by is made up for in their weights. That pays where a
batch is large: docs/performance.md.
"""

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.engines.binary import DECODER, Binary, Variables
from models.errors import ModelUnavailableError
from models.integrity import damaged, stamp
from models.store import MANIFEST, FileEntry, Manifest, expected_files, publish

WEIGHTS = "model.bin"
#: Others may have bfloat16, which ``Binary`` does not read.
QUANTIZATIONS = ("int8", "float32")
#: Where the layers' width is in the weights of a Gemma 3; None where it is not. A model with others is left as it is.
AXES = {
    "embeddings/weight": 1,
    "embeddings/weight_scale": None,
    "projection/weight": 1,
    "projection/weight_scale": None,
    "layer_norm/gamma": 0,
    "input_layer_norm/gamma": 0,
    "post_attention_layer_norm/gamma": 0,
    "pre_feedforward_layer_norm/gamma": 0,
    "post_feedforward_layer_norm/gamma": 0,
    "self_attention/q_norm/gamma": None,
    "self_attention/k_norm/gamma": None,
    "self_attention/linear_0/weight": 1,
    "self_attention/linear_0/weight_scale": None,
    "self_attention/linear_1/weight": 0,
    "self_attention/linear_1/weight_scale": 0,
    "ffn/linear_0/weight": 1,
    "ffn/linear_0/weight_scale": None,
    "ffn/linear_0_noact/weight": 1,
    "ffn/linear_0_noact/weight_scale": None,
    "ffn/linear_1/weight": 0,
    "ffn/linear_1/weight_scale": 0,
}
_PLACE = re.compile(r"decoder/(?:layer_\d+/)?")


def with_one_cache(folder: Path, manifest: Manifest) -> Path | None:
    """The folder of the same model that keeps one copy of keys and values, made beside ``folder`` where it is not there
    yet; None where the model is not of that kind.

    Args:
        folder: an assembled model for CTranslate2; ``manifest`` is its own.

    Raises:
        ModelUnavailableError: the folder beside it cannot be written.
    """
    if manifest.architecture != "causal" or manifest.quantization not in QUANTIZATIONS:
        return None
    target = folder_beside(folder)
    if _is_good(target):
        return target
    try:
        binary = Binary.read(folder / WEIGHTS)
    except (OSError, ModelUnavailableError):
        return None  # CTranslate2, which is given the same folder, says what is wrong with it
    if not suits(binary, 2 * manifest.max_source_tokens):
        return None
    try:
        building = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
        try:
            _build(building, folder, manifest, binary)
            publish(building, target, lambda: _is_good(target))
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        raise ModelUnavailableError(
            f"The model could not be prepared in {target.parent} ({error.strerror or error}); it needs some "
            f"{2 * (folder / WEIGHTS).stat().st_size // 1_000_000} MB there. INTISARI_CACHE chooses another folder."
        ) from error
    return target


def folder_beside(folder: Path) -> Path:
    """Where ``with_one_cache`` puts it."""
    return folder.with_name(f"{folder.name}-multi-query")


def suits(binary: Binary, tokens: int) -> bool:
    """Whether all heads of all layers share one key and one value, nothing is in it that this does not know, and no
    layer looks back less than ``tokens``: the way with one copy knows no sliding window, and takes the width of a head
    for the length of what it keeps."""
    variables = binary.variables
    if binary.specification != DECODER or not _layers(variables):
        return False
    if any(array.ndim and _PLACE.sub("", name, count=1) not in AXES for name, array in variables.items()):
        return False
    attention = [f"{layer}/self_attention" for layer in _layers(variables)]
    windows = [int(variables.get(f"{scope}/sliding_window", np.int32(0))) for scope in ["decoder", *attention]]
    heads = [int(variables.get(f"{scope}/head_dim", np.int32(0))) for scope in attention]
    return (
        all(int(variables.get(f"{scope}/num_heads_kv", np.int32(0))) == 1 for scope in attention)
        and min(heads) == max(heads) > 0
        and all(window == 0 or window >= max(tokens, *heads) for window in windows)
        and _width_of_heads(variables) >= _width(variables)
    )


def widened(binary: Binary) -> Binary:
    """The same function, with layers as wide as all heads together and the flag of the way with one copy."""
    variables = dict(binary.variables)
    old, new = _width(variables), _width_of_heads(variables)
    for name, array in binary.variables.items():
        axis = AXES.get(_PLACE.sub("", name, count=1)) if array.ndim else None
        if axis is None:
            continue
        if name.endswith("gamma"):
            # A root mean square over more places, of which the new ones are 0, is smaller.
            residual = bool(variables.get(f"{name.removesuffix('gamma')}layer_norm_use_residual", np.int8(0)))
            array = ((array + residual) * np.sqrt(old / new) - residual).astype(array.dtype)
        margins = [(0, new - old if place == axis else 0) for place in range(array.ndim)]
        # Rows of zeros may have any scale, but not 0, which is divided by.
        variables[name] = np.pad(array, margins, constant_values=1 if name.endswith("weight_scale") else 0)
    scale = variables.get("decoder/scale_embeddings")
    if scale is not None and scale.dtype == np.int8 and scale:
        # Else CTranslate2 takes the root of the width.
        variables["decoder/scale_embeddings"] = np.array(np.sqrt(old), dtype=np.float32)
    variables |= {f"{layer}/self_attention/multi_query": np.array(1, dtype=np.int8) for layer in _layers(variables)}
    return replace(binary, variables=variables)


def _layers(variables: Variables) -> list[str]:
    mark = "/self_attention/linear_0/weight"
    return [name.removesuffix(mark) for name in variables if name.endswith(mark)]


def _width(variables: Variables) -> int:
    return int(variables["decoder/embeddings/weight"].shape[1])


def _width_of_heads(variables: Variables) -> int:
    (first, *_) = _layers(variables)
    return int(variables["decoder/num_heads"]) * int(variables[f"{first}/self_attention/head_dim"])


def _build(building: Path, folder: Path, manifest: Manifest, binary: Binary) -> None:
    names = [entry.name for entry in manifest.files]
    for name in names:
        if name != WEIGHTS:
            shutil.copyfile(folder / name, building / name)
    widened(binary).write(building / WEIGHTS)
    entries = tuple(FileEntry.of(building / name) for name in names)
    (building / MANIFEST).write_text(replace(manifest, files=entries).to_json(), encoding="utf-8")
    stamp(building, names)


def _is_good(target: Path) -> bool:
    try:
        return not damaged(target, expected_files(Manifest.read(target)))
    except ModelUnavailableError:
        return False
