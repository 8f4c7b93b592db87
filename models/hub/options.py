"""How to reach the hub."""

import os
import re
from dataclasses import dataclass, field
from typing import Any

from models.hub.errors import HubAccessError

_TOKEN = re.compile(r"[\x21-\x7e]+")
_TRUE = {"1", "ON", "YES", "TRUE"}  # as huggingface_hub reads its own variables


@dataclass(frozen=True, slots=True)
class HubOptions:
    """Where to download from, and whether at all.

    Attributes:
        offline: download nothing; ``HF_HUB_OFFLINE`` does the same.
        token: for private and gated models; by default ``HF_TOKEN``, else what ``hf auth login`` stored. It is in no
            message, no log and no ``repr``.
        endpoint: address of the hub; by default ``HF_ENDPOINT``, else huggingface.co.
    """

    offline: bool = False
    token: str | None = field(default=None, repr=False)
    endpoint: str | None = None

    def is_offline(self) -> bool:
        from huggingface_hub import is_offline_mode  # as the variable was when that library was imported

        return self.offline or os.environ.get("HF_HUB_OFFLINE", "").upper() in _TRUE or is_offline_mode()

    def address(self) -> str:
        """The hub's address without a slash at its end."""
        from huggingface_hub import constants

        return (self.endpoint or os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")

    def headers(self) -> dict[str, str]:
        """Headers of a request, with the token where there is one.

        Raises:
            HubAccessError: what was given cannot be a token.
        """
        from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # documented, not exported

        headers: dict[str, Any] = build_hf_headers(token=self.known_token() or False, library_name="intisari")
        return {name: str(value) for name, value in headers.items()}

    def known_token(self) -> str | None:
        """The token to send.

        Raises:
            HubAccessError: what was given cannot be a token. The HTTP library would quote it in its own error.
        """
        from huggingface_hub import get_token

        token = (self.token or "").strip() or get_token()
        if token and not _TOKEN.fullmatch(token):
            raise HubAccessError("The hub token has characters that no token has; copy it again.")
        return token
