"""The same point elsewhere: what is like a point, practice or recommendation."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.find.similar import find_similar
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import Filters, read_filters
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.search import HitItem, show_hits
from rapporteur.web.api.shapes import Shape

router = APIRouter()
ABOUT = """In other voices, segments and dialogues, nearest first; what is merely on the same topic
is left out. Filters are tried on what is found."""


class SimilarQuery(Filters):
    """Filters, and how many."""

    limit: int = Field(default=10, ge=1, le=100, description="How many at most.")


class SimilarList(Shape):
    """What makes the same point, nearest first."""

    items: list[HitItem]
    links: dict[str, str]


Asked = Annotated[SimilarQuery, Query()]


@router.get(
    "/points/{key}/similar",
    tags=["points"],
    summary="The same point elsewhere",
    description=ABOUT,
)
def like_point(request: Request, key: str, asked: Asked) -> SimilarList:
    """Points that say the same."""
    return _answer(request, "points", key, asked)


@router.get(
    "/practices/{key}/similar",
    tags=["practices"],
    summary="Practices like this one",
    description=ABOUT,
)
def like_practice(request: Request, key: str, asked: Asked) -> SimilarList:
    """Points on which another practice stands."""
    return _answer(request, "practices", key, asked)


@router.get(
    "/recommendations/{key}/similar",
    tags=["recommendations"],
    summary="Recommendations like this one",
    description=ABOUT,
)
def like_recommendation(request: Request, key: str, asked: Asked) -> SimilarList:
    """Points on which another recommendation stands."""
    return _answer(request, "recommendations", key, asked)


SORTS = {"points": "pnt", "practices": "prc", "recommendations": "rec"}


def _answer(request: Request, sort: str, key: str, asked: SimilarQuery) -> SimilarList:
    if key.partition("-")[0] != SORTS[sort]:
        raise unknown(key)
    store = store_of(request)
    hits = find_similar(store, key, read_filters(request, asked), asked.limit)
    links = {"self": address(sort, key, "similar"), "of": address(sort, key)}
    return SimilarList(items=show_hits(store, hits), links=links)
