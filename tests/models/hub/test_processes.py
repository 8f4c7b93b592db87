"""Several processes, and processes that are killed: the cache is theirs together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from models.hub import HubOptions, download
from models.hub.snapshot import folder_of
from tests.models.hub.conftest import COMMIT, WEIGHTS, entry
from tests.models.hub.stand_in import Hub

PROGRAM = """
import sys
from models.hub import HubOptions, download
from tests.models.hub.conftest import entry
print(download(entry(sys.argv[2]), HubOptions(endpoint=sys.argv[1])))
"""


def start(hub: Hub) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, hub.endpoint, COMMIT]
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_processes_download_a_model_once(hub: Hub) -> None:
    both = [start(hub) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert said[0][0] == said[1][0]
    assert (Path(said[0][0].strip()) / "model.safetensors").read_bytes() == WEIGHTS
    assert hub.ranges("model.safetensors") == [""]


def test_a_killed_download_leaves_nothing_that_counts_and_goes_on(hub: Hub, options: HubOptions) -> None:
    hub.stalls["model.safetensors"] = [len(WEIGHTS) // 2]
    process = start(hub)
    assert hub.stalled.wait(60)
    part = folder_of(entry()) / f"{COMMIT}.partial" / "model.safetensors.part"
    while not part.exists() or part.stat().st_size < len(WEIGHTS) // 2:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (folder_of(entry()) / COMMIT).exists()
    hub.asked.clear()
    assert (download(entry(COMMIT), options) / "model.safetensors").read_bytes() == WEIGHTS
    assert hub.ranges("model.safetensors") == [f"bytes={len(WEIGHTS) // 2}-"]
