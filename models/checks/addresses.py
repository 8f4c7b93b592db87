"""Web and e-mail addresses, accounts and hashtags: nobody translates them, and one wrong letter makes them wrong."""

import re

from models.checks.finding import Finding
from models.checks.side import Side

#: How a link begins.
LINK_START = r"(?:https?://|www\.)"
# Nothing shorter is taken for one, such as a domain alone: "selesai.Di" are two sentences that stand glued together.
_ADDRESS = re.compile(
    LINK_START + r"[^\s<>\"“”]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@#&/])[@#]\w{2,}",
    re.IGNORECASE,
)
#: What ends a sentence or a bracket, and not an address.
_AFTER = ".,;:!?…'’»)]}*_"


def addresses(text: str) -> list[str]:
    """In order, as they stand there.

    >>> addresses("Lihat www.kpu.go.id/hasil, @KPU_ID atau surel ke info@kpu.go.id.")
    ['www.kpu.go.id/hasil', '@KPU_ID', 'info@kpu.go.id']
    """
    return [stripped for found in _ADDRESS.findall(text) if len(stripped := found.rstrip(_AFTER)) > 1]


def without_addresses(text: str) -> str:
    """
    >>> without_addresses("2. https://kpu.go.id")
    '2. '
    """
    return _ADDRESS.sub("", text)


def check_addresses(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``address``: one that is missing in the target, or stands there otherwise."""
    heard = target.text.lower()
    return [
        Finding("address", f"The source has the address {address}; the translation does not.", address)
        for address in dict.fromkeys(addresses(source.text))
        if address.lower() not in heard
    ]
