"""What ``/v1/summaries`` and ``/v1/translations`` share: many texts, of which each may fail alone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from models.errors import InputError
from service.api import schemas
from service.errors import ServiceError, problem_of
from service.state import Intisari

T = TypeVar("T")


async def read_each(texts: Sequence[str], read: Callable[[str, str], T], service: Intisari) -> list[T | schemas.Failed]:
    """``read(text, field)`` of each text; in the place of one that cannot be read, why.

    One at a time, so that a request with many long texts does not keep others waiting.
    """
    made: list[T | schemas.Failed] = []
    for index, text in enumerate(texts):
        field = f"texts[{index}]"
        try:
            made.append(await service.read(partial(read, text, field)))
        except (InputError, ServiceError) as error:
            made.append(failed(error, field))
    return made


def failed(error: Exception, field: str) -> schemas.Failed:
    """``error`` in the place of an item; raises it again where it is no known problem."""
    problem = problem_of(error, field)
    if problem is None:
        raise error
    return schemas.Failed(error=schemas.Problem(**problem.body()))
