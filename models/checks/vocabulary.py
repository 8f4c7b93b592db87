"""The words for numbers and units in Indonesian and English."""

from dataclasses import dataclass
from typing import TypeVar

from models.checks.quantity import Reading, number
from models.checks.side import Language


@dataclass(frozen=True)
class Vocabulary:
    """Words of one language, in lower case.

    Attributes:
        digits: words for 0 to 19, cardinal and ordinal.
        tens: words for 20, 30 … 90, cardinal and ordinal.
        times_ten: words that make tens of the digit before them ("puluh").
        plus_ten: words that make a teen of the digit before them ("belas").
        hundred: words that multiply the number before them by 100.
        scales: words that multiply the number before them by a thousand or more.
        whole: words that are a scale and a one in front of it ("seratus", "seribu").
        ordinals: those of ``digits``, ``tens`` and ``hundred`` after which no number word follows.
        denominators: words that make a fraction of the number before them.
        fractions: words that are a fraction by themselves.
        orders: words for an order of magnitude ("puluhan", "dozens").
        abbreviated: abbreviations of scales right after a number in digits, case kept.
        half: words that add a half to the number before them.
        link: words that join the parts of one number ("and").
        point: words that read a decimal separator aloud.
        article: words that count as one before a scale ("a hundred").
        connectors: what stands between two numbers that share the scale and unit of the second.
        units: words for units after a number.
        signs: what stands before an amount of money.
        hints: figures of speech, see ``Quantities.hinted``.
    """

    digits: dict[str, int]
    tens: dict[str, int]
    times_ten: frozenset[str]
    plus_ten: frozenset[str]
    hundred: frozenset[str]
    scales: dict[str, float]
    whole: dict[str, float]
    ordinals: frozenset[str]
    denominators: dict[str, int]
    fractions: dict[str, float]
    orders: dict[str, float]
    abbreviated: dict[str, float]
    half: frozenset[str]
    link: frozenset[str]
    point: frozenset[str]
    article: frozenset[str]
    connectors: frozenset[str]
    units: dict[str, str]
    signs: dict[str, str]
    hints: dict[str, tuple[Reading, ...]]


def _hints(table: str) -> dict[str, tuple[Reading, ...]]:
    """Lines of values, a colon, and the words that hint at them."""
    hints: dict[str, tuple[Reading, ...]] = {}
    for line in table.strip().splitlines():
        values, _, words = line.partition(":")
        hints |= dict.fromkeys(words.split(), tuple(number(float(value)) for value in values.split()))
    return hints


#: Vague counts: "lusinan" and "dozens" answer "belasan" and "puluhan".
_DOZEN: tuple[Reading, ...] = (number(10), number(12), ("order", 10.0))


def _units(table: str) -> dict[str, str]:
    """One unit a line: its name, then the words for it."""
    return {word: line.split()[0] for line in table.strip().splitlines() for word in line.split()[1:]}


_SIGNS = {
    "rp": "rupiah",
    "idr": "rupiah",
    "$": "dollar",
    "usd": "dollar",
    "€": "euro",
    "eur": "euro",
    "£": "pound",
    "gbp": "pound",
    "¥": "yen",
    "jpy": "yen",
    "rm": "ringgit",
}

_Value = TypeVar("_Value", int, float)

_DASHES = ("-", "–", "—", "/", ",", "&")

_ID_DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def _clitic(table: dict[str, _Value]) -> dict[str, _Value]:
    """Adds the forms with ``-nya``."""
    return table | {word + "nya": value for word, value in table.items()}


# Written together, as in "duapuluh" and "kelimabelas".
_ID_TEENS = {word + "belas": value + 10 for value, word in enumerate(_ID_DIGITS[:10]) if value > 1}
_ID_TENS = {word + "puluh": value * 10 for value, word in enumerate(_ID_DIGITS[:10]) if value > 1}

INDONESIAN = Vocabulary(
    digits=_clitic(
        {word: value for value, word in enumerate(_ID_DIGITS)}
        | {"ke" + word: value for value, word in enumerate(_ID_DIGITS) if value > 1}
        | _ID_TEENS
        | {"ke" + word: value for word, value in _ID_TEENS.items()}
    ),
    tens=_clitic(_ID_TENS | {"ke" + word: value for word, value in _ID_TENS.items()}),
    times_ten=frozenset({"puluh"}),
    plus_ten=frozenset({"belas"}),
    hundred=frozenset({"ratus"}),
    scales=_clitic(
        {
            "ribu": 1e3,
            "juta": 1e6,
            "miliar": 1e9,
            "milyar": 1e9,
            "miliard": 1e9,
            "triliun": 1e12,
            "trilyun": 1e12,
            "triliyun": 1e12,
        }
    ),
    whole={
        "seratus": 100.0,
        "keseratus": 100.0,
        "seribu": 1e3,
        "sejuta": 1e6,
        "semiliar": 1e9,
        "semilyar": 1e9,
        "setriliun": 1e12,
    },
    ordinals=frozenset(),
    denominators={
        "pertiga": 3,
        "perempat": 4,
        "perlima": 5,
        "perenam": 6,
        "pertujuh": 7,
        "perdelapan": 8,
        "persembilan": 9,
        "persepuluh": 10,
    },
    fractions={
        "sepertiga": 1 / 3,
        "seperempat": 0.25,
        "seperlima": 0.2,
        "seperenam": 1 / 6,
        "seperdelapan": 0.125,
        "sepersepuluh": 0.1,
    },
    orders={
        "belasan": 10.0,
        "puluhan": 10.0,
        "ratusan": 100.0,
        "ribuan": 1e3,
        "jutaan": 1e6,
        "miliaran": 1e9,
        "milyaran": 1e9,
        "triliunan": 1e12,
    },
    abbreviated={"rb": 1e3, "jt": 1e6, "M": 1e9, "T": 1e12, "Jt": 1e6, "Rb": 1e3, "jutaan": 1e6, "ribuan": 1e3},
    half=frozenset({"setengah"}),
    link=frozenset(),
    point=frozenset({"koma"}),
    article=frozenset(),
    connectors=frozenset({*_DASHES, "hingga", "sampai", "dan", "atau", "ke", "menjadi", "dengan", "serta", "lawan"}),
    units=_units(
        """
        % % persen persennya prosen
        rupiah rupiah rupiahnya
        dollar dolar dollar dolarnya
        euro euro
        pound pound poundsterling sterling
        yen yen
        yuan yuan renminbi
        ringgit ringgit
        won won
        baht baht
        peso peso
        kilometre km kilometer kilo
        metre meter
        centimetre cm sentimeter senti
        millimetre mm milimeter
        mile mil
        foot kaki
        inch inci inchi
        hectare ha hektare hektar
        kilogram kg kilogram
        gram gram
        tonne ton
        litre liter
        degree derajat °
        year tahun thn th
        month bulan bln bl
        week minggu pekan mgg
        day hari hr
        hour jam
        minute menit mnt
        second detik dtk
        term periode
        """
    ),
    signs=_SIGNS,
    hints=_hints(
        """
        1: satu kesatu pertama perdana tunggal seorang sebuah suatu seekor sekali esa setahun sebulan sehari
        1 7: seminggu sepekan
        1 60: sejam semenit
        2: kedua keduanya berdua ganda sepasang pasangan pasang kembar dwi duo lipat
        3: ketiganya bertiga tri trio hattrick segitiga
        3 0.25: triwulan
        4: keempatnya berempat catur
        5: kelimanya berlima panca
        10: dasawarsa dekade puluh belas
        20: kodi
        100: abad berabad ratus
        1000: milenium
        0.5 50: setengah separuh separo
        0.5: paruh semester
        0.25 25: seperempat
        0.25: perempat kuartal
        0: kosong tanpa tidak
        """
    )
    | {"lusin": _DOZEN, "selusin": _DOZEN, "lusinan": _DOZEN},
)

_EN_DIGITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

ENGLISH = Vocabulary(
    digits={word: value for value, word in enumerate(_EN_DIGITS)}
    | {word: value for value, word in enumerate(_EN_ORDINALS, 3)}
    | {"first": 1, "second": 2},
    tens={word: value for value, word in zip(range(20, 100, 10), _EN_TENS, strict=True)}
    | {word[:-1] + "ieth": value for value, word in zip(range(20, 100, 10), _EN_TENS, strict=True)}
    | {"fourty": 40},
    times_ten=frozenset(),
    plus_ten=frozenset(),
    hundred=frozenset({"hundred", "hundredth"}),
    scales={
        "thousand": 1e3,
        "thousandth": 1e3,
        "million": 1e6,
        "millionth": 1e6,
        "billion": 1e9,
        "trillion": 1e12,
    },
    whole={},
    ordinals=frozenset(_EN_ORDINALS)
    | {"first", "second", "hundredth", "thousandth", "millionth"}
    | {word[:-1] + "ieth" for word in _EN_TENS},
    denominators={"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "half": 2, "halves": 2}
    | {word + "s": value for value, word in enumerate(_EN_ORDINALS, 3)}
    | {"fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10},
    fractions={"quarter": 0.25},
    orders={
        "dozens": 10.0,
        "tens": 10.0,
        "hundreds": 100.0,
        "thousands": 1e3,
        "millions": 1e6,
        "billions": 1e9,
        "trillions": 1e12,
    },
    abbreviated={
        "k": 1e3,
        "K": 1e3,
        "m": 1e6,
        "M": 1e6,
        "mn": 1e6,
        "mln": 1e6,
        "mio": 1e6,
        "bn": 1e9,
        "b": 1e9,
        "B": 1e9,
        "tn": 1e12,
        "trn": 1e12,
        "T": 1e12,
    },
    half=frozenset({"half"}),
    link=frozenset({"and"}),
    point=frozenset({"point"}),
    article=frozenset({"a", "an"}),
    connectors=frozenset({*_DASHES, "to", "and", "or", "through", "until", "versus", "vs", "from", "by"}),
    units=_units(
        """
        % % percent pct percentage
        rupiah rupiah rupiahs
        dollar dollar dollars
        euro euro euros
        pound pound pounds sterling
        yen yen
        yuan yuan renminbi
        ringgit ringgit ringgits
        won won
        baht baht
        peso peso pesos
        kilometre km kms kilometer kilometers kilometre kilometres kph kmh
        metre meter meters metre metres
        centimetre cm centimeter centimeters centimetre centimetres
        millimetre mm millimeter millimeters millimetre millimetres
        mile mile miles mph
        foot foot feet
        inch inch inches
        hectare ha hectare hectares
        kilogram kg kgs kilogram kilograms
        gram gram grams
        tonne ton tons tonne tonnes
        litre liter liters litre litres
        degree degree degrees °
        year year years
        month month months
        week week weeks
        day day days
        hour hour hours
        minute minute minutes
        second seconds
        term term terms period periods
        """
    ),
    signs=_SIGNS,
    hints=_hints(
        """
        1: a an one ones once single singles sole only first firstly the another each per hourly daily weekly
        1: monthly yearly annual
        2: second secondly both twice double doubled doubles doubling twofold dual duo pair pairs couple couples
        2: twin twins bilateral biweekly bimonthly biannual biannually
        0.5 50 2: half halved
        2 0.5: halves
        0.5: semi semifinal semifinals
        3: triple tripled tripling treble threefold thrice trio trilateral quarterly
        4: quadruple quadrupled fourfold quartet
        0.25 25 3: quarter
        0.25 4: quarters
        5: fivefold
        7: sevenfold
        2 14: fortnight
        10: tenfold decade decades
        20: twenties
        30 1930: thirties
        40 1940: forties
        50 1950: fifties
        60 1960: sixties
        70 1970: seventies
        80 1980: eighties
        90 1990: nineties
        40: fortieth
        100: century centuries centenary
        1000: millennium millennia
        0: no nil none scoreless goalless nought
        0 24 12: midnight
        """
    )
    | dict.fromkeys(("teenager", "teenagers", "teenage", "teen", "teens"), (("order", 10.0),))
    | {"dozen": _DOZEN, "score": (number(20),), "scores": (("order", 10.0),)},
)

VOCABULARIES: dict[Language, Vocabulary] = {"id": INDONESIAN, "en": ENGLISH}
