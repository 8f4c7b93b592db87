"""Weights as CTranslate2 has them on disk: ``ctranslate2/specs/model_spec.py``, binary version 6."""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelUnavailableError

VERSION = 6
#: The specification of causal models.
DECODER = "TransformerDecoderSpec"
#: Type numbers of the file. bfloat16 has no type in numpy, and is not read.
TYPES: dict[int, np.dtype[Any]] = {
    number: np.dtype(name) for number, name in enumerate(("float32", "int8", "int16", "int32", "float16"))
}
_NUMBERS = {kind: number for number, kind in TYPES.items()}

Variables = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Binary:
    """A ``model.bin``.

    Attributes:
        specification: the name of the kind of model, such as ``TransformerDecoderSpec``.
        revision: of that specification.
        variables: weights and attributes; the latter have no dimensions.
        aliases: names of what is stored once under another name.
    """

    specification: str
    revision: int
    variables: Variables
    aliases: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Binary":
        """The arrays are views of the file, which is mapped and not read.

        Raises:
            ModelUnavailableError: it is no such file, or has a type that this does not know.
            OSError: it cannot be read.
        """
        try:
            with path.open("rb") as stream:
                data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return cls._parse(_Cursor(data))
        except (struct.error, ValueError, KeyError) as error:
            raise ModelUnavailableError(f"{path} is not in the layout that CTranslate2 writes ({error}).") from error

    @classmethod
    def _parse(cls, cursor: "_Cursor") -> "Binary":
        (version,) = cursor.unpack("<I")
        if version != VERSION:
            raise ValueError(f"version {version}, not {VERSION}")
        specification = cursor.string()
        revision, count = cursor.unpack("<II")
        variables = dict(cursor.variable() for _ in range(count))
        (count,) = cursor.unpack("<I")
        return cls(specification, revision, variables, {cursor.string(): cursor.string() for _ in range(count)})

    @property
    def by_any_name(self) -> Variables:
        """``variables`` under their aliases, too."""
        return self.variables | {alias: self.variables[name] for alias, name in self.aliases.items()}

    def write(self, path: Path) -> None:
        """
        Raises:
            OSError: it cannot be written.
        """
        with path.open("wb") as stream:
            stream.write(struct.pack("<I", VERSION))
            _write_string(stream, self.specification)
            stream.write(struct.pack("<II", self.revision, len(self.variables)))
            for name, array in self.variables.items():
                _write_string(stream, name)
                stream.write(struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape))
                stream.write(struct.pack("<BI", _NUMBERS[array.dtype], array.nbytes))
                stream.write(np.ascontiguousarray(array).data)
            stream.write(struct.pack("<I", len(self.aliases)))
            for alias, name in self.aliases.items():
                _write_string(stream, alias)
                _write_string(stream, name)


@dataclass(slots=True)
class _Cursor:
    data: mmap.mmap
    at: int = 0

    def unpack(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def string(self) -> str:
        (length,) = self.unpack("<H")
        self.at += length
        return self.data[self.at - length : self.at - 1].decode()

    def variable(self) -> tuple[str, NDArray[Any]]:
        name = self.string()
        (rank,) = self.unpack("<B")
        shape = self.unpack(f"<{rank}I")
        number, size = self.unpack("<BI")
        kind = TYPES[number]
        array = np.frombuffer(self.data, kind, size // kind.itemsize, self.at).reshape(shape)
        self.at += size
        return name, array


def _write_string(stream: BinaryIO, text: str) -> None:
    encoded = text.encode() + b"\0"
    stream.write(struct.pack("<H", len(encoded)) + encoded)
