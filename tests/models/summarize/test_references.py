"""Which sentences can stand by themselves."""

import pytest

from models.summarize.references import Dependence, dependence, names_somebody


@pytest.mark.parametrize(
    "sentence",
    [
        "Hari ini Presiden bertolak ke Surabaya.",
        "Saat ini harga beras Rp 14.000 per kilogram.",
        "Pada Senin (3/4) ini, Persija menjamu Persib.",
        "Jokowi mengatakan ia akan datang.",
        "Polisi menangkap pelaku setelah mereka menerima laporan.",
        "Danau Toba ramai pengunjung.",
        "Rencananya, jembatan dibuka bulan depan.",
        "Karena hujan, pertandingan ditunda.",
        "Kepolisian Resor Sukamaju, Senin dini hari itu juga, menangkap pelaku.",
        "Adanya penurunan suku bunga mendorong kredit.",
        '"Semua lapak gratis," kata Ratna Wulandari.',
        "Pertandingan itu-itu saja tidak menarik penonton.",
        "Kepala Dinas Perdagangan, menurut catatan kami, tidak hadir.",
    ],
)
def test_a_sentence_that_tells_its_own_story_needs_nothing(sentence: str) -> None:
    assert dependence(sentence) is Dependence.NONE


@pytest.mark.parametrize(
    "sentence",
    [
        "Ia menjamin pedagang tidak membayar sewa.",
        "Dia menambahkan, harga akan turun.",
        "Kini, mereka tinggal di pengungsian.",
        "Usai rapat di Bandung, ia pulang.",
        "Menurutnya, harga akan turun.",
        "Harga akan turun, kata dia.",
        '"Listrik kami tanggung," katanya.',
        '"Listrik kami tanggung", ujar dia.',
        "Obrolan di Jakarta, lanjutnya, berlangsung singkat.",
    ],
)
def test_a_pronoun_needs_its_person(sentence: str) -> None:
    assert dependence(sentence) is Dependence.PERSON


@pytest.mark.parametrize(
    "sentence",
    [
        "Hal itu disampaikan Ratna di Balai Kota.",
        '"Itu tidak benar," kata Budi Santoso.',
        "Namun, pedagang meminta kepastian.",
        "Meski demikian, harga tetap naik.",
        "Selain itu, jalan ditutup.",
        "Pria berusia 33 tahun itu ditangkap di Depok.",
        "Peristiwa tersebut terjadi di Depok.",
        "Kedua tim bermain imbang.",
        "Tampilannya dirombak habis.",
        "Sebab, hujan turun sejak pagi.",
        "Dalam pertandingan tersebut, Prisca mencetak tiga gol.",
        "Menurut data itu, harga turun.",
        "Ya, tanggal ini dipilih oleh panitia.",
        "Menurut anggota Komisi III DPR RI ini, negara wajib membantu.",
        "Karena hujan turun sejak pagi.",
        "Meskipun, jenis permen yang ditemukan berbeda.",
    ],
)
def test_what_points_back_needs_the_sentence_before(sentence: str) -> None:
    assert dependence(sentence) is Dependence.PREVIOUS


@pytest.mark.parametrize(
    "sentence",
    [
        "Sementara itu, harga cabai turun.",
        "Adapun jalan lain tetap dibuka.",
        "Polisi juga menyita tiga sepeda motor.",
        "Presiden meminta para menteri segera menindak perusahaan tersebut.",
    ],
)
def test_what_carries_on_cannot_open(sentence: str) -> None:
    assert dependence(sentence) is Dependence.OPENING


def test_text_without_words_needs_nothing() -> None:
    assert dependence('"… !"') is Dependence.NONE


def test_a_name_is_a_capital_inside_the_sentence() -> None:
    assert names_somebody("Kepala dinas Ratna hadir.")
    assert not names_somebody("Harga beras naik.")
