"""Where CTranslate2 runs a model, and with which arithmetic."""

from dataclasses import dataclass
from typing import Literal

from models.engines.protocol import Family
from models.errors import ModelUnavailableError

Device = Literal["auto", "cpu", "cuda"]

#: Best first. int8 is what the bundled model ships in and the smallest and fastest on CPUs; GPUs have the memory for 16
#: bits. T5 was trained with bfloat16 and overflows float16 (google-research/text-to-text-transfer-transformer#539), so
#: it takes the former or 32 bits.
_PREFERRED: dict[str, tuple[str, ...]] = {
    "cpu": ("int8", "int8_float32", "int16", "float32"),
    "cuda": ("bfloat16", "float16", "int8_float32", "float32"),
}


@dataclass(frozen=True, slots=True)
class Placement:
    """Attributes:
    indices: the GPUs, each with a copy of the model; (0,) for the CPU.
    compute_type: one of CTranslate2's.
    """

    device: Literal["cpu", "cuda"]
    indices: tuple[int, ...]
    compute_type: str

    def workers_each(self, workers: int) -> int:
        """How many batches each copy runs at once, for ``workers`` in all."""
        return max(1, -(-workers // len(self.indices)))


def place(device: Device, compute_type: str, family: Family) -> Placement:
    """Where a model of ``family`` runs. ``auto`` takes all GPUs that CTranslate2 sees, else the CPU.

    Args:
        compute_type: ``auto``, or a type of CTranslate2 such as ``int8`` or ``float16``.

    Raises:
        ModelUnavailableError: there is no such device, or it cannot compute with that type.
    """
    import ctranslate2

    gpus = int(ctranslate2.get_cuda_device_count())
    if device == "cuda" and not gpus:
        raise ModelUnavailableError(
            "CTranslate2 finds no CUDA GPU here; install the driver and CUDA libraries, or choose the device cpu."
        )
    chosen: Literal["cpu", "cuda"] = "cuda" if gpus and device != "cpu" else "cpu"
    indices = tuple(range(gpus)) if chosen == "cuda" else (0,)
    supported = set.intersection(*(set(ctranslate2.get_supported_compute_types(chosen, i)) for i in indices))
    if compute_type == "auto":
        preferred = [t for t in _PREFERRED[chosen] if t in supported and not (family == "t5" and t == "float16")]
        return Placement(chosen, indices, preferred[0] if preferred else "float32")
    if compute_type not in supported:
        raise ModelUnavailableError(
            f"The {chosen} cannot compute with {compute_type!r}; here it can with {', '.join(sorted(supported))}."
        )
    return Placement(chosen, indices, compute_type)
