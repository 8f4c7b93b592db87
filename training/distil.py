"""Translate the sources of parallel corpora with a model, and keep the hypotheses that are near to the references.

    python -m training.distil MODEL OUT.tsv CORPUS [CORPUS …] [--beam 4] [--least 50]

Of the ``--beam`` best hypotheses of a source, the one with the highest chrF against the reference is written to
OUT.tsv, a corpus for ``training.prepare``; a source whose best hypothesis has less than ``--least`` is left to its
reference. A model that is trained on what its own beam search finds does in greedy search nearly as well as with the
beam, and the choice by the reference adds to that (Kim & Rush 2016, "Sequence-level knowledge distillation",
arXiv:1606.07947, section 3.3). The same command goes on after the last pair of OUT.tsv; the order of the sources is
shuffled, so it may be stopped whenever there are enough.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Engine, Hypothesis
from models.errors import ModelsError
from training.clean import repair
from training.corpora import CorpusError, Pair, read_pairs
from training.evaluate import decode

#: Sources that are read before they are sorted into batches of like length.
WINDOW = 256
SEED = 11


def shuffled(corpora: Sequence[Path]) -> list[Pair]:
    """The repaired pairs of all corpora, each source once, in an order that depends on the corpora alone.

    Raises:
        CorpusError: a corpus cannot be read.
    """
    pairs = {pair.source: pair for path in corpora for pair in map(repair, read_pairs(path))}
    return Random(SEED).sample(list(pairs.values()), len(pairs))


def rest_of(pairs: Sequence[Pair], out: Path) -> Sequence[Pair]:
    """Those after the last one in ``out``.

    Raises:
        CorpusError: ``out`` was made from other corpora.
    """
    if not out.is_file() or not out.stat().st_size:
        return pairs
    *_, last = read_pairs(out)
    for position, pair in enumerate(pairs, 1):
        if pair.source == last.source:
            return pairs[position:]
    raise CorpusError(f"{out}: its last source is in none of the corpora; was it made from others?")


def nearest(hypotheses: Sequence[Hypothesis], reference: str) -> tuple[str, float]:
    """The hypothesis with the highest chrF against the reference, and that score from 0 to 100."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    texts = [" ".join(hypothesis.text.split()) for hypothesis in hypotheses if not hypothesis.truncated]
    scored = [(text, metric.sentence_score(text, [reference]).score) for text in texts if text]
    return max(scored, key=lambda one: one[1], default=("", 0.0))


def distil(engine: Engine, pairs: Sequence[Pair], beam_size: int, least: float, workers: int) -> Iterator[list[Pair]]:
    """For each window of ``pairs``, in their order, the sources with their chosen hypotheses.

    Raises:
        EngineError: a batch could not be run.
    """
    decoding = replace(engine.decoding, beam_size=beam_size, num_hypotheses=beam_size)
    for window in (pairs[start : start + WINDOW] for start in range(0, len(pairs), WINDOW)):
        encoded = [(pair, engine.encode(pair.source)) for pair in window]
        fitting = [(pair, tokens) for pair, tokens in encoded if len(tokens) <= engine.max_source_tokens]
        found = decode(engine, [tokens for _, tokens in fitting], decoding, workers)
        chosen = [
            (pair, *nearest(hypotheses, pair.target)) for (pair, _), hypotheses in zip(fitting, found, strict=True)
        ]
        yield [Pair(pair.source, text) for pair, text, chrf in chosen if chrf >= least]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="bundled, a folder of training.export, or a Hugging Face folder")
    parser.add_argument("out", type=Path, help="the corpus that is written, .tsv")
    parser.add_argument("corpora", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--least", type=float, default=50.0, help="chrF against the reference, 0 to 100")
    parser.add_argument("--workers", type=int, default=1, help="batches that run at once, each on one core")
    arguments = parser.parse_args()
    try:
        pairs = shuffled(arguments.corpora)
        rest = rest_of(pairs, arguments.out)
        engine = load_engine(arguments.model, EngineOptions(workers=arguments.workers, threads=1))
        kept, seen = 0, len(pairs) - len(rest)
        print(f"{len(rest)} of {len(pairs)} sources to go", flush=True)
        with arguments.out.open("a", encoding="utf-8") as stream:
            for chosen in distil(engine, rest, arguments.beam, arguments.least, arguments.workers):
                stream.writelines(f"{pair.source}\t{pair.target}\n" for pair in chosen)
                stream.flush()
                kept, seen = kept + len(chosen), min(seen + WINDOW, len(pairs))
                print(f"{seen} of {len(pairs)} sources, {kept} kept by this run", flush=True)
    except KeyboardInterrupt:
        sys.exit("training.distil: stopped; the same command goes on after the last pair written")
    except (CorpusError, ModelsError) as error:
        sys.exit(f"training.distil: {error}")


if __name__ == "__main__":
    main()
