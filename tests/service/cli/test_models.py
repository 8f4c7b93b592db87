"""The commands on a stand-in of the hub, with a catalogue of the operator's own."""

import contextlib
import json
import os
import pty
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from service.cli import main
from tests.models.engines.small_models import build_marian
from tests.models.hub.stand_in import Hub, Repository, running
from tests.service.cli.serving import command, environment

WEIGHTS = bytes(range(256)) * 400
FILES = {"config.json": b"{}", "tokenizer.json": b"{}", "model.safetensors": WEIGHTS}
COMMIT = "a" * 40
TOKEN = "hf_abcdefghijklmnopqrstuvwxyz123456"

CATALOGUE = """
[[model]]
name = "kecil"
task = "translation"
languages = ["id", "en"]
architecture = "small"
origin = "hub"
location = "redaksi/kecil"
licence = "Apache-2.0"
licence_url = "https://www.apache.org/licenses/LICENSE-2.0"
commercial = true
engines = ["torch"]
download_bytes = 102_402

[[model]]
name = "terlarang"
task = "translation"
languages = ["id", "en"]
architecture = "small"
origin = "hub"
location = "redaksi/terlarang"
licence = "CC-BY-NC-4.0"
licence_url = ""
commercial = false
engines = ["torch"]

[[model]]
name = "marian"
task = "translation"
languages = ["id", "en"]
architecture = "Marian"
origin = "hub"
location = "redaksi/marian"
licence = "Apache-2.0"
licence_url = ""
commercial = true
engines = ["ctranslate2", "torch"]
input = { family = "marian" }
"""


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    (tmp_path / "own.toml").write_text(CATALOGUE, encoding="utf-8")
    repositories = {name: Repository.of(FILES, COMMIT) for name in ("redaksi/kecil", "redaksi/terlarang")}
    with running(Hub(repositories)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
        monkeypatch.delenv("HF_TOKEN", raising=False)
        monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "cache"))
        monkeypatch.setenv("INTISARI_CATALOG", str(tmp_path / "own.toml"))
        yield hub


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_pull_downloads_and_list_says_so(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "kecil"]) == 0
    [pulled] = rows(capsys)
    assert pulled["name"] == "kecil"
    assert (Path(pulled["folder"]) / "model.safetensors").read_bytes() == WEIGHTS
    assert main(["models", "list"]) == 0
    listed = {row["name"]: row for row in rows(capsys)}
    assert {"bundled", "extractive", "kecil", "marian"} <= set(listed)
    assert listed["kecil"]["local"]["revision"] == COMMIT
    assert listed["kecil"]["local"]["downloaded_bytes"] > len(WEIGHTS)
    assert listed["marian"]["local"] == {
        "revision": "",
        "downloaded_bytes": 0,
        "partial_bytes": 0,
        "conversions": [],
    }


def test_pull_converts_for_the_engine_that_serves(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repositories["redaksi/marian"] = Repository.of_folder(build_marian(tmp_path / "marian"))
    monkeypatch.setenv("INTISARI_DEVICE", "cpu")
    assert main(["models", "pull", "marian"]) == 0
    [pulled] = rows(capsys)
    assert Path(pulled["folder"]).name == f"{COMMIT}-int8"
    assert main(["models", "show", "marian"]) == 0
    [shown] = rows(capsys)
    assert [made["compute_type"] for made in shown["local"]["conversions"]] == ["int8"]
    assert main(["models", "verify"]) == 0
    assert {row["name"]: row["damaged"] for row in rows(capsys)} == {"bundled": [], "marian": []}
    assert main(["models", "remove", "marian"]) == 0
    assert rows(capsys)[0]["freed_bytes"] > 0


def test_a_person_reads_sentences(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for arguments in (["pull", "kecil", "bundled"], ["list"], ["show", "kecil"], ["verify"], ["remove", "kecil"]):
        assert main(["models", *arguments]) == 0
    said = capsys.readouterr().out
    for line in (
        "kecil: ready in ",
        "bundled: part of the package, nothing to do",
        f"  downloaded: 1 MB at {COMMIT[:12]}",
        "  not downloaded",
        "commercial use: no",
        "  training data: unknown",
        "  max source tokens: 200",
        "kecil: 3 files, all good",
        "kecil: 1 MB freed",
    ):
        assert line in said
    assert "{" not in said, "JSON, or the insides of a class"


def test_damage_is_found_and_pull_mends_it(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    main(["models", "pull", "kecil"])
    weights = Path(rows(capsys)[0]["folder"]) / "model.safetensors"
    before = weights.stat()
    weights.write_bytes(bytes(len(WEIGHTS)))
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert main(["models", "verify", "kecil"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["damaged"] == [str(weights)]
    assert said.err.count("\n") == 1
    assert "1 of 3 files are damaged" in said.err
    assert main(["models", "pull", "kecil"]) == 0
    assert weights.read_bytes() == WEIGHTS
    assert main(["models", "verify", "kecil"]) == 0


def test_a_model_that_a_newsroom_may_not_use_needs_the_flag(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "terlarang"]) == 1
    assert "--allow-noncommercial" in capsys.readouterr().err
    assert hub.asked == []
    assert main(["models", "pull", "--allow-noncommercial", "terlarang"]) == 0


def test_one_that_fails_does_not_stop_the_others(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "kecill", "kecil"]) == 1
    said = capsys.readouterr()
    assert "did you mean kecil?" in said.err
    assert json.loads(said.out)["name"] == "kecil"


def test_a_broken_catalogue_is_one_sentence(hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.toml").write_text("[[model]\n")
    for arguments in (["list"], ["show", "bundled"], ["pull", "bundled"], ["verify"], ["remove", "kecil"]):
        assert main(["models", *arguments]) == 1
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        assert "own.toml" in error


@pytest.mark.parametrize(
    ("status", "code"), [(401, 4), (403, 4), (404, 5), (429, 6), (500, 7), (503, 7)], ids=lambda value: str(value)
)
def test_each_refusal_of_the_hub_has_a_sentence_and_a_code(
    hub: Hub, capsys: pytest.CaptureFixture[str], status: int, code: int
) -> None:
    hub.status = status
    assert main(["models", "pull", "kecil"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("intisari: ")
    assert said.err.count("\n") == 1
    assert str(status) in said.err


def test_no_network_has_a_code(hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert main(["models", "pull", "kecil"]) == 3
    assert "cannot be reached" in capsys.readouterr().err


def test_offline_is_a_setting(hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    main(["models", "pull", "kecil"])
    hub.asked.clear()
    monkeypatch.setenv("INTISARI_OFFLINE", "true")
    assert main(["models", "pull", "kecil"]) == 0
    assert main(["models", "pull", "marian"]) == 3
    assert "intisari models pull marian" in capsys.readouterr().err
    assert hub.asked == []


def test_a_full_disk_has_a_code(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.announced["model.safetensors"] = 10**17
    assert main(["models", "pull", "kecil"]) == 8
    assert "INTISARI_CACHE" in capsys.readouterr().err


@pytest.mark.parametrize("variable", ["HF_TOKEN", "INTISARI_HUB_TOKEN"])
def test_a_private_model_takes_the_token_of_the_environment(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    hub.repositories["redaksi/kecil"].token = TOKEN
    monkeypatch.setenv(variable, TOKEN)
    assert main(["models", "pull", "kecil"]) == 0
    said = capsys.readouterr()
    assert TOKEN not in said.out + said.err


def test_what_is_part_of_the_package_is_not_removed(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "remove", "bundled"]) == 1
    assert "part of the package" in capsys.readouterr().err


def test_progress_shows_on_a_terminal_and_ctrl_c_keeps_what_has_come(hub: Hub, tmp_path: Path) -> None:
    hub.stalls["model.safetensors"] = [len(WEIGHTS) // 2]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("models", "pull", "kecil"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        # A shell that runs the tests in the background has them ignore it, and that is inherited.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    assert hub.stalled.wait(60)
    said = b""
    while b"%" not in said:
        said += os.read(ours, 4096)
    while not any(part.stat().st_size for part in (tmp_path / "cache").rglob("*.part")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    with contextlib.suppress(OSError):  # Linux: EIO at the end, when nobody has the other side any more
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    assert (process.returncode, out) == (130, ""), said
    assert b"goes on from there" in said
    assert b"Traceback" not in said
    assert main(["models", "pull", "kecil"]) == 0
    resumed = int(hub.ranges("model.safetensors")[-1].removeprefix("bytes=").removesuffix("-"))
    assert 0 < resumed <= len(WEIGHTS) // 2


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in ("list", "show", "pull", "verify", "remove"))
