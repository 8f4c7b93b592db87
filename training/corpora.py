"""Read parallel and monolingual corpora: TSV (two columns), TMX, a pair of line-aligned texts, and JSON lines; plain or
gzipped."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements of TMX whose content is code of the original format, not text.
TMX_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


class CorpusError(ValueError):
    """A corpus file cannot be used; the message says which file and line, and what to do."""


class Pair(NamedTuple):
    source: str
    target: str


def _open(path: Path) -> gzip.GzipFile | BufferedReader:
    if not path.is_file():
        raise CorpusError(f"{path}: no such file")
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, counted from 1, without their line breaks.

    Raises:
        CorpusError: the file is missing, damaged, or not UTF-8.
    """
    with _open(path) as stream:
        try:
            for number, raw in enumerate(stream, 1):
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise CorpusError(
                f"{path}, line {number}: not UTF-8 ({error.reason}); convert it, for example with "
                f"iconv -f WINDOWS-1252 -t UTF-8"
            ) from error
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise CorpusError(f"{path}: not a whole gzip file ({error}); fetch it again") from error


def _kind(path: Path) -> str:
    return path.name.removesuffix(".gz").rsplit(".", 1)[-1].lower()


def read_pairs(path: Path, source_language: str = "id", target_language: str = "en") -> Iterator[Pair]:
    """Yield the pairs of a TSV file (source<TAB>target) or of a TMX file. Lines that are empty on both sides are
    passed over.

    Raises:
        CorpusError: the file is missing, damaged, not UTF-8, of another kind, without any pair of the two languages, or
            a line has not exactly two filled columns.
    """
    kind = _kind(path)
    if kind == "tsv":
        for number, line in read_lines(path):
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


def read_aligned(source: Path, target: Path) -> list[Pair]:
    """The pairs of two texts of which line n translates line n.

    Raises:
        CorpusError: the texts have different numbers of lines, or a line is empty on one side only.
    """
    sides = [[line.strip() for _, line in read_lines(path)] for path in (source, target)]
    if len(sides[0]) != len(sides[1]):
        raise CorpusError(
            f"{source} has {len(sides[0])} lines and {target} has {len(sides[1])}: line n of one must translate line n "
            f"of the other"
        )
    pairs = []
    for number, pair in enumerate(map(Pair, *sides), 1):
        if bool(pair.source) != bool(pair.target):
            raise CorpusError(
                f"{source if not pair.source else target}, line {number}: empty, but not on the other side"
            )
        if pair.source:
            pairs.append(pair)
    return pairs


def _text(segment: ElementTree.Element) -> str:
    """The text of a TMX segment, codes of the original format left out."""
    pieces = [segment.text or ""]
    for child in segment:
        if child.tag not in TMX_CODES:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _read_tmx(path: Path, source_language: str, target_language: str) -> Iterator[Pair]:
    """TMX 1.4b: https://www.gala-global.org/tmx-14b"""
    found: set[str] = set()
    pairs = 0
    try:
        with _open(path) as stream:
            for _, unit in ElementTree.iterparse(stream):  # noqa: S314 — the user's own archive
                if unit.tag != "tu":
                    continue
                sides: dict[str, str] = {}
                for variant in unit.iter("tuv"):
                    language = (variant.get(XML_LANG) or variant.get("lang") or "").lower().split("-")[0]
                    segment = variant.find("seg")
                    if segment is not None:
                        sides[language] = " ".join(_text(segment).split())
                found |= sides.keys()
                source, target = sides.get(source_language), sides.get(target_language)
                if source and target:
                    pairs += 1
                    yield Pair(source, target)
                unit.clear()
    except (ElementTree.ParseError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise CorpusError(f"{path}: not a well-formed TMX file ({error})") from error
    if not pairs:
        raise CorpusError(
            f"{path}: no unit has both {source_language!r} and {target_language!r}; "
            f"its languages are {', '.join(sorted(found)) or 'none'}"
        )


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield every text of the files: both columns of TSV and TMX, ``title`` and ``text`` of JSON lines."""
    for path in paths:
        if _kind(path) == "jsonl":
            for number, line in read_lines(path):
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise CorpusError(f"{path}, line {number}: not JSON ({error})") from error
                yield from (row[key] for key in ("title", "text") if row.get(key))
        else:
            for pair in read_pairs(path):
                yield from pair
