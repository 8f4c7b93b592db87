import pytest

from models.article.dateline import find_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Rabu, 12 April 2023 10:15 WIB", "12 April 2023"),
        ("Published: 12/04/2023, 09.30 WIB", "12/04/2023"),
        ("12-04-23", "12-04-23"),
        ("2023-04-12", "2023-04-12"),
    ],
)
def test_a_line_that_says_only_when_is_a_date(line: str, date: str) -> None:
    assert find_date(line) == date


@pytest.mark.parametrize("line", ["12.000", "1.250.000", "12.10.000", "2-1", "09.30", "12.000 orang", "2023"])
def test_prices_scores_and_counts_are_no_dates(line: str) -> None:
    assert find_date(line) is None
