"""The container image, as far as it can be checked where no container engine runs: what its files refer to is there."""

import re
from pathlib import Path

from service.settings import READ_ELSEWHERE, Settings, variable

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def copied_from_the_checkout() -> set[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in ignore if line.startswith("!")}
    assert "*" in ignore
    assert copied_from_the_checkout() == allowed
    assert [name for name in allowed if not (ROOT / name).exists()] == []


def test_the_variables_that_the_image_sets_are_settings() -> None:
    known = {variable(name) for name in Settings.model_fields} | set(READ_ELSEWHERE)
    used = set(re.findall(r"\bINTISARI_[A-Z_]+", DOCKERFILE + (ROOT / "compose.yaml").read_text(encoding="utf-8")))
    assert used
    assert used <= known


def test_it_runs_as_an_ordinary_user_and_installs_only_what_serving_needs() -> None:
    final = DOCKERFILE.split("FROM ")[-1]
    assert re.search(r"^USER \d+$", final, re.MULTILINE)
    assert "pip install" not in final
    assert "serving_requirements.py" in DOCKERFILE
