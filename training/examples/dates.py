"""Days, dates and times in Indonesian and in English.

House style of the English side: ``April 12, 2023``, ``Monday (April 12)``, and the 24-hour clock with the zone of the
source (``09:30 WIB``), because a copied time can be checked and a converted one can be wrong.
"""

import datetime
from random import Random

from training.corpora import Pair

DAYS = tuple(
    Pair(*entry.split())
    for entry in "Senin Monday, Selasa Tuesday, Rabu Wednesday, Kamis Thursday, Jumat Friday, Sabtu Saturday, "
    "Minggu Sunday".split(", ")
)
MONTHS = tuple(
    Pair(*entry.split())
    for entry in "Januari January, Februari February, Maret March, April April, Mei May, Juni June, Juli July, "
    "Agustus August, September September, Oktober October, November November, Desember December".split(", ")
)


def _date(rng: Random) -> datetime.date:
    return datetime.date(2010, 1, 1) + datetime.timedelta(days=rng.randrange(16 * 365))


def _month(date: datetime.date) -> Pair:
    return MONTHS[date.month - 1]


def day(rng: Random) -> Pair:
    """A weekday with the date in brackets: ``Senin (12/4/2023)``."""
    date = _date(rng)
    weekday, month = DAYS[date.weekday()], _month(date)
    form = rng.randrange(6)
    if form == 0:
        return weekday
    if form == 1:
        return Pair(f"{weekday.source} ({date.day}/{date.month})", f"{weekday.target} ({month.target} {date.day})")
    if form == 2:
        return Pair(
            f"{weekday.source}, {date.day} {month.source} {date.year}",
            f"{weekday.target}, {month.target} {date.day}, {date.year}",
        )
    written = f"{date.day}/{date.month}" if form < 5 else f"{date.day:02}/{date.month:02}"
    return Pair(
        f"{weekday.source} ({written}/{date.year})", f"{weekday.target} ({month.target} {date.day}, {date.year})"
    )


def date(rng: Random) -> Pair:
    when = (
        _date(rng)
        if rng.random() < 0.8
        else datetime.date(rng.randint(1900, 2009), rng.randint(1, 12), rng.randint(1, 28))
    )
    month = _month(when)
    form = rng.randrange(8)
    target = f"{month.target} {when.day}, {when.year}"
    if form < 2:
        return Pair(f"{when.day:02}/{when.month:02}/{when.year}", target)
    if form == 2:
        return Pair(f"{when.day}/{when.month}/{when.year}", target)
    if form == 3:
        return Pair(f"{when.day:02}-{when.month:02}-{when.year}", target)
    if form == 4:
        return Pair(f"{when.day} {month.source}", f"{month.target} {when.day}")
    if form == 5:
        return Pair(f"tanggal {when.day} {month.source} {when.year}", target)
    return Pair(f"{when.day} {month.source} {when.year}", target)


def date_range(rng: Random) -> Pair:
    first = _date(rng).replace(day=rng.randint(1, 18))
    last = first.day + rng.randint(1, 9)
    month = _month(first)
    mark = rng.choice(("-", "–", " hingga ", " sampai "))
    target_mark = {"-": "-", "–": "–"}.get(mark, " to ")
    if rng.random() < 0.5:
        return Pair(f"{first.day}{mark}{last} {month.source}", f"{month.target} {first.day}{target_mark}{last}")
    return Pair(
        f"{first.day}{mark}{last} {month.source} {first.year}",
        f"{month.target} {first.day}{target_mark}{last}, {first.year}",
    )


def month_year(rng: Random) -> Pair:
    when = _date(rng)
    month = _month(when)
    return Pair(f"{month.source} {when.year}", f"{month.target} {when.year}")


def year(rng: Random) -> Pair:
    value = str(rng.randint(1945, 2029))
    return Pair(value, value)


def time(rng: Random) -> Pair:
    """``pukul 09.30 WIB``; the English side has no preposition."""
    hour, minute = rng.randint(0, 23), rng.choice((0, 0, 5, 10, 15, 20, 25, 30, 30, 37, 40, 45, 50, 58))
    zone = rng.choice((" WIB", " WIB", " WIB", " WITA", " WIT", " waktu setempat", ""))
    english_zone = " local time" if "setempat" in zone else zone
    mark = rng.choice((".", ".", ".", ":"))
    return Pair(
        f"{rng.choice(('pukul', 'pukul', 'pukul', 'jam'))} {hour:02}{mark}{minute:02}{zone}",
        f"{hour:02}:{minute:02}{english_zone}",
    )


def time_range(rng: Random) -> Pair:
    first, last = rng.randint(5, 12), rng.randint(13, 23)
    mark = rng.choice((("-", "-"), (" hingga ", " to "), (" sampai ", " to "), (" - ", "-")))
    return Pair(f"pukul {first:02}.00{mark[0]}{last:02}.30 WIB", f"{first:02}:00{mark[1]}{last:02}:30 WIB")
