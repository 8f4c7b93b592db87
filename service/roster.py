"""Which models this service may use: the defaults, and the others that requests may choose."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from models.catalog import CatalogEntry, check_usable, find, known
from models.engines.devices import place
from models.engines.protocol import ModelCard, Task
from models.errors import ModelUnavailableError
from models.store import BUNDLED, MANIFEST, Manifest
from service.errors import ModelChoiceError
from service.settings import Settings

Role = Literal["translator", "summarizer"]
ROLES: dict[Task, Role] = {"translation": "translator", "summarisation": "summarizer"}
TASKS: dict[Role, Task] = {role: task for task, role in ROLES.items()}

EXTRACTIVE = "extractive"
#: The engine of the tests; it has no weights.
LEXICON = CatalogEntry(
    "lexicon", "translation", ("id", "en"), "word list", "package", "Apache-2.0", "", commercial=True
)
#: A name that comes from a request is repeated up to this length.
MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that may be used here.

    Attributes:
        entry: its facts; ``entry.name`` is what requests and answers call it.
        source: what ``load_engine`` is given.
        weights: bytes of its weights in memory, as far as they are known before it is loaded; None where they are not.
    """

    entry: CatalogEntry
    source: str
    weights: int | None

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def role(self) -> Role:
        return ROLES[self.entry.task]

    @property
    def writes(self) -> Literal["id", "en"]:
        """What a summariser writes: English where its languages are ``id`` and ``en``, as for a translator."""
        return "en" if self.entry.languages == ("id", "en") else "id"


@dataclass(frozen=True, slots=True)
class Roster:
    """The models of a service.

    Attributes:
        translator: the default; ``summarizer`` likewise.
        offers: all, the defaults first.
        known: names of every model that could be allowed here.
    """

    translator: Offer
    summarizer: Offer
    offers: tuple[Offer, ...]
    known: tuple[str, ...]

    def choose(self, role: Role, name: str | None) -> Offer:
        """The model that a request names for ``role``, or the default.

        Raises:
            ModelChoiceError: there is no such model, it has another role, or this service may not use it.
        """
        if name is None:
            return self.translator if role == "translator" else self.summarizer
        found = next((offer for offer in self.offers if name in (offer.name, offer.source)), None)
        if found is not None and found.role == role:
            return found
        raise ModelChoiceError(f"{self._why_not(role, name, found)} {self._choice(role)}", f"models.{role}")

    def _why_not(self, role: Role, name: str, found: Offer | None) -> str:
        shown = f"`{name[:MOST_SHOWN]}`"
        if found is not None:
            return f"{shown} is a {found.role}, not a {role}."
        if name in self.known:
            return f"{shown} is not switched on in this service; its operator can add it to INTISARI_MODELS."
        near = difflib.get_close_matches(name[:MOST_SHOWN], {*self.known, *(offer.name for offer in self.offers)}, n=3)
        hint = f"; the nearest names are {_names(near)}" if near else ""
        return f"There is no model {shown}{hint}."

    def _choice(self, role: Role) -> str:
        here = [offer.name for offer in self.offers if offer.role == role]
        return f"The only {role} here is {_names(here)}." if len(here) == 1 else f"The {role}s here are {_names(here)}."

    def with_translator(self, card: ModelCard) -> Self:
        """The same with the default translator as an engine that is loaded already tells of itself."""
        if card.name == self.translator.name:
            return self
        entry = replace(self.translator.entry, name=card.name, licence=card.licence, commercial=card.commercial)
        entry = replace(entry, revision=card.revision, attribution=card.notice, training_data="")
        translator = replace(self.translator, entry=entry)
        return replace(self, translator=translator, offers=(translator, *self.offers[1:]))


def roster_of(settings: Settings) -> Roster:
    """The models that the settings name, each checked.

    Raises:
        ModelUnavailableError: a name is unknown, its model has another task or terms that are not accepted here, a
            file of entries is wrong, or the model does not fit into the memory that is allowed.
    """
    entries = (*known(settings.catalog), LEXICON)
    translator = _offer(settings.translator, "translation", entries, settings)
    summarizer = _offer(settings.summarizer, "summarisation", entries, settings)
    others = dict.fromkeys((EXTRACTIVE, *settings.models))
    further = [
        _offer(name, None, entries, settings) for name in others if name not in (translator.source, summarizer.source)
    ]
    offers = (translator, summarizer, *further)
    for offer in offers:
        if any(other.name == offer.name for other in offers if other is not offer):
            raise ModelUnavailableError(
                f"Two of the models in the settings are called {offer.name!r}, so that requests could not tell them "
                "apart; give one of them another name in a file of entries (INTISARI_CATALOG)."
            )
    _check_memory(translator, offers, settings)
    names = tuple(entry.name for entry in entries if entry is not LEXICON)
    return Roster(translator, summarizer, offers, names)


def _offer(name: str, task: Task | None, entries: tuple[CatalogEntry, ...], settings: Settings) -> Offer:
    folder = Path(name).expanduser()
    if folder.is_dir() and not any(entry.name == name for entry in entries):
        return _folder_offer(name, folder, task)
    entry = find(name, entries)
    check_usable(entry, task=task or entry.task, allow_noncommercial=settings.allow_noncommercial)
    if entry.name == "bundled":
        manifest = Manifest.read(BUNDLED)
        return Offer(_with_facts(entry, manifest), name, _size(manifest))
    if entry is LEXICON or entry.name == EXTRACTIVE:
        return Offer(entry, name, 0)
    if entry.origin == "folder":
        return Offer(entry, name, _weights_in(Path(entry.location).expanduser()))
    return Offer(entry, name, entry.parameters and round(entry.parameters * _bytes_per_parameter(entry, settings)))


def _folder_offer(name: str, folder: Path, task: Task | None) -> Offer:
    """A folder without an entry: its manifest tells what it is."""
    entry = CatalogEntry(folder.resolve().name, task or "translation", ("id",), "", "folder", "", "", None)
    if (folder / MANIFEST).is_file():
        manifest = Manifest.read(folder)
        if task is not None and manifest.task != task:
            raise ModelUnavailableError(
                f"The model in {folder} is for {manifest.task}, not for {task}; name it in the other setting."
            )
        english = manifest.task == "translation" or manifest.input.target_language.startswith("en")
        languages = ("id", "en") if english else ("id",)
        entry = replace(_with_facts(entry, manifest), name=manifest.name, task=manifest.task, languages=languages)
    elif task is None:
        raise ModelUnavailableError(
            f"{folder} does not say what its model is for, because {MANIFEST} is missing; describe it in a file of "
            "entries (INTISARI_CATALOG) and name that entry in INTISARI_MODELS."
        )
    return Offer(entry, name, _weights_in(folder))


def _with_facts(entry: CatalogEntry, manifest: Manifest) -> CatalogEntry:
    entry = replace(entry, licence=manifest.licence, commercial=manifest.commercial, attribution=manifest.notice)
    return replace(entry, revision=manifest.revision)


def _size(manifest: Manifest) -> int:
    return sum(file.size for file in manifest.files)


def _weights_in(folder: Path) -> int | None:
    if (folder / MANIFEST).is_file():
        return _size(Manifest.read(folder))
    return sum(file.stat().st_size for file in folder.glob("*.safetensors")) or None


def _bytes_per_parameter(entry: CatalogEntry, settings: Settings) -> int:
    """By the arithmetic that the engine will choose.

    Raises:
        ModelUnavailableError: the engine that is set cannot run it; the device is not there, or cannot compute so.
    """
    if entry.engine_for(settings.engine) == "torch":
        return 4 if settings.compute_type in ("auto", "float32") else 2
    chosen = place(settings.device, settings.compute_type, entry.input.family).compute_type
    return {"int8": 1, "float32": 4}.get(chosen.partition("_")[0], 2)


def _check_memory(translator: Offer, offers: Iterable[Offer], settings: Settings) -> None:
    """Every model has to fit beside the default translator, which is never unloaded."""
    bound = settings.model_memory
    if bound is None:
        return
    for offer in offers:
        together = (translator,) if offer is translator else (translator, offer)
        for one in together:
            if one.weights is None:
                raise ModelUnavailableError(
                    f"INTISARI_MODEL_MEMORY is set, and how large {one.name!r} is is not known; say its `parameters` "
                    "in a file of entries (INTISARI_CATALOG), or set no bound."
                )
        needed = sum(one.weights or 0 for one in together)
        if needed > bound:
            beside = "" if offer is translator else f" beside the default translator {translator.name!r}"
            raise ModelUnavailableError(
                f"The model {offer.name!r} does not fit{beside}: {mebibytes(needed)} are needed, and "
                f"INTISARI_MODEL_MEMORY allows {mebibytes(bound)}. Allow more, or leave the model out."
            )


def mebibytes(size: int) -> str:
    """
    >>> mebibytes(130_000_000), mebibytes(50_000)
    ('124 MiB', '0.0477 MiB')
    """
    return f"{size / (1 << 20):.3g} MiB" if size < 1000 << 20 else f"{size / (1 << 20):,.0f} MiB"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
