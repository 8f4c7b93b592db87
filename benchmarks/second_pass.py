"""What the second pass over segments in doubt costs and mends.

    python -m benchmarks.second_pass ARTICLES [--segments 400] [--quality standard high]

Sentences of real articles are translated as the service does it, one batch at once on each core. In doubt is a segment
with a finding after the first pass; better is one whose findings are less severe after the second, mended one that has
none then.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.contenders.pipeline import WORKERS
from benchmarks.load.material import read_material
from models.article.characters import clean_characters
from models.article.document import Paragraph, Span
from models.checks.segment import Finding, check_segment, severity
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding, Engine, Hypothesis, Tokens
from models.errors import EngineError
from models.translate.capitals import in_ordinary_letters
from models.translate.lines import lines_of
from models.translate.quality import Quality
from models.translate.translator import Translator
from training.evaluate import decode


@dataclass(frozen=True, slots=True)
class Call:
    """Of the engine; times in seconds."""

    began: float
    ended: float
    segments: Sequence[Tokens]
    results: list[list[Hypothesis]]


def sentences(articles: Path, count: int, seed: int) -> list[str]:
    """Different ones, that are not English."""
    texts = read_material(articles).mixed(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        for paragraph in lines_of(clean_characters(next(texts).text)).paragraphs:
            if paragraph.language != "en":
                found |= dict.fromkeys(span.of(paragraph.text) for span in paragraph.sentences)
    return list(found)[:count]


def calls_and_findings(
    engine: Engine, texts: Sequence[str], quality: Quality
) -> tuple[list[Call], dict[str, tuple[Finding, ...]]]:
    """What the engine was asked for, the first pass first; and the findings of each segment in the end."""
    calls: list[Call] = []

    async def timed(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        began = time.perf_counter()
        results = await asyncio.to_thread(decode, engine, segments, decoding, WORKERS)
        calls.append(Call(began, time.perf_counter(), segments, results))
        return [*results]

    paragraphs = [Paragraph(text, (Span(0, len(text)),)) for text in texts]
    made = asyncio.run(Translator(engine, timed, quality).translate(paragraphs))
    return calls, {
        segment.source.of(text): segment.findings
        for text, translation in zip(texts, made, strict=True)
        for segment in translation.segments
    }


def findings_of(text: str, hypothesis: Hypothesis) -> tuple[Finding, ...]:
    return check_segment(in_ordinary_letters(text), " ".join(hypothesis.text.split()), (), hypothesis.truncated)


def report(engine: Engine, calls: Sequence[Call], after: dict[str, tuple[Finding, ...]]) -> str:
    first, *second = calls
    sources = {engine.encode(in_ordinary_letters(text)): text for text in after}
    before = {
        text: min((findings_of(text, hypothesis) for hypothesis in hypotheses), key=severity)
        for tokens, hypotheses in zip(first.segments, first.results, strict=True)
        for text in [sources[tokens]]
    }
    seconds = first.ended - first.began
    line = f"first pass {len(first.segments)} segments in {seconds:.1f} s; {sum(map(bool, before.values()))} in doubt"
    if not second:
        return line
    seconds = max(call.ended for call in second) - min(call.began for call in second)
    better = sum(severity(after[text]) < severity(then) for text, then in before.items())
    found = Counter(kind for then in before.values() for kind in {finding.kind for finding in then})
    mended: Counter[str] = Counter()
    for text, then in before.items():
        if then and not after[text]:
            mended.update({"all", *(finding.kind for finding in then)})
    kinds = ", ".join(f"{kind} {mended[kind]} of {count}" for kind, count in found.most_common())
    return f"{line}; second pass {seconds:.1f} s; {better} better, {mended['all']} mended: {kinds}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="folder with .jsonl, .jsonl.gz or .txt articles")
    parser.add_argument("--segments", type=int, default=400)
    parser.add_argument("--quality", choices=get_args(Quality), nargs="+", default=["standard", "high"])
    parser.add_argument("--seed", type=int, default=9, help="of the choice of articles")
    options = parser.parse_args()
    engine = load_engine("bundled", EngineOptions(workers=WORKERS, threads=1))
    texts = sentences(options.articles, options.segments, options.seed)
    for quality in options.quality:
        print(f"{quality}: {report(engine, *calls_and_findings(engine, texts, quality))}", flush=True)


if __name__ == "__main__":
    main()
