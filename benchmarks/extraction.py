"""Main text of HTML pages: several extractors against a reference, word by word.

    python benchmarks/extraction.py FOLDER

The folder holds ``index.jsonl`` (``file``, ``kind``, ``gold_text``; other kinds than ``article`` are left out) and the
pages, optionally .gz. Compared are multisets of lower-case words; each page counts the same. ``ours`` is what an
article has after cleaning: title and paragraphs, without what the boilerplate rules removed. Extractors that are not
installed are left out; install them with ``pip install resiliparse readability-lxml lxml_html_clean justext``.
"""

import argparse
import gzip
import json
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.article.html import decode
from models.article.read import read_html

_WORD = re.compile(r"\w+")


def ours(html: bytes) -> str:
    article = read_html(html, check_language=False)
    return "\n".join(filter(None, [article.metadata.dateline, *(paragraph.text for paragraph in article.paragraphs)]))


def trafilatura_with(**options: Any) -> Callable[[bytes], str]:
    def extract(html: bytes) -> str:
        import trafilatura

        return trafilatura.extract(decode(html), include_comments=False, **options) or ""

    return extract


def readability(html: bytes) -> str:
    import lxml.html
    from readability import Document

    return str(lxml.html.fromstring(Document(decode(html)).summary()).text_content())


def resiliparse(html: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(decode(html), main_content=True, alt_texts=False))


def justext(html: bytes) -> str:
    import justext as library

    paragraphs = library.justext(html, library.get_stoplist("Indonesian"))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


EXTRACTORS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "ours": ("trafilatura", ours),
    "trafilatura": ("trafilatura", trafilatura_with()),
    "trafilatura, recall": ("trafilatura", trafilatura_with(favor_recall=True)),
    "trafilatura, precision": ("trafilatura", trafilatura_with(favor_precision=True)),
    "trafilatura, fast": ("trafilatura", trafilatura_with(fast=True)),
    "readability-lxml": ("readability", readability),
    "resiliparse": ("resiliparse", resiliparse),
    "justext": ("justext", justext),
}


def score(text: str, gold: str) -> tuple[float, float, float]:
    found, expected = (Counter(_WORD.findall(side.lower())) for side in (text, gold))
    common = sum((found & expected).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(found.values()), common / sum(expected.values())
    return 2 * precision * recall / (precision + recall), recall, precision


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="also print the F1 of each page")
    arguments = parser.parse_args()
    pages = []
    for line in (arguments.folder / "index.jsonl").read_text().splitlines():
        record = json.loads(line)
        if record["kind"] == "article" and record.get("gold_text"):
            content = (arguments.folder / record["file"]).read_bytes()
            unpacked = gzip.decompress(content) if record["file"].endswith(".gz") else content
            pages.append((record["file"], unpacked, record["gold_text"]))
    print(f"{len(pages)} pages   {'':10s}  F1      recall  precision  worst F1  seconds/page  MiB more")
    for name, (module, extract) in EXTRACTORS.items():
        if find_spec(module) is None:
            print(f"{name:24s} not installed")
            continue
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        extract(pages[0][1])
        began = time.perf_counter()
        scores = [score(extract(html), gold) for _, html, gold in pages]
        seconds = (time.perf_counter() - began) / len(pages)
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) // 1024
        f1, recall, precision = (statistics.mean(values) for values in zip(*scores, strict=True))
        worst = min(f1 for f1, _, _ in scores)
        print(
            f"{name:24s}  {f1:.3f}   {recall:.3f}   {precision:.3f}      {worst:.3f}     {seconds:.3f}         {memory}"
        )
        if arguments.pages:
            for (file, _, _), (page_f1, page_recall, page_precision) in zip(pages, scores, strict=True):
                print(f"    {page_f1:.3f} {page_recall:.3f} {page_precision:.3f} {file}")


if __name__ == "__main__":
    main()
