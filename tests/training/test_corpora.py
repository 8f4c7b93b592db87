"""Corpora are read as they are, or refused with a message that says where and what to do."""

import gzip
from pathlib import Path

import pytest

from training.corpora import CorpusError, Pair, read_aligned, read_pairs, read_texts

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="ID-id"><seg>Warga <bpt i="1">&lt;b&gt;</bpt>Bogor<ept i="1">&lt;/b&gt;</ept> mengungsi.</seg></tuv>
<tuv xml:lang="en-GB"><seg>Residents of <hi>Bogor</hi> were displaced.</seg></tuv></tu>
<tu><tuv xml:lang="id"><seg>Tanpa terjemahan.</seg></tuv></tu>
</body></tmx>"""


def test_tsv_is_read_with_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("\ufeffsatu\tone\r\n\r\ndua \t two\r\n".encode())
    assert list(read_pairs(path)) == [Pair("satu", "one"), Pair("dua", "two")]


def test_gzipped_tsv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(b"satu\tone\n"))
    assert list(read_pairs(path)) == [Pair("satu", "one")]


def test_tmx_is_read_whatever_the_region_and_without_format_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(TMX, encoding="utf-8")
    assert list(read_pairs(path)) == [Pair("Warga Bogor mengungsi.", "Residents of Bogor were displaced.")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", b"satu\tone\nhanya satu kolom\n", "line 2: expected source<TAB>target"),
        ("a.tsv", b"satu\tone\ndua\t\n", "line 2: expected source<TAB>target, both filled"),
        ("a.tsv", b"satu\tone\textra\n", "found 3 column"),
        ("a.tsv", "satu\tone\ncafé\tcoffee house\n".encode("latin-1"), "line 2: not UTF-8.*iconv"),
        ("a.tsv.gz", b"satu\tone\n", "not a whole gzip file"),
        ("a.tsv.gz", gzip.compress(b"satu\tone\n" * 1000)[:-9], "not a whole gzip file"),
        ("a.tmx", b"<tmx><body>", "not a well-formed TMX"),
        ("a.tmx", TMX.replace("en-GB", "de").encode(), "no unit has both 'id' and 'en'; its languages are de, id"),
        ("a.csv", b"satu,one\n", r"must be \.tsv or \.tmx"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=message):
        list(read_pairs(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.tsv: no such file"):
        list(read_pairs(tmp_path / "none.tsv"))


def test_aligned_texts_of_different_length_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.id").write_text("satu\ndua\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("one\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"2 lines.*has 1"):
        read_aligned(tmp_path / "a.id", tmp_path / "a.en")


def test_a_line_that_is_empty_on_one_side_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.id").write_text("satu\n\n\nempat\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("one\n\nthree\nfour\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a\.id, line 3: empty"):
        read_aligned(tmp_path / "a.id", tmp_path / "a.en")


def test_texts_are_read_from_both_columns_and_from_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("satu\tone\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"title": "Judul", "text": "Isi."}\n{"text": ""}\n', encoding="utf-8")
    assert list(read_texts([tmp_path / "a.tsv", tmp_path / "b.jsonl"])) == ["satu", "one", "Judul", "Isi."]
