"""Templates with slots: whole news sentences in which every fact is drawn anew."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from random import Random

from training.corpora import Pair
from training.examples import dates, names, numbers, people, places, references
from training.examples.tables import choose, rows, table

SLOT = re.compile(r"\{(\w+)(:[\w:]+)?\}")
Slot = Callable[[Random], Pair]

OUTLETS = (
    "JAKARTA, KOMPAS.com - ", "{CITY}, KOMPAS.com - ", "TEMPO.CO, {City} - ", "{City} (ANTARA) - ",
    "Liputan6.com, {City} - ", "REPUBLIKA.CO.ID, {CITY} -- ", "TRIBUNNEWS.COM, {CITY} - ",
    "{City}, CNN Indonesia -- ", "{City} - ", "{CITY} - ", "{City}, CNBC Indonesia - ", "{City}, Beritasatu.com – ",
    "SUARA.com - ", "{City}, VIVA – ", "GELORA.CO - ",
)  # fmt: skip


@cache
def slots() -> Mapping[str, Slot]:
    """Every slot by name: the functions of the modules here that take a generator, the measures, and the choices."""
    entries = {name: choices for name, choices in table("choices.toml").items() if isinstance(choices, list)}
    found: dict[str, Slot] = {name: partial(choose, choices) for name, choices in entries.items()}
    found |= {kind: partial(numbers.measure, kind) for kind in numbers.UNITS}
    for module in (numbers, dates, places, people, names, references):
        found |= {
            name: function
            for name, function in vars(module).items()
            if not name.startswith("_") and getattr(function, "__annotations__", {}) == {"rng": Random, "return": Pair}
        }
    return found


@cache
def templates() -> tuple[Pair, ...]:
    return tuple(Pair(*row) for row in rows("templates.tsv"))


@cache
def headlines() -> tuple[Pair, ...]:
    return tuple(Pair(*row) for row in rows("headlines.tsv"))


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def fill(template: Pair, rng: Random) -> Pair:
    """Both sides with the same values.

    ``{slot:2}`` is another value than ``{slot}``; ``:th`` writes it as an English ordinal, ``:same`` unchanged from the
    source, ``:bare`` without the words around the number.
    """
    values: dict[str, Pair] = {}
    for match in SLOT.finditer(template.source):
        if _key(match) not in values:
            value = slots()[match[1]](rng)
            while any(value == other for name, other in values.items() if name.split(":")[0] == match[1]):
                value = slots()[match[1]](rng)
            values[_key(match)] = value
    source, target = (SLOT.sub(partial(_write, values, side), text) for side, text in enumerate(template))
    starts_with_slot = template.target.startswith("{") or template.source.startswith("{")
    return Pair(sentence_case(source), sentence_case(target)) if starts_with_slot else Pair(source, target)


def _key(match: re.Match[str]) -> str:
    return match[1] + "".join(re.findall(r":\d", match[2] or ""))


def _write(values: Mapping[str, Pair], side: int, match: re.Match[str]) -> str:
    value = values[_key(match)]
    options = match[2] or ""
    if ":same" in options:
        return value[0]
    if ":th" in options:
        return numbers.english_ordinal(int(value[side]))
    if ":bare" in options:
        return "".join(re.findall(r"\d\d[.:]\d\d", value[side]))
    return value[side]


def _filled(pool: Sequence[Pair], rng: Random, count: int) -> list[Pair]:
    """``count`` filled templates, every template about equally often."""
    made: list[Pair] = []
    while len(made) < count:
        made.extend(fill(template, rng) for template in rng.sample(pool, len(pool)))
    return made[:count]


def news_sentences(rng: Random, count: int) -> list[Pair]:
    return _filled(templates(), rng, count)


def news_headlines(rng: Random, count: int) -> list[Pair]:
    return _filled(headlines(), rng, count)


def with_dateline(pair: Pair, rng: Random) -> Pair:
    """The dateline of an outlet before both sides, unchanged."""
    city = places.city_name(rng).source
    dateline = rng.choice(OUTLETS).format(City=city, CITY=city.upper())
    return Pair(dateline + pair.source, dateline + pair.target)
