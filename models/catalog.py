"""The models that Intisari knows: ``catalog.toml`` as typed entries, and entries of the operator's own."""

import difflib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from models.engines.protocol import Decoding, InputFormat, Task
from models.errors import ModelUnavailableError
from models.tables import from_table

CATALOG = Path(__file__).with_name("catalog.toml")

#: Where the weights come from: they ship with the package; a hub repository; a folder of the operator's own.
Origin = Literal["package", "hub", "folder"]
EngineName = Literal["ctranslate2", "torch"]
#: ``auto`` is the first that the catalogue names for the model.
EngineChoice = EngineName | Literal["auto"]

#: Names that stand for something else wherever a model is named.
_RESERVED = ("lexicon",)
#: Names become names of folders in the cache.
_NAME = re.compile(r"\w[\w.+-]*(/\w[\w.+-]*)?")
_HUB_ID = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class CatalogError(ModelUnavailableError):
    """A catalogue file cannot be read, or an entry in it is wrong; the message names file, entry and field."""


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
        languages: ISO 639-1 codes; for translation source and target; for summaries the article's, then the
            summary's where that is another one.
        origin: where the weights come from.
        location: hub id or folder; empty for ``package``. Empty for ``folder`` too where the operator has to make the
            folder first: ``remarks`` says how.
        revision: commit of the hub that is downloaded. A reference such as ``refs/pr/7``, or nothing, which stands for
            ``main``, is resolved to its commit once, and what was downloaded stays until it is removed.
        parameters: None where unknown.
        download_bytes: None where unknown.
        licence: SPDX identifier, or the name of the terms; empty where none is stated.
        training_data: what it was trained on, and the terms of that.
        commercial: whether a commercial newsroom may use it; None where the licence or the terms of the data leave it
            open, which counts as no. In a file, it is left out then.
        attribution: what has to be said where it is used; empty where nothing.
        input: what an input needs besides the text.
        max_source_tokens: longest input, special tokens included.
        decoding: what its publishers use, else our defaults for the task.
        engines: what can run it, best first; none where no engine of ours does.
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
    commercial: bool | None = None
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

    def engine_for(self, wanted: EngineChoice) -> EngineName:
        """What runs the model where the operator wants ``wanted``.

        Raises:
            ModelUnavailableError: that cannot run it.
        """
        if wanted == "auto":
            return self.engines[0] if self.engines else "ctranslate2"
        if self.engines and wanted not in self.engines:
            raise ModelUnavailableError(f"{self.name} cannot be run by {wanted}, but by {' or '.join(self.engines)}.")
        return wanted


def load_catalog(path: Path = CATALOG) -> tuple[CatalogEntry, ...]:
    """All entries that come with the package, in the order of the file.

    Raises:
        CatalogError: the file is broken.
    """
    return _read(path)


def read_entries(path: Path) -> tuple[CatalogEntry, ...]:
    """The entries of an operator's own file, in the format of ``catalog.toml``. A folder is found from the file's own.

    Raises:
        CatalogError: the file cannot be read, or an entry is wrong.
    """
    path = path.expanduser()
    entries = _read(path)
    for entry in entries:
        if entry.origin == "package":
            raise _wrong(path, entry.name, "origin 'package' is for models that ship with Intisari; use hub or folder")
        if entry.origin == "folder" and not entry.location:
            raise _wrong(path, entry.name, "location is missing: the folder of the model")
        if not entry.engines:
            raise _wrong(path, entry.name, "engines is missing: what runs the model, ctranslate2 or torch or both")
    return tuple(
        replace(entry, location=str(path.parent / Path(entry.location).expanduser()))
        if entry.origin == "folder"
        else entry
        for entry in entries
    )


def known(own: Path | None = None) -> tuple[CatalogEntry, ...]:
    """The entries that come with the package, then those of the file ``own``.

    Raises:
        CatalogError: a file is broken, or ``own`` uses a name that is taken.
    """
    entries = load_catalog()
    if own is None:
        return entries
    taken = {entry.name for entry in entries}
    mine = read_entries(own)
    for entry in mine:
        if entry.name in taken:
            raise _wrong(own, entry.name, "Intisari has a model of this name already; choose another name")
    return (*entries, *mine)


def find(name: str, entries: tuple[CatalogEntry, ...]) -> CatalogEntry:
    """The entry called ``name``.

    Raises:
        ModelUnavailableError: there is none; the message has the nearest names.
    """
    for entry in entries:
        if entry.name == name:
            return entry
    near = _nearest(name, [entry.name for entry in entries])
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise ModelUnavailableError(f"There is no model {name!r}; {hint}'intisari models list' shows all.")


def check_usable(entry: CatalogEntry, *, task: Task, allow_noncommercial: bool) -> None:
    """Whether ``entry`` may be used for ``task`` on Indonesian articles.

    Raises:
        ModelUnavailableError: it does something else, does not know Indonesian, may not be used commercially, has
            still to be made, or none of our engines runs it.
    """
    if entry.task != task:
        does, wanted = ("summarises", "translates") if task == "translation" else ("translates", "summarises")
        raise ModelUnavailableError(f"{entry.name} {does}; a model that {wanted} is needed here.")
    if entry.languages[0] != "id" or (task == "translation" and entry.languages[1:] != ("en",)):
        wanted = "from Indonesian to English" if task == "translation" else "Indonesian articles"
        raise ModelUnavailableError(
            f"{entry.name} is for {' → '.join(entry.languages)}; a model for {wanted} is needed here."
        )
    if entry.commercial is not True and not allow_noncommercial:
        verdict = (
            f"A commercial newsroom may not use {entry.name}"
            if entry.commercial is False
            else f"It is not known whether a commercial newsroom may use {entry.name}"
        )
        why = "; ".join(filter(None, (f"licence {entry.licence or 'not stated'}", entry.training_data.rstrip("."))))
        raise ModelUnavailableError(
            f"{verdict} ({why}). If you may, set INTISARI_ALLOW_NONCOMMERCIAL=true "
            f"(intisari models pull takes --allow-noncommercial, too)."
        )
    if entry.origin == "folder" and not entry.location:
        raise ModelUnavailableError(f"{entry.name} is not on the hub and has to be made first. {entry.remarks}")
    if entry.origin != "package" and not entry.engines:
        raise ModelUnavailableError(f"No engine of Intisari runs {entry.name}. {entry.remarks}".strip())


def _nearest(name: str, names: list[str]) -> list[str]:
    """Names that are like ``name`` as a whole, or without the owner before the slash, whatever the case."""
    spelt = {key: full for full in names for key in (full.lower(), full.lower().rpartition("/")[2])}
    found = difflib.get_close_matches(name.lower(), spelt, n=4, cutoff=0.6)
    return list(dict.fromkeys(spelt[key] for key in found))[:3]


def _read(path: Path) -> tuple[CatalogEntry, ...]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogError(f"The catalogue {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(f"The catalogue {path} is not valid TOML ({error}).") from error
    rows = content.pop("model", None)
    if content:
        raise CatalogError(
            f"The catalogue {path} has {next(iter(content))!r} outside of a [[model]]; move or delete it."
        )
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise CatalogError(f"The catalogue {path} has no [[model]]; each entry starts with that line.")
    entries: dict[str, CatalogEntry] = {}
    for number, row in enumerate(rows, 1):
        called = row.get("name") if isinstance(row.get("name"), str) and row["name"] else f"number {number}"
        try:
            entry = from_table(CatalogEntry, row)
            _check(entry)
        except ValueError as error:
            raise _wrong(path, called, str(error)) from error
        if entry.name in entries:
            raise _wrong(path, called, "two entries have this name")
        entries[entry.name] = entry
    return tuple(entries.values())


def _wrong(path: Path, name: str, what: str) -> CatalogError:
    return CatalogError(f"The catalogue {path} is wrong at model {name}: {what}.")


def _check(entry: CatalogEntry) -> None:
    """What types cannot say. Raises ValueError."""
    if entry.name in _RESERVED or not _NAME.fullmatch(entry.name):
        raise ValueError(f"name cannot be {entry.name!r}; it looks like our-model or owner/model")
    wanted = (2,) if entry.task == "translation" else (1, 2)
    if len(entry.languages) not in wanted or not all(map(_LANGUAGE.fullmatch, entry.languages)):
        raise ValueError(f"languages has to be {' or '.join(map(str, wanted))} codes such as 'id'")
    if entry.origin == "hub" and not _HUB_ID.fullmatch(entry.location):
        raise ValueError(f"location is {entry.location!r}, and has to be an id of the hub such as owner/name")
    if entry.origin != "hub" and entry.revision:
        raise ValueError("revision is for models of the hub")
    if entry.max_source_tokens < 1:
        raise ValueError("max_source_tokens has to be 1 or more")
    if entry.input.template and "{source}" not in entry.input.template:
        raise ValueError("input.template has to contain {source}")
    decoding = entry.decoding
    if not 1 <= decoding.num_hypotheses <= decoding.beam_size:
        raise ValueError("decoding.beam_size has to be 1 or more, and no smaller than num_hypotheses")
    if min(decoding.no_repeat_ngram_size, decoding.min_tokens, decoding.max_tokens) < 0:
        raise ValueError("decoding has a number below 0")
    if decoding.repetition_penalty <= 0:
        raise ValueError("decoding.repetition_penalty has to be above 0")
    if entry.task == "summarisation" and entry.origin != "package" and not decoding.max_tokens:
        raise ValueError("decoding.max_tokens is missing: the longest summary, in tokens")
    if decoding.max_tokens and decoding.min_tokens > decoding.max_tokens:
        raise ValueError("decoding.min_tokens is above max_tokens")
