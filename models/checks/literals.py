"""Numbers in digits: what "1.000", "3,5", "09.30" and "1/3" can mean in each language."""

import re
from functools import lru_cache

from models.checks.quantity import Reading, clock, number
from models.checks.side import Language

_DOT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_DECIMAL_DOT = re.compile(r"[0-9]+\.[0-9]+")
_SEPARATORS = re.compile(r"[.,:/]")

#: Digits beyond this are compared as text would be: they are identifiers, not amounts.
_MOST_DIGITS = 15


@lru_cache(maxsize=8192)
def read_literal(literal: str, language: Language) -> tuple[frozenset[Reading], ...]:
    """What a run of digits and separators can mean, one set of readings for each number in it.

    Strict for English, where a mistake is looked for: ``1.000`` is one, and ``1,5`` is nothing (an empty set). Lenient
    for Indonesian, where people also write English forms: ``1,000`` is one or a thousand.

    >>> read_literal("1.000", "id") == (frozenset({("number", 1000.0)}),)
    True
    >>> read_literal("1.000", "en") == (frozenset({("number", 1.0)}),)
    True
    >>> read_literal("1,5", "en")
    (frozenset(),)
    """
    if literal.isdigit():
        return (frozenset({number(_whole(literal))}),)
    if "/" in literal or ":" in literal:
        return _pair(literal, language)
    readings = _indonesian(literal) if language == "id" else _english(literal)
    return (readings,) if readings is not None else _pieces(literal, language)


def _whole(digits: str) -> float:
    # A float holds 15 digits exactly; longer identifiers keep their last digits, where typing errors show.
    return float(digits[-_MOST_DIGITS:])


def _decimal(literal: str, group: str, point: str) -> float:
    whole, _, fraction = literal.replace(group, "").partition(point)
    return float(f"{whole[-_MOST_DIGITS:]}.{fraction[:_MOST_DIGITS] or 0}")


def _pieces(literal: str, language: Language) -> tuple[frozenset[Reading], ...]:
    if "," in literal and "." in literal:
        return tuple(part for piece in literal.split(",") for part in read_literal(piece, language))
    return tuple(frozenset({number(_whole(piece))}) for piece in _SEPARATORS.split(literal))


def _stopwatch(piece: str) -> float:
    whole, _, fraction = piece.replace(",", ".").partition(".")
    return float(f"{whole[-_MOST_DIGITS:]}.{fraction.replace('.', '')[:_MOST_DIGITS] or 0}")


def _indonesian(literal: str) -> frozenset[Reading] | None:
    if literal.startswith(("0.", "0,")) and literal.count(".") + literal.count(",") == 1 and len(literal) > 4:
        return frozenset({number(float(literal.replace(",", ".")))})
    if _DOT_GROUPS.fullmatch(literal):
        return frozenset({number(_decimal(literal, ".", ","))})
    readings: set[Reading] = set()
    if _COMMA_GROUPS.fullmatch(literal):
        readings.add(number(_decimal(literal, ",", ".")))
    if _DECIMAL_COMMA.fullmatch(literal):
        readings.add(number(_decimal(literal, ".", ",")))
    elif _DECIMAL_DOT.fullmatch(literal):
        readings.add(number(_decimal(literal, ",", ".")))
        readings |= _dotted_time(literal, ambiguous=False)
    return frozenset(readings) or None


def _english(literal: str) -> frozenset[Reading] | None:
    if _COMMA_GROUPS.fullmatch(literal):
        return frozenset({number(_decimal(literal, ",", "."))})
    if _DECIMAL_DOT.fullmatch(literal):
        return frozenset({number(_decimal(literal, ",", "."))}) | _dotted_time(literal, ambiguous=True)
    if _DOT_GROUPS.fullmatch(literal):
        return frozenset()
    if _DECIMAL_COMMA.fullmatch(literal) and len(literal.partition(",")[2]) <= 2:
        return frozenset()
    return None


def _dotted_time(literal: str, *, ambiguous: bool) -> set[Reading]:
    hour, _, minute = literal.partition(".")
    if len(minute) != 2 or len(hour) > 2 or int(hour) > 24 or int(minute) > 59:
        return set()
    return clock_readings(int(hour), int(minute), ambiguous=ambiguous)


def clock_readings(hour: int, minute: int, *, ambiguous: bool) -> set[Reading]:
    """A time of day; ``ambiguous`` where the clock may be a twelve-hour one."""
    readings = {clock(hour, minute)}
    if ambiguous and hour <= 12:
        readings.add(clock(hour + 12, minute))
    return readings


def _pair(literal: str, language: Language) -> tuple[frozenset[Reading], ...]:
    parts = _SEPARATORS.split(literal)
    if len(parts) != 2 or len(parts[0]) > 4 or len(parts[1]) > 4:
        if ":" in literal:  # 1:21.434 is a time on a stopwatch, 1/2:3 nothing in particular
            return tuple(frozenset({number(_stopwatch(piece))}) for piece in re.split("[:/]", literal))
        return tuple(part for piece in literal.split("/") for part in read_literal(piece, language))
    left, right = int(parts[0]), int(parts[1])
    if ":" in literal:
        if len(parts[1]) == 2 and left <= 24 and right < 60:
            return (frozenset(clock_readings(left, right, ambiguous=language == "en")),)
    elif 0 < left < right <= 20:
        return (frozenset({number(left / right), ("ratio", left * 10000.0 + right)}),)
    return (frozenset({number(float(left))}), frozenset({number(float(right))}))
