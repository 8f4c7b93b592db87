"""Read parallel and monolingual corpora: TSV (two columns), TMX and JSON lines, plain or gzipped."""

import gzip
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class CorpusError(ValueError):
    """A corpus file cannot be used; the message says which file and line, and what to do."""


class Pair(NamedTuple):
    source: str
    target: str


def _open(path: Path) -> IO[bytes]:
    if not path.is_file():
        raise CorpusError(f"{path}: no such file")
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with _open(path) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise CorpusError(
                    f"{path}, line {number}: not UTF-8 ({error.reason}); convert it, for example with "
                    f"iconv -f WINDOWS-1252 -t UTF-8"
                ) from error


def _kind(path: Path) -> str:
    return path.name.removesuffix(".gz").rsplit(".", 1)[-1].lower()


def read_pairs(path: Path, source_language: str = "id", target_language: str = "en") -> Iterator[Pair]:
    """Yield the pairs of a TSV file (source<TAB>target) or of a TMX file. Lines that are empty on both sides are
    passed over.

    Raises:
        CorpusError: the file is missing, not UTF-8, of another kind, or a line has not exactly two filled columns.
    """
    kind = _kind(path)
    if kind == "tsv":
        for number, line in _lines(path):
            if not line.strip():
                continue
            columns = line.split("\t")
            if len(columns) != 2 or not all(column.strip() for column in columns):
                raise CorpusError(
                    f"{path}, line {number}: expected source<TAB>target, both filled, found {len(columns)} column(s)"
                )
            yield Pair(columns[0].strip(), columns[1].strip())
    elif kind == "tmx":
        yield from _read_tmx(path, source_language, target_language)
    else:
        raise CorpusError(f"{path}: a parallel corpus must be .tsv or .tmx (each may be gzipped)")


def _read_tmx(path: Path, source_language: str, target_language: str) -> Iterator[Pair]:
    """TMX 1.4b: https://www.gala-global.org/tmx-14b"""
    try:
        with _open(path) as stream:
            for _, unit in ElementTree.iterparse(stream):
                if unit.tag != "tu":
                    continue
                sides: dict[str, str] = {}
                for variant in unit.iter("tuv"):
                    language = (variant.get(XML_LANG) or variant.get("lang") or "").lower().split("-")[0]
                    segment = variant.find("seg")
                    if segment is not None:
                        sides[language] = " ".join("".join(segment.itertext()).split())
                source, target = sides.get(source_language), sides.get(target_language)
                if source and target:
                    yield Pair(source, target)
                unit.clear()
    except ElementTree.ParseError as error:
        raise CorpusError(f"{path}: not well-formed XML ({error})") from error


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield every text of the files: both columns of TSV and TMX, ``title`` and ``text`` of JSON lines."""
    for path in paths:
        if _kind(path) == "jsonl":
            for number, line in _lines(path):
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise CorpusError(f"{path}, line {number}: not JSON ({error})") from error
                yield from (row[key] for key in ("title", "text") if row.get(key))
        else:
            for pair in read_pairs(path):
                yield from pair
