"""A short request gets a core to itself while long ones compute."""

import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from service.batching.cores import computing, core_to_itself

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs Linux and two cores"
)


class Busy(threading.Thread):
    """Computes without Python's lock, as an engine does."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.began = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            self.began.set()
            hashlib.pbkdf2_hmac("sha256", b"", b"", 200_000)

    @property
    def cores(self) -> set[int]:
        return os.sched_getaffinity(self.native_id or 0)


@pytest.fixture
def busy() -> Iterator[list[Busy]]:
    threads = [Busy(), Busy()]
    for thread in threads:
        thread.start()
        thread.began.wait()
    yield threads
    for thread in threads:
        thread.ended.set()
        thread.join()


def confined(busy: list[Busy]) -> bool:
    """A thread that was just between two computations is not seen, so the block is tried again."""
    everywhere = os.sched_getaffinity(0)
    for _ in range(50):
        with core_to_itself():
            if all(thread.cores < everywhere for thread in busy):
                return len(set.union(*(thread.cores for thread in busy))) == len(everywhere) - 1
    return False


def test_what_computes_keeps_off_one_core_until_the_end_of_the_block(busy: list[Busy]) -> None:
    everywhere = os.sched_getaffinity(0)
    assert confined(busy)
    assert all(thread.cores == everywhere for thread in busy)


def test_the_caller_and_threads_that_only_wait_may_run_anywhere(busy: list[Busy]) -> None:
    everywhere = os.sched_getaffinity(0)
    over = threading.Event()
    idle = threading.Thread(target=over.wait, daemon=True)
    idle.start()
    try:
        while idle.native_id in computing():
            time.sleep(0.01)
        with core_to_itself():
            assert os.sched_getaffinity(0) == everywhere
            assert os.sched_getaffinity(idle.native_id or 0) == everywhere
    finally:
        over.set()
        idle.join()


def test_of_two_in_a_hurry_only_the_first_makes_room(busy: list[Busy]) -> None:
    inside, over = threading.Event(), threading.Event()

    def first() -> None:
        with core_to_itself():
            inside.set()
            over.wait()

    other = threading.Thread(target=first, daemon=True)
    other.start()
    inside.wait()
    try:
        before = [thread.cores for thread in busy]
        with core_to_itself():
            assert [thread.cores for thread in busy] == before
    finally:
        over.set()
        other.join()
    assert confined(busy)


def test_an_error_in_the_block_gives_the_core_back(busy: list[Busy]) -> None:
    everywhere = os.sched_getaffinity(0)
    with pytest.raises(RuntimeError), core_to_itself():
        raise RuntimeError
    assert all(thread.cores == everywhere for thread in busy)
    assert confined(busy)


def test_a_single_core_is_shared(busy: list[Busy]) -> None:
    everywhere = os.sched_getaffinity(0)
    only = {max(everywhere)}
    threads = [0, *(thread.native_id or 0 for thread in busy)]
    try:
        for thread in threads:
            os.sched_setaffinity(thread, only)
        with core_to_itself():
            assert all(thread.cores == only for thread in busy)
    finally:
        for thread in threads:
            os.sched_setaffinity(thread, everywhere)
