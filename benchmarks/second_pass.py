"""What the second pass over segments in doubt costs and mends, by the width of its beam.

    python -m benchmarks.second_pass ARTICLES [--segments 400] [--beam 2 4]

Sentences of real articles are translated greedily. Those with a finding are translated again, as the translator does
it: where nothing is worse than a lost name, with the name as a glossary; the others with each beam. The hypothesis with
the smallest severity is taken where it is smaller. Mended is a segment without findings then.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contenders.pipeline import WORKERS
from benchmarks.load.material import read_material
from models.article.characters import clean_characters
from models.checks.segment import Finding, check_segment, severity
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.translate.lines import lines_of
from models.translate.translator import careful, lost_names
from training.evaluate import decode

BATCH = 16
SEED = 9


def sentences(articles: Path, count: int) -> list[str]:
    """Different ones, that are not English."""
    texts = read_material(articles).mixed(SEED)
    found: dict[str, None] = {}
    while len(found) < count:
        for paragraph in lines_of(clean_characters(next(texts).text)).paragraphs:
            if paragraph.language != "en":
                found |= dict.fromkeys(span.of(paragraph.text) for span in paragraph.sentences)
    return list(found)[:count]


def timed(engine: Engine, segments: Sequence[Tokens], decoding: Decoding) -> tuple[list[list[Hypothesis]], float]:
    """Hypotheses of each segment, one batch at once on each core; and the seconds that it took."""
    started = time.perf_counter()
    return decode(engine, segments, decoding, WORKERS, BATCH), time.perf_counter() - started


def findings_of(source: str, hypothesis: Hypothesis) -> tuple[Finding, ...]:
    return check_segment(source, " ".join(hypothesis.text.split()), (), hypothesis.truncated)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="folder with .jsonl, .jsonl.gz or .txt articles")
    parser.add_argument("--segments", type=int, default=400)
    parser.add_argument("--beam", type=int, nargs="+", default=[2, 4])
    options = parser.parse_args()
    engine = load_engine("bundled", EngineOptions(workers=WORKERS, threads=1))
    encoded = {text: engine.encode(text) for text in sentences(options.articles, options.segments)}
    plain = {text: tokens for text, tokens in encoded.items() if len(tokens) <= engine.max_source_tokens}
    first, seconds = timed(engine, list(plain.values()), engine.decoding)
    found = {text: findings_of(text, hypotheses[0]) for text, hypotheses in zip(plain, first, strict=True)}
    doubtful = [text for text in plain if found[text]]
    print(f"first pass: {len(plain)} segments in {seconds:.1f} s; {len(doubtful)} with findings")

    def again(label: str, inputs: dict[str, Tokens], decoding: Decoding) -> None:
        results, seconds = timed(engine, list(inputs.values()), decoding)
        kinds = Counter(kind for text in inputs for kind in {finding.kind for finding in found[text]})
        better = 0
        mended: Counter[str] = Counter()
        for text, hypotheses in zip(inputs, results, strict=True):
            best = min((findings_of(text, hypothesis) for hypothesis in hypotheses), key=severity)
            better += severity(best) < severity(found[text])
            if not best:
                mended.update({"all kinds", *(finding.kind for finding in found[text])})
        shares = ", ".join(f"{kind} {mended[kind]} of {count}" for kind, count in kinds.most_common())
        print(f"{label}: {len(inputs)} in {seconds:.1f} s; {better} better, {mended['all kinds']} mended: {shares}")

    named = {text: engine.encode(text, names) for text in doubtful if (names := lost_names(found[text]))}
    others = {text: plain[text] for text in doubtful if text not in named}
    again("lost names as a glossary", named, engine.decoding)
    for beam in options.beam:
        again(f"the same, beam {beam}", {text: plain[text] for text in named}, careful(engine.decoding, beam))
        again(f"the others, beam {beam}", others, careful(engine.decoding, beam))


if __name__ == "__main__":
    main()
