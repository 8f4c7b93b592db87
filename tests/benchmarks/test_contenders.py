"""The contenders' configurations."""

import ast
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.contenders.environments import HERE, ROOT
from benchmarks.contenders.pipeline import Pipeline, load
from benchmarks.contenders.registry import CONTENDERS
from models.translate.lines import lines_of

FOLDERS = sorted({contender.environment for contender in CONTENDERS if contender.environment})


def pins(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(pin.name): str(pin.specifier) for pin in found}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_contender_needs_is_pinned_and_its_engine_is_the_one_of_the_project(folder: str) -> None:
    wanted, project = pins(HERE / folder / "requirements.txt"), pins(ROOT / "constraints.txt")
    assert all(specifier.startswith("==") for specifier in wanted.values())
    shared = {"ctranslate2", "sentencepiece", "tokenizers", "torch", "transformers", "fastapi"}
    assert {name: wanted[name] for name in shared & set(wanted)} == {
        name: project[name] for name in shared & set(wanted)
    }


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder != "libretranslate"])
def test_an_app_imports_what_its_requirements_name(folder: str) -> None:
    wanted = set(pins(HERE / folder / "requirements.txt")) | {"starlette"}
    tree = ast.parse((HERE / folder / "app.py").read_text(encoding="utf-8"))
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules - set(sys.stdlib_module_names) - {"benchmarks", "models"} <= wanted


def test_every_reference_is_a_contender_with_the_same_work() -> None:
    weights = {contender.name: contender.weights for contender in CONTENDERS}
    for contender in CONTENDERS:
        assert (weights[contender.reference] == "marian") == (contender.weights == "marian")


async def test_texts_that_share_batches_get_the_answers_that_they_get_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENDER_MODEL", "lexicon")
    pipeline = Pipeline(load(threads=1))
    texts = ["Warga kota membangun sekolah baru.\n\nHarga beras naik.", "Presiden tiba di Jakarta."]
    together = await pipeline.translate(texts)
    assert together == [(await pipeline.translate([text]))[0] for text in texts]
    assert [len(lines_of(text).paragraphs) for text in together] == [2, 1]
