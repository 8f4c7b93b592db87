"""Glossary files as spreadsheets save them."""

from pathlib import Path

import click
import pytest

from service.cli.glossary import read_glossary


@pytest.mark.parametrize(
    "text",
    [
        "DPR RI\tHouse of Representatives\nKPK\tCorruption Eradication Commission\n",
        'DPR RI,House of Representatives\r\n\r\n"KPK",Corruption Eradication Commission',
        "Indonesian;English\nDPR RI;House of Representatives\nKPK; Corruption Eradication Commission \n",
        "\ufeffid\ten\nDPR RI\tHouse of Representatives\nKPK\tCorruption Eradication Commission",
    ],
)
def test_two_columns_whatever_separates_them(tmp_path: Path, text: str) -> None:
    file = tmp_path / "terms"
    file.write_text(text, encoding="utf-8")
    assert read_glossary(file) == [["DPR RI", "House of Representatives"], ["KPK", "Corruption Eradication Commission"]]


def test_a_separator_in_quotation_marks_belongs_to_the_term(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text('Tanah Abang,"Tanah Abang, Jakarta"\n', encoding="utf-8")
    assert read_glossary(file) == [["Tanah Abang", "Tanah Abang, Jakarta"]]


@pytest.mark.parametrize("line", ["KPK", "KPK\t", "KPK\tCommission\tnote"])
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(f"DPR RI\tHouse of Representatives\n{line}\n", encoding="utf-8")
    with pytest.raises(click.BadParameter, match="line 2"):
        read_glossary(file)


def test_a_missing_file_is_a_wrong_command_line(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter, match="No such file"):
        read_glossary(tmp_path / "none.tsv")
