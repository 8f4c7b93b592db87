from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.engines.protocol import InputFormat
from tests.models.engines import small_models

MARIAN = InputFormat("marian", prefix=">>eng<< ")
M2M100 = InputFormat("m2m100", source_language="id", target_language="en")
#: Its one language token is that of the target, and it stands before the source.
SMALL100 = InputFormat("m2m100", source_language="en")
NLLB = InputFormat("nllb", source_language="ind_Latn", target_language="eng_Latn")
MBART = InputFormat("mbart", source_language="id_ID", target_language="en_XX")
INDOBART = InputFormat("indobart", source_language="[indonesian]", target_language="[indonesian]")


@dataclass(frozen=True)
class Case:
    """A small model, and how it wants its input."""

    build: Callable[[Path], Path]
    form: InputFormat


CASES = {
    "bert2bert": Case(small_models.build_bert2bert, InputFormat("bert2bert")),
    "causal": Case(small_models.build_gemma, InputFormat("causal")),
    "indobart": Case(small_models.build_indobart, INDOBART),
    "m2m100": Case(small_models.build_m2m100, M2M100),
    "madlad": Case(small_models.build_madlad, InputFormat("t5", prefix="<2en> ")),
    "marian": Case(small_models.build_marian, MARIAN),
    "mbart": Case(small_models.build_mbart, MBART),
    "mt5": Case(small_models.build_mt5, InputFormat("t5")),
    "nllb": Case(small_models.build_nllb, NLLB),
    "small100": Case(small_models.build_small100, SMALL100),
    "t5": Case(small_models.build_t5, InputFormat("t5", prefix="summarize: ")),
}

Folder = Callable[[str], Path]


@pytest.fixture(scope="session")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The folder of a small model by its name in CASES, in the layout of the hub; built when first asked for."""
    built: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in built:
            built[name] = CASES[name].build(tmp_path_factory.mktemp(name))
        return built[name]

    return folder


@pytest.fixture(scope="session")
def converted_folder(hub_folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The same model, converted for CTranslate2 in float32."""
    from models.weights import convert_files

    converted: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in converted:
            out = tmp_path_factory.mktemp("converted") / name
            convert_files(hub_folder(name), out, "float32", CASES[name].form.family)
            converted[name] = out
        return converted[name]

    return folder
