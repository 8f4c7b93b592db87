"""Human pairs with another number or another name in the place of the one that both sides share."""

import re
from collections.abc import Sequence
from random import Random

from training.corpora import Pair
from training.examples import dates
from training.examples.people import bare_person

SOURCE_NUMBER = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d{1,2})?)(?![\w:/-]|[.,]\d)")
TITLES = (
    "kata|ujar|ungkap|Presiden|Perdana Menteri|Menteri Luar Negeri|Menteri Pertahanan|Menteri Keuangan|Ketua|Direktur|"
    "Gubernur|Jenderal|Kolonel|pelatih|petenis|penyerang|gelandang|pemain|juru bicara|jurubicara|analis|ekonom"
)
MONTHS = frozenset(month.source for month in dates.MONTHS)
NAME = re.compile(rf"\b(?:{TITLES}) ([A-Z][a-z]+ [A-Z][a-z]+)(?=[ ,.])")


def _english_of(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def _like(number: str, rng: Random) -> str:
    """Another number of the same length and notation, at least 3."""
    digits = [rng.choice("0123456789") if letter.isdigit() else letter for letter in number]
    if digits[0] == "0":
        digits[0] = rng.choice("123456789")
    if len(digits) == 1 and digits[0] in "012":
        digits[0] = rng.choice("3456789")
    return "".join(digits)


def other_number(pair: Pair, rng: Random) -> Pair | None:
    """``pair`` with one shared number changed on both sides; None where no number is safe to change."""
    found = list(SOURCE_NUMBER.finditer(pair.source))
    rng.shuffle(found)
    for match in found:
        written = _english_of(match[1])
        shared = re.compile(rf"(?<![\w.,:/-]){re.escape(written)}(?![\w:/-]|[.,]\d)")
        before_month = pair.source[match.end() :].lstrip().split(" ")[0].strip(".,") in MONTHS
        if (
            before_month
            or written in ("0", "1")
            or len(shared.findall(pair.target)) != 1
            or pair.source.count(match[1]) != 1
        ):
            continue
        if len(written) == 4 and written[:2] in ("19", "20"):
            new = str(rng.randint(1950, 2026))
        else:
            new = _like(match[1], rng)
        source = pair.source[: match.start(1)] + new + pair.source[match.end(1) :]
        return Pair(source, shared.sub(_english_of(new), pair.target))
    return None


def other_name(pair: Pair, rng: Random) -> Pair | None:
    """``pair`` with the one person's name that stands identically on both sides changed to an Indonesian name."""
    found = NAME.search(pair.source)
    if not found or pair.source.count(found[1]) != 1 or pair.target.count(found[1]) != 1:
        return None
    family = found[1].split()[1]
    if pair.source.count(family) != 1 or pair.target.count(family) != 1:
        return None
    women = re.search(r"\b(?:she|her|hers)\b", pair.target.lower()) is not None
    men = re.search(r"\b(?:he|his|him)\b", pair.target.lower()) is not None
    name = bare_person(rng, women=women if women != men else None)
    return Pair(pair.source.replace(found[1], name), pair.target.replace(found[1], name))


def substituted(pairs: Sequence[Pair], rng: Random, count: int) -> list[Pair]:
    """Up to ``count`` pairs with a changed number or name (or both), from shuffled ``pairs``."""
    made: list[Pair] = []
    for pair in rng.sample(list(pairs), len(pairs)):
        named = other_name(pair, rng)
        changed = other_number(named or pair, rng) or named
        if changed:
            made.append(changed)
        if len(made) == count:
            break
    return made


def in_capitals(pair: Pair) -> Pair:
    return Pair(pair.source.upper(), pair.target.upper())


def as_headline(pair: Pair) -> Pair:
    """Title case as Indonesian headlines have it, without the final stop; English stays in sentence case."""
    small = {
        "di",
        "ke",
        "dari",
        "dan",
        "yang",
        "untuk",
        "pada",
        "dalam",
        "dengan",
        "atau",
        "oleh",
        "akan",
        "saat",
        "bagi",
    }
    words = pair.source.removesuffix(".").split(" ")
    titled = [word if at and word in small else word[:1].upper() + word[1:] for at, word in enumerate(words)]
    return Pair(" ".join(titled), pair.target.removesuffix("."))
