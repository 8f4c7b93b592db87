"""What importing costs, and which package may import which."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Each takes hundreds of milliseconds or hundreds of MB; who needs one imports it when it is needed.
HEAVY = ("torch", "transformers", "readability", "lxml", "ftfy", "pandas", "scipy")
#: The one module that is about torch; `models.engines.load` imports it only when that engine is asked for.
ABOUT_TORCH = "models.engines.torch"


def heavy_modules_after(program: str) -> list[str]:
    """Run ``program`` in a fresh interpreter; which of HEAVY it has imported."""
    report = f"\nimport sys; print(*(name for name in {HEAVY!r} if name in sys.modules), sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", program + report], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_importing_every_module_imports_nothing_heavy() -> None:
    program = f"""
import importlib, pkgutil, models, service
for package in (models, service):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name not in ({ABOUT_TORCH!r}, "service.__main__"):
            importlib.import_module(module.name)
"""
    assert heavy_modules_after(program) == []


def test_serving_an_article_as_text_imports_nothing_heavy() -> None:
    program = """
import json
from pathlib import Path
from fastapi.testclient import TestClient
from service.app import create_app
from service.settings import Settings
with TestClient(create_app(Settings(translator="lexicon"))) as client:
    article = min(Path("samples").glob("*.txt")).read_text(encoding="utf-8")
    answer = client.post("/v1/articles", json={"text": article})
    assert answer.status_code == 200, answer.text
"""
    assert heavy_modules_after(program) == []


def test_the_check_notices_a_heavy_import() -> None:
    assert heavy_modules_after("import lxml") == ["lxml"]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([command, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True)


def test_the_packages_keep_to_the_import_contracts() -> None:
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout


def test_the_contracts_notice_forbidden_imports(tmp_path: Path) -> None:
    forbidden = {
        "models.intruder": ["fastapi", "service.metrics"],
        "models.checks.intruder": ["models.digest"],
        "models.summarize.intruder": ["models.translate.intruder"],
        "service.batching.intruder": ["fastapi", "service.api"],
        "service.intruder": ["training.intruder"],
        "training.intruder": ["service.metrics"],
    }
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("models", "service", "training"):
        for folder in (ROOT / package).rglob("*"):
            if folder.suffix == ".py":
                empty = tmp_path / folder.relative_to(ROOT)
                empty.parent.mkdir(parents=True, exist_ok=True)
                empty.touch()
    for module, imports in forbidden.items():
        # Inside a function, because an import that comes late counts too.
        lines = ["def late():", *(f"    import {name}" for name in imports)]
        (tmp_path / module.replace(".", "/")).with_suffix(".py").write_text("\n".join(lines))
    (tmp_path / "models/translate/intruder.py").touch()
    checked = lint_imports(tmp_path)
    assert checked.returncode == 1
    for module, imports in forbidden.items():
        for name in imports:
            assert f"{module} -> {name} " in checked.stdout, checked.stdout
