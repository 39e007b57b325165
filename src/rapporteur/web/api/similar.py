"""The same point elsewhere: what is like a point, practice or recommendation."""

from collections.abc import Callable
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
# By the list: how its ids begin, and what a page of it would be called.
SORTS = {
    "points": ("pnt", "The same point elsewhere"),
    "practices": ("prc", "Practices like this one"),
    "recommendations": ("rec", "Recommendations like this one"),
}
ABOUT = """In another voice, segment or dialogue, nearest first; what is merely on the same topic
is left out. Filters are tried on what is found."""


class SimilarQuery(Filters):
    """Filters, and how many."""

    limit: int = Field(default=10, ge=1, le=100, description="How many at most.")


class SimilarList(Shape):
    """What makes the same point, nearest first."""

    items: list[HitItem]
    links: dict[str, str]


Asked = Annotated[SimilarQuery, Query()]


def _answer_of(sort: str) -> Callable[[Request, str, Asked], SimilarList]:
    def answer(request: Request, key: str, asked: Asked) -> SimilarList:
        if key.partition("-")[0] != SORTS[sort][0]:
            raise unknown(key)
        store = store_of(request)
        hits = find_similar(store, key, read_filters(request, asked), asked.limit)
        links = {"self": address(sort, key, "similar"), "of": address(sort, key)}
        return SimilarList(items=show_hits(store, hits), links=links)

    return answer


for sort, (_, summary) in SORTS.items():
    router.add_api_route(
        f"/{sort}/{{key}}/similar",
        _answer_of(sort),
        name=f"like_{sort.removesuffix('s')}",
        tags=[sort],
        summary=summary,
        description=ABOUT,
    )
