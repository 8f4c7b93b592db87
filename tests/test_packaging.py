"""What is installed, and that what it needs is declared, pinned and explained."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
#: What these are made of. They choose its version, and whoever uses them meets it: in what has to be imported by their
#: documentation, or in the errors that they let through.
COMES_WITH = {
    "fastapi": {"starlette", "anyio"},
    "pydantic": {"pydantic-core"},
    "transformers": {"safetensors"},
}
#: Modules of packages that the tests run without, where the names differ.
NOT_INSTALLED = {"lingua": "lingua-language-detector"}
#: Hosts of source code refuse or warn about larger files.
MOST_BYTES_IN_A_FILE = 50_000_000


def installed_files() -> set[str]:
    return {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}


def tracked_files(*folders: str) -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        pytest.skip("this is not a git checkout")
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_everything_under_models_and_service_is_installed_weights_and_page_included() -> None:
    assert set(tracked_files("models", "service")) <= installed_files()


def test_nothing_else_is_installed() -> None:
    assert {Path(name).parts[0] for name in installed_files()} == {"models", "service"}


def test_no_file_is_larger_than_hosts_of_source_code_take() -> None:
    too_large = [name for name in tracked_files() if (ROOT / name).stat().st_size > MOST_BYTES_IN_A_FILE]
    assert not too_large


def imported_distributions(*folders: str) -> set[str]:
    """The distributions whose modules the Python files in ``folders`` import, at the top or inside a function."""
    owners = packages_distributions()
    found = set()
    for folder in folders:
        for file in (ROOT / folder).rglob("*.py"):
            if file.is_relative_to(ROOT / "benchmarks" / "contenders"):
                continue  # each has a requirements.txt of its own: tests/benchmarks/test_contenders.py
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules = [node.module]
                else:
                    continue
                found |= {module.partition(".")[0] for module in modules}
    ours = {"models", "service", "training", "benchmarks", "scripts", "tests"}
    return {
        canonicalize_name(owners.get(name, [NOT_INSTALLED.get(name, name)])[0])
        for name in found - ours - set(sys.stdlib_module_names)
    }


@pytest.mark.parametrize(
    ("folders", "extras"),
    [
        (("models", "service"), ()),
        (("training",), ("train", "base-model")),
        (("benchmarks",), ("bench",)),
        (("tests", "scripts"), ("dev", "train", "bench")),
    ],
)
def test_what_is_imported_is_declared(folders: tuple[str, ...], extras: tuple[str, ...]) -> None:
    declared: set[str] = {canonicalize_name(requirement.name) for requirement in RUNTIME}
    declared |= {canonicalize_name(Requirement(line).name) for extra in extras for line in EXTRAS[extra]}
    for owner, parts in COMES_WITH.items():
        declared |= parts if owner in declared else set()
    assert imported_distributions(*folders) <= declared


def test_every_requirement_is_pinned_to_a_version_that_it_allows() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    for requirement in [*RUNTIME, *(Requirement(line) for extra in EXTRAS.values() for line in extra)]:
        if str(requirement.specifier).startswith("=="):
            continue
        assert versions.get(canonicalize_name(requirement.name), "not pinned") in requirement.specifier, requirement


def test_every_runtime_dependency_has_its_reason_written_down() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    assert [requirement.name for requirement in RUNTIME if f"`{requirement.name}`" not in reasons] == []


def test_the_terms_of_the_bundled_weights_are_passed_on() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms" in notice
    assert {"LICENSE", "NOTICE"} <= set(PROJECT["license-files"])
