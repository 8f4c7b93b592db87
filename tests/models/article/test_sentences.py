"""Where sentences of Indonesian news end. In the table ``¦`` marks the boundaries."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.article.sentences import split_sentences

TITLES_AND_NAMES = """
Prof. Dr. Ir. H. Joko Santoso hadir. ¦ Ia membuka acara.
Bupati Hj. Neneng datang bersama K.H. Ahmad Dahlan. ¦ Mereka berdoa.
KH. Hasyim berpidato. ¦ Warga mendengarkan.
Drs. Budi dan dra. Sari menikah.
Polisi memeriksa Tn. Agus dan Ny. Rina. ¦ Keduanya dibebaskan.
Surat itu ditujukan kepada Sdr. Andi, S.H. dan Sdri. Ina.
Presiden B.J. Habibie meresmikannya. ¦ Pabrik itu besar.
Menteri M. Nuh hadir. ¦ Acara dimulai.
Joko W. Santoso menolak.
Muh. Arsyad dan Moh. Hatta berunding. ¦ Hasilnya diumumkan.
Dia murid R. Bambang Widodo.
Kapolda Irjen. Pol. Budi memimpin.
Letjen. Purn. Anton hadir di Jl. Sudirman.
Ust. Abdul berceramah di masjid.
dr. Sari, Sp.PD. bertugas malam. ¦ Ia lelah.
Rapat dipimpin dr. Sari, Sp.PD. ¦ Ia menutupnya pukul 10.00.
Hakim Tri Handayani, S.H. menolak gugatan.
Hakim ketua Tri Handayani, S.H., M.H. ¦ Ia menolak gugatan.
Agus, S.Pd., M.M. dilantik kemarin.
Sumiati, S.Pd., mengenang muridnya.
Ketua tim Ahmad, Ph.D. ¦ Penelitian dimulai tahun lalu.
A.M. Fatwa hadir. ¦ Ia duduk di depan.
Kata S.M. Kartosuwiryo dalam buku itu.
Yth. Bapak Menteri. ¦ Kami mohon bantuan.
"""
ABBREVIATIONS = """
PT. Samudra Jaya merugi. ¦ Sahamnya turun.
PT Samudra Jaya Tbk. ¦ Perusahaan itu untung.
Saham PT Samudra Jaya Tbk. naik tipis.
Ia membeli beras, gula, dll. ¦ Harganya murah.
Beras, gula, dll. dijual di pasar.
Amir dkk. menang. ¦ Mereka pulang.
Kegiatan itu diikuti guru, murid, dsb. ¦ Acara lancar.
Kantor itu di Jl. Merdeka No. 10, Bandung.
Lihat hlm. 12 buku itu. ¦ Isinya jelas.
Pasal 5 ayat (2) UU No. 20 Tahun 2001 berlaku.
Surat itu ditandatangani a.n. Bupati oleh sekretaris.
Surat u.p. Kepala Dinas sudah dikirim.
Acara berlangsung s.d. Jumat. ¦ Panitia siap.
Harga Rp. 5.000 per kilogram. ¦ Murah.
Rumah di Kec. Coblong, Kab. Bandung terbakar.
Menurut Smith et al. ¦ Penelitian itu keliru.
Acara dimulai pkl. 09.00 di aula.
Ia dirawat di RS St. Carolus. ¦ Kondisinya membaik.
Dalam segala hal. ¦ Ia selalu jujur.
Lihat hal. 45. ¦ Di situ tertulis.
Mr. Smith tiba. ¦ Dia tersenyum.
Ia lahir tgl. 12 April. ¦ Ia anak sulung.
Tim melawan Inggris vs. Belanda di final.
Ia tinggal di Washington D.C. ¦ Mereka menyusul.
Ia minum vitamin C. ¦ Buah itu segar.
Tim masuk Grup B. ¦ Lawannya berat.
Pasien tertular hepatitis A. ¦ Rumah sakit penuh.
"""
NUMBERS = """
Harganya Rp 1.000. ¦ Kemarin Rp 900.
Nilainya Rp 3,5 triliun. ¦ Dana itu cair.
Laba naik 12,5 persen. ¦ Saham ikut naik.
Kerugian mencapai Rp 5.000.000. ¦ Ia melapor.
Jumlahnya 1.250.000 orang. ¦ Angka itu naik.
Rapat dimulai pukul 09.30 WIB. ¦ Peserta hadir.
Rapat selesai pukul 11.00. ¦ Peserta pulang.
Ia tiba pada Rabu (12/4). ¦ Ia langsung bekerja.
Ia tiba pada Rabu (12/4/2023). ¦ Ia langsung bekerja.
Peristiwa itu terjadi pada 2020. ¦ 5 orang tewas.
Pada 17.8.1945 Indonesia merdeka.
Versi v2.0 dirilis. ¦ Pengguna senang.
Nilai pi adalah 3.14. ¦ Itu perkiraan.
Gempa bermagnitudo 5,4. ¦ Warga panik.
Skor akhir 2-1. ¦ Pelatih puas.
Ia juara ke-2. ¦ Hadiahnya uang.
Biayanya US$ 1.2 juta. ¦ Mahal.
Suhu 38,5 derajat C. ¦ Ia demam.
Umurnya 55. ¦ Batasnya 35.
Stok 820.000 ton. ¦ Cukup.
1. Masalah gigi sering terjadi. ¦ Penyebabnya gula.
2. Kurang tidur.
a. Beras dan gula.
iv. Bagian keempat dibacakan.
"""
QUOTES = """
"Kami siap," kata Budi. ¦ Ia pergi.
"Kami siap. ¦ Kami akan datang," kata Budi.
"Kami siap." ¦ Ia menambahkan syarat.
"Benarkah?" tanya Ani. ¦ Budi diam.
"Benarkah?" ¦ Budi diam.
"Awas!" teriak warga. ¦ Mereka lari.
“Kami siap,” kata Budi. ¦ “Kami akan datang.”
“Kami siap.” ¦ “Kapan?”
Ia berkata, "Saya pulang." ¦ Lalu ia pergi.
Ia berkata, "Apa kabar?" ¦ Semua diam.
Judulnya "Garam". ¦ Film itu menang.
Ia menyebutnya "tiang rumah ini". ¦ Menurut Joko, itu benar.
'Jangan takut.' ¦ Begitu katanya.
Budi menjawab: "Tidak." ¦ Sidang ditutup.
"Siapa lagi?" ujarnya. ¦ "Tidak ada."
Ia menulis, "Kami menang!" di papan.
«Kami siap.» ¦ Ia duduk.
"Kami kalah," ujarnya (tertawa). ¦ Ia pulang.
Ia berkata. ¦ " Kami siap. " ¦ Lalu ia pergi.
"Ini enggak adil!" kata-kata itu ditulis besar.
"""
GLUED = """
Ia menjelaskan.¦Video itu dihapus.
Begitu jelasnya.¦Ia pergi.
Laba Rp 5.000.000.¦Ia puas.
Begitu kata dia.¦"Misalnya kami," ujarnya.
"Kami siap."¦Ia menambahkan.
Ia hadir (12/4).¦Polisi berjaga.
Harga naik 50%.¦Warga mengeluh.
Ia tiba pukul 09.30 WIB.¦Acara dimulai.
Siapa dia?¦Warga bertanya.
Menang!¦Mereka bersorak.
Menurut DPR.¦Rapat ditunda.
“Kami siap.”¦Ia menambahkan.
Ia marah…¦Warga diam.
"""
PLACES_OF_NO_END = """
Situs kompas.com memuatnya. ¦ Berita itu viral.
Situs Detik.Com memuatnya.
Buka https://contoh.id/a.b/c.html?x=1.2 untuk mendaftar.
Kirim ke budi.santoso@contoh.co.id. ¦ Kami menjawab.
Berkas laporan.pdf hilang.
Ia... tidak tahu.
Ia tidak tahu... ¦ Mungkin besok.
Ia tidak tahu… ¦ Mungkin besok.
Apa?! ¦ Ia terkejut.
Apa?!! ¦ Ia terkejut.
Yahoo! mengumumkan laba.
Ia (lahir di Solo. Pada 1960) pindah ke Medan.
(Ia lahir di Solo.) ¦ Lalu ia pindah.
Ia memakai ponsel. ¦ iPhone itu mahal.
Ia bekerja di Node.js Indonesia.
Ia pergi ke pasar dan membeli beras
Tes [catatan redaksi. Lihat arsip] selesai.
Kota itu indah. ¦ (Antara)
Kata dia. ¦ (abc/xyz)
Ia memakai istilah A.I. dalam pidato.
Pemain bernomor 10. ¦ Ia cedera.
🙂 Ia senang. ¦ 🙂 Kami juga.
Ia tiba. kemudian ia pergi.
"""
TABLE = [
    line
    for block in (TITLES_AND_NAMES, ABBREVIATIONS, NUMBERS, QUOTES, GLUED, PLACES_OF_NO_END)
    for line in block.strip().splitlines()
]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 120


@pytest.mark.parametrize("marked", TABLE)
def test_sentences_end_where_the_table_says(marked: str) -> None:
    text = marked.replace(" ¦ ", " ").replace("¦", "")
    assert [span.of(text) for span in split_sentences(text)] == [piece.strip() for piece in marked.split("¦")]


NEWS_LIKE = st.text(alphabet=st.sampled_from(list("aBc. ,?!…\"'“”()[]12\n\t:-")), max_size=200)


@given(st.one_of(NEWS_LIKE, st.text(max_size=200)))
def test_spans_are_in_order_and_hold_all_that_is_not_white_space(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        position = span.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "kata " * 10_000,
        "." * 100_000,
        '"' * 100_000,
        '."' * 50_000,
        '. "A' * 25_000,
        "(" * 50_000 + ". A" * 20_000,
        "a. " * 33_000,
        ".A" * 50_000,
        " " * 100_000,
        "Dr. " * 25_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - began < 10, (
        "100,000 characters take about a third of a second; quadratic code takes minutes"
    )
