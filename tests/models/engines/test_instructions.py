"""CTranslate2 never uses AVX-512 unless the environment says so, and what is fast depends on the processor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.engines.instructions import VARIABLE, allow_avx512, has_amx

ICE_LAKE = "fpu sse4_1 avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vbmi2 avx512_vnni"
CASCADE_LAKE = "fpu sse4_1 avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni"
ZEN_2 = "fpu sse4_1 avx avx2"


def processors(tmp_path: Path, flags: str) -> Path:
    path = tmp_path / "cpuinfo"
    path.write_text(f"processor\t: 0\nvendor_id\t: X\nflags\t\t: {flags}\nbugs\t\t: spectre_v1\n\n" * 2)
    return path


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "whatever the tests set is undone")
    monkeypatch.delenv(VARIABLE)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [(ICE_LAKE, "AVX512"), (CASCADE_LAKE, None), (ZEN_2, None), ("", None)],
    ids=["fast with 512 bits", "slow with 512 bits", "without", "unknown"],
)
def test_it_is_used_where_the_processor_is_fast_with_it(tmp_path: Path, flags: str, expected: str | None) -> None:
    allow_avx512(processors(tmp_path, flags))
    assert os.environ.get(VARIABLE) == expected


def test_what_the_environment_says_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "AVX2")
    allow_avx512(processors(tmp_path, ICE_LAKE))
    assert os.environ[VARIABLE] == "AVX2"


def test_a_system_without_that_file_is_left_alone(tmp_path: Path) -> None:
    allow_avx512(tmp_path / "missing")
    assert VARIABLE not in os.environ


@pytest.mark.parametrize(
    ("flags", "expected"), [(f"{ICE_LAKE} amx_bf16 amx_tile amx_int8", True), (ICE_LAKE, False), ("", False)]
)
def test_a_unit_for_matrix_products_is_seen(tmp_path: Path, flags: str, expected: bool) -> None:
    assert has_amx(processors(tmp_path, flags)) is expected


def test_it_comes_before_ctranslate2_looks() -> None:
    """CTranslate2 says what it chose."""
    command = "from models.engines.load import load_engine; load_engine().close()"
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE} | {"CT2_VERBOSE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"{command}; import os; print(os.environ.get({VARIABLE!r}))"],
        env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    allowed = done.stdout.strip()
    assert f"Selected ISA: {allowed}" in done.stderr or allowed == "None"
