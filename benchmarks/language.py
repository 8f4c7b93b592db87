"""Language detection: how often Indonesian is taken for Indonesian, and others for what they are.

    python benchmarks/language.py FILE.csv… [--together N]

A CSV has one text a line and one language a column, named in English (``indonesian``, ``javanese`` …), as in
NusaX (github.com/IndoNLP/nusax, datasets/mt). ``--together`` puts N lines into one text, to see the effect of length.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from models.article.language import NAMES, detect_language


def py3langid(text: str) -> str:
    import py3langid as library

    return str(library.classify(text)[0])


def lingua_of() -> Callable[[str], str]:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def detect(text: str) -> str:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else "und"

    return detect


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--together", type=int, default=1, metavar="N")
    arguments = parser.parse_args()
    columns: dict[str, list[str]] = {}
    for file in arguments.files:
        with file.open(newline="") as lines:
            for row in csv.DictReader(lines):
                for language, text in row.items():
                    if language and text:
                        columns.setdefault(language, []).append(text)
    detectors: dict[str, Callable[[str], str]] = {"ours": detect_language}
    if find_spec("py3langid"):
        detectors["py3langid"] = py3langid
    if find_spec("lingua"):
        detectors["lingua"] = lingua_of()
    for name, detect in detectors.items():
        print(name)
        for language, texts in columns.items():
            joined = [" ".join(texts[i : i + arguments.together]) for i in range(0, len(texts), arguments.together)]
            began = time.perf_counter()
            found = Counter(map(detect, joined))
            micro = (time.perf_counter() - began) / len(joined) * 1e6
            shares = "  ".join(
                f"{NAMES.get(code, code)} {count / len(joined):.3f}" for code, count in found.most_common(4)
            )
            print(f"  {language:12s} {len(joined):5d} texts {micro:7.0f} µs   {shares}")


if __name__ == "__main__":
    main()
