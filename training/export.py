"""Turn a fine-tuned Hugging Face folder into the files that ship with the package.

    python -m training.export MODEL_DIR OUT_DIR --name bundled --licence Gemma

OUT_DIR gets int8 weights for CTranslate2 in parts below 50 MB, the tokenizer, and ``manifest.json``: what the model is,
and the size and SHA-256 of every file. ``models.store`` joins, verifies and caches them at the first start.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

from models.engines.protocol import InputFormat
from models.store import MANIFEST, FileEntry, Manifest
from models.weights import convert_files

PART_BYTES = 48 * 1000 * 1000


def split_file(source: Path, folder: Path, name: str) -> FileEntry:
    """Copy ``source`` into ``folder`` as one file, or as numbered parts where it is larger than a part may be."""
    data = source.read_bytes()
    names = [name] if len(data) <= PART_BYTES else [f"{name}.{i}" for i in range(-(-len(data) // PART_BYTES))]
    for i, part in enumerate(names):
        (folder / part).write_bytes(data[i * PART_BYTES : (i + 1) * PART_BYTES])
    return FileEntry(name=name, parts=tuple(names), size=len(data), sha256=hashlib.sha256(data).hexdigest())


def export(model: Path, out: Path, quantization: str, **facts: object) -> Manifest:
    """Convert ``model`` and write ``out``. ``facts`` are the fields of the manifest that the files do not tell."""
    input_format = facts.get("input")
    family = input_format.family if isinstance(input_format, InputFormat) else InputFormat().family
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        converted = Path(temporary) / "converted"
        convert_files(model, converted, quantization, family)
        for old in out.glob("model.bin*"):
            old.unlink()
        entries = tuple(split_file(path, out, path.name) for path in sorted(converted.iterdir()))
    weights = next(entry for entry in entries if entry.name == "model.bin")
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    manifest = Manifest(
        files=entries,
        revision=weights.sha256[:12],
        architecture="seq2seq" if config.get("is_encoder_decoder") else "causal",
        quantization=quantization,
        **facts,  # type: ignore[arg-type]
    )
    (out / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quantization", default="int8")
    parser.add_argument("--name", required=True)
    parser.add_argument("--licence", required=True)
    parser.add_argument("--commercial", action="store_true", help="a commercial newsroom may use it")
    parser.add_argument("--notice", type=Path, help="text file: attribution and terms that have to be passed on")
    parser.add_argument("--max-source-tokens", type=int, default=200)
    options = parser.parse_args()
    manifest = export(
        options.model,
        options.out,
        options.quantization,
        name=options.name,
        licence=options.licence,
        commercial=options.commercial,
        notice=options.notice.read_text(encoding="utf-8").strip() if options.notice else "",
        max_source_tokens=options.max_source_tokens,
    )
    size = sum(entry.size for entry in manifest.files)
    print(f"{manifest.name} {manifest.revision}: {size / 1e6:.1f} MB in {options.out}")


if __name__ == "__main__":
    main()
