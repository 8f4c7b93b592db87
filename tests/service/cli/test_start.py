"""The command line itself: help comes at once, and the documentation tells the truth."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli import intisari, main
from tests.service.cli.serving import environment

#: What would make `--help` slow.
HEAVY = {"asyncio", "ctranslate2", "fastapi", "numpy", "pydantic", "torch", "trafilatura", "transformers", "uvicorn"}


def test_help_imports_nothing_heavy() -> None:
    program = "import sys, service.cli; service.cli.main(['--help']); print(*sys.modules, file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "article" in result.stdout
    assert not HEAVY & set(result.stderr.split())


def test_python_m_service_is_the_same_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "service", "models", "list"],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert '"name": "bundled"' in result.stdout


def test_models_are_listed_with_their_licences(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["models", "list"]) == 0
    assert re.search(r"bundled.*\n.*\n\s+licence Gemma .*commercial use: yes", capsys.readouterr().out)


def test_every_command_option_and_exit_code_is_documented() -> None:
    page = Path("docs/cli.md").read_text(encoding="utf-8")
    for name, made in intisari.commands.items():
        assert f"intisari {name}" in page
        for parameter in made.params:
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}" in page, option
    for code in ("0", "1", "2", "130", "141"):
        assert f"| {code} |" in page
