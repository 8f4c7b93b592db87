"""What a sentencepiece model file holds, read without protobuf: that library's own reader hides the table by which it
normalises characters, and the ``tokenizers`` library needs it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelUnavailableError

# Wire types of protocol buffers: protobuf.dev/programming-guides/encoding
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
# Kinds of piece: sentencepiece_model.proto, ModelProto.SentencePiece.Type
_CONTROL, _USER_DEFINED = 3, 4


@dataclass(frozen=True, slots=True)
class PieceModel:
    """A sentencepiece model.

    Attributes:
        pieces: each piece with its score (log probability), in the order of ids.
        controls: pieces that no text is ever cut into.
        user_defined: pieces that are cut out of a text before all others.
        character_table: the compiled normalisation rules; empty where characters stay as they are.
        bpe: pieces were made by byte-pair encoding, else they are those of a unigram language model.
    """

    pieces: tuple[tuple[str, float], ...]
    controls: tuple[str, ...]
    user_defined: tuple[str, ...]
    character_table: bytes
    bpe: bool


def read_piece_model(path: Path) -> PieceModel:
    """Read a ``.model`` or ``.spm`` file (``sentencepiece_model.proto`` of github.com/google/sentencepiece).

    Raises:
        ModelUnavailableError: there is none, or it is damaged.
    """
    try:
        return _model(path.read_bytes())
    except OSError as error:
        raise ModelUnavailableError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, IndexError, struct.error) as error:
        raise ModelUnavailableError(f"{path} is not a sentencepiece model ({error}).") from error


def _model(data: bytes) -> PieceModel:
    pieces: list[tuple[str, float]] = []
    kinds: list[int] = []
    table, bpe = b"", False
    for field, value in _fields(data):
        if field == 1:
            piece, score, kind = "", 0.0, 1
            for part, content in _fields(_bytes(value)):
                if part == 1:
                    piece = _bytes(content).decode("utf-8")
                elif part == 2:
                    (score,) = struct.unpack("<f", _bytes(content))
                elif part == 3:
                    kind = _number(content)
            pieces.append((piece, score))
            kinds.append(kind)
        elif field == 2:
            bpe = any(part == 3 and content == 2 for part, content in _fields(_bytes(value)))
        elif field == 3:
            table = next((_bytes(content) for part, content in _fields(_bytes(value)) if part == 2), b"")
    if not pieces:
        raise ValueError("it has no pieces")
    named = [(piece, kind) for (piece, _), kind in zip(pieces, kinds, strict=True)]
    return PieceModel(
        pieces=tuple(pieces),
        controls=tuple(piece for piece, kind in named if kind == _CONTROL),
        user_defined=tuple(piece for piece, kind in named if kind == _USER_DEFINED),
        character_table=table,
        bpe=bpe,
    )


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a message; four-byte values as bytes."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise ValueError(f"wire type {kind}")
        if at + size > len(data):
            raise ValueError("it ends too early")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value, at
        shift += 7


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise ValueError("a number in the place of bytes")
    return value


def _number(value: int | bytes) -> int:
    if isinstance(value, bytes):
        raise ValueError("bytes in the place of a number")
    return value
