"""Each contender's own virtual environment, made from its ``requirements.txt``; never the project's."""

import subprocess
import sys
from pathlib import Path

from benchmarks.contenders.registry import Contender

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENTS = ROOT / "runs" / "contenders"
INSTALL_SECONDS = 1800


class NotInstallableError(Exception):
    """An environment could not be made; the message is the last thing that pip said."""


def programs(contender: Contender) -> Path:
    """The folder with the contender's python and commands; made first where it is not there or not up to date.

    Raises:
        NotInstallableError: pip failed.
    """
    if not contender.environment:
        return Path(sys.executable).parent
    wanted = (HERE / contender.environment / "requirements.txt").read_text(encoding="utf-8")
    folder = ENVIRONMENTS / contender.environment
    installed = folder / "installed.txt"
    if not installed.is_file() or installed.read_text(encoding="utf-8") != wanted:
        print(f"installing {contender.name} …", flush=True)
        _install(folder, HERE / contender.environment / "requirements.txt")
        installed.write_text(wanted, encoding="utf-8")
    return folder / "bin"


def _install(folder: Path, requirements: Path) -> None:
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "-r", str(requirements)],
    )
    for step in steps:
        try:
            done = subprocess.run(step, capture_output=True, text=True, timeout=INSTALL_SECONDS)
        except subprocess.TimeoutExpired:
            raise NotInstallableError(f"not installed within {INSTALL_SECONDS} s") from None
        if done.returncode:
            lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            raise NotInstallableError(lines[-1] if lines else f"pip ended with {done.returncode}")
