"""The filters of the command line, as parameters of an address."""

from typing import Any, TypeVar, cast

from fastapi import Request
from pydantic import BaseModel, Field, create_model

from rapporteur.store.choice import FILTERS, TYPES, Choice, make_filter
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue_named
from rapporteur.web.api.addresses import store_of
from rapporteur.web.api.paging import Paging

LONG = 300  # characters; no title or id is longer

Model = TypeVar("Model", bound=BaseModel)


def filtered(model: type[Model]) -> type[Model]:
    """Return `model` with a field for each filter, left out unless given."""
    fields = {name: (TYPES[name], _field(name)) for name in FILTERS}
    return create_model(
        model.__name__,
        __base__=model,
        __module__=model.__module__,
        __doc__=model.__doc__,
        **cast(dict[str, Any], fields),
    )


def read_choice(asked: BaseModel) -> Choice:
    """Return the filters of what is asked, those that were given."""
    given = asked.model_dump(include=set(FILTERS), exclude_defaults=True)
    return cast(Choice, given)


def _field(name: str) -> Any:
    named = FILTERS[name]
    examples = [named.example] if named.example else None
    if named.values:
        return Field(default=None, description=named.help, examples=examples)
    return Field(default="", max_length=LONG, description=named.help, examples=examples)


@filtered
class Filters(BaseModel):
    """What a point must have; all that are given must hold together."""


class PagedFilters(Filters, Paging):
    """Filters, and where to go on."""


class InDialogue(Paging):
    """Of which dialogue, and where to go on."""

    dialogue: str = _field("dialogue")


def read_dialogue(request: Request, asked: InDialogue) -> str:
    """Return the id of the dialogue that is asked for; raise QueryError for an unknown one."""
    return get_dialogue_named(store_of(request), asked.dialogue) if asked.dialogue else ""


def read_filters(request: Request, asked: Filters, origin: str = "") -> Filter:
    """Return the store's Filter; raise QueryError for an unknown dialogue."""
    return make_filter(store_of(request), read_choice(asked), origin)
