"""A core for whoever is in a hurry: what computes already keeps off it until then."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_THREADS = Path("/proc/self/task")
_one_at_a_time = threading.Lock()


@contextmanager
def core_to_itself() -> Iterator[None]:
    """Keep the threads of this process that compute now off one core until the end of the block, those of native
    libraries included; the calling and the main thread may run anywhere.

    Needs no privileges, as raising a priority again would. Does nothing where there is no second core, where another
    thread is in such a block, and on systems other than Linux.
    """
    if not _THREADS.is_dir() or not _one_at_a_time.acquire(blocking=False):
        yield
        return
    masks: dict[int, set[int]] = {}
    try:
        free = max(os.sched_getaffinity(0))
        for thread in computing() - {threading.get_native_id(), threading.main_thread().native_id}:
            # A thread may have ended meanwhile, and a sandbox may forbid this: then the system divides the cores.
            with suppress(OSError):
                mask = os.sched_getaffinity(thread)
                if others := mask - {free}:
                    os.sched_setaffinity(thread, others)
                    masks[thread] = mask
        yield
    finally:
        for thread, mask in masks.items():
            with suppress(OSError):
                os.sched_setaffinity(thread, mask)
        _one_at_a_time.release()


def computing() -> set[int]:
    """Ids of the threads of this process that run, or would if they had a core."""
    found = set()
    for folder in _THREADS.iterdir():
        # As above: the thread may have ended.
        with suppress(OSError):
            # The name, in parentheses, may itself have spaces and parentheses in it (proc(5)).
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            if state == "R":
                found.add(int(folder.name))
    return found
