"""From the name of a model to a loaded engine; imports only the library that this model needs."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models import store
from models.engines.devices import Device, Placement, place
from models.engines.facts import facts_of_entry, facts_of_folder
from models.engines.protocol import Engine, Task
from models.errors import ModelUnavailableError
from models.hub.options import HubOptions

if TYPE_CHECKING:
    from models.catalog import CatalogEntry, EngineChoice


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How models are run.

    Attributes:
        workers: batches that run at once, over all GPUs. torch runs one at a time.
        threads: CPU threads of each worker; 0 leaves it to the library.
        device: ``auto`` takes all GPUs (torch: the first one) where there are any.
        compute_type: ``auto`` follows from the device, see ``models.engines.devices``; else a type of CTranslate2.
        engine: ``auto`` is the first that the catalogue names for the model.
        allow_noncommercial: also models that a commercial newsroom may not use.
        hub: how to reach it.
        own_catalog: the operator's own file of models.
    """

    workers: int = 1
    threads: int = 0
    device: Device = "auto"
    compute_type: str = "auto"
    engine: "EngineChoice" = "auto"
    allow_noncommercial: bool = False
    hub: HubOptions = field(default_factory=HubOptions)
    own_catalog: Path | None = None


_DEFAULTS = EngineOptions()


def load_engine(name: str = "bundled", options: EngineOptions = _DEFAULTS, *, task: Task = "translation") -> Engine:
    """Load the model ``name``: ``bundled``, ``lexicon``, one of the catalogue, or the path of a model folder.

    A folder with ``manifest.json`` (written by ``training.export`` or by a conversion) is run by CTranslate2; a Hugging
    Face folder (``config.json`` and safetensors) by torch, or by CTranslate2 on request: then it is converted first.

    Raises:
        ModelUnavailableError: no such model, one of another task, one that may not be used here, or its files cannot
            be had, are missing or damaged.
    """
    if name == "lexicon":
        from models.engines.lexicon import LexiconEngine

        return LexiconEngine()
    folder = store.BUNDLED if name == "bundled" else Path(name).expanduser()
    if (folder / store.MANIFEST).is_file():
        return _load_exported(folder, options, task)
    if (folder / "config.json").is_file():
        return _load_folder(folder, options, task)
    from models.catalog import check_usable, find, known

    entry = find(name, known(options.own_catalog))
    check_usable(entry, task=task, allow_noncommercial=options.allow_noncommercial)
    if entry.origin == "package":
        raise ModelUnavailableError(f"{name} needs no engine: it is a part of the summariser, not a neural model.")
    return _load_entry(entry, options)


def _load_exported(folder: Path, options: EngineOptions, task: Task) -> Engine:
    manifest = store.Manifest.read(folder)
    if options.engine == "torch":
        raise ModelUnavailableError(f"{manifest.name} has weights for CTranslate2 only; torch cannot run it.")
    if manifest.task != task:
        raise ModelUnavailableError(f"{manifest.name} is for {manifest.task}, not for {task}; choose another model.")
    placement = place(options.device, options.compute_type, manifest.input.family)
    if placement.device == "cpu" and options.compute_type == "auto":
        # Whoever exported it chose the arithmetic; CTranslate2 falls back by itself where the CPU has it not.
        placement = replace(placement, compute_type="default")
    from models.engines.multi_query import with_one_cache

    assembled = store.assemble(folder)
    for_large_batches = with_one_cache(assembled, manifest) if placement.device == "cpu" else None
    return _run(assembled, manifest, placement, options, for_large_batches)


def _load_folder(folder: Path, options: EngineOptions, task: Task) -> Engine:
    facts = facts_of_folder(folder, task)
    if options.engine != "ctranslate2":
        from models.engines.torch import TorchEngine

        return TorchEngine(
            folder, facts, threads=options.threads, device=options.device, compute_type=options.compute_type
        )
    from models.catalog import CatalogEntry

    entry = CatalogEntry(
        name=folder.name,
        task=task,
        languages=("id", "en") if task == "translation" else ("id",),
        architecture=facts.input.family,
        origin="folder",
        licence="",
        licence_url="",
        commercial=None,
        location=str(folder),
        input=facts.input,
        max_source_tokens=facts.max_source_tokens,
        engines=("ctranslate2",),
    )
    return _load_entry(entry, options)


def _load_entry(entry: "CatalogEntry", options: EngineOptions) -> Engine:
    engine = entry.engine_for(options.engine)
    if engine == "torch":
        from models.engines.torch import TorchEngine

        folder = store.obtain(entry, hub=options.hub, compute_type="float32", engine="torch")
        return TorchEngine(
            folder,
            facts_of_entry(entry, folder.name if entry.origin == "hub" else "local"),
            threads=options.threads,
            device=options.device,
            compute_type=options.compute_type,
        )
    placement = place(options.device, options.compute_type, entry.input.family)
    folder = store.obtain(entry, hub=options.hub, compute_type=placement.compute_type, engine="ctranslate2")
    return _run(folder, store.Manifest.read(folder), placement, options)


def _run(
    folder: Path,
    manifest: store.Manifest,
    placement: Placement,
    options: EngineOptions,
    for_large_batches: Path | None = None,
) -> Engine:
    from models.engines.ctranslate2 import CTranslate2Engine

    return CTranslate2Engine(
        folder,
        manifest,
        workers=options.workers,
        threads=options.threads,
        placement=placement,
        for_large_batches=for_large_batches,
    )
