"""The processes of one server: found by a mark in their environment, whatever they became children of (Linux)."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

MARK = "SERVING_BENCHMARK_SERVER"
_TICKS = os.sysconf("SC_CLK_TCK")


def marked(mark: str) -> list[int]:
    """Processes whose environment has ``MARK=mark``."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found


def end_all(mark: str, patience: float) -> None:
    """SIGTERM to all processes with the mark, and SIGKILL to what is left after ``patience`` seconds."""
    for name in (signal.SIGTERM, signal.SIGKILL):
        for pid in marked(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, name)
        ends = time.monotonic() + patience
        while marked(mark) and time.monotonic() < ends:
            time.sleep(0.1)


@dataclass
class Usage:
    """What the processes with ``mark`` have used, so far as ``sample`` saw it.

    Attributes:
        peak_mebibytes: highest sum of proportional set sizes: memory that processes share counts once.
    """

    mark: str
    peak_mebibytes: float = 0.0
    _seconds: dict[int, float] = field(default_factory=dict)

    def sample(self) -> None:
        total = 0.0
        for pid in marked(self.mark):
            with contextlib.suppress(OSError, ValueError):
                self._seconds[pid] = cpu_seconds(pid)
                total += proportional_mebibytes(pid)
        self.peak_mebibytes = max(self.peak_mebibytes, total)

    @property
    def cpu_seconds(self) -> float:
        """Of processes that have ended, what was seen last."""
        return sum(self._seconds.values())


def cpu_seconds(pid: int) -> float:
    """User and system time of a process (fields 14 and 15 of proc_pid_stat(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def proportional_mebibytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
