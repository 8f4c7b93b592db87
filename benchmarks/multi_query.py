"""One copy of keys and values in wider layers, or one for each head: which is faster for batches of which size?

    python -m benchmarks.multi_query --articles FOLDER [--texts 25]

Segments of the texts in batches of like length, one thread for each core, with the bundled model
(``models/engines/multi_query.py``).
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.contenders.offline import batches_of, seconds_for, segments_of_all
from benchmarks.contenders.pipeline import WORKERS
from benchmarks.load.material import read_material
from models import store
from models.engines.ctranslate2 import CTranslate2Engine
from models.engines.multi_query import with_one_cache
from models.engines.protocol import Engine, Tokens

#: Segments of a batch, and the beam.
SHAPES = ((1, 1), (4, 1), (8, 1), (16, 1), (32, 1), (16, 2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder, as for benchmarks.serving")
    parser.add_argument("--texts", type=int, default=25)
    options = parser.parse_args()
    manifest = store.Manifest.read(store.BUNDLED)
    usual = store.assemble(store.BUNDLED)
    single = with_one_cache(usual, manifest)
    if single is None:
        raise SystemExit("the bundled model does not suit")
    engines = [CTranslate2Engine(folder, manifest, workers=WORKERS, threads=1) for folder in (usual, single)]
    texts = islice(read_material(options.articles).mixed(seed=1), options.texts)
    segments = segments_of_all(engines[0], (text.text for text in texts))
    print("segments  beam  a copy for each head  one copy")
    with ThreadPoolExecutor(WORKERS) as threads:
        for engine in engines:
            timed(engine, threads, segments[-8:], 8, 1)
        for size, beam in SHAPES:
            each, one = (timed(engine, threads, segments, size, beam) for engine in engines)
            print(f"{size:8} {beam:5} {each:19.1f} s {one:7.1f} s", flush=True)


def timed(engine: Engine, threads: ThreadPoolExecutor, segments: Sequence[Tokens], size: int, beam: int) -> float:
    """Seconds for all segments."""
    return seconds_for(engine, threads, batches_of(segments, size), replace(engine.decoding, beam_size=beam))


if __name__ == "__main__":
    main()
