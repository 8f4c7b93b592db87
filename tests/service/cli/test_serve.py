"""``intisari serve`` comes up, says so, and goes down, like a good neighbour."""

import signal
import subprocess
import urllib.error
import urllib.request

import pytest

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
