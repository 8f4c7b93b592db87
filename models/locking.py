"""One process at a time where several share a cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import ModelUnavailableError

#: Long enough for the largest model over a slow line.
WAIT_SECONDS = 6 * 3600


@contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Hold ``lock``, a file that is made where it is missing. The system lets go of it when the process ends, however
    it ends.

    Raises:
        ModelUnavailableError: it cannot be made there, or another process has held it for hours.
    """
    import filelock

    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = filelock.FileLock(lock, timeout=WAIT_SECONDS)
        held.acquire()
    except filelock.Timeout as error:
        raise ModelUnavailableError(
            f"Another process has held {lock} for {WAIT_SECONDS // 3600} hours; stop it, then try again."
        ) from error
    except OSError as error:
        raise ModelUnavailableError(
            f"The model cache {lock.parent} cannot be written ({error.strerror}); "
            f"set INTISARI_CACHE to a folder that can."
        ) from error
    try:
        yield
    finally:
        held.release()
