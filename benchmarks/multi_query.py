"""One copy of keys and values in wider layers, or one for each head: which is faster for which batches?

    python -m benchmarks.multi_query --articles FOLDER [--texts 200]

Batches of segments of like length, one thread for each core, with the bundled model
(``models/engines/multi_query.py``). By the tokens of a batch, for each beam, the engine chooses between the two.
"""

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.contenders.offline import seconds_for, segments_of_all
from benchmarks.contenders.pipeline import WORKERS
from benchmarks.load.material import read_material
from models import store
from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.multi_query import with_one_cache
from models.engines.protocol import Tokens

#: Tokens of a segment, segments of a batch, and the beam.
LENGTHS = (12, 25, 50, 100)
SIZES = (1, 2, 4, 8, 16, 32)
BEAMS = (1, 2)
#: Tokens for each beam, of all batches of one kind: what is small is measured over several.
TOKENS = 1_500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder, as for benchmarks.serving")
    parser.add_argument("--texts", type=int, default=200)
    options = parser.parse_args()
    manifest = store.Manifest.read(store.BUNDLED)
    usual = store.assemble(store.BUNDLED)
    single = with_one_cache(usual, manifest)
    if single is None:
        raise SystemExit("the bundled model does not suit")
    engines = [CTranslate2Engine(folder, manifest, workers=WORKERS, threads=1) for folder in (usual, single)]
    texts = islice(read_material(options.articles).mixed(seed=1), options.texts)
    segments = segments_of_all(engines[0], (text.text for text in texts))
    print("beam  segments  tokens of all  a copy for each head  one copy")
    with ThreadPoolExecutor(WORKERS) as threads:
        for engine in engines:
            seconds_for(engine, threads, [segments[:8]] * WORKERS)
        for beam in BEAMS:
            for size, batches in kinds(segments, beam):
                decoding = replace(engines[0].decoding, beam_size=beam)
                each, one = (
                    seconds_for(engine, threads, batches, decoding) / len(batches) * WORKERS for engine in engines
                )
                tokens = sum(map(len, batches[0]))
                print(f"{beam:4} {size:9} {tokens:14} {each:20.3f} s {one:7.3f} s", flush=True)


def kinds(segments: Sequence[Tokens], beam: int) -> Iterator[tuple[int, list[list[Tokens]]]]:
    """Sizes, and batches of that size for each length, as far as there are segments."""
    for length in LENGTHS:
        nearest = sorted(segments, key=lambda tokens: abs(len(tokens) - length))
        for size in SIZES:
            number = max(WORKERS, TOKENS // (size * length * beam) // WORKERS * WORKERS)
            yield size, [nearest[start : start + size] for start in range(0, number * size, size)]


if __name__ == "__main__":
    main()
