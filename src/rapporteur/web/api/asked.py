"""Refuse parameters that an address does not know, and those that are given twice."""

from collections import Counter
from collections.abc import Iterator

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

UNKNOWN = "There is no such parameter here"
TWICE = "It may be given once only"


async def check_asked(request: Request) -> None:
    """Raise RequestValidationError unless each parameter is known here and given once.

    Nothing is passed over: an answer to less than was asked would read as one to all of it.
    """
    if not request.query_params:
        return
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    known = frozenset(_declared(route))
    given = Counter(name for name, _ in request.query_params.multi_items())
    faults = [
        {"loc": ("query", name), "msg": TWICE if name in known else UNKNOWN}
        for name, times in given.items()
        if name not in known or times > 1
    ]
    if faults:
        raise RequestValidationError(faults)


def _declared(route: APIRoute) -> Iterator[str]:
    for one in route.dependant.query_params:
        model = one.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from model.model_fields
        else:
            yield one.alias
