"""How often does what shares a batch change a translation?

    python benchmarks/batch_invariance.py SENTENCES.txt [--model bundled] [--batch 32] [--limit 300]

Each line is translated alone, then in batches of like length, then in batches of any lines. With int8
weights the same sums in another order can round to another number, and a near tie between two words can fall the other
way: this counts the lines whose translation differs from the one that they get alone.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

from models.engines.load import load_engine
from models.engines.protocol import Decoding, Engine, Tokens


def translate(engine: Engine, inputs: Sequence[Tokens], batch: int) -> list[str]:
    texts: list[str] = []
    for start in range(0, len(inputs), batch):
        texts += [found[0].text for found in engine.generate(inputs[start : start + batch], Decoding())]
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    lines = [line for line in options.sentences.read_text(encoding="utf-8").splitlines() if line.strip()]
    engine = load_engine(options.model)
    inputs = [engine.encode(line) for line in lines[: options.limit]]
    inputs.sort(key=len)
    alone = translate(engine, inputs, 1)
    mixed = Random(1).sample(range(len(inputs)), len(inputs))
    sorted_batches = translate(engine, inputs, options.batch)
    mixed_batches = dict(zip(mixed, translate(engine, [inputs[i] for i in mixed], options.batch), strict=True))
    for name, found in (
        ("like length", sorted_batches),
        ("mixed", [mixed_batches[i] for i in range(len(inputs))]),
    ):
        changed = sum(a != b for a, b in zip(alone, found, strict=True))
        print(f"batches of {options.batch}, {name}: {changed} of {len(inputs)} translations differ from alone")


if __name__ == "__main__":
    main()
