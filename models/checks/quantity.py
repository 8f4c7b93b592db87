"""What a number, a date or a time means, whatever way it is written."""

from collections.abc import Iterable
from typing import NamedTuple

from models.checks.finding import Kind

#: One thing that an expression can mean: what is measured, and how much. ``number`` 3500000.0; ``order`` 100.0
#: ("hundreds"); ``month`` 4; ``weekday`` 0 (Monday); ``clock`` minutes since midnight; ``ratio`` a * 10000 + b.
Reading = tuple[str, float]

_NO_UNIT = frozenset({""})


class Quantity(NamedTuple):
    """An expression that has to have a counterpart in the other language.

    Attributes:
        readings: what it can mean; two quantities agree where they share one. Empty where it is not well formed.
        units: what it can be counted in; ``""`` where nothing is said.
        first: index of its first token.
        last: index of its last token.
        kind: kind of the finding where it has no counterpart.
    """

    readings: frozenset[Reading]
    units: frozenset[str]
    first: int
    last: int
    kind: Kind


class Quantities:
    """All that a text says in numbers.

    Attributes:
        stated: what the other side has to say too.
        hinted: readings that may answer a statement of the other side but need no answer themselves
            ("one", "kedua", "half", "a"): as figures of speech they come and go in good translations.
    """

    __slots__ = ("hinted", "stated")

    def __init__(self) -> None:
        self.stated: list[Quantity] = []
        self.hinted: set[Reading] = set()

    def state(
        self,
        readings: Iterable[Reading],
        first: int,
        last: int,
        kind: Kind = "number",
        units: frozenset[str] = _NO_UNIT,
    ) -> None:
        self.stated.append(Quantity(frozenset(readings), units, first, last, kind))


def number(value: float) -> Reading:
    """The reading of a number, rounded to 12 digits so that 1.1 million equals 1,100,000."""
    return ("number", value if value == int(value) else float(f"{value:.12g}"))


def clock(hour: int, minute: int) -> Reading:
    """The reading of a time of day; 24:00 is 0:00."""
    return ("clock", float((hour * 60 + minute) % 1440))


_SCALE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def spell(reading: Reading) -> str:
    """A reading as English writes it.

    >>> spell(("number", 3.5e12)), spell(("number", 1200.0)), spell(("clock", 570.0)), spell(("month", 4.0))
    ('3.5 trillion', '1,200', '09:30', 'April')
    """
    what, value = reading
    if what == "month":
        return _MONTHS[int(value) - 1]
    if what == "weekday":
        return _WEEKDAYS[int(value)]
    if what == "clock":
        return f"{int(value) // 60:02}:{int(value) % 60:02}"
    if what == "ratio":
        return f"{int(value) // 10000}/{int(value) % 10000}"
    for scale, name in _SCALE:
        if value >= scale:
            return f"{value / scale:,.12g} {name}"
    plain = f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"about {plain}" if what == "order" else plain
