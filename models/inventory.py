"""What lies on this machine of each model, whether it is undamaged, and how to be rid of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from models import conversion, store
from models.catalog import CatalogEntry
from models.engines.multi_query import folder_beside
from models.errors import ModelUnavailableError
from models.hub import listing, snapshot
from models.integrity import Expected, damaged
from models.locking import exclusive


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted model in the cache. ``revision`` is that of its manifest."""

    compute_type: str
    revision: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is here of one model.

    Attributes:
        revision: commit that is, or would be, downloaded; empty where ``main`` was not resolved yet.
        downloaded_bytes: of the complete snapshot; 0 where there is none.
        partial_bytes: of a download that was cut.
    """

    revision: str
    downloaded_bytes: int
    partial_bytes: int
    conversions: tuple[Conversion, ...]


def holdings(entry: CatalogEntry) -> Holdings:
    """What is here of ``entry``, by the names and sizes of files only."""
    commit, downloaded, partial = "", 0, 0
    if entry.origin == "hub":
        home = snapshot.folder_of(entry)
        commit = snapshot.known_commit(home, entry)
        if commit and listing.Listing.read(home / commit):
            downloaded = _size(home / commit)
        partial = _size(home / f"{commit}.partial") if commit else 0
    elif entry.origin == "package" and entry.name == "bundled":
        manifest = store.Manifest.read(store.BUNDLED)
        commit, downloaded = manifest.revision, _size(store.assembled_folder(manifest))
    found = (
        Conversion(manifest.quantization, manifest.revision, _size(folder)) for folder, manifest in _conversions(entry)
    )
    return Holdings(commit, downloaded, partial, tuple(found))


def verify(entry: CatalogEntry) -> tuple[int, tuple[Path, ...]]:
    """Read every file of ``entry`` in the cache; how many there are, and those that are missing or damaged.

    What is damaged is noted and made good when the model is next pulled or used.

    Raises:
        ModelUnavailableError: files of the package or of the operator's own folder are missing or damaged, which
            nothing here can mend.
    """
    checks: list[tuple[Path, list[Expected]]] = []
    if entry.origin == "hub":
        home = snapshot.folder_of(entry)
        commit = snapshot.known_commit(home, entry)
        here = listing.Listing.read(home / commit) if commit else None
        if here:
            checks.append((home / commit, list(here.files)))
    elif entry.origin == "folder" and entry.location:
        listing.of_folder(Path(entry.location).expanduser(), entry.name)
    elif entry.name == "bundled":
        assembled = store.assemble(store.BUNDLED)
        checks.append((assembled, store.expected_files(store.Manifest.read(store.BUNDLED))))
        beside = folder_beside(assembled)
        if beside.is_dir():
            checks.append((beside, store.expected_files(store.Manifest.read(beside))))
    checks += [(folder, store.expected_files(manifest)) for folder, manifest in _conversions(entry)]
    bad = [folder / name for folder, files in checks for name in damaged(folder, files, thorough=True)]
    return sum(len(files) for _, files in checks), tuple(bad)


def remove(entry: CatalogEntry) -> int:
    """Delete what is here of ``entry`` and return its bytes. A folder of the operator's own is left alone.

    Raises:
        ModelUnavailableError: it is part of the package, or the cache cannot be written.
    """
    if entry.origin == "package":
        raise ModelUnavailableError(f"{entry.name} is part of the package; there is nothing to remove.")
    folders = [conversion.folder_of(entry)]
    if entry.origin == "hub":
        folders.append(snapshot.folder_of(entry))
    folders = [folder for folder in folders if folder.exists()]
    if not folders:
        return 0
    freed = sum(map(_size, folders))
    with exclusive(snapshot.lock_of(entry)):  # no process downloads it meanwhile
        try:
            for folder in folders:
                shutil.rmtree(folder)
        except OSError as error:
            raise ModelUnavailableError(f"{entry.name} cannot be removed ({error}).") from error
    return freed


def _conversions(entry: CatalogEntry) -> list[tuple[Path, store.Manifest]]:
    found = []
    for path in sorted(conversion.folder_of(entry).glob(f"*/{store.MANIFEST}")):
        try:
            found.append((path.parent, store.Manifest.read(path.parent)))
        except ModelUnavailableError:  # half a conversion, which is made again when the model is used
            continue
    return found


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
