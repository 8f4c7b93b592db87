"""Do both sides say the same numbers, percentages, dates and times?"""

from collections.abc import Iterator, Sequence

from models.checks.dates import read_dates
from models.checks.finding import Finding, Kind
from models.checks.numerals import read_numbers
from models.checks.quantity import Quantities, Quantity, Reading, spell
from models.checks.side import Side

#: No more than these are compared for what belongs together; a segment with more is no sentence.
_MOST = 40
_Counted = dict[Reading, frozenset[str]]


def check_numbers(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``number``, ``percentage`` and ``date``.

    What is compared is the set of meanings, not of places: a number that was changed is found unless the other side
    happens to have it elsewhere.
    """
    said, heard = read_quantities(source), read_quantities(target)
    in_source, in_target = _counted(said.stated), _counted(heard.stated)
    missing = [quantity for quantity in said.stated if not _answered(quantity, in_target, heard.hinted)]
    added = [quantity for quantity in heard.stated if not _answered(quantity, in_source, said.hinted)]
    findings = list(_differences(source, target, missing, added)) if missing or added else []
    findings.extend(_units(source, target, said.stated, heard.stated))
    return findings


def read_quantities(side: Side) -> Quantities:
    """All numbers, dates and times of a text."""
    found = Quantities()
    taken = read_dates(side, found)
    read_numbers(side, found, taken)
    return found


def _counted(stated: Sequence[Quantity]) -> _Counted:
    counted: _Counted = {}
    for quantity in stated:
        for reading in quantity.readings:
            counted[reading] = counted.get(reading, frozenset()) | quantity.units
    return counted


def _answered(quantity: Quantity, stated: _Counted, hinted: set[Reading]) -> bool:
    return any(reading in stated or reading in hinted for reading in quantity.readings)


def _differences(source: Side, target: Side, missing: list[Quantity], added: list[Quantity]) -> Iterator[Finding]:
    """Says what is missing and what came instead, in one sentence where the two belong together."""
    missing, added = _expressions(missing), _expressions(added)
    alone = len(missing) == len(added) == 1
    for quantity in missing:
        words = source.of(quantity.first, quantity.last)
        partner = max(added[:_MOST], key=lambda other: _likeness(source, quantity, target, other), default=None)
        if partner is None or not (alone or _likeness(source, quantity, target, partner)):
            yield Finding(quantity.kind, f"The source says {_gloss(words, quantity)}; the translation does not.", words)
            continue
        added.remove(partner)
        instead = target.of(partner.first, partner.last)
        yield Finding(quantity.kind, _contrast(words, quantity, instead, partner), words, instead)
    for quantity in added:
        words = target.of(quantity.first, quantity.last)
        yield Finding(quantity.kind, f"The translation says {words}; the source does not.", "", words)


def _expressions(quantities: list[Quantity]) -> list[Quantity]:
    """One quantity for each place: a date in digits has three."""
    return list({(quantity.first, quantity.last): quantity for quantity in quantities}.values())


def _likeness(source: Side, quantity: Quantity, target: Side, other: Quantity) -> int:
    """How much speaks for ``other`` standing where ``quantity`` should stand; 0 where nothing does."""
    same_kind = quantity.kind == other.kind
    if not same_kind and "date" in (quantity.kind, other.kind):
        return 0
    digits = _digits(source.of(quantity.first, quantity.last))
    same_digits = digits != "" and digits == _digits(target.of(other.first, other.last))
    same_unit = "" not in quantity.units and not quantity.units.isdisjoint(other.units)
    same_what = {what for what, _ in quantity.readings} == {what for what, _ in other.readings} != {"number"}
    return 4 * same_digits + 2 * same_unit + 2 * same_what + (same_kind and same_digits | same_unit | same_what)


def _digits(words: str) -> str:
    return "".join(character for character in words if character.isdigit())


def _contrast(words: str, quantity: Quantity, instead: str, partner: Quantity) -> str:
    if not partner.readings:
        return (
            f"The source says {_gloss(words, quantity)}; the translation writes {instead}, "
            "which English does not read as a number."
        )
    if words == instead:
        return f"The translation keeps {words} as Indonesian writes it; in English that is {_spelled(partner)}."
    return f"The source says {_gloss(words, quantity)}; the translation says {instead}."


def _spelled(quantity: Quantity) -> str:
    return " or ".join(spell(reading) for reading in sorted(quantity.readings)[:2])


def _gloss(words: str, quantity: Quantity) -> str:
    """The words of the source, with what they mean in brackets where English would write it in another way."""
    if len(quantity.readings) != 1:
        return words
    meaning = spell(next(iter(quantity.readings)))
    return words if meaning in words or meaning.replace(",", "") in words else f"{words} ({meaning})"


def _units(source: Side, target: Side, said: list[Quantity], heard: list[Quantity]) -> Iterator[Finding]:
    """Same value, another unit: 5 km and 5 kg, 12 persen and 12.

    A unit that the one side leaves out is no fault, save for percentages.
    """
    in_source, in_target = _counted(said), _counted(heard)
    for quantity in said:
        units = _units_of(quantity, in_target)
        if not units or units & quantity.units:
            continue
        if quantity.units == {"%"} or not ("" in units or "" in quantity.units):
            partner = next(other for other in heard if other.readings & quantity.readings)
            yield _other_unit(source.of(quantity.first, quantity.last), target.of(partner.first, partner.last), units)
    for quantity in heard:
        if quantity.units == {"%"} and _units_of(quantity, in_source) == {""}:
            partner = next(other for other in said if other.readings & quantity.readings)
            units = quantity.units
            yield _other_unit(source.of(partner.first, partner.last), target.of(quantity.first, quantity.last), units)


def _units_of(quantity: Quantity, counted: _Counted) -> frozenset[str]:
    return frozenset().union(*(counted.get(reading, frozenset()) for reading in quantity.readings))


def _other_unit(words: str, instead: str, units: frozenset[str]) -> Finding:
    kind: Kind = "percentage" if "%" in units or words.endswith(("%", "persen")) else "number"
    return Finding(kind, f"The source says {words}; the translation says {instead}.", words, instead)
