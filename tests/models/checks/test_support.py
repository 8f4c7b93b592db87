"""What an editor is told about a summary sentence that says more than its article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.roots import root
from models.checks.source import Source
from models.checks.support import check_support

PARAGRAPHS = [
    [
        "Pemerintah Kota Sukamaju menutup Pasar Legi selama dua pekan mulai Senin (6/3) untuk perbaikan saluran air.",
        "Sebanyak 412 pedagang dipindahkan ke lapangan parkir terminal.",
    ],
    [
        "Kepala Dinas Perdagangan Ratna Wulandari mengatakan biaya perbaikan mencapai Rp 3,5 miliar.",
        "Ia menjamin pedagang tidak membayar sewa selama dipindahkan.",
    ],
    ['"Semua lapak di terminal gratis.', 'Listrik juga kami tanggung," kata Ratna.'],
    ["Pasar itu terakhir diperbaiki pada 1998 oleh Kementerian Pekerjaan Umum dan kerap terendam air."],
    ["Komisi Pemberantasan Korupsi mengawasi lelang, sedangkan DPRD meminta 12 persen anggaran ditahan."],
    ["Bupati Hasan Basri tidak hadir dalam acara pada pukul 09.30 itu."],
]
SENTENCES = [sentence for paragraph in PARAGRAPHS for sentence in paragraph]
TITLE = "Pasar Legi Ditutup, 3 Jalan Dialihkan"
SOURCE = Source(SENTENCES, [TITLE, *map(" ".join, PARAGRAPHS)], TITLE)


def kinds(sentence: str, support: list[int], *, cased: bool = True) -> list[str]:
    return [finding.kind for finding in check_support(sentence, SOURCE, support, cased=cased)]


BORNE_OUT = """
0 | Pemerintah Kota Sukamaju menutup Pasar Legi selama 2 pekan.
0 | Penutupan Pasar Legi dimulai pada hari Senin.
0 | Penutupan dimulai 6 Maret.
1 | Pedagang yang dipindahkan 412 orang.
2 | Biaya perbaikan Rp3,5 miliar, menurut Ratna Wulandari.
2 | Biaya perbaikan 3.500.000.000 rupiah.
3 | Ratna Wulandari menjamin pedagang tidak akan membayar sewa.
4 | "Semua lapak di terminal gratis," kata Ratna.
5 | Ratna berkata, “listrik juga kami tanggung”.
0 | Tiga jalan dialihkan karena Pasar Legi ditutup.
7 | KPK mengawasi lelang.
7 | Dewan Perwakilan Rakyat Daerah meminta 12% anggaran ditahan.
0 | Pemkot Sukamaju menutup Pasar Legi.
8 | Hasan Basri tidak hadir pukul 9.30.
0 | Perbaikan memaksa Pasar Legi tutup.
"""
INVENTED = """
number | 1 | Sebanyak 421 pedagang dipindahkan.
number | 1 | Sebanyak 412 ribu pedagang dipindahkan.
number | 0 | Pasar Legi ditutup selama tiga pekan.
number | 0 | Pasar Legi ditutup selama dua bulan.
number | 2 | Biaya perbaikan mencapai Rp 3,5 triliun.
number | 2 | Biaya perbaikan mencapai 3,5 miliar dolar.
number | 2 | Biaya perbaikan mencapai 412 rupiah.
number | 6 | Pasar terakhir diperbaiki pada 1989.
percentage | 7 | DPRD meminta 20 persen anggaran ditahan.
percentage | 1 | Sebanyak 412 persen pedagang dipindahkan.
date | 0 | Pasar Legi ditutup mulai Selasa.
date | 0 | Pasar Legi ditutup mulai 6 April.
date | 8 | Acara dimulai pukul 10.30.
name | 2 | Ratna Kusuma mengatakan biaya perbaikan besar.
name | 2 | Menurut Anies Baswedan, biaya perbaikan besar.
name | 2 | Prabowo mengatakan biaya perbaikan besar.
name | 0 | Pemerintah Kota Bandung menutup Pasar Legi.
name | 7 | Kejaksaan Agung mengawasi lelang, kata PBNU.
name | 2 | Kepala Dinas Perdagangan Hasan Basri mengatakan biaya perbaikan besar.
quotation | 4 | "Semua lapak di terminal murah," kata Ratna.
quotation | 0 | Pemerintah Kota Sukamaju memperbaiki "saluran air".
quotation | 4 | "Semua lapak di terminal gratis, kata Ratna.
negation | 3 | Pedagang membayar sewa selama dipindahkan.
negation | 8 | Bupati Hasan Basri hadir dalam acara itu.
negation | 1 | Pedagang tidak dipindahkan ke lapangan parkir.
leftover | 0 | Pasar Legi ditutup <extra_id_0> untuk perbaikan.
repetition | 0 | Pasar Legi ditutup ditutup ditutup ditutup ditutup.
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("support", "sentence"), rows(BORNE_OUT))
def test_what_the_article_says_is_not_flagged(support: str, sentence: str) -> None:
    assert kinds(sentence, [int(support)]) == []


@pytest.mark.parametrize(("kind", "support", "sentence"), rows(INVENTED))
def test_what_the_article_does_not_say_is_flagged(kind: str, support: str, sentence: str) -> None:
    assert kind in kinds(sentence, [int(support)])


@pytest.mark.parametrize("sentence", SENTENCES[:4] + SENTENCES[6:])
def test_the_sentences_of_the_article_are_borne_out(sentence: str) -> None:
    assert kinds(sentence, [SENTENCES.index(sentence)]) == []


def test_a_message_says_what_is_wrong() -> None:
    (finding,) = check_support("Sebanyak 421 pedagang dipindahkan.", SOURCE, [1])
    assert finding.message == "The summary says 421; the article does not."
    assert finding.target == "421"
    (finding,) = check_support("Biaya mencapai 412.", SOURCE, [2])
    assert finding.message == "The summary says 412; the article says so elsewhere, maybe of another thing."


def test_a_model_without_capitals_is_still_caught_inventing_a_name() -> None:
    assert kinds("biaya perbaikan besar, kata baswedan.", [2], cased=False) == ["name"]
    assert kinds("biaya perbaikan besar, kata ratna wulandari.", [2], cased=False) == []


ENGLISH = """
none | 0 | Sukamaju closes the Pasar Legi market for two weeks from Monday, March 6.
none | 2 | Repairs cost Rp 3.5 billion, said Ratna Wulandari.
none | 4 | "All stalls are free," said Ratna.
number | 2 | Repairs cost Rp 3.5 million, said Ratna Wulandari.
date | 0 | Sukamaju closes the Pasar Legi market from Tuesday.
name | 2 | Repairs are expensive, said Anies Baswedan.
quotation | 0 | Sukamaju closes the "Pasar Legi" market.
untranslated | 0 | Sukamaju closes Pasar Legi untuk perbaikan saluran air.
"""


@pytest.mark.parametrize(("kind", "support", "sentence"), rows(ENGLISH))
def test_english_sentences_are_compared_across_languages(kind: str, support: str, sentence: str) -> None:
    found = [finding.kind for finding in check_support(sentence, SOURCE, [int(support)], "en")]
    assert found == ([] if kind == "none" else [kind])


@given(st.text(max_size=80), st.lists(st.integers(0, len(SENTENCES) - 1), max_size=3, unique=True))
def test_any_text_can_be_checked(text: str, support: list[int]) -> None:
    for finding in check_support(text, SOURCE, support):
        assert finding.message.endswith((".", "reverse."))
        assert finding.target in text or finding.kind == "repetition"


@given(st.text(max_size=30))
def test_a_root_is_never_empty_for_a_word(word: str) -> None:
    assert bool(root(word)) == bool(word)
