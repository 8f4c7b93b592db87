"""What pydantic says about a request, as sentences that name the field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.errors import INVALID, Problem

#: A request of thousands of wrong items gets the first few of its errors.
MOST_ERRORS = 20
#: Errors that our own validators raise; their messages are sentences.
OWN = ("unknown_field", "request")
#: Union branches have tags that start so; they are no part of a field's path.
TAG = "|"

#: In words of JSON instead of Python's.
_WORDS = {
    "list_type": "has to be a list",
    "string_type": "has to be a string",
    "int_type": "has to be a whole number",
    "model_type": "has to be a JSON object",
    "model_attributes_type": "has to be a JSON object",
    "missing": "is missing",
    "too_short": "needs at least {min_length} of them",
    "too_long": "takes at most {max_length} of them",
    "string_too_short": "must not be empty",
    "string_too_long": "takes at most {max_length} characters",
    "string_pattern_mismatch": "must not be blank",
    "greater_than_equal": "has to be at least {ge}",
    "less_than_equal": "has to be at most {le}",
}


def validation_problem(found: Sequence[Mapping[str, Any]]) -> Problem:
    """One problem for all the errors of a request; ``detail`` and ``field`` are those of the first."""
    described = tuple(_describe(error) for error in found[:MOST_ERRORS])
    first = described[0]
    detail = first["detail"]
    if len(found) > 1:
        detail += f" ({len(found) - 1} more in `errors`.)" if len(found) <= MOST_ERRORS else f" ({len(found)} in all.)"
    return Problem(INVALID, detail, first.get("field"), described if len(found) > 1 else ())


def _describe(error: Mapping[str, Any]) -> dict[str, str]:
    parts = [part for part in error["loc"][1:] if not (isinstance(part, str) and part.startswith(TAG))]
    context = error.get("ctx") or {}
    path = field_path([*parts, context["unknown_field"]] if "unknown_field" in context else parts)
    described = {"field": path} if path else {}
    return {**described, "detail": _sentence(error, f"`{path}`" if path else "The body")}


def _sentence(error: Mapping[str, Any], subject: str) -> str:
    message = str(error["msg"])
    if error["type"] in OWN:
        return message
    words = _WORDS.get(error["type"])
    if words is None:
        return f"{subject} {message.replace('Input should', 'has to')}."
    return f"{subject} {words.format_map(error.get('ctx') or {})}."


def field_path(parts: Iterable[str | int]) -> str:
    """How JSON people write a place.

    >>> field_path(["glossary", 0, 1]), field_path(["summary", "length"])
    ('glossary[0][1]', 'summary.length')
    """
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path
