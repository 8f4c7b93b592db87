"""Finds dates, months, weekdays and times of day in a text."""

import re

from models.checks.literals import clock_readings
from models.checks.quantity import Quantities, Reading, clock, number
from models.checks.side import Language, Side

_ID_MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember".split()
_EN_MONTHS = "january february march april may june july august september october november december".split()
_MONTHS: dict[Language, dict[str, int]] = {
    "id": {name: place for place, name in enumerate(_ID_MONTHS, 1)}
    | {"pebruari": 2, "nopember": 11, "febuari": 2, "agustusan": 8},
    "en": {name: place for place, name in enumerate(_EN_MONTHS, 1)},
}
#: Abbreviations count next to a number only: "Mar", "Des" and "Dec" are names and words too.
_SHORT_MONTHS: dict[Language, dict[str, int]] = {
    "id": {
        "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "agst": 8,
        "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
    },
    "en": {
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
        "nov": 11, "dec": 12,
    },
}  # fmt: skip
_ID_WEEKDAYS = "senin selasa rabu kamis jumat sabtu minggu".split()
_EN_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS: dict[Language, dict[str, int]] = {
    "id": {name: place for place, name in enumerate(_ID_WEEKDAYS)} | {"jum'at": 4, "ahad": 6},
    "en": {name: place for place, name in enumerate(_EN_WEEKDAYS)}
    | {name + "s": place for place, name in enumerate(_EN_WEEKDAYS)},
}
#: Words of the language that are also months or weekdays; they need a sign that a date is meant.
_AMBIGUOUS = frozenset({"may", "march", "mei", "minggu"})
_BEFORE_MONTH = frozenset(
    "in of on since until by late early mid last next this from to during through before after and between for "
    "bulan awal akhir pertengahan sejak pada hingga sampai dan".split()
)

#: English names of months and weekdays, as they stand in titles in an Indonesian text.
_FOREIGN: dict[str, Reading] = {name: ("month", float(month)) for name, month in _MONTHS["en"].items()} | {
    name: ("weekday", float(day)) for name, day in _WEEKDAYS["en"].items()
}

_DATE = re.compile(r"([0-9]{1,4})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_ZONES = frozenset({"wib", "wita", "wit", "gmt", "utc", "est", "edt", "pst", "waktu", "local", "hrs"})
_HALVES = {"pagi": 0, "dini": 0, "siang": 11, "sore": 3, "petang": 3, "malam": 6}


def read_dates(side: Side, found: Quantities) -> set[int]:
    """Adds the dates and times of ``side`` to ``found``; returns the indices of the tokens that they took.

    The day and the year stay numbers (a good translation may say "April 12" for "12/04"), so a date written in digits
    adds up to three quantities with the same words.
    """
    taken: set[int] = set()
    for index, word in enumerate(side.lower):
        if word in _MONTHS[side.language]:
            _month(side, index, _MONTHS[side.language][word], found)
        elif word in _WEEKDAYS[side.language]:
            _weekday(side, index, _WEEKDAYS[side.language][word], found)
        elif word in _SHORT_MONTHS[side.language]:
            if side.tokens[index][0].isupper() and (_digits(side, index - 1) or _digits(side, index + 1, dot=True)):
                found.state([("month", _SHORT_MONTHS[side.language][word])], index, index, "date")
        elif side.language == "id" and word in _FOREIGN:
            found.hinted.add(_FOREIGN[word])
        elif word == "noon":
            found.hinted.add(clock(12, 0))
        elif word == "midnight":
            found.hinted.add(clock(0, 0))
        elif "0" <= word[0] <= "9" and index not in taken and not _numeric_date(side, index, found, taken):
            _time(side, index, found, taken)
    return taken


def is_calendar_word(word: str, language: Language) -> bool:
    """Whether a lower-case word is a month or a weekday, abbreviated or not."""
    return word in _MONTHS[language] or word in _WEEKDAYS[language] or word in _SHORT_MONTHS[language]


def _digits(side: Side, index: int, *, dot: bool = False) -> bool:
    word = side.word(index)
    if dot and word == ".":
        word = side.word(index + 1)
    return word[:1].isdigit()


def _month(side: Side, index: int, month: int, found: Quantities) -> None:
    reading: Reading = ("month", float(month))
    if side.lower[index] not in _AMBIGUOUS:
        found.state([reading], index, index, "date")
    elif side.tokens[index][0].isupper():
        if _digits(side, index - 1) or _digits(side, index + 1) or side.word(index - 1) in _BEFORE_MONTH:
            found.state([reading], index, index, "date")
        else:
            found.hinted.add(reading)


def _weekday(side: Side, index: int, weekday: int, found: Quantities) -> None:
    reading: Reading = ("weekday", float(weekday))
    if side.lower[index] in _AMBIGUOUS:  # "minggu" is a week, "Minggu" a Sunday
        if not side.tokens[index][0].isupper() and side.word(index - 1) not in ("hari", "malam"):
            return
        if not _inside_sentence(side, index):
            found.hinted.add(reading)
            return
    if side.language == "id" and side.word(index - 1) == "malam":  # "malam Minggu" is Saturday night
        found.hinted.add(reading)
        found.hinted.add(("weekday", float((weekday + 6) % 7)))
        return
    found.state([reading], index, index, "date")


def _inside_sentence(side: Side, index: int) -> bool:
    before = side.tokens[index - 1] if index else ""
    return before[:1].isalnum() or before in (",", "(", "/", "-")


def _numeric_date(side: Side, index: int, found: Quantities, taken: set[int]) -> bool:
    token = side.tokens[index]
    last = index
    if match := _DATE.fullmatch(token):
        parts = [int(part) for part in match.groups()]
    elif token.isdigit() and side.word(index + 1) == "-" and side.word(index + 3) == "-":
        digits = [side.word(index), side.word(index + 2), side.word(index + 4)]
        if not all(part.isdigit() and len(part) <= 4 for part in digits) or 4 not in (len(digits[0]), len(digits[2])):
            return False
        parts, last = [int(part) for part in digits], index + 4
    elif (match := _DAY_MONTH.fullmatch(token)) and _names_a_day(side, index):
        parts = [int(part) for part in match.groups()]
    else:
        return False
    if parts[0] > 31:
        parts.reverse()
        if len(parts) < 3:
            return False
    day, month, *year = parts
    # Only English reads 04/12 in two ways; an Indonesian 4/12 is always 4 December.
    swapped = side.language == "en"
    if swapped and month > 12:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    days: set[Reading] = {number(float(day))}
    months: set[Reading] = {("month", float(month))}
    if swapped and day <= 12:
        days.add(number(float(month)))
        months.add(("month", float(day)))
    found.state(days, index, last, "date")
    found.state(months, index, last, "date")
    if year:
        centuries = (0,) if year[0] > 99 else (0, 1900, 2000)
        found.state([number(float(century + year[0])) for century in centuries], index, last, "date")
    taken.update(range(index, last + 1))
    return True


def _names_a_day(side: Side, index: int) -> bool:
    """Whether "3/5" is a day: in brackets, or after a weekday or "tanggal"."""
    before = side.word(index - 1)
    if before == "tanggal" or before in _WEEKDAYS[side.language]:
        return True
    if before != "(" or side.word(index + 1) != ")":
        return False
    return side.language == "id" or side.word(index - 2) in _WEEKDAYS[side.language]


def _time(side: Side, index: int, found: Quantities, taken: set[int]) -> None:
    token = side.tokens[index]
    spoken = side.language == "id" and side.word(index - 1) in ("pukul", "jam")
    zone = side.word(index + 1) in _ZONES
    if side.language == "en":
        half, last = _half_of_day(side, index)
        spoken = half != "" or side.word(index + 1) == "o'clock"
        last += side.word(index + 1) == "o'clock"
    else:
        half, last = side.word(index + 1), index
        spoken = spoken or (half in _HALVES and len(token) <= 5)
    if not spoken and not (zone and (len(token) == 4 or not token.isdigit())):
        return
    parsed = _hour_and_minute(token)
    if parsed is None or (side.language == "id" and half in ("menit", "jam", "kali")):
        return
    hour, minute = parsed
    readings = _on_the_clock(hour, minute, half, side.language, exact=not token.isdigit() or len(token) == 4)
    if half in ("malam", "siang", "sore") and token.isdigit():
        readings.add(number(float(token)))  # "tiga hari 2 malam"
    found.state(readings, index, last, "date")
    taken.update(range(index, last + 1))


def _hour_and_minute(token: str) -> tuple[int, int] | None:
    if token.isdigit():
        hour, minute = (token[:2], token[2:]) if len(token) == 4 else (token, "0")
    else:
        hour, _, minute = token.replace(":", ".").partition(".")
    if len(hour) > 2 or not minute.isdigit() or len(minute) > 2 or int(hour) > 24 or int(minute) > 59:
        return None
    return int(hour), int(minute)


def _on_the_clock(hour: int, minute: int, half: str, language: Language, *, exact: bool) -> set[Reading]:
    if language == "en":
        if half:
            return {clock(hour % 12 + (12 if half == "p" else 0), minute)}
        return clock_readings(hour, minute, ambiguous=True)
    if half not in _HALVES:
        return clock_readings(hour, minute, ambiguous=not exact)
    if half in ("pagi", "dini"):
        return {clock(hour % 12, minute)}
    if hour == 12:
        return {clock(12, minute), clock(0, minute)} if half == "malam" else {clock(12, minute)}
    if half == "malam" and hour < 4:
        return {clock(hour, minute)}
    return {clock(hour if hour >= 12 or (half == "siang" and hour > 9) else hour + 12, minute)}


def _half_of_day(side: Side, index: int) -> tuple[str, int]:
    """ "a" or "p" and the last token of "a.m.", "am", "p.m.", "pm"; "" where nothing of the kind follows."""
    word = side.word(index + 1)
    if word in ("am", "pm"):
        return word[0], index + 1
    if word in ("a", "p") and side.word(index + 2) == "." and side.word(index + 3) == "m":
        return word, index + 3
    return "", index
