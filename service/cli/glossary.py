"""A glossary file: two columns, Indonesian and English, as a spreadsheet saves them."""

import csv
from pathlib import Path

import click

from service.cli.sources import SourceError, recognise

#: First rows that name the columns instead of giving a term.
_HEADINGS = {
    ("id", "en"),
    ("source", "target"),
    ("indonesian", "english"),
    ("indonesia", "inggris"),
    ("term", "translation"),
}
#: Spreadsheets with Indonesian settings write semicolons, because the comma is in their numbers.
_SEPARATORS = "\t;,"
_MAX_BYTES = 10 * 1024 * 1024


def read_glossary(path: Path) -> list[list[str]]:
    """The pairs in a TSV or CSV file; the first line says which separator it uses.

    Raises:
        click.BadParameter: the file cannot be read, or a line is not a pair.
    """
    try:
        with path.open("rb") as stream:
            text = recognise(stream.read(_MAX_BYTES)).content
    except (OSError, SourceError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise click.BadParameter(f"{path}: {reason}", param_hint="--glossary") from error
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = next((mark for mark in _SEPARATORS if mark in first), ",")
    pairs: list[list[str]] = []
    for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != 2 or not all(cells):
            raise click.BadParameter(
                f"{path}, line {number}: it has to have two columns, Indonesian and English.", param_hint="--glossary"
            )
        if pairs or (cells[0].lower(), cells[1].lower()) not in _HEADINGS:
            pairs.append(cells)
    return pairs
