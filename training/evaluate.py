"""Translate evaluation sets and compare with their references: BLEU and chrF, with the signatures of sacrebleu.

    python -m training.evaluate SETS --model bundled --model OUT/model [--set flores-devtest] [--out TRANSLATIONS]

SETS is a folder with ``NAME.id`` and ``NAME.en``, line n of one translating line n of the other. A model is what
``intisari`` takes: ``bundled``, a folder written by ``training.export``, or a Hugging Face folder such as the one that
``training.train`` writes. Each line is decoded as one segment with the model's own decoding, as the service does first
(no checks).
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from models.engines.direct import batches
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import ModelsError
from training.corpora import CorpusError, Pair, read_aligned


@dataclass(frozen=True)
class Scores:
    """Corpus scores from 0 to 100, and how exactly they were computed."""

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str


def read_sets(folder: Path, names: Sequence[str] = (), limit: int | None = None) -> dict[str, list[Pair]]:
    """The first ``limit`` pairs of every set of ``folder``, or of the sets ``names``.

    Raises:
        CorpusError: a set is missing, or its two files do not match.
    """
    found = names or sorted(path.stem for path in folder.glob("*.id") if path.with_suffix(".en").is_file())
    if not found:
        raise CorpusError(f"{folder}: no evaluation set; expected NAME.id and NAME.en")
    return {name: read_aligned(folder / f"{name}.id", folder / f"{name}.en")[:limit] for name in found}


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Scores:
    """BLEU (13a tokens) and chrF2 of sacrebleu: Post 2018, W18-6319."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    scored = bleu.corpus_score(hypotheses, [references]), chrf.corpus_score(hypotheses, [references])
    return Scores(scored[0].score, scored[1].score, str(bleu.get_signature()), str(chrf.get_signature()))


def decoding_of(engine: Engine, beam_size: int | None) -> Decoding:
    """The engine's own, with another beam where one is given."""
    return engine.decoding if beam_size is None else replace(engine.decoding, beam_size=beam_size)


def decode(engine: Engine, segments: Sequence[Tokens], decoding: Decoding, workers: int = 1) -> list[list[Hypothesis]]:
    """The hypotheses of each segment, from ``batches`` of like length, of which ``workers`` run at once.

    Raises:
        EngineError: a batch could not be run.
    """
    order = sorted(range(len(segments)), key=lambda i: len(segments[i]), reverse=True)
    cut = batches(order, decoding)
    decoded: list[list[Hypothesis]] = [[] for _ in segments]
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda batch: engine.generate([segments[i] for i in batch], decoding), cut)
        for batch, found in zip(cut, results, strict=True):
            for i, hypotheses in zip(batch, found, strict=True):
                decoded[i] = hypotheses
    return decoded


def translate(engine: Engine, lines: Sequence[str], beam_size: int | None = None, workers: int = 1) -> list[str]:
    """The best hypothesis for each line.

    Raises:
        EngineError: a batch could not be run.
    """
    decoded = decode(engine, [engine.encode(line) for line in lines], decoding_of(engine, beam_size), workers)
    return [" ".join(hypotheses[0].text.split()) for hypotheses in decoded]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, help="folder with NAME.id and NAME.en")
    parser.add_argument("--model", action="append", dest="models", metavar="MODEL", help="default: bundled")
    parser.add_argument("--set", action="append", default=[], dest="names", metavar="NAME", help="default: all")
    parser.add_argument("--limit", type=int, help="only the first lines of each set")
    parser.add_argument("--beam", type=int, help="by default what the model's publishers use")
    parser.add_argument("--workers", type=int, default=1, help="batches that run at once, each on one core; 1: on all")
    parser.add_argument("--out", type=Path, help="write the translations to OUT/MODEL/NAME.en")
    arguments = parser.parse_args()
    options = EngineOptions(workers=arguments.workers, threads=1 if arguments.workers > 1 else 0)
    signatures: set[str] = set()
    try:
        sets = read_sets(arguments.sets, arguments.names, arguments.limit)
        print("| model | set | lines | BLEU | chrF |\n|---|---|---:|---:|---:|", flush=True)
        for name in arguments.models or ["bundled"]:
            engine = load_engine(name, options)
            for set_name, pairs in sets.items():
                translations = translate(engine, [pair.source for pair in pairs], arguments.beam, arguments.workers)
                scores = score(translations, [pair.target for pair in pairs])
                signatures |= {scores.bleu_signature, scores.chrf_signature}
                print(f"| {name} | {set_name} | {len(pairs)} | {scores.bleu:.1f} | {scores.chrf:.1f} |", flush=True)
                if arguments.out:
                    folder = arguments.out / Path(name).name
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / f"{set_name}.en").write_text("\n".join(translations) + "\n", encoding="utf-8")
            engine.close()
    except (CorpusError, ModelsError) as error:
        sys.exit(f"training.evaluate: {error}")
    for signature in sorted(signatures):
        print(signature)


if __name__ == "__main__":
    main()
