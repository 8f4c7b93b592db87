"""Numbers are read the same from digits and words, in both languages."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from models.checks.literals import read_literal
from models.checks.numbers import check_numbers, read_quantities
from models.checks.quantity import number
from models.checks.side import Language, Side

_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def indonesian(value: int) -> str:
    """The number in words; an independent writer for the reader under test."""
    for scale, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu")):
        if value >= scale:
            upper, lower = divmod(value, scale)
            head = "seribu" if upper == 1 and scale == 1000 else f"{indonesian(upper)} {name}"
            return f"{head} {indonesian(lower)}" if lower else head
    if value >= 100:
        upper, lower = divmod(value, 100)
        head = "seratus" if upper == 1 else f"{_ID[upper]} ratus"
        return f"{head} {indonesian(lower)}" if lower else head
    if value < 12:
        return _ID[value]
    if value < 20:
        return f"{_ID[value - 10]} belas"
    upper, lower = divmod(value, 10)
    return f"{_ID[upper]} puluh {_ID[lower]}" if lower else f"{_ID[upper]} puluh"


def english(value: int) -> str:
    """The number in words; an independent writer for the reader under test."""
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if value >= scale:
            upper, lower = divmod(value, scale)
            head = f"{english(upper)} {name}"
            return f"{head} {english(lower)}" if lower else head
    if value >= 100:
        upper, lower = divmod(value, 100)
        return f"{_EN[upper]} hundred and {english(lower)}" if lower else f"{_EN[upper]} hundred"
    if value < 20:
        return _EN[value]
    upper, lower = divmod(value, 10)
    return f"{_EN_TENS[upper]}-{_EN[lower]}" if lower else _EN_TENS[upper]


def values(text: str, language: Language) -> set[float]:
    return {
        value
        for quantity in read_quantities(Side(text, language)).stated
        for what, value in quantity.readings
        if what == "number"
    }


@given(st.integers(2, 10**15 - 1))
def test_digits_with_separators_read_back_in_both_languages(value: int) -> None:
    grouped = f"{value:,}"

    assert number(float(value)) in read_literal(grouped, "en")[0]
    assert number(float(value)) in read_literal(grouped.replace(",", "."), "id")[0]


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_decimals_read_back_in_both_languages(whole: int, hundredths: int) -> None:
    value = number(float(f"{whole}.{hundredths:02}"))
    grouped = f"{whole:,}.{hundredths:02}"

    assert value in read_literal(grouped, "en")[0]
    assert value in read_literal(grouped.translate(str.maketrans(".,", ",.")), "id")[0]


@given(st.integers(2, 10**15 - 1))
def test_numbers_in_words_read_back_in_both_languages(value: int) -> None:
    assert values(f"Ada {indonesian(value)} orang.", "id") == {float(value)}
    assert values(f"There are {english(value)} people.", "en") == {float(value)}


@given(st.integers(2, 10**12))
def test_words_and_digits_agree_across_the_languages(value: int) -> None:
    grouped = f"{value:,}"

    for source in (f"Ada {indonesian(value)} orang.", f"Ada {grouped.replace(',', '.')} orang."):
        for target in (f"There are {english(value)} people.", f"There are {grouped} people."):
            assert check_numbers(Side(source, "id"), Side(target, "en")) == []


@given(st.integers(2, 10**9), st.integers(2, 10**9))
def test_two_different_numbers_never_agree(value: int, other: int) -> None:
    source = Side(f"Ada {value:,} orang.".replace(",", "."), "id")
    findings = check_numbers(source, Side(f"It has {other:,} people.", "en"))

    assert bool(findings) == (value != other)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_digits_agrees_with_the_date_in_words(day: date) -> None:
    source = f"Pada {day:%d/%m/%Y} ia lahir."
    target = f"He was born on {day:%B} {day:%d}, {day:%Y}."

    assert check_numbers(Side(source, "id"), Side(target, "en")) == []


@given(st.times())
def test_a_time_agrees_with_the_twelve_hour_clock(moment: time) -> None:
    source = f"Ia tiba pukul {moment:%H.%M} WIB."

    assert check_numbers(Side(source, "id"), Side(f"He arrived at {moment:%I:%M %p} WIB.", "en")) == []
    assert check_numbers(Side(source, "id"), Side(f"He arrived at {moment:%H:%M} WIB.", "en")) == []
