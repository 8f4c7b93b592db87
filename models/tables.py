"""Tables of a TOML or JSON file as frozen dataclasses: no unknown field, no wrong type, nothing missing."""

import difflib
import math
import types
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def from_table(kind: type[T], table: dict[str, Any], place: str = "") -> T:
    """``table`` as a ``kind``: a dataclass of text, numbers, literals, ``... | None``, tuples of one type, dataclasses.

    Args:
        place: what leads the names of the fields in messages, such as ``input.``.

    Raises:
        ValueError: a field is unknown, missing or of another type; the message is a clause that names it.

    >>> from models.engines.protocol import InputFormat
    >>> from_table(InputFormat, {"family": "t5", "prefx": "<2en> "})
    Traceback (most recent call last):
    ValueError: there is no field prefx (did you mean prefix?)
    """
    hints = get_type_hints(kind)
    for key in table:
        if key not in hints:
            near = difflib.get_close_matches(key, hints, n=1)
            raise ValueError(f"there is no field {place}{key}" + (f" (did you mean {near[0]}?)" if near else ""))
    for field in fields(cast(Any, kind)):
        if field.name not in table and field.default is MISSING:
            raise ValueError(f"{place}{field.name} is missing")
    return kind(**{key: _convert(value, hints[key], place + key) for key, value in table.items()})


def _convert(value: Any, hint: Any, place: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return None if value is None else _convert(value, get_args(hint)[0], place)
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{place} is {value!r}, and has to be one of {', '.join(get_args(hint))}")
        return value
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place} is {value!r}, and has to be a list")
        return tuple(_convert(item, get_args(hint)[0], place) for item in value)
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise ValueError(f"{place} is {value!r}, and has to be a table")
        return from_table(cast(type[Any], hint), value, f"{place}.")
    if hint is float and type(value) is int:
        return float(value)
    # bool is an int, but true is no number
    if type(value) is not hint or (hint is float and not math.isfinite(value)):
        raise ValueError(f"{place} is {value!r}, and has to be {_KINDS[hint]}")
    return value
