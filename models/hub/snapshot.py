"""From an entry of the catalogue to a verified folder of the hub's files.

In the cache: ``hub/<owner--name>/<commit>/`` holds a complete snapshot, ``<commit>.partial/`` what has come of one, and
``refs/<branch>`` the commit that a branch stood for when it was first asked for.
"""

import errno
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from models.catalog import CatalogEntry
from models.errors import ModelUnavailableError
from models.hub import listing, transfer
from models.hub.errors import DiskFullError, HubUnreachableError, explain, unreachable
from models.hub.options import HubOptions
from models.integrity import Expected, damaged, stamp
from models.locking import exclusive
from models.store import cache_folder, slug

#: Told the bytes that are here, and the bytes of the whole model.
Progress = Callable[[int, int], None]

_COMMIT_LENGTH = 40
_log = logging.getLogger(__name__)


def download(entry: CatalogEntry, options: HubOptions, progress: Progress | None = None) -> Path:
    """The folder that holds the verified files of ``entry``; downloaded where it is not there yet.

    The commit that the entry pins is taken. Where it names a branch such as ``refs/pr/2``, or nothing, which is
    ``main``, that is resolved once, and the commit is used from then on. What is damaged is downloaded again; a
    download that was cut goes on where it was. Several processes may do this at once.

    Raises:
        HubError: the model cannot be had; see the classes.
        ModelUnavailableError: what the hub has is not a model that can be used, or the cache cannot be written.
    """
    home = folder_of(entry)
    found = _intact(home, entry)
    if found:
        return found
    model = entry.location
    if options.is_offline():
        raise HubUnreachableError(
            f"{model} is not here{_what_is_wrong(home, entry)} and downloads are switched off; run "
            f"'intisari models pull {entry.name}' where there is network, or switch them on."
        )
    with exclusive(lock_of(entry)):
        found = _intact(home, entry)  # another process was first
        if found:
            return found
        try:
            return _download(home, entry, options, progress)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFullError(
                    f"The disk is full: {model} needs more room in {home}; what has come is kept. "
                    f"INTISARI_CACHE chooses another folder."
                ) from error
            raise ModelUnavailableError(
                f"{model} cannot be written to {home} ({error.strerror or error}); INTISARI_CACHE chooses another "
                f"folder."
            ) from error


def folder_of(entry: CatalogEntry) -> Path:
    """Where the snapshots of a model are kept."""
    return cache_folder() / "hub" / slug(entry.location)


def lock_of(entry: CatalogEntry) -> Path:
    """What a process holds while it changes that folder."""
    home = folder_of(entry)
    return home.with_name(home.name + ".lock")


def known_commit(home: Path, entry: CatalogEntry) -> str:
    """The commit that ``entry`` stands for on this machine; empty where that is not known yet."""
    if len(entry.revision) == _COMMIT_LENGTH:
        return entry.revision
    try:
        return _reference(home, entry).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _reference(home: Path, entry: CatalogEntry) -> Path:
    return home / "refs" / quote(entry.revision or "main", safe="")


def _intact(home: Path, entry: CatalogEntry) -> Path | None:
    commit = known_commit(home, entry)
    here = listing.Listing.read(home / commit) if commit else None
    return home / commit if here and not damaged(home / commit, here.files) else None


def _what_is_wrong(home: Path, entry: CatalogEntry) -> str:
    commit = known_commit(home, entry)
    here = listing.Listing.read(home / commit) if commit else None
    bad = damaged(home / commit, here.files) if here else []
    return f" undamaged ({', '.join(bad)})" if bad else ""


def _download(home: Path, entry: CatalogEntry, options: HubOptions, progress: Progress | None) -> Path:
    model = entry.location
    known = listing.ask(model, known_commit(home, entry) or entry.revision or "main", options)
    reference = _reference(home, entry)
    if len(entry.revision) != _COMMIT_LENGTH:
        reference.parent.mkdir(parents=True, exist_ok=True)
        reference.write_text(known.commit, encoding="ascii")
    target = home / known.commit
    partial = home / f"{known.commit}.partial"
    if target.exists():  # damaged, or it would have been used
        shutil.rmtree(partial, ignore_errors=True)
        target.rename(partial)
    partial.mkdir(parents=True, exist_ok=True)
    missing = set(damaged(partial, known.files))
    files = [file for file in known.files if file.name in missing]
    _make_sure_of_room(partial, model, files)
    _fetch_all(files, partial, known, entry, options, progress)
    known.write(partial)
    stamp(partial, [file.name for file in known.files])
    partial.rename(target)
    return target


def _make_sure_of_room(partial: Path, model: str, files: list[Expected]) -> None:
    here = sum(path.stat().st_size for path in partial.glob(f"*{transfer.PART}"))
    required = sum(file.size for file in files) - here
    free = shutil.disk_usage(partial).free
    if required > free:
        raise DiskFullError(
            f"{model} needs {required / 1e6:,.0f} MB more in {partial.parent}, but {free / 1e6:,.0f} MB are free; make "
            f"room, or choose another folder with INTISARI_CACHE."
        )


def _fetch_all(
    files: list[Expected],
    folder: Path,
    known: listing.Listing,
    entry: CatalogEntry,
    options: HubOptions,
    progress: Progress | None,
) -> None:
    import httpx2
    from huggingface_hub import hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    model, address, headers = entry.location, options.address(), options.headers()
    total = sum(file.size for file in known.files)
    parts = sum(path.stat().st_size for path in folder.glob(f"*{transfer.PART}"))
    here = total - sum(file.size for file in files) + parts

    def advance(count: int) -> None:
        nonlocal here
        here += count
        if progress:
            progress(here, total)

    _log.info("downloading %s at %s: %.0f MB, %.0f MB of them here", model, known.commit, total / 1e6, here / 1e6)
    advance(0)
    try:
        for file in files:
            url = hf_hub_url(model, file.name, revision=known.commit, endpoint=address)
            transfer.fetch(url, folder / file.name, file, headers, advance)
    except HfHubHTTPError as error:
        raise explain(error, model, known.commit, address) from error
    except httpx2.HTTPError as error:
        raise unreachable(error, model, address) from error
