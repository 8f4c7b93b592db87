import pytest

from models.engines.devices import Placement, place
from models.errors import ModelUnavailableError


def test_several_gpus_share_the_workers() -> None:
    assert Placement("cuda", (0, 1, 2), "float16").workers_each(4) == 2
    assert Placement("cuda", (0, 1), "float16").workers_each(1) == 1
    assert Placement("cpu", (0,), "int8").workers_each(3) == 3


def test_the_cpu_computes_with_the_best_type_that_it_has() -> None:
    import ctranslate2

    chosen = place("cpu", "auto", "marian")
    assert chosen.indices == (0,)
    assert chosen.compute_type in ctranslate2.get_supported_compute_types("cpu")
    assert chosen.compute_type == "int8" or "int8" not in ctranslate2.get_supported_compute_types("cpu")


def test_a_type_that_the_device_does_not_have_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(ModelUnavailableError, match=r"float8.*float32"):
        place("cpu", "float8", "marian")
