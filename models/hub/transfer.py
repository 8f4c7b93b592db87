"""One file from the hub: goes on where it was cut, and is checked before it counts.

Not ``hf_hub_download``: from 1.0 on that library throws away what had come when a download ends early, and within one
call it loses up to 10 MB with each cut (``file_download.py``: ``_download_to_tmp_and_move``, ``DOWNLOAD_CHUNK_SIZE``).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.hub.errors import DamagedDownloadError
from models.integrity import Expected, checksum

if TYPE_CHECKING:
    import httpx2

#: Seconds before another try when one brought nothing; the last failure is final.
PAUSES = (0.5, 1.0, 2.0, 4.0)
PART = ".part"


def fetch(url: str, target: Path, file: Expected, headers: dict[str, str], advance: Callable[[int], None]) -> None:
    """Download ``file`` to ``target``. What has come is kept beside it, under the name with ``.part`` at its end.

    Args:
        advance: told the bytes that came; negative where some have to come again.

    Raises:
        DamagedDownloadError: twice something else came than the hub had announced.
        httpx2.HTTPError: the hub cannot be reached or answers with an error (then ``HfHubHTTPError``).
        OSError: the disk.
    """
    part = target.with_name(target.name + PART)
    for attempt in range(2):
        _complete(url, part, file, headers, advance)
        if checksum(part, file.checksum) == file.checksum:
            part.replace(target)
            return
        part.unlink()
        if attempt == 0:
            advance(-file.size)
    raise DamagedDownloadError(
        f"{file.name} came twice with another content than the hub announced; a proxy may change it. Try another "
        f"network, or report it to the model's owner."
    )


def _complete(url: str, part: Path, file: Expected, headers: dict[str, str], advance: Callable[[int], None]) -> None:
    """Make ``part`` as long as ``file`` has to be."""
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError

    part.touch()
    failures = 0
    while (before := part.stat().st_size) != file.size:
        if before > file.size:  # of another time; it cannot be continued
            part.write_bytes(b"")
            advance(-min(before, file.size))
            continue
        problem: Exception = DamagedDownloadError(
            f"{file.name} ends early: {before} of {file.size} bytes came; try again."
        )
        try:
            _continue(url, part, file, headers, advance)
        except HfHubHTTPError as error:
            if error.response.status_code < 500:
                raise
            problem = error
        except httpx2.TransportError as error:
            problem = error
        failures = 0 if part.stat().st_size > before else failures + 1
        if failures > len(PAUSES):
            raise problem
        if failures:
            time.sleep(PAUSES[failures - 1])


def _continue(url: str, part: Path, file: Expected, headers: dict[str, str], advance: Callable[[int], None]) -> None:
    """One request for what is missing."""
    have = part.stat().st_size
    # Not compressed: the sizes and ranges are those of the file itself.
    asked = {**headers, "Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with _answer(url, asked) as response:
        if have and response.status_code != 206:  # ranges are not known there
            advance(-have)
            have = 0
        with part.open("ab" if have else "wb") as out:
            for block in response.iter_bytes():  # as it comes: what a larger block held would be lost with a cut
                out.write(block)
                have += len(block)
                advance(len(block))
                if have > file.size:
                    return


@contextmanager
def _answer(url: str, headers: dict[str, str]) -> Iterator["httpx2.Response"]:
    """The answer of the hub or, behind a redirect, of its storage, which is not sent the token."""
    from huggingface_hub import constants, get_session
    from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]  # documented, not exported

    with get_session().stream(
        "GET", url, headers=headers, timeout=float(constants.HF_HUB_DOWNLOAD_TIMEOUT), follow_redirects=True
    ) as response:
        hf_raise_for_status(response)
        yield response
