from collections.abc import Callable
from pathlib import Path

import pytest

from tests.models.engines.small_models import build_gemma, build_marian

BUILDERS: dict[str, Callable[[Path], Path]] = {"causal": build_gemma, "seq2seq": build_marian}


@pytest.fixture(scope="session", params=sorted(BUILDERS))
def hub_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model of each kind, in the layout of the hub."""
    return BUILDERS[request.param](tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def exported_folder(hub_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model, exported for CTranslate2 in float32."""
    from training.export import export

    out = tmp_path_factory.mktemp("exported")
    export(
        hub_folder,
        out,
        "float32",
        name="small",
        licence="Apache-2.0",
        commercial=True,
        notice="",
        max_source_tokens=100,
    )
    return out
