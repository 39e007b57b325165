"""Points: single sentences with kind, voice, codes and place."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from rapporteur.store.select import find_points_around
from rapporteur.store.walk import walk_points
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import PointItem, Shape, show_points

router = APIRouter(tags=["points"])


class Around(BaseModel):
    """How far around."""

    span: int = Field(default=2, ge=1, le=20, description="Sentences before and after.")


class Neighbours(Shape):
    """A point among those beside it in its source, in reading order."""

    before: list[PointItem]
    point: PointItem
    after: list[PointItem]
    links: dict[str, str]


@router.get("/points", summary="Points that pass the filters")
def list_all(request: Request, asked: Annotated[PagedFilters, Query()]) -> Page[PointItem]:
    """Every sentence that passes, source by source, in reading order."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_points(store, read_filters(request, asked), after, asked.limit)
    return make_page(request, show_points(store, found.items), found.after)


@router.get("/points/{key}", summary="One point")
def get_one(request: Request, key: str) -> PointItem:
    """A point with voice, codes, figures and anchor."""
    found = show_points(store_of(request), [key])
    if not found:
        raise unknown(key)
    return found[0]


@router.get("/points/{key}/neighbours", summary="The sentences around a point")
def get_neighbours(request: Request, key: str, asked: Annotated[Around, Query()]) -> Neighbours:
    """The point with the sentences before and after it in its source."""
    point, store = get_one(request, key), store_of(request)
    keys = find_points_around(store, point.anchor.source, point.order, asked.span)
    others = show_points(store, keys)
    return Neighbours(
        before=[other for other in others if other.order < point.order],
        point=point,
        after=[other for other in others if other.order > point.order],
        links={
            "self": address("points", key, "neighbours"),
            "point": address("points", key),
        },
    )
