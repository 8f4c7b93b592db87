"""Numbers, money, dates and measures, each as the same value in Indonesian and in English notation.

House style of the English side: ``Rp 3.5 trillion``, ``US$1.5 billion``, ``12.5 percent``, ``April 12, 2023``,
``Monday (April 12)``, and the 24-hour clock with the zone of the source (``09:30 WIB``), because a copied time can be
checked and a converted one can be wrong. Numbers that the source writes in words stay words, digits stay digits.
"""

import datetime
from random import Random

from training.corpora import Pair

DAYS = ("Senin Monday", "Selasa Tuesday", "Rabu Wednesday", "Kamis Thursday", "Jumat Friday", "Sabtu Saturday",
        "Minggu Sunday")  # fmt: skip
MONTHS = ("Januari January", "Februari February", "Maret March", "April April", "Mei May", "Juni June", "Juli July",
          "Agustus August", "September September", "Oktober October", "November November",
          "Desember December")  # fmt: skip
WORDS = ("dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven", "delapan eight",
         "sembilan nine", "sepuluh ten", "sebelas eleven", "dua belas/twelve", "tiga belas/thirteen",
         "lima belas/fifteen", "dua puluh/twenty")  # fmt: skip
ORDINALS = ("kedua second", "ketiga third", "keempat fourth", "kelima fifth", "keenam sixth", "ketujuh seventh",
            "kedelapan eighth", "kesembilan ninth", "kesepuluh tenth")  # fmt: skip
SCALES = (("ribu", "thousand"), ("juta", "million"), ("miliar", "billion"), ("triliun", "trillion"))


def _two(words: str) -> Pair:
    source, target = words.split("/") if "/" in words else words.split(" ")
    return Pair(source, target)


def indonesian(value: float, decimals: int = 0) -> str:
    """Indonesian digits: point for thousands, comma for decimals.

    >>> indonesian(1234.5, 1)
    '1.234,5'
    """
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def english(value: float, decimals: int = 0) -> str:
    return f"{value:,.{decimals}f}"


def _both(value: float, decimals: int = 0) -> Pair:
    return Pair(indonesian(value, decimals), english(value, decimals))


def _magnitude(rng: Random, low: int, high: int) -> int:
    """A whole number spread evenly over its lengths in digits, often a round one."""
    exponent = rng.uniform(len(str(low)) - 1, len(str(high)))
    value = int(10**exponent)
    if value >= 1000 and rng.random() < 0.4:
        value -= value % 10 ** rng.randint(1, len(str(value)) - 1)
    return min(max(value, low), high)


def count(rng: Random) -> Pair:
    """At least two of something that can be counted."""
    kind = rng.random()
    if kind < 0.3:
        return _two(rng.choice(WORDS))
    if kind < 0.4:
        value, decimals = rng.choice((1.2, 1.5, 2.3, 3.75, 4.0, 12.0, 27.5, 110.0)), 0
        decimals = len(f"{value:g}".partition(".")[2])
        source, target = _both(value, decimals)
        return Pair(f"{source} juta", f"{target} million")
    if kind < 0.47:
        value = rng.choice((2, 5, 10, 15, 25, 50, 80, 100, 120, 250, 500, 750))
        return Pair(f"{value} ribu", english(value * 1000))
    return _both(_magnitude(rng, 2, 999_999))


def small(rng: Random) -> Pair:
    if rng.random() < 0.6:
        return _two(rng.choice(WORDS))
    return _both(rng.randint(2, 48))


def number(rng: Random) -> Pair:
    return _both(_magnitude(rng, 11, 9_999_999))


def rupiah(rng: Random) -> Pair:
    sign = rng.choice(("Rp ", "Rp ", "Rp", "Rp", "Rp", "Rp. "))
    kind = rng.random()
    if kind < 0.35:
        value = _magnitude(rng, 1000, 9_999_999_999)
        value -= value % 500
        ending = rng.choice(("", "", "", ",-", ",00"))
        return Pair(f"{sign}{indonesian(value)}{ending}", f"Rp {english(value)}")
    if kind < 0.42:
        value = rng.choice((2, 5, 10, 15, 20, 25, 50, 75, 100, 150, 350, 500, 900))
        return Pair(f"{sign}{value} ribu", f"Rp {english(value * 1000)}")
    scale, english_scale = rng.choice(SCALES[1:])
    decimals = rng.choice((0, 0, 1, 1, 2))
    amount = _both(rng.uniform(1.1, 999 if decimals < 2 else 60), decimals)
    if kind < 0.52:
        return Pair(f"{amount.source} {scale} rupiah", f"Rp {amount.target} {english_scale}")
    return Pair(f"{sign}{amount.source} {scale}", f"Rp {amount.target} {english_scale}")


def rupiah_exact(rng: Random) -> Pair:
    value = _magnitude(rng, 2000, 25_000_000) // 500 * 500
    return Pair(f"{rng.choice(('Rp ', 'Rp'))}{indonesian(value)}", f"Rp {english(value)}")


def dollars(rng: Random) -> Pair:
    scale, english_scale = rng.choice((("", ""), *SCALES[1:3], *SCALES[1:3], SCALES[3]))
    if not scale:
        amount = _both(_magnitude(rng, 3, 999_999), 0)
    else:
        amount = _both(rng.uniform(1.1, 400), rng.choice((0, 1, 1, 2)))
    source = f"{amount.source} {scale}".strip()
    written = rng.choice((f"US$ {source}", f"US$ {source}", f"US${source}", f"USD {source}", f"{source} dolar AS",
                          f"{source} dolar Amerika Serikat", f"{source} dollar AS"))  # fmt: skip
    return Pair(written, f"US${amount.target} {english_scale}".strip())


def foreign_money(rng: Random) -> Pair:
    source, target = rng.choice((("euro", "€"), ("poundsterling", "£"), ("yen", "¥"), ("ringgit", "RM "),
                                 ("dolar Singapura", "S$"), ("dolar Australia", "A$")))  # fmt: skip
    scale, english_scale = rng.choice((("", ""), *SCALES[1:3]))
    amount = _both(_magnitude(rng, 20, 90_000)) if not scale else _both(rng.uniform(1.1, 300), rng.choice((0, 1)))
    return Pair(
        " ".join(f"{amount.source} {scale} {source}".split()), f"{target}{amount.target} {english_scale}".strip()
    )


def percent(rng: Random) -> Pair:
    decimals = rng.choice((0, 1, 1, 2, 2))
    amount = _both(rng.uniform(1.2, 99), decimals)
    if rng.random() < 0.3:
        return Pair(f"{amount.source}{rng.choice(('%', '%', ' %'))}", f"{amount.target}%")
    return Pair(f"{amount.source} persen", f"{amount.target} percent")


def points(rng: Random) -> Pair:
    return _both(rng.uniform(1.1, 90), rng.choice((1, 2, 2)))


def index_level(rng: Random) -> Pair:
    return _both(rng.uniform(5800, 8900), rng.choice((1, 2, 3)))


def decimal(rng: Random) -> Pair:
    return _both(rng.uniform(1.1, 60), rng.choice((1, 1, 2)))


def _date(rng: Random) -> datetime.date:
    return datetime.date(2010, 1, 1) + datetime.timedelta(days=rng.randrange(16 * 365))


def _month(date: datetime.date) -> Pair:
    return _two(MONTHS[date.month - 1])


def day(rng: Random) -> Pair:
    """A weekday with the date in brackets: ``Senin (12/4/2023)``."""
    date = _date(rng)
    weekday, month = _two(DAYS[date.weekday()]), _month(date)
    form = rng.randrange(6)
    if form == 0:
        return weekday
    if form == 1:
        return Pair(f"{weekday.source} ({date.day}/{date.month})", f"{weekday.target} ({month.target} {date.day})")
    if form == 2:
        return Pair(
            f"{weekday.source}, {date.day} {month.source} {date.year}",
            f"{weekday.target}, {month.target} {date.day}, {date.year}",
        )
    written = f"{date.day}/{date.month}" if form < 5 else f"{date.day:02}/{date.month:02}"
    return Pair(
        f"{weekday.source} ({written}/{date.year})", f"{weekday.target} ({month.target} {date.day}, {date.year})"
    )


def date(rng: Random) -> Pair:
    when = (
        _date(rng)
        if rng.random() < 0.8
        else datetime.date(rng.randint(1900, 2009), rng.randint(1, 12), rng.randint(1, 28))
    )
    month = _month(when)
    form = rng.randrange(8)
    target = f"{month.target} {when.day}, {when.year}"
    if form < 2:
        return Pair(f"{when.day:02}/{when.month:02}/{when.year}", target)
    if form == 2:
        return Pair(f"{when.day}/{when.month}/{when.year}", target)
    if form == 3:
        return Pair(f"{when.day:02}-{when.month:02}-{when.year}", target)
    if form == 4:
        return Pair(f"{when.day} {month.source}", f"{month.target} {when.day}")
    if form == 5:
        return Pair(f"tanggal {when.day} {month.source} {when.year}", target)
    return Pair(f"{when.day} {month.source} {when.year}", target)


def date_range(rng: Random) -> Pair:
    first = _date(rng).replace(day=rng.randint(1, 18))
    last = first.day + rng.randint(1, 9)
    month = _month(first)
    mark = rng.choice(("-", "–", " hingga ", " sampai "))
    target_mark = {"-": "-", "–": "–"}.get(mark, " to ")
    if rng.random() < 0.5:
        return Pair(f"{first.day}{mark}{last} {month.source}", f"{month.target} {first.day}{target_mark}{last}")
    return Pair(
        f"{first.day}{mark}{last} {month.source} {first.year}",
        f"{month.target} {first.day}{target_mark}{last}, {first.year}",
    )


def month_year(rng: Random) -> Pair:
    when = _date(rng)
    month = _month(when)
    return Pair(f"{month.source} {when.year}", f"{month.target} {when.year}")


def year(rng: Random) -> Pair:
    value = str(rng.randint(1945, 2029))
    return Pair(value, value)


def time(rng: Random) -> Pair:
    """``pukul 09.30 WIB``; the English side has no preposition."""
    hour, minute = rng.randint(0, 23), rng.choice((0, 0, 5, 10, 15, 20, 25, 30, 30, 37, 40, 45, 50, 58))
    zone = rng.choice((" WIB", " WIB", " WIB", " WITA", " WIT", " waktu setempat", ""))
    english_zone = " local time" if "setempat" in zone else zone
    mark = rng.choice((".", ".", ".", ":"))
    return Pair(
        f"{rng.choice(('pukul', 'pukul', 'pukul', 'jam'))} {hour:02}{mark}{minute:02}{zone}",
        f"{hour:02}:{minute:02}{english_zone}",
    )


def time_range(rng: Random) -> Pair:
    first, last = rng.randint(5, 12), rng.randint(13, 23)
    mark = rng.choice((("-", "-"), (" hingga ", " to "), (" sampai ", " to "), (" - ", "-")))
    return Pair(f"pukul {first:02}.00{mark[0]}{last:02}.30 WIB", f"{first:02}:00{mark[1]}{last:02}:30 WIB")


def age(rng: Random) -> Pair:
    value = str(rng.randint(2, 89))
    return Pair(value, value)


def score(rng: Random) -> Pair:
    value = f"{rng.randint(0, 6)}-{rng.randint(0, 4)}"
    return Pair(value, value)


def _sets(rng: Random, winner_first: bool) -> Pair:
    won, lost = ("21-{}", "{}-21") if winner_first else ("{}-21", "21-{}")
    games = rng.choice(([won, won], [won, lost, won], [lost, won, won]))
    written = ", ".join(game.format(rng.randint(8, 19)) for game in games)
    return Pair(written, written)


def set_score(rng: Random) -> Pair:
    return _sets(rng, winner_first=True)


def set_loss(rng: Random) -> Pair:
    return _sets(rng, winner_first=False)


def english_ordinal(value: int) -> str:
    """
    >>> english_ordinal(12), english_ordinal(23)
    ('12th', '23rd')
    """
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def ordinal(rng: Random) -> Pair:
    if rng.random() < 0.4:
        return _two(rng.choice(ORDINALS))
    value = rng.randint(2, 97)
    return Pair(f"ke-{value}", english_ordinal(value))


def magnitude(rng: Random) -> Pair:
    return _both(rng.uniform(2.1, 8.1), 1)


def temperature(rng: Random) -> Pair:
    amount = _both(rng.uniform(16, 41), rng.choice((0, 1, 1)))
    if rng.random() < 0.3:
        return Pair(f"{amount.source}°C", f"{amount.target}°C")
    return Pair(f"{amount.source} derajat Celsius", f"{amount.target} degrees Celsius")


UNITS = {
    "length": (("kilometer", "kilometers"), ("km", "km"), ("meter", "meters"), ("sentimeter", "centimeters")),
    "area": (("hektare", "hectares"), ("hektar", "hectares"), ("meter persegi", "square meters"),
             ("kilometer persegi", "square kilometers")),
    "weight": (("kilogram", "kilograms"), ("kg", "kg"), ("ton", "tons"), ("gram", "grams")),
    "volume": (("liter", "liters"), ("kiloliter", "kiloliters"), ("barel", "barrels"), ("meter kubik", "cubic meters")),
    "speed": (("kilometer per jam", "kilometers per hour"), ("km/jam", "km/h"), ("knot", "knots")),
    "power": (("megawatt", "megawatts"), ("MW", "MW"), ("watt", "watts"), ("kilowatt", "kilowatts")),
    "duration": (("jam", "hours"), ("menit", "minutes"), ("hari", "days"), ("bulan", "months"), ("tahun", "years"),
                 ("pekan", "weeks"), ("minggu", "weeks")),
}  # fmt: skip


def measure(kind: str, rng: Random) -> Pair:
    unit = rng.choice(UNITS[kind])
    if kind == "duration":
        amount = small(rng)
    elif kind == "speed":
        amount = _both(rng.randint(5, 180))
    elif rng.random() < 0.45:
        amount = _both(rng.uniform(1.1, 300), rng.choice((1, 1, 2)))
    else:
        amount = _both(_magnitude(rng, 2, 99_999))
    return Pair(f"{amount.source} {unit[0]}", f"{amount.target} {unit[1]}")


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
    value = rng.choice((
        f"08{rng.randint(11, 99)}-{rng.randint(1000, 9999)}-{rng.randint(1000, 9999)}",
        f"(021) {rng.randint(1000000, 9999999)}", f"+62 8{rng.randint(11, 99)} {rng.randint(1000, 9999)} {rng.randint(100, 9999)}",
        f"0{rng.randint(251, 761)}-{rng.randint(100000, 999999)}", rng.choice(("110", "112", "119", "129", "135", "1500-567")),
    ))  # fmt: skip
    return Pair(value, value)


def plate(rng: Random) -> Pair:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    value = (
        f"{rng.choice(('B', 'D', 'F', 'AB', 'AD', 'L', 'N', 'BK', 'DK', 'DD', 'KT'))} {rng.randint(1000, 9999)} "
        + "".join(rng.choice(letters) for _ in range(rng.choice((2, 3))))
    )
    return Pair(value, value)


def plain_range(rng: Random) -> Pair:
    low = rng.randint(2, 60)
    high = low + rng.randint(1, 40)
    mark, english_mark = rng.choice(((" hingga ", " to "), (" sampai ", " to "), ("-", "-"), ("–", "–")))
    return Pair(f"{low}{mark}{high}", f"{low}{english_mark}{high}")


def vote_count(rng: Random) -> Pair:
    return _both(_magnitude(rng, 1200, 98_000_000))
