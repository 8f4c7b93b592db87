"""Templates with slots: whole news sentences in which every fact is drawn anew."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from random import Random

from training.corpora import Pair
from training.examples import names, numbers

SLOT = re.compile(r"\{(\w+)(:[\w:]+)?\}")
Slot = Callable[[Random], Pair]

#: Words that several templates share, with what English calls them; the first English word carries the article.
CHOICES = {
    "crop": "cabai rawit|bird's eye chili;beras medium|medium-quality rice;bawang merah|shallots;bawang putih|garlic;"
    "daging ayam|chicken;telur ayam|eggs;minyak goreng|cooking oil;gula pasir|sugar;daging sapi|beef;kopi robusta|robusta coffee;"
    "kedelai|soybeans;jagung|corn",
    "market": "Pasar Senen|Senen Market;Pasar Induk Kramat Jati|Kramat Jati Wholesale Market;Pasar Johar|Johar Market;"
    "Pasar Beringharjo|Beringharjo Market;pasar tradisional|traditional markets;Pasar Baru|Pasar Baru",
    "food": "nasi goreng|nasi goreng (fried rice);bakso|bakso (meatballs);sayuran|vegetables;ikan asin|salted fish;"
    "kopi|coffee;gorengan|fried snacks;sate ayam|chicken satay",
    "job": "petani|a farmer;nelayan|a fisherman;guru honorer|a contract teacher;pengemudi ojek daring|an online motorcycle taxi driver;"
    "buruh bangunan|a construction worker;pensiunan pegawai negeri|a retired civil servant;pedagang kaki lima|a street vendor;"
    "perawat|a nurse;sopir truk|a truck driver",
    "building": "jembatan itu|the bridge;rumah sakit itu|the hospital;bendungan itu|the dam;stadion baru|the new stadium;"
    "pasar tersebut|the market;bandara baru itu|the new airport;jalur kereta cepat|the high-speed railway line;"
    "gedung sekolah itu|the school building;pabrik baterai itu|the battery factory",
    "agency": "badan tersebut|the agency;lembaga itu|the institution;satuan tugas|the task force",
    "tollroad": "Cipularang|Cipularang;Jagorawi|Jagorawi;Cikopo-Palimanan|Cikopo-Palimanan;Trans-Jawa|Trans-Java;Solo-Ngawi|Solo-Ngawi",
    "roman": "I|I;II|II;III|III;IV|IV;V|V;IX|IX;XI|XI",
    "junior": "17|17;19|19;20|20;23|23",
    "draw": "0-0|0-0;1-1|1-1;2-2|2-2;3-3|3-3",
    "win": "1-0|1-0;2-0|2-0;2-1|2-1;3-1|3-1;4-2|4-2;5-0|5-0",
    "bill": "Perampasan Aset|Asset Forfeiture;Kesehatan|Health;TNI|TNI;Penyiaran|Broadcasting;Masyarakat Adat|Indigenous Peoples",
    "ministry": "Keuangan|finance;Kesehatan|health;Perdagangan|trade;Agama|religious affairs;Sosial|social affairs",
    "crop_title": "Cabai|Chili;Beras|Rice;Minyak Goreng|Cooking oil;Telur|Egg;Gula|Sugar;Bawang Merah|Shallot",
    "food_title": "Nasi Goreng|nasi goreng;Rendang|rendang;Soto Ayam|soto ayam;Opor Ayam|opor ayam;Gulai Kambing|gulai kambing",
    "flight": "GA-412|GA-412;JT 610|JT 610;QZ8501|QZ8501;ID 6280|ID 6280;SJ-182|SJ-182",
}


def _choice(options: str, rng: Random) -> Pair:
    source, target = rng.choice(options.split(";")).split("|")
    return Pair(source, target)


def _minute(rng: Random) -> Pair:
    value = str(rng.randint(2, 90))
    return Pair(value, value)


def _race_time(rng: Random) -> Pair:
    value = rng.uniform(9.8, 59)
    return Pair(numbers.indonesian(value, 2), numbers.english(value, 2))


@cache
def slots() -> Mapping[str, Slot]:
    """Every slot by name: the functions of ``names`` and ``numbers`` that take a generator, and the choices above."""
    found: dict[str, Slot] = {}
    for module in (numbers, names):
        for name, function in vars(module).items():
            if not name.startswith("_") and getattr(function, "__annotations__", {}) == {"rng": Random, "return": Pair}:
                found[name] = function
    found |= {kind: partial(numbers.measure, kind) for kind in numbers.UNITS}
    found |= {name: partial(_choice, options) for name, options in CHOICES.items()}
    found |= {"minute": _minute, "racetime": _race_time}
    return found


def _read_templates(name: str) -> tuple[Pair, ...]:
    text = names.FOLDER.joinpath(name).read_text(encoding="utf-8")
    return tuple(Pair(*line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def templates() -> tuple[Pair, ...]:
    return _read_templates("templates.tsv")


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def fill(template: Pair, rng: Random) -> Pair:
    """Both sides with the same values.

    ``{slot:2}`` is another value than ``{slot}``; ``:th`` writes it as an English ordinal, ``:same`` unchanged from the
    source, ``:bare`` without the words around the number.
    """
    values: dict[str, Pair] = {}

    def key(match: re.Match[str]) -> str:
        return match[1] + "".join(re.findall(r":\d", match[2] or ""))

    for match in SLOT.finditer(template.source):
        if key(match) not in values:
            value = slots()[match[1]](rng)
            while any(value == other for name, other in values.items() if name.split(":")[0] == match[1]):
                value = slots()[match[1]](rng)
            values[key(match)] = value

    def write(side: int, match: re.Match[str]) -> str:
        value = values[key(match)]
        options = match[2] or ""
        if ":same" in options:
            return value[0]
        if ":th" in options:
            return numbers.english_ordinal(int(value[side]))
        if ":bare" in options:
            found = re.search(r"\d\d[.:]\d\d", value[side])
            assert found
            return found[0]
        return value[side]

    source, target = (SLOT.sub(partial(write, side), text) for side, text in enumerate(template))
    starts_with_slot = template.target.startswith("{") or template.source.startswith("{")
    return Pair(sentence_case(source), sentence_case(target)) if starts_with_slot else Pair(source, target)


def news_sentences(rng: Random, count: int) -> list[Pair]:
    """``count`` filled templates, every template about equally often."""
    pool = list(templates())
    made: list[Pair] = []
    while len(made) < count:
        rng.shuffle(pool)
        made.extend(fill(template, rng) for template in pool)
    return made[:count]


OUTLETS = (
    "JAKARTA, KOMPAS.com - ", "{CITY}, KOMPAS.com - ", "TEMPO.CO, {City} - ", "{City} (ANTARA) - ", "Liputan6.com, {City} - ",
    "REPUBLIKA.CO.ID, {CITY} -- ", "TRIBUNNEWS.COM, {CITY} - ", "{City}, CNN Indonesia -- ", "{City} - ", "{CITY} - ", "{City}, CNBC Indonesia - ",
    "{City}, Beritasatu.com – ", "SUARA.com - ", "{City}, VIVA – ", "GELORA.CO - ",
)  # fmt: skip


@cache
def headlines() -> tuple[Pair, ...]:
    return _read_templates("headlines.tsv")


def news_headlines(rng: Random, count: int) -> list[Pair]:
    pool = list(headlines())
    made: list[Pair] = []
    while len(made) < count:
        rng.shuffle(pool)
        made.extend(fill(template, rng) for template in pool)
    return made[:count]


def with_dateline(pair: Pair, rng: Random) -> Pair:
    """The dateline of an outlet before both sides, unchanged."""
    city = names.city_name(rng).source
    dateline = rng.choice(OUTLETS).format(City=city, CITY=city.upper())
    return Pair(dateline + pair.source, dateline + pair.target)
