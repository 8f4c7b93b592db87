"""Capitals and spaces that a model lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.summarize.surface import Surface
from tests.models.summarize.articles import MARKET

SURFACE = Surface(sentence for paragraph in MARKET for sentence in paragraph)


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        (
            "kepala dinas ratna wulandari menutup pasar legi . biaya rp 3 , 5 miliar .",
            "Kepala Dinas Ratna Wulandari menutup Pasar Legi. Biaya Rp 3,5 miliar.",
        ),
        ("mulai senin ( 6 / 3 ) untuk perbaikan .", "Mulai Senin (6/3) untuk perbaikan."),
        ('" semua lapak gratis , " kata ratna wulandari .', '"Semua lapak gratis," kata Ratna Wulandari.'),
        ("Jumlahnya 3 , 5 miliar .", "Jumlahnya 3,5 miliar."),
        ("Nomor 4 , 7 dan 9.", "Nomor 4, 7 dan 9."),  # no number of the article
        ("PASAR LEGI ditutup.", "PASAR LEGI ditutup."),
        ("Dua\n baris.", "Dua baris."),
    ],
)
def test_a_text_is_written_as_the_article_writes(written: str, restored: str) -> None:
    assert SURFACE.restore(written) == restored


@pytest.mark.parametrize("sentence", [sentence for paragraph in MARKET for sentence in paragraph])
def test_the_article_itself_stays_as_it_is(sentence: str) -> None:
    assert SURFACE.restore(sentence) == sentence


@given(st.text(max_size=80))
def test_nothing_but_capitals_and_spaces_changes(text: str) -> None:
    def bare(value: str) -> str:
        return "".join(value.split()).casefold()

    assert bare(SURFACE.restore(text)) == bare(text)
