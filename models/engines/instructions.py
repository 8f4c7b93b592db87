"""Which instructions of the processor CTranslate2 has for its work."""

import os
from pathlib import Path

#: Read by CTranslate2 once, when it is first used (docs/environment_variables.md there).
VARIABLE = "CT2_FORCE_CPU_ISA"
#: The first five are what CTranslate2 wants for them (src/cpu/cpu_info.cc). The last one came with Ice Lake and Zen 4,
#: which, unlike those before them, do not clock down for 512 bits so much that they are slower (pytorch/pytorch#80252).
_WANTED = {"avx512f", "avx512cd", "avx512vl", "avx512dq", "avx512bw", "avx512_vbmi2"}
_PROCESSORS = Path("/proc/cpuinfo")


def allow_avx512(processors: Path = _PROCESSORS) -> None:
    """Have CTranslate2 use AVX-512 where the processor is fast with it: by itself it never does.

    Nothing changes where the environment says already what it is to use, where it has begun to work, and on other
    systems than Linux.
    """
    if VARIABLE not in os.environ and _features(processors) >= _WANTED:
        os.environ[VARIABLE] = "AVX512"


def has_amx(processors: Path = _PROCESSORS) -> bool:
    """Whether the processor has a unit for products of int8 matrices (Intel AMX, since Sapphire Rapids); false where
    that is not known."""
    return "amx_int8" in _features(processors)


def _features(processors: Path) -> set[str]:
    """Of the first processor; empty where they are not known."""
    try:
        with processors.open(encoding="utf-8") as lines:
            return next((set(line.partition(":")[2].split()) for line in lines if line.startswith("flags")), set())
    except OSError:
        return set()
