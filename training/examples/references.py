"""Laws, telephone numbers, addresses of the internet: what has one fixed form, or is copied."""

from random import Random

from training.corpora import Pair
from training.examples.people import bare_person
from training.examples.places import city_name
from training.examples.tables import same

LAWS = (
    ("KUHP", "the Criminal Code"),
    ("KUHAP", "the Criminal Procedure Code"),
    ("UU ITE", "the Electronic Information and Transactions (ITE) Law"),
    ("UUD 1945", "the 1945 Constitution"),
    ("Undang-Undang Nomor 35 Tahun 2009 tentang Narkotika", "Law No. 35 of 2009 on Narcotics"),
    (
        "UU Nomor 31 Tahun 1999 tentang Pemberantasan Tindak Pidana Korupsi",
        "Law No. 31 of 1999 on Corruption Eradication",
    ),
    ("UU Nomor 17 Tahun 2016 tentang Perlindungan Anak", "Law No. 17 of 2016 on Child Protection"),
    ("UU No. 40 Tahun 1999 tentang Pers", "Law No. 40 of 1999 on the Press"),
    ("UU Perlindungan Konsumen", "the Consumer Protection Law"),
)


def legal_article(rng: Random) -> Pair:
    law, english_law = rng.choice(LAWS)
    first = rng.choice((27, 28, 33, 55, 112, 114, 170, 187, 263, 310, 338, 340, 351, 362, 363, 365, 372, 378, 480))
    form = rng.randrange(5)
    paragraph = rng.randint(1, 4)
    if form < 2:
        return Pair(f"Pasal {first} {law}", f"Article {first} of {english_law}")
    if form == 2:
        return Pair(
            f"Pasal {first} ayat ({paragraph}) {law}", f"Article {first} paragraph ({paragraph}) of {english_law}"
        )
    if form == 3:
        return Pair(
            f"Pasal {first} ayat {paragraph} huruf b {law}",
            f"Article {first} paragraph {paragraph} letter b of {english_law}",
        )
    second = first + rng.randint(1, 30)
    return Pair(
        f"Pasal {first} juncto Pasal {second} {law}",
        f"Article {first} in conjunction with Article {second} of {english_law}",
    )


def regulation(rng: Random) -> Pair:
    kind, english_kind = rng.choice((
        ("Undang-Undang", "Law"), ("UU", "Law"), ("Peraturan Pemerintah", "Government Regulation"),
        ("Peraturan Presiden", "Presidential Regulation"), ("Perpres", "Presidential Regulation"),
        ("Peraturan Daerah", "Regional Regulation"), ("Peraturan Menteri Keuangan", "Finance Minister Regulation"),
        ("Instruksi Presiden", "Presidential Instruction"),
    ))  # fmt: skip
    value, when = rng.randint(1, 140), rng.randint(1999, 2025)
    return Pair(
        f"{kind} {rng.choice(('Nomor', 'Nomor', 'No.'))} {value} Tahun {when}", f"{english_kind} No. {value} of {when}"
    )


def phone(rng: Random) -> Pair:
    mobile, local = rng.randint(11, 99), rng.randint(100_000, 999_999)
    value = rng.choice(
        (
            f"08{mobile}-{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}",
            f"+62 8{mobile} {rng.randint(1000, 9999)} {rng.randint(100, 9999)}",
            f"(021) {rng.randint(1_000_000, 9_999_999)}",
            f"0{rng.randint(251, 761)}-{local}",
            rng.choice(("110", "112", "119", "129", "135", "1500-567")),
        )
    )
    return same(value)


def plate(rng: Random) -> Pair:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    value = (
        f"{rng.choice(('B', 'D', 'F', 'AB', 'AD', 'L', 'N', 'BK', 'DK', 'DD', 'KT'))} {rng.randint(1000, 9999)} "
        + "".join(rng.choice(letters) for _ in range(rng.choice((2, 3))))
    )
    return Pair(value, value)


def _slug(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def email(rng: Random) -> Pair:
    office = rng.choice(("redaksi", "info", "humas", "ppid", "layanan", "kontak"))
    domain = rng.choice(("kota.go.id", "post.co.id", ".id", "news.com"))
    return same(f"{office}@{_slug(city_name(rng).source)}{domain}")


def url(rng: Random) -> Pair:
    start = rng.choice(("https://www.", "https://", "www.", ""))
    service = rng.choice(("cekbansos", "info", "layanan", "portal", "data"))
    path = rng.choice(("", "", "/cek", "/pendaftaran", "/berita/2024/05/12", "/layanan?kode=17"))
    return same(f"{start}{service}.{_slug(city_name(rng).source)}.go.id{path}")


def handle(rng: Random) -> Pair:
    return same(
        f"@{_slug(bare_person(rng))}{rng.choice(('', '_', '_official', str(rng.randint(1, 99))))}".removesuffix("_")
    )
