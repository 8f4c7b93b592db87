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
from models.translate.lines import lines_of
from models.translate.translator import Quality, Translator
from training.evaluate import decode

BATCH = 16


@dataclass(frozen=True, slots=True)
class Call:
    """Of the engine; times in seconds."""

    began: float
    ended: float
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
) -> tuple[list[Call], list[tuple[Finding, ...]]]:
    """What the engine was asked for, the first pass first; and the findings of each text in the end."""
    calls: list[Call] = []

    async def timed(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        began = time.perf_counter()
        results = await asyncio.to_thread(decode, engine, segments, decoding, WORKERS, BATCH)
        calls.append(Call(began, time.perf_counter(), results))
        return [*results]

    paragraphs = [Paragraph(text, (Span(0, len(text)),)) for text in texts]
    made = asyncio.run(Translator(engine, timed, quality).translate(paragraphs))
    return calls, [translation.segments[0].findings for translation in made]


def report(texts: Sequence[str], calls: Sequence[Call], after: Sequence[tuple[Finding, ...]]) -> str:
    first, *second = calls
    before = [
        check_segment(text, " ".join(hypotheses[0].text.split()), (), hypotheses[0].truncated)
        for text, hypotheses in zip(texts, first.results, strict=True)
    ]
    line = f"first pass {len(texts)} segments in {first.ended - first.began:.1f} s; {sum(map(bool, before))} in doubt"
    if not second:
        return line
    seconds = max(call.ended for call in second) - min(call.began for call in second)
    better = sum(severity(now) < severity(then) for then, now in zip(before, after, strict=True))
    found = Counter(kind for then in before for kind in {finding.kind for finding in then})
    mended: Counter[str] = Counter()
    for then, now in zip(before, after, strict=True):
        if then and not now:
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
    texts = [
        text
        for text in sentences(options.articles, options.segments, options.seed)
        if any(map(str.isalnum, text)) and len(engine.encode(text)) <= engine.max_source_tokens
    ]
    for quality in options.quality:
        print(f"{quality}: {report(texts, *calls_and_findings(engine, texts, quality))}", flush=True)


if __name__ == "__main__":
    main()
