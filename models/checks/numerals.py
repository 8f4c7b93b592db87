"""Finds the numbers in a text, in digits and in words, with their scale and unit."""

from collections.abc import Iterable

from models.checks.literals import read_literal
from models.checks.quantity import Quantities, Quantity, Reading, number
from models.checks.side import Side
from models.checks.spelled import Numeral, read_spelled
from models.checks.vocabulary import ENGLISH, VOCABULARIES, Vocabulary

#: Hints are enough for these: they are figures of speech as often as they are counts.
_SMALL = frozenset({0.0, 1.0})
_SQUARE = frozenset({"m", "km", "cm", "mm", "dm", "M"})
_ROMAN = {
    "ii": 2.0, "iii": 3.0, "iv": 4.0, "vi": 6.0, "vii": 7.0, "viii": 8.0, "ix": 9.0, "xi": 11.0, "xii": 12.0,
    "xiii": 13.0, "xiv": 14.0, "xv": 15.0, "xvi": 16.0, "xvii": 17.0, "xviii": 18.0, "xix": 19.0, "xx": 20.0,
    "xxi": 21.0, "v": 5.0, "x": 10.0, "i": 1.0,
}  # fmt: skip


def read_numbers(side: Side, found: Quantities, taken: Iterable[int] = ()) -> None:
    """Adds the numbers of ``side`` to ``found``. Linear in the length of the text.

    Args:
        taken: indices of tokens that are something else, part of a date for example.
    """
    words = VOCABULARIES[side.language]
    taken = frozenset(taken)
    first_new = len(found.stated)
    scales: list[float] = []
    index = 0
    while index < len(side.tokens):
        if index in taken:
            index += 1
        elif "0" <= side.tokens[index][0] <= "9":
            index = _literal(side, index, words, found, scales, taken)
        else:
            index = _word(side, index, words, found, scales, taken)
    _share_scale_and_unit(side, words, found.stated, first_new, scales)


def _literal(
    side: Side, index: int, words: Vocabulary, found: Quantities, scales: list[float], taken: frozenset[int]
) -> int:
    token = side.tokens[index]
    if side.joined(index) and token in ("2", "3") and side.tokens[index - 1] in _SQUARE:
        return index + 1
    groups = read_literal(token, side.language)
    if len(groups) > 1:
        _several(groups, index, found, scales)
        return index + 1
    readings = groups[0]
    scale, last = _scales_after(side, index, words)
    values = {value for what, value in readings if what == "number"}
    if scale >= 1e6 and side.language == "id" and len(values) > 1:
        values = {min(values)}  # "7,994 miliar": no one groups thousands before a scale
    if scale != 1.0:
        values = {value * scale for value in values}
        values, last = _smaller_part(side, last, scale, values, words)
        readings = frozenset(number(value) for value in values)
    elif (fraction := _fraction_after(side, index)) != 0.0:
        readings, last = frozenset(number(value + fraction) for value in values), index + 2
    readings, last = _decade(side, index, last, readings)
    units, last = _units_around(side, index, last, words)
    found.state(readings, _with_sign(side, index, words), last, "percentage" if "%" in units else "number", units)
    scales.append(scale)
    if last > index and not taken.isdisjoint(range(index + 1, last + 1)):
        return index + 1
    return last + 1


def _several(groups: tuple[frozenset[Reading], ...], index: int, found: Quantities, scales: list[float]) -> None:
    before: float | None = None
    for readings in groups:
        values = [value for what, value in readings if what == "number"]
        if before is not None and 1000 <= before < 3000 and values and values[0] < 100:
            readings |= {number(before // 100 * 100 + values[0])}  # 2019/20
        before = values[0] if values else None
        found.state(readings, index, index)
        scales.append(1.0)


def _scales_after(side: Side, index: int, words: Vocabulary) -> tuple[float, int]:
    """The product of the scale words after a number in digits, and the index of the last of them."""
    scale, last = 1.0, index
    while True:
        place = last + 1
        if side.word(place) == "-" and side.joined(place):  # "a $5-million deal"
            place += 1
        word = side.word(place)
        if word in words.scales:
            scale *= words.scales[word]
        elif word in words.hundred:
            scale *= 100.0
        elif place == index + 1 and word and side.tokens[place] in words.abbreviated and _abbreviates(side, index):
            scale *= words.abbreviated[side.tokens[place]]
        else:
            return scale, last
        last = place


def _abbreviates(side: Side, index: int) -> bool:
    """Whether the letter after the number at ``index`` is a scale: it is joined to it, or money stands before it."""
    return side.joined(index + 1) or side.word(index - 1) in ("rp", "$") or len(side.tokens[index + 1]) == 2


def _smaller_part(side: Side, last: int, scale: float, values: set[float], words: Vocabulary) -> tuple[set[float], int]:
    """Adds "500 ribu" to "2 juta"."""
    token = side.tokens[last + 1] if last + 1 < len(side.tokens) else ""
    if token.isascii() and token.isdigit() and len(token) <= 3:
        smaller, end = _scales_after(side, last + 1, words)
        if 1.0 < smaller < scale:
            return {value + float(token) * smaller for value in values}, end
    return values, last


def _fraction_after(side: Side, index: int) -> float:
    """The half in "11-1/2"."""
    upper, slash, lower = side.word(index + 2).partition("/")
    if side.word(index + 1) != "-" or slash == "" or not (upper.isdigit() and lower.isdigit()):
        return 0.0
    return int(upper) / int(lower) if 0 < int(upper) < int(lower) < 10 else 0.0


def _decade(side: Side, index: int, last: int, readings: frozenset[Reading]) -> tuple[frozenset[Reading], int]:
    """Reads "90-an", "1990an", "90s" and "'90s"; also the year in "musim 2019-20"."""
    token = side.tokens[index]
    if len(token) != 2 or last != index or not token.isdigit():
        return readings, last
    value = float(token)
    after = side.word(index + 1)
    decade = side.joined(index + 1) and (after in ("an", "s", "'s") or (after == "-" and side.word(index + 2) == "an"))
    if decade or side.word(index - 1) in ("'", "’", "‘"):
        return readings | {number(1900 + value), number(2000 + value)}, last
    if side.word(index - 1) in ("-", "–", "/") and index >= 2:
        before = side.tokens[index - 2]
        if len(before) == 4 and before.isdigit() and before[:2] in ("18", "19", "20"):
            return readings | {number(float(before[:2] + token))}, last
    return readings, last


def _units_around(side: Side, index: int, last: int, words: Vocabulary) -> tuple[frozenset[str], int]:
    place = last + 1
    if side.word(place) in ("-", "–") and side.joined(place) and side.joined(place + 1):
        place += 1
    word = side.word(place)
    if word == "per" and side.word(place + 1) == "cent":
        return frozenset({"%"}), place + 1
    before = side.word(index - 1)
    if before == "." and side.joined(index - 1):
        before = side.word(index - 2)
    if before in words.signs:
        return frozenset({words.signs[before]}), last
    if word in words.units:
        return frozenset({words.units[word]}), place
    return frozenset({""}), last


def _with_sign(side: Side, index: int, words: Vocabulary) -> int:
    """Index of the first token of the expression whose number is at ``index``."""
    first = index
    if side.word(first - 1) == "." and side.joined(first - 1) and side.word(first - 2) in words.signs:
        return first - 2
    if side.word(first - 1) in words.signs:
        first -= 1
        if side.joined(first) and side.word(first) == "$" and side.tokens[first - 1].isupper():
            first -= 1
    elif side.joined(first) and side.tokens[first - 1].isalpha():
        first -= 1
    return first


def _word(
    side: Side, index: int, words: Vocabulary, found: Quantities, scales: list[float], taken: frozenset[int]
) -> int:
    word = side.lower[index]
    if word in words.hints:
        found.hinted.update(words.hints[word])
    numeral = read_spelled(side, index, words)
    if numeral is None:
        if side.language == "id" and word in ENGLISH.digits:  # in the title of a book
            found.hinted.add(number(ENGLISH.digits[word]))
        elif word == "half" and side.word(index - 1) in words.article and side.word(index - 2) in words.link:
            found.hinted.add(number(1.5))  # "a year and a half"
        if word in _ROMAN and side.tokens[index].isupper():
            found.hinted.add(number(_ROMAN[word]))
        return index + 1
    readings: set[Reading] = {number(value) for value in numeral.values}
    if numeral.order:
        readings = {("order", value) for value in numeral.values}
    if _is_hint(side, index, numeral, words):
        found.hinted.update(readings)
        return numeral.last + 1
    units, last = _units_around(side, index, numeral.last, words)
    if not taken.isdisjoint(range(index, last + 1)):
        return index + 1
    found.state(readings, index, last, "percentage" if "%" in units else "number", units)
    scales.append(numeral.scale)
    return last + 1


def _is_hint(side: Side, index: int, numeral: Numeral, words: Vocabulary) -> bool:
    if _SMALL.issuperset(numeral.values):
        return True
    if numeral.last > index:
        return False
    word = side.lower[index]
    return word in words.hints or (index > 0 and side.language == "id" and side.tokens[index][0].isupper())


def _share_scale_and_unit(
    side: Side, words: Vocabulary, stated: list[Quantity], first: int, scales: list[float]
) -> None:
    """In "5 hingga 10 juta" the scale of the second number may be meant for the first too, and so may its unit."""
    for place in range(len(stated) - 2, first - 1, -1):
        this, following = stated[place], stated[place + 1]
        gap = following.first - this.last
        if gap < 1 or gap > 3 or not words.connectors.intersection(side.lower[this.last + 1 : following.first]):
            continue
        readings, units = this.readings, this.units
        scale = scales[place + 1 - first]
        if scales[place - first] == 1.0 and scale != 1.0:
            readings |= {number(value * scale) for what, value in readings if what == "number"}
            scales[place - first] = 1.0
        if units == {""}:
            units |= following.units
        elif following.units == {""}:
            stated[place + 1] = following._replace(units=following.units | units)
        stated[place] = this._replace(readings=readings, units=units)
