"""The models that Intisari knows: ``catalog.toml`` as typed entries, and entries of the operator's own."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.engines.protocol import Decoding, InputFormat, Task

CATALOG = Path(__file__).with_name("catalog.toml")

#: Where the weights come from: they ship with the package; a hub repository; a folder of the operator's own.
Origin = Literal["package", "hub", "folder"]
EngineName = Literal["ctranslate2", "torch"]


@dataclass(frozen=True, slots=True)
class Score:
    """A result that somebody published.

    Attributes:
        value: on the scale of the metric as published (BLEU and ROUGE from 0 to 100).
        source: address of the page or table that it was read from.
    """

    test_set: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Facts about one model. What could not be found out is an empty string or None, and is shown as unknown.

    Attributes:
        name: what settings and requests call it; for models of the hub, their id.
        languages: ISO 639-1 codes; source first for translation.
        origin: where the weights come from.
        location: hub id or folder; empty for ``package``.
        revision: commit of the hub that is downloaded; empty where none is pinned yet: then ``main`` is resolved once,
            and what was downloaded stays until it is removed.
        parameters: None where unknown.
        download_bytes: None where unknown.
        licence: SPDX identifier, or the name of the terms; empty where none is stated.
        training_data: what it was trained on, and the terms of that.
        commercial: whether a commercial newsroom may use it; None where the licence or the terms of the data leave it
            open, which counts as no.
        attribution: what has to be said where it is used; empty where nothing.
        input: what an input needs besides the text.
        max_source_tokens: longest input, special tokens included.
        decoding: what its publishers use, else our defaults for the task.
        engines: what can run it, best first.
        scores: published results.
        remarks: what an operator has to know beforehand.
    """

    name: str
    task: Task
    languages: tuple[str, ...]
    architecture: str
    origin: Origin
    licence: str
    licence_url: str
    commercial: bool | None
    location: str = ""
    revision: str = ""
    parameters: int | None = None
    download_bytes: int | None = None
    training_data: str = ""
    attribution: str = ""
    input: InputFormat = InputFormat()
    max_source_tokens: int = 200
    decoding: Decoding = Decoding()
    engines: tuple[EngineName, ...] = ()
    scores: tuple[Score, ...] = ()
    remarks: str = ""


def load_catalog(path: Path = CATALOG) -> tuple[CatalogEntry, ...]:
    """All entries, in the order of the file."""
    with path.open("rb") as stream:
        rows = tomllib.load(stream)["model"]
    return tuple(CatalogEntry(**{**row, "languages": tuple(row["languages"])}) for row in rows)
