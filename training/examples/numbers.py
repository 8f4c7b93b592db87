"""Numbers, money and measures, each as the same value in Indonesian and in English notation.

House style of the English side: ``Rp 3.5 trillion``, ``US$1.5 billion``, ``12.5 percent``. Numbers that the source
writes in words stay words, digits stay digits.
"""

from random import Random

from training.corpora import Pair


def _pairs(words: str) -> tuple[Pair, ...]:
    """``"dua two, dua belas/twelve"`` as pairs."""
    return tuple(Pair(*entry.split("/" if "/" in entry else " ")) for entry in words.split(", "))


WORDS = _pairs(
    "dua two, tiga three, empat four, lima five, enam six, tujuh seven, delapan eight, sembilan nine, sepuluh ten, "
    "sebelas eleven, dua belas/twelve, tiga belas/thirteen, lima belas/fifteen, dua puluh/twenty"
)
ORDINALS = _pairs(
    "kedua second, ketiga third, keempat fourth, kelima fifth, keenam sixth, ketujuh seventh, kedelapan eighth, "
    "kesembilan ninth, kesepuluh tenth"
)
SCALES = (("ribu", "thousand"), ("juta", "million"), ("miliar", "billion"), ("triliun", "trillion"))


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
        return rng.choice(WORDS)
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
        return rng.choice(WORDS)
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
        return rng.choice(ORDINALS)
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


def plain_range(rng: Random) -> Pair:
    low = rng.randint(2, 60)
    high = low + rng.randint(1, 40)
    mark, english_mark = rng.choice(((" hingga ", " to "), (" sampai ", " to "), ("-", "-"), ("–", "–")))
    return Pair(f"{low}{mark}{high}", f"{low}{english_mark}{high}")


def vote_count(rng: Random) -> Pair:
    return _both(_magnitude(rng, 1200, 98_000_000))


def minute(rng: Random) -> Pair:
    """Of a football match."""
    value = str(rng.randint(2, 90))
    return Pair(value, value)


def race_seconds(rng: Random) -> Pair:
    return _both(rng.uniform(9.8, 59), 2)
