"""Human sentence pairs as quotations with who said it, where and when."""

from collections.abc import Sequence
from random import Random

from training.corpora import Pair
from training.examples import dates, people, places
from training.examples.fill import sentence_case

VERBS = (
    ("kata", "said"), ("kata", "said"), ("kata", "said"), ("ujar", "said"), ("ujar", "said"), ("ucap", "said"),
    ("tutur", "said"), ("ungkap", "said"), ("sebut", "said"), ("jelas", "explained"), ("terang", "explained"),
    ("papar", "explained"), ("tegas", "stressed"), ("imbuh", "added"), ("tambah", "added"), ("lanjut", "continued"),
    ("pungkas", "concluded"), ("kenang", "recalled"), ("keluh", "complained"),
)  # fmt: skip
MARKS = (('"', '"'), ('"', '"'), ('"', '"'), ("“", "”"))
#: A pair that already reports speech, or holds quotation marks, is not wrapped again.
REPORTED = (
    '"',
    "“",
    "”",
    "''",
    "``",
    "katanya",
    "ujarnya",
    " kata ",
    "mengatakan",
    "menurut ",
    " said",
    " says",
    "told ",
)


def can_be_quoted(pair: Pair) -> bool:
    ends = pair.source[-1] in ".?!" and pair.target[-1] == pair.source[-1]
    text = f"{pair.source} {pair.target}".lower()
    return (
        ends and pair.source[0].isupper() and 15 < len(pair.source) < 220 and not any(mark in text for mark in REPORTED)
    )


def _inner(text: str, comma: str) -> str:
    """The quoted words as they stand before the verb of saying: a final stop becomes the comma."""
    return text[:-1] + comma if text.endswith(".") else text


def _speaker(rng: Random) -> tuple[Pair, bool]:
    """Name, and whether it is short enough for English to put it before the verb."""
    kind = rng.random()
    if kind < 0.45:
        return people.person(rng), True
    if kind < 0.6:
        return Pair(family := people.bare_person(rng).split()[-1], family), True
    return people.official(rng), False


def _circumstance(rng: Random) -> Pair:
    kind = rng.random()
    if kind < 0.35:
        return Pair("", "")
    day = dates.day(rng)
    if kind < 0.6:
        return Pair(f", {day.source}", f" on {day.target}")
    place = places.town(rng)
    if kind < 0.8:
        return Pair(f" di {place.source}, {day.source}", f" in {place.target} on {day.target}")
    where = rng.choice((
        ("dalam keterangan tertulis", "in a written statement"), ("kepada wartawan", "to reporters"),
        ("saat dihubungi", "when contacted"), ("saat konferensi pers", "at a press conference"),
        ("dalam keterangannya", "in a statement"), ("seperti dikutip Antara", "as quoted by Antara"),
    ))  # fmt: skip
    if where[0] == "kepada wartawan":
        return Pair(f" {where[0]}, {day.source}", f" to reporters on {day.target}")
    return Pair(f" {where[0]}, {day.source}", f" {where[1]} on {day.target}")


def quotation(pair: Pair, following: Pair, rng: Random) -> Pair:
    """One of the usual shapes of a quotation; ``following`` is used where the shape has a second sentence."""
    left, right = rng.choice(MARKS)
    shape = rng.random()
    if shape < 0.08:
        return Pair(f"{left}{pair.source}{right}", f"{left}{pair.target}{right}")
    verb, english_verb = rng.choice(VERBS)
    if pair.source.endswith("?"):
        verb, english_verb = ("tanya", "asked")
    if shape < 0.2:
        speaker, _ = _speaker(rng)
        where = Pair("", "") if rng.random() < 0.5 else _circumstance(rng)
        if where.source.startswith(","):
            where = Pair("", "")
        return Pair(
            f"{speaker.source} mengatakan{where.source}, {left}{pair.source}{right}",
            f"{speaker.target} said{where.target}, {left}{pair.target}{right}",
        )
    opened = pair
    if shape > 0.82:
        opened = Pair(f"{pair.source} {following.source}", f"{pair.target} {following.target}")
    outside = not opened.source.endswith(("?", "!")) and rng.random() < 0.15
    source = f"{left}{opened.source[:-1]}{right}," if outside else f"{left}{_inner(opened.source, ',')}{right}"
    target = f"{left}{_inner(opened.target, ',')}{right}"
    if shape < 0.36:
        source, target = f"{source} {verb}nya", f"{target} he {english_verb}"
        where = _circumstance(rng) if rng.random() < 0.3 else Pair("", "")
        said = Pair(f"{source}{where.source}.", f"{target}{where.target}.")
    else:
        speaker, short = _speaker(rng)
        where = _circumstance(rng)
        reported = f"{speaker.target} {english_verb}" if short else f"{english_verb} {speaker.target}"
        if "to reporters" in where.target and english_verb == "said":
            reported = reported.replace("said", "told reporters", 1) if short else reported
            where = Pair(where.source, where.target.replace(" to reporters", "", 1) if short else where.target)
        said = Pair(f"{source} {verb} {speaker.source}{where.source}.", f"{target} {reported}{where.target}.")
    if 0.66 < shape <= 0.82:
        return Pair(f"{said.source} {left}{following.source}{right}", f"{said.target} {left}{following.target}{right}")
    return said


def quotations(pairs: Sequence[Pair], rng: Random, count: int) -> list[Pair]:
    """``count`` quotations (fewer where there are too few fit pairs), each from a pair and the one after it."""
    fit = [pair for pair in pairs if can_be_quoted(pair)]
    chosen = rng.sample(range(max(0, len(fit) - 1)), min(count, max(0, len(fit) - 1)))
    made = (quotation(fit[at], fit[at + 1], rng) for at in chosen)
    return [Pair(sentence_case(source), sentence_case(target)) for source, target in made]
