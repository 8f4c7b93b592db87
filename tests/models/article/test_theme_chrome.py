"""The furniture of a widespread WordPress newspaper theme, around a story of our own."""

from models.article.read import read_text

PAGE = """Home » Daerah » Bupati Resmikan Pasar Rakyat Senilai Rp 12,7 Miliar

Bupati Resmikan Pasar Rakyat Senilai Rp 12,7 Miliar
by admin
3 Maret 2024
in Daerah, Ekonomi
0
46
SHARES
1.2k
VIEWS
Reading Time: 2 mins read
A A
Facebook
Twitter

SUARADAERAH.ID, KLATEN – Bupati Klaten Sri Wahyuni meresmikan Pasar Rakyat Cokro, Minggu (3/3/2024) pukul 08.00 WIB.

Home industry di sekitar pasar juga diuntungkan. In Memoriam, buku tentang pasar lama, dibagikan gratis.

Baca Juga:   Harga Cabai Tembus Rp 120.000 per Kilogram

Ketua paguyuban, H. Abdul Rahman, S.Pd., menyebut omzet turun 30 persen selama relokasi.Ia berharap pembeli kembali.

Previous Post

Longsor di Magelang, Dua Rumah Rusak

Lainnya Dari Suara Daerah

Copyright © 2024 Suara Daerah. All Rights Reserved.

close
"""


def test_only_the_story_is_left() -> None:
    article = read_text(PAGE)
    assert article.title == "Bupati Resmikan Pasar Rakyat Senilai Rp 12,7 Miliar"
    assert article.metadata.author == "admin"
    assert article.metadata.dateline == "SUARADAERAH.ID, KLATEN"
    assert [paragraph.text[:30] for paragraph in article.paragraphs] == [
        "Bupati Klaten Sri Wahyuni mere",
        "Home industry di sekitar pasar",
        "Ketua paguyuban, H. Abdul Rahm",
    ]


def test_every_line_is_either_kept_or_reported() -> None:
    article = read_text(PAGE)
    seen = " ".join([article.title or "", *(p.text for p in article.paragraphs), *(r.text for r in article.removed)])
    for line in PAGE.split("\n"):
        for word in line.split():
            assert word in seen


def test_figures_above_a_page_without_a_story_are_kept() -> None:
    article = read_text("Harga Beras\n12.000\n46\nHarga Telur")
    assert [paragraph.text for paragraph in article.paragraphs][-3:] == ["12.000", "46", "Harga Telur"]
