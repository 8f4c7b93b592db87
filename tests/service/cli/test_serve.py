"""``intisari serve`` comes up, says so, and goes down, like a good neighbour."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from service.settings import available_cores
from tests.service.cli.serving import Served, command, environment, serving


def get(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as response:
        return int(response.status)


def stop(served: Served, number: signal.Signals) -> tuple[int, str]:
    served.process.send_signal(number)
    _, err = served.process.communicate(timeout=30)
    return served.process.returncode, err


def test_the_ready_line_is_true_and_ctrl_c_ends_it_quietly() -> None:
    with serving() as served:
        assert get(f"{served.address}/readyz") == 200
        assert f"{served.address}/docs" in served.ready
        assert get(f"{served.address}/") == 200
        assert get(f"{served.address}/docs") == 200
        code, err = stop(served, signal.SIGINT)
    assert code == 0
    assert "Traceback" not in err
    assert "warning" not in err


def test_a_port_in_use_is_one_sentence() -> None:
    with serving() as served:
        port = served.address.rpartition(":")[2]
        second = subprocess.run(
            command("serve", "--port", port), env=environment(), capture_output=True, text=True, timeout=30
        )
        assert second.returncode == 1
        assert second.stdout == ""
        assert second.stderr == (
            f"intisari: Port {port} of 127.0.0.1 is in use; stop what uses it, or take another one with --port.\n"
        )


def test_an_open_address_is_warned_about_and_sigterm_ends_it() -> None:
    with serving("--host", "0.0.0.0") as served:
        assert served.address.startswith("http://localhost:")
        code, err = stop(served, signal.SIGTERM)
    assert code == 0
    assert err.count("warning") == 1
    assert "no keys" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--host", "203.0.113.1", "--port", "0"), 1, "is not an address of this machine"),
        (("--host", "no.such.host.invalid", "--port", "0"), 1, "is not an address of this machine"),
        (("--port", "70000"), 2, "INTISARI_PORT"),
        (("--port", "eighty"), 2, "--port"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = subprocess.run(command("serve", *arguments), env=environment(), capture_output=True, text=True, timeout=60)
    assert result.returncode == code
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_missing_model_is_one_sentence() -> None:
    variables = environment(INTISARI_TRANSLATOR="nothing")
    result = subprocess.run(command("serve", "--port", "0"), env=variables, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert result.stderr.startswith("intisari: There is no model 'nothing'")
    assert result.stderr.count("\n") == 1


def test_a_damaged_summariser_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "t5", "is_encoder_decoder": true}')
    variables = environment(INTISARI_SUMMARIZER=str(tmp_path))
    result = subprocess.run(command("serve", "--port", "0"), env=variables, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert result.stderr.startswith(f"intisari: {tmp_path}")
    assert result.stderr.count("\n") == 1


# Several processes

several = pytest.mark.skipif(
    available_cores() < 2 or not sys.platform.startswith("linux"), reason="two cores, and /proc to look at them"
)


def children(served: Served) -> list[int]:
    pid = served.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for_children(served: Served, without: int) -> list[int]:
    """The server processes, once there are two without this one."""
    end = time.monotonic() + 20
    while len(found := [child for child in children(served) if child != without]) < 2:
        assert time.monotonic() < end, "nobody took its place"
        time.sleep(0.02)
    return found


@several
def test_several_processes_answer_on_one_port_with_cores_of_their_own_and_stop_together() -> None:
    with serving("--processes", "2") as served:
        found = children(served)
        assert len(found) == 2
        first, second = (os.sched_getaffinity(child) for child in found)
        assert first
        assert second
        assert not first & second
        assert [get(f"{served.address}/readyz") for _ in range(20)] == [200] * 20
        code, err = stop(served, signal.SIGTERM)
    assert code == 0
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{child}").exists() for child in found)


@several
def test_a_process_that_dies_is_replaced_and_said_to_be() -> None:
    with serving("--processes", "2") as served:
        victim = children(served)[0]
        cores = os.sched_getaffinity(victim)
        os.kill(victim, signal.SIGKILL)
        found = wait_for_children(served, victim)
        assert get(f"{served.address}/readyz") == 200
        assert served.process.stderr is not None
        # Access lines of the other processes are in between.
        while not (said := re.search(r"The new server process (\d+) is ready", served.process.stderr.readline())):
            pass
        assert int(said[1]) in found
        assert os.sched_getaffinity(int(said[1])) == cores
        code, _ = stop(served, signal.SIGINT)
    assert code == 0


@several
def test_no_process_stays_when_the_one_that_looks_after_them_is_killed() -> None:
    with serving("--processes", "2") as served:
        found = children(served)
        served.process.kill()
        end = time.monotonic() + 20
        while any(Path(f"/proc/{child}").exists() for child in found):
            assert time.monotonic() < end
            time.sleep(0.02)


@several
def test_a_missing_model_is_one_sentence_from_several_processes_too() -> None:
    variables = environment(INTISARI_TRANSLATOR="nothing")
    arguments = command("serve", "--port", "0", "--workers", "2")
    result = subprocess.run(arguments, env=variables, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert result.stderr.startswith("intisari: There is no model 'nothing'")
    assert result.stderr.count("\n") == 1


def test_more_processes_than_cores_are_refused() -> None:
    arguments = command("serve", "--port", "0", "--processes", str(available_cores() + 1))
    result = subprocess.run(arguments, env=environment(), capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert f"more than the {available_cores()} cores" in result.stderr
    assert result.stderr.count("\n") == 1
