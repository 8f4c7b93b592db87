"""What is taken away, and, more important, what is not."""

import pytest

from models.article.boilerplate import RULES
from models.article.read import read_text

FIRST = "Pemerintah menaikkan harga beras mulai pekan depan, kata Menteri Budi Santoso."
LAST = "Kenaikan itu berlaku di semua provinsi sampai akhir tahun ini."


def removed_from(text: str) -> list[tuple[str, str]]:
    return [(piece.rule, piece.text) for piece in read_text(text, "Judul").removed]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("breadcrumb", "Home » Nasional » Politik"),
        ("breadcrumb", "Beranda / Ekonomi / Harga Beras Naik"),
        ("breadcrumb", "Home > News"),
        ("breadcrumb", "Berita › Nasional"),
        ("byline", "by Ratna Wulandari"),
        ("byline", "By Admin - 12 April 2023"),
        ("byline", "Oleh: Ratna Wulandari"),
        ("byline", "Oleh Ratna Wulandari"),
        ("byline", "Penulis: Ratna Wulandari | Editor: Hasan Basri"),
        ("byline", "Reporter: Ratna Wulandari"),
        ("byline", "Laporan Wartawan Kabar.com, Ratna Wulandari"),
        ("byline", "Ratna Wulandari - detikNews"),
        ("byline", "Tim Redaksi"),
        ("date", "Rabu, 12 Apr 2023 08:00 WIB"),
        ("date", "KOMPAS.com - 12/04/2023, 09:30 WIB"),
        ("date", "April 12, 2023"),
        ("date", "Diperbarui: 12 April 2023 10.30 WIB"),
        ("date", "2 jam yang lalu"),
        ("navigation", "Share Tweet WhatsApp"),
        ("navigation", "Facebook | Twitter | Copy Link"),
        ("navigation", "Skip to content"),
        ("navigation", "12 shares"),
        ("navigation", "Nasional"),
        ("caption", "Foto: Pedagang beras di Pasar Induk (Dok. Kabar)"),
        ("caption", "Ilustrasi beras (Foto: Istimewa)"),
        ("caption", "Menteri Budi Santoso saat meninjau pasar. (ANTARA FOTO/Rina)"),
    ],
)
def test_furniture_above_the_story_is_removed(rule: str, line: str) -> None:
    assert removed_from(f"{line}\n{FIRST}\n{LAST}") == [(rule, line)]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("related-link", "Baca Juga:   Harga Gula Ikut Naik"),
        ("related-link", "BACA JUGA : Harga Gula Ikut Naik"),
        ("related-link", "Baca juga: Harga gula ikut naik, ini penyebabnya"),
        ("related-link", "Baca Juga Harga Gula Ikut Naik Pekan Ini"),
        ("related-link", "Baca: Harga Gula Ikut Naik"),
        ("related-link", "> Baca juga: Harga Gula Ikut Naik"),
        ("related-link", "(Baca juga: Harga Gula Ikut Naik)"),
        ("related-link", "Lihat juga: Harga Gula Ikut Naik"),
        ("related-link", "Simak juga Video 'Harga Gula Naik':"),
        ("related-link", "Tonton juga video \"Harga Gula Naik\" di sini:"),
        ("related-link", "Read also: Sugar Prices Rise Again"),
        ("related-link", "Pilihan Editor: Harga Gula Ikut Naik"),
        ("navigation", "SCROLL TO CONTINUE WITH CONTENT"),
        ("navigation", "ADVERTISEMENT"),
        ("navigation", "Advertisement"),
        ("embed", "[Gambas:Video 20detik]"),
        ("embed", "pic.twitter.com/abc123"),
        ("embed", "View this post on Instagram"),
        ("separator", "* * *"),
    ],
)  # fmt: skip
def test_furniture_inside_the_story_is_removed(rule: str, line: str) -> None:
    assert removed_from(f"{FIRST}\n{line}\n{LAST}") == [(rule, line)]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("credit", "(rwu/hsn)"),
        ("byline", "Editor: Hasan Basri"),
        ("tags", "Tags: beras, harga"),
        ("tags", "#beras #harga"),
        ("copyright", "Copyright © 2023 Kabar. All rights reserved."),
        ("copyright", "COPYRIGHT © ANTARA 2023"),
        ("copyright", "© 2023 Kabar Nusantara"),
        ("republished", "Artikel ini telah tayang di Kabar.com dengan judul Harga Beras Naik"),
        ("page-link", "Halaman selanjutnya"),
        ("page-link", "Halaman: 1 2 3 Selanjutnya"),
        ("page-link", "Baca selengkapnya di halaman berikutnya"),
        ("related-block", "Lainnya Dari Ekonomi"),
        ("related-block", "Berita Terkait"),
        ("follow", "Ikuti berita terbaru Kabar.com di Google News dan saluran WhatsApp kami."),
        ("follow", "Dapatkan update berita pilihan setiap hari dari Kabar.com."),
        ("navigation", "close"),
        ("navigation", "Loading..."),
        ("navigation", "Privacy Policy | Terms of Service"),
        ("separator", "***"),
    ],
)
def test_furniture_below_the_story_is_removed(rule: str, line: str) -> None:
    assert removed_from(f"{FIRST}\n{LAST}\n{line}") == [(rule, line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Baca juga buku-buku lama, pesan dia kepada para murid di sekolah itu.",
        "Baca Juga menjadi slogan gerakan literasi yang dimulai pada 2019.",
        '"Baca juga: itu perintah saya kepada semua murid," kata guru tersebut.',
        "Home industry di sekitar teluk itu tumbuh dua kali lipat dalam setahun.",
        "Home Credit membukukan laba Rp 3 miliar pada kuartal pertama tahun ini.",
        "Hubungan kedua negara sangat close, kata duta besar kepada wartawan.",
        "Oleh karena itu, pemerintah meminta warga tetap tenang.",
        "Oleh Pemerintah Kabupaten Sleman, bantuan itu dibagikan kemarin.",
        "Kabar itu dikutip dari Kompas.com pada Rabu pagi.",
        "Persija unggul dalam rekor pertemuan musim ini (2/1)",
        "Ikuti petunjuk dokter dan jangan berhenti minum obat tanpa izin.",
        "Simak cara membuat saluran WhatsApp untuk usaha kecil berikut ini.",
        "Dapatkan surat keterangan dari kelurahan sebelum mendaftar.",
        "Hak cipta lagu itu dimiliki oleh keluarganya sejak 1998.",
        "Tags adalah kata kunci yang dipasang pada unggahan di media sosial.",
        "Foto itu diambil pada malam sebelum gempa terjadi di Lombok.",
        "(c) Pihak ketiga wajib membayar denda paling banyak Rp 5 juta.",
        "Share location dikirim korban kepada ayahnya sebelum hilang.",
        "Halaman selanjutnya dari buku itu robek dan tidak dapat dibaca lagi.",
        "Editor film itu, Rina Sari, menerima penghargaan di Cannes.",
        "Video itu sudah dilihat 2 juta kali sejak Senin malam.",
        "Iklan rokok dilarang tayang sebelum pukul 21.30 di semua stasiun televisi.",
        "Copyright menjadi pokok sengketa kedua perusahaan itu di pengadilan.",
        "Komentar itu memicu kemarahan warga di media sosial.",
        "Lihat juga yang terjadi pada tim lain yang kehilangan pelatihnya.",
        "Sumber api diduga berasal dari dapur rumah makan tersebut.",
        "Reporter senior itu menolak suap sebesar Rp 50 juta.",
        "By design, kata dia, sistem itu menolak data ganda dari daerah.",
        "Menurut laporan wartawan di lokasi, jalan masih tertutup lumpur.",
        "Selanjutnya, tim bertolak ke Surabaya untuk laga tandang.",
        "Rekomendasi saham hari ini antara lain emiten tambang dan perbankan.",
        "Dilarang mengambil foto di area itu, kata petugas keamanan bandara.",
        "1 2 3 Persib menang atas Persija pada laga pembuka liga musim ini.",
        "Artikel ini telah dimuat dalam jurnal kedokteran pada 2019, kata peneliti itu.",
        "Artikel ini telah dibahas dalam sidang sebagai alat bukti nomor 12, kata jaksa.",
    ],
)
def test_sentences_of_the_story_stay(sentence: str) -> None:
    for text in (f"{sentence}\n{FIRST}\n{LAST}", f"{FIRST}\n{sentence}\n{LAST}", f"{FIRST}\n{LAST}\n{sentence}"):
        article = read_text(text, "Judul")
        assert article.removed == ()
        assert sentence in [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    ("text", "link", "story"),
    [
        (
            "Harga naik, kata dia.Baca Juga:   Stok Beras Aman Sampai LebaranPemerintah juga menambah pasokan.",
            "Baca Juga:   Stok Beras Aman Sampai Lebaran",
            ["Harga naik, kata dia.", "Pemerintah juga menambah pasokan."],
        ),
        (
            'Harga naik, kata dia.Baca juga: Stok Beras Aman Sampai Lebaran"Kami siap menambah pasokan," ujarnya.',
            "Baca juga: Stok Beras Aman Sampai Lebaran",
            ["Harga naik, kata dia.", '"Kami siap menambah pasokan," ujarnya.'],
        ),
        (
            "Harga naik, kata dia. Baca: Benarkah Stok Beras Aman Sampai Lebaran? Pemerintah juga menambah pasokan.",
            "Baca: Benarkah Stok Beras Aman Sampai Lebaran?",
            ["Harga naik, kata dia.", "Pemerintah juga menambah pasokan."],
        ),
        (
            "Harga naik, kata dia. Baca: Stok Beras Aman Sampai Lebaran Menurut dia, pasokan ditambah.",
            "Baca: Stok Beras Aman Sampai Lebaran",
            ["Harga naik, kata dia.", "Menurut dia, pasokan ditambah."],
        ),
        (
            "Harga naik (baca juga: Stok Beras Aman) sejak kemarin.",
            None,
            ["Harga naik (baca juga: Stok Beras Aman) sejak kemarin."],
        ),
        (
            "Harga naik, kata dia. Baca Juga:   Stok Beras Aman Sampai Lebaran",
            "Baca Juga:   Stok Beras Aman Sampai Lebaran",
            ["Harga naik, kata dia."],
        ),
    ],
)
def test_links_glued_into_a_paragraph_are_cut_out_where_their_end_is_certain(
    text: str, link: str | None, story: list[str]
) -> None:
    article = read_text(text)
    assert [piece.text.strip() for piece in article.removed] == ([link] if link else [])
    assert [paragraph.text for paragraph in article.paragraphs] == story


def test_a_link_whose_end_is_not_certain_stays_and_is_noted() -> None:
    text = "Harga naik. Baca: Jokowi Resmikan Tol Presiden Joko Widodo mengatakan harga beras akan turun."
    article = read_text(text)
    assert article.paragraphs[0].text == text
    assert article.removed == ()
    assert "not certain" in article.notes[0]


@pytest.mark.parametrize(
    "dateline",
    [
        "TRIBUNNEWS.COM, JAKARTA -",
        "TRIBUNNEWS.COM , BEKASI –",
        "KOMPAS.com -",
        "JAKARTA, KOMPAS.com -",
        "Jakarta, CNN Indonesia --",
        "Jakarta (ANTARA) -",
        "Mataram, NTB (ANTARA News) -",
        "Kupang, 9/11 (Kabar Flobamora) -",
        "REPUBLIKA.CO.ID, JAKARTA --",
        "Liputan6.com, Jakarta -",
        "RADAR BOGOR-",
        "Jakarta -",
        "JAKARTA —",
        "SuaraJakarta.id -",
        "VIVA –",
    ],
)
def test_datelines_are_cut_off_and_kept_as_metadata(dateline: str) -> None:
    article = read_text(f"{dateline} {FIRST}\n{LAST}")
    assert article.paragraphs[0].text == FIRST
    assert article.metadata.dateline == dateline.rstrip(" -–—")
    assert [(piece.rule, piece.text) for piece in article.removed] == [("dateline", dateline)]


@pytest.mark.parametrize(
    "first",
    [
        "Indonesia - Malaysia akan bertanding di Jakarta pada Sabtu malam nanti.",
        "Jakarta - Bandung kini dapat ditempuh dalam waktu empat puluh menit saja.",
        "Kereta cepat berangkat dari Halim, Jakarta - tempat yang jauh dari pusat kota.",
        "KPK - Polri sepakat bekerja sama dalam penyidikan perkara itu.",
        "Menurut Kompas.com - media daring itu - harga beras sudah naik.",
    ],
)
def test_a_dash_alone_makes_no_dateline(first: str) -> None:
    article = read_text(f"{first}\n{LAST}")
    assert article.paragraphs[0].text == first
    assert article.metadata.dateline is None


def test_title_byline_and_dateline_in_front_of_a_one_line_story() -> None:
    line = f"Harga Beras Naik Lagi Pekan Ini Laporan Wartawan Kabar.com, Rina Sari KABAR.COM, SOLO – {FIRST} {LAST}"
    article = read_text(line)
    assert article.title == "Harga Beras Naik Lagi Pekan Ini"
    assert article.metadata.author == "Rina Sari"
    assert article.paragraphs[0].text == f"{FIRST} {LAST}"


@pytest.mark.parametrize(
    "credit", ["(abc/xyz)", "(abc)", "[detik]", "(Antara)", "(*)", "(Kabar.com/Rina Sari)", "***", "[]"]
)
def test_credits_behind_the_last_sentence_are_cut_off(credit: str) -> None:
    article = read_text(f"{FIRST}\n{LAST}{credit}", "Judul")
    assert article.paragraphs[-1].text == LAST
    assert [(piece.rule, piece.text) for piece in article.removed] == [("credit", credit)]


@pytest.mark.parametrize("ending", [" (2/1)", " (12/4/2023).", " (Pasal 5).", " (kecuali pada hari libur)."])
def test_brackets_that_say_something_stay(ending: str) -> None:
    last = f"{LAST[:-1]}{ending}"
    assert read_text(f"{FIRST}\n{last}", "Judul").paragraphs[-1].text == last


def test_headlines_below_a_link_marker_go_with_it() -> None:
    text = f"{FIRST}\nBaca Juga:\nStok Beras Aman Sampai Lebaran Tahun Depan\n{LAST}"
    assert [rule for rule, _ in removed_from(text)] == ["related-link", "related-block"]


def test_a_title_given_and_repeated_is_removed_once() -> None:
    article = read_text(f"Harga Beras Naik Lagi\n{FIRST}\n{LAST}", "Harga Beras Naik Lagi")
    assert article.title == "Harga Beras Naik Lagi"
    assert [(piece.rule, piece.line) for piece in article.removed] == [("title", 1)]


def test_captions_are_the_story_of_a_gallery() -> None:
    caption = "Foto: Menteri Budi Santoso meninjau pasar induk di Jakarta Timur pada Rabu pagi."
    article = read_text(f"Menteri di Pasar\n{caption}", "Menteri di Pasar")
    assert [paragraph.text for paragraph in article.paragraphs] == [caption]


def test_every_rule_that_reports_is_listed() -> None:
    used = {"advertisement", "follow", "embed", "page-link"}
    assert used <= RULES.keys()
    text = f"Home » Nasional\nby Rina Sari\n{FIRST}\nclose\nTags: a, b\nRupiah Menguat\nCopyright © 2023\n"
    assert {rule for rule, _ in removed_from(text)} <= RULES.keys()
