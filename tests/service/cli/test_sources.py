"""What is read from files is what is in them, or a sentence says why not."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.sources import SourceError, read_source, recognise

LIMIT = 1_000_000


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Presiden <nama> tiba pukul 09.30. Skor 2 < 3, kata dia.", "text"),
        ("[Foto: Warga] Banjir surut.", "text"),
        ("{Ralat} Harga beras turun.", "text"),
        ("<!doctype html><html><body><p>Banjir surut.</p></body></html>", "html"),
        ("Banjir surut.\n\n<p class=a>Warga pulang.</p>", "html"),
        ('\n  {"text": "Banjir surut."}', "json"),
        ('[{"text": "Banjir surut."}]', "json"),
    ],
)
def test_the_content_says_what_it_is_not_the_name(tmp_path: Path, raw: str, kind: str) -> None:
    file = tmp_path / "story.jpg"
    file.write_text(raw, encoding="utf-8")
    source = read_source(str(file), LIMIT)
    assert (source.kind, source.content, source.note) == (kind, raw, "")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")).map(lambda text: "Berita: " + text))
def test_utf_8_text_comes_through_unchanged(text: str) -> None:
    assert recognise(text.encode()).content == text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert recognise(raw).kind in ("text", "html", "json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_byte_order_marks_are_followed(encoding: str) -> None:
    raw = "“Banjir surut”".encode(encoding)
    assert recognise(b"\xff\xfe" + raw if encoding == "utf-16-le" else raw).content == "“Banjir surut”"


def test_windows_1252_is_read_and_said() -> None:
    source = recognise("“Banjir surut – segera”".encode("cp1252"))
    assert source.content == "“Banjir surut – segera”"
    assert "Windows-1252" in source.note


def test_a_declared_encoding_is_followed() -> None:
    page = '<html><head><meta charset="iso-8859-15"></head><body><p>Harga 5 €</p></body></html>'
    source = recognise(page.encode("iso-8859-15"))
    assert "5 €" in source.content
    assert not source.note


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04abc", "Word document"),
        (b"MZ\x90\x00\x03\x00\x00", "not text"),
        (b"abc \x81\x8d\xff", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(raw: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        recognise(raw)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024**3)  # sparse: takes no space, and would not fit into memory
    with pytest.raises(SourceError, match="too many for one article"):
        read_source(str(file), LIMIT)


def test_a_folder_and_a_missing_file_get_advice(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="It is a folder"):
        read_source(str(tmp_path), LIMIT)
    with pytest.raises(SourceError, match="no such file"):
        read_source(str(tmp_path / "none.txt"), LIMIT)
    with pytest.raises(SourceError, match="cannot be read"):
        read_source("a\0b", LIMIT)
