"""A running ``intisari serve``, as a user starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Served:
    """Attributes:
    ready: the line that it printed.
    address: of the page, without a slash at the end.
    """

    process: "subprocess.Popen[str]"
    ready: str
    address: str


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "service", *arguments]


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "INTISARI_TRANSLATOR": "lexicon", "COLUMNS": "80", **settings}


@contextmanager
def serving(*arguments: str) -> Iterator[Served]:
    """Runs until the end of the block, on a free port."""
    process = subprocess.Popen(
        command("serve", "--port", "0", *arguments),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        found = re.search(r"(http://[^/\s]+)/", ready)
        assert found, process.communicate()[1]
        yield Served(process, ready, found[1])
    finally:
        process.kill()
        process.communicate()
