"""The benchmark of start-up measures a real service; its budgets are for the bundled model on an idle machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


def run(translator: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "INTISARI_TRANSLATOR": translator}
    command = [sys.executable, "benchmarks/startup.py", "--starts", "1"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_it_prints_time_and_memory_of_real_starts() -> None:
    ran = run("lexicon")
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"^\| seconds until ready \| \d+\.\d\d \|", ran.stdout, re.MULTILINE)
    [resident] = re.findall(r"^\| resident when ready \(MiB\) \| (\d+) \|", ran.stdout, re.MULTILINE)
    assert 20 < int(resident) < 350
    assert "torch is not loaded" in ran.stdout


def test_a_start_that_fails_is_named_with_its_reason() -> None:
    ran = run("/nowhere")
    assert ran.returncode == 1
    assert "the service did not start: intisari: There is no model '/nowhere'" in ran.stderr
