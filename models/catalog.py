"""The models that Intisari knows: ``catalog.toml`` as typed entries."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CATALOG = Path(__file__).with_name("catalog.toml")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Facts about one model.

    Attributes:
        name: what the settings call it.
        languages: ISO 639-1 codes; source first for translation.
        licence: SPDX identifier, or the name of the terms.
        commercial: whether a commercial newsroom may use it.
        ships: whether its weights are part of the package.
    """

    name: str
    task: Literal["translation", "summarisation"]
    languages: tuple[str, ...]
    architecture: str
    parameters: int
    licence: str
    licence_url: str
    commercial: bool
    ships: bool


def load_catalog(path: Path = CATALOG) -> tuple[CatalogEntry, ...]:
    """All entries, in the order of the file."""
    with path.open("rb") as stream:
        rows = tomllib.load(stream)["model"]
    return tuple(CatalogEntry(**{**row, "languages": tuple(row["languages"])}) for row in rows)
