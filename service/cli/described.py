"""What is known of a model, and what of it is on this machine, in words."""

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.catalog import CatalogEntry
    from models.inventory import Holdings


def terms(entry: "CatalogEntry") -> str:
    licence = f"{entry.licence or 'unknown'} ({entry.licence_url or 'no address'})"
    commercial = {True: "yes", False: "no", None: "unclear, taken for no"}[entry.commercial]
    return f"licence {licence}; commercial use: {commercial}"


def state(entry: "CatalogEntry", here: "Holdings") -> str:
    """What is on this machine, in words."""
    if entry.origin == "package":
        return "part of the package"
    of = f" of {megabytes(entry.download_bytes)}" if entry.download_bytes else ""
    if entry.origin == "folder":
        state = f"your own folder {entry.location}" if entry.location else "has to be made first, see its remarks"
    elif here.downloaded_bytes:
        state = f"downloaded: {megabytes(here.downloaded_bytes)} at {here.revision[:12]}"
    elif here.partial_bytes:
        state = f"{megabytes(here.partial_bytes)}{of} downloaded"
    else:
        state = "not downloaded" + (f" ({megabytes(entry.download_bytes)})" if entry.download_bytes else "")
    converted = ", ".join(f"{made.compute_type} ({megabytes(made.bytes)})" for made in here.conversions)
    return f"{state}; converted: {converted}" if converted else state


def readable(value: Any) -> str:
    """A fact of the catalogue for a person.

    >>> readable(None), readable(("id", "en")), readable(True), readable(1234567)
    ('unknown', 'id, en', 'yes', '1,234,567')
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        facts = dataclasses.asdict(value).items()
        return ", ".join(f"{name.replace('_', ' ')} {fact!r}" for name, fact in facts if fact != "") or "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return "unknown" if value in (None, "") else str(value)


def megabytes(count: int) -> str:
    """
    >>> megabytes(1), megabytes(232_400_000)
    ('1 MB', '232 MB')
    """
    return f"{max(1, round(count / 1e6)):,} MB"
