"""`make serve` and its kin on machines where the set-up cannot work: one clear sentence, and nothing taken for done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the set-up reads, in a folder of its own."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    return tmp_path


def program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def make_serve(checkout: Path, **environment: str) -> str:
    """What `make serve` says on the standard error; it has to fail, and may not mark the environment as ready."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PIP_", "PYTHON"))}
    # Without the settings of this machine's pip, which may name local packages.
    own |= {"PIP_CONFIG_FILE": os.devnull, "PYTHON": sys.executable}
    command = ["make", "--no-print-directory", "serve"]
    ran = subprocess.run(command, cwd=checkout, env={**own, **environment}, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert not (checkout / ".venv" / ".serve").exists()
    return ran.stderr


def failure(stderr: str) -> str:
    """The one sentence of the set-up."""
    [sentence] = [line for line in stderr.splitlines() if line.startswith("[set-up] failed: ")]
    return sentence.removeprefix("[set-up] failed: ")


def test_a_python_that_is_too_old_is_named(checkout: Path) -> None:
    old = program(checkout / "bin", "python3.9", 'case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac')
    said = failure(make_serve(checkout, PYTHON=str(old)))
    assert said == f"PYTHON={old} is Python 3.9, but Intisari needs Python 3.11 or newer."


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    assert failure(make_serve(checkout, PYTHON="/nowhere/python3")) == "PYTHON=/nowhere/python3 cannot be run."


def test_without_any_new_python_it_says_what_was_found(checkout: Path) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        program(checkout / "bin", name, 'case "$2" in *print*) echo 3.8 ;; *) exit 1 ;; esac')
    said = failure(make_serve(checkout, PYTHON="", PATH=f"{checkout / 'bin'}:{os.environ['PATH']}"))
    assert said.startswith("Intisari needs Python 3.11 or newer, but the python3 here is Python 3.8;")


def test_a_full_disk_is_noticed_before_anything_is_downloaded(checkout: Path) -> None:
    program(checkout / "bin", "df", "echo header; echo /dev/disk 1000000 987440 12560 99% /")
    said = failure(make_serve(checkout, PATH=f"{checkout / 'bin'}:{os.environ['PATH']}"))
    assert said == "the disk is full: 700 MB are needed for .venv, 12 MB are free."
    assert not (checkout / ".venv").exists()


def test_a_folder_that_is_something_else_is_left_alone(checkout: Path) -> None:
    mine = program(checkout / ".venv", "mine", "")
    assert failure(make_serve(checkout)).startswith(".venv is there and is not a virtual environment;")
    assert mine.exists()


def test_without_a_network_it_says_so_and_an_environment_left_half_made_is_made_again(checkout: Path) -> None:
    program(checkout / ".venv" / "bin", "python", "exit 1")
    (checkout / ".venv" / "pyvenv.cfg").touch()
    said = failure(make_serve(checkout, PIP_INDEX_URL="http://127.0.0.1:9/simple"))
    assert said == "the package index cannot be reached; check the network and run the same command again."


def planned(checkout: Path, command: str = "serve", **environment: str) -> str:
    """What `make` would run."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "INTISARI_"))}
    ran = subprocess.run(
        ["make", "-n", command], cwd=checkout, env={**own, **environment}, capture_output=True, text=True, check=True
    )
    return ran.stdout


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"INTISARI_TRANSLATOR": "bundled", "INTISARI_SUMMARIZER": "extractive"},
        {"INTISARI_TRANSLATOR": "lexicon", "INTISARI_MODELS": "bundled, extractive"},
        {"INTISARI_MODELS": "converted,bundled"},
    ],
)
def test_serving_what_needs_no_conversion_installs_no_torch(checkout: Path, settings: dict[str, str]) -> None:
    (checkout / "converted").mkdir()
    (checkout / "converted" / "manifest.json").touch()
    for command in ("serve", "demo"):
        assert "scripts/set-up .venv serve" in planned(checkout, command, **settings)


@pytest.mark.parametrize(
    "settings",
    [
        {"INTISARI_TRANSLATOR": "Helsinki-NLP/opus-mt-id-en"},
        {"INTISARI_SUMMARIZER": "some/summariser"},
        {"INTISARI_MODELS": "bundled,some/model"},
        {"INTISARI_MODELS": "bundled, /srv/models/mine"},
    ],
)
def test_one_setting_that_names_a_hub_model_is_enough(checkout: Path, settings: dict[str, str]) -> None:
    for command in ("serve", "demo"):
        assert "scripts/set-up .venv convert" in planned(checkout, command, **settings)


def test_a_set_up_that_is_there_already_is_not_made_again(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / ".serve").touch()
    assert "set-up" not in planned(checkout)
    assert "scripts/set-up .venv convert" in planned(checkout, INTISARI_TRANSLATOR="some/model")
    (checkout / ".venv" / ".convert").touch()
    assert "set-up" not in planned(checkout, INTISARI_TRANSLATOR="some/model")
