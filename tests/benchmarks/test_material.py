"""What the load is made of."""

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.load.material import FEATURE_WORDS, FEWEST_WORDS, MOST_CHARACTERS, Material, Text, read_material

LONG = "Pemerintah kota membangun jembatan baru untuk warga. " * 10


def material() -> Material:
    return Material(
        headlines=tuple(Text.of(f"Judul nomor {i}") for i in range(50)),
        articles=tuple(Text.of(f"Artikel {i}. {LONG}") for i in range(50)),
    )


def test_articles_are_read_from_lines_of_json_packed_or_not_and_from_text_files(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": "Jembatan Baru", "text": "Satu. " + LONG}) + "\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Dua. " + LONG}) + "\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Judul di Baris Pertama\nTiga. " + LONG, encoding="utf-8")
    read = read_material(tmp_path)
    assert {text.text[:4] for text in read.articles} == {"Satu", "Dua.", "Judu"}
    assert {text.text for text in read.headlines} == {"Jembatan Baru", "Judul di Baris Pertama"}


def test_an_article_that_occurs_twice_is_sent_once(tmp_path: Path) -> None:
    row = json.dumps({"title": "Jembatan Baru", "text": LONG}) + "\n"
    (tmp_path / "a.jsonl").write_text(row * 3, encoding="utf-8")
    assert len(read_material(tmp_path).articles) == 1


def test_a_folder_without_articles_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"no articles: it needs .* at least {FEWEST_WORDS} words"):
        read_material(tmp_path)


def test_a_line_without_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Jembatan"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl, line 1"):
        read_material(tmp_path)


def test_every_run_gets_the_same_texts_and_none_twice_while_there_are_others() -> None:
    first, second = (list(islice(material().mixed(seed=3), 40)) for _ in range(2))
    assert first == second
    assert len({text.text for text in first}) == 40


def test_headlines_and_articles_are_mixed() -> None:
    words = [text.words for text in islice(material().mixed(seed=1), 60)]
    assert 10 <= sum(count < 10 for count in words) <= 30


def test_a_feature_has_the_length_of_300_sentences() -> None:
    assert all(text.words >= FEATURE_WORDS for text in islice(material().features(seed=1), 3))


def test_a_bulk_text_is_longer_than_an_interactive_one_may_be() -> None:
    assert all(len(text.text) > MOST_CHARACTERS for text in islice(material().bulk(seed=1), 3))
