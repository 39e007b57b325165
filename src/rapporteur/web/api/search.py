"""Search: points that answer a question, best first."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.rank import Hit, find
from rapporteur.store.select import Filter
from rapporteur.web.api.addresses import store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import Page, make_page, read_cursor
from rapporteur.web.api.shapes import PointItem, show_points

router = APIRouter(tags=["search"])
DEEPEST = 1_000  # hits; nobody reads further, and a cursor carries a mark of each
MARK = 6  # hexadecimal digits of a hit's mark


class HitItem(PointItem):
    """A point that answers, how well, and why."""

    score: float = Field(description="More is better; comparable within one search only.")
    why: str = Field(examples=["matched: permits"])
    marks: list[tuple[int, int]] = Field(
        description="Where the words that matched stand in `text`: start and end."
    )


class SearchQuery(PagedFilters):
    """The question, and filters."""

    q: str = Field(
        max_length=2_000,
        description='Words in any form, "quoted phrases", beginnings (`migra*`).',
        examples=["work permits"],
    )
    limit: int = Field(default=10, ge=1, le=100, description="How many hits at most.")


@router.get("/search", summary="Find points by their words")
def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> Page[HitItem]:
    """Points that answer the question, best first, and why each was found.

    The ranking is worked out anew for each page; what an earlier page gave is left out.
    """
    store = store_of(request)
    seen = _seen(request, asked.cursor)
    hits = _find(store, asked.q, read_filters(request, asked), len(seen) + asked.limit + 1)
    fresh = [hit for hit in hits if _mark(hit) not in seen]
    shown = fresh[: asked.limit]
    marks = [*seen, *(_mark(hit) for hit in shown)]
    more = len(fresh) > len(shown) and len(marks) < DEEPEST
    return make_page(request, _items(store, shown), ("".join(marks),) if more else ())


def _find(store: Engine, typed: str, wanted: Filter, limit: int) -> tuple[Hit, ...]:
    """The one place where the API asks the search."""
    return find(store, typed, wanted, limit)


def _seen(request: Request, cursor: str) -> list[str]:
    """The marks of the hits that earlier pages gave."""
    key = read_cursor(request, cursor)
    if not key:
        return []
    marks = key[0]
    if len(key) > 1 or not isinstance(marks, str) or len(marks) > MARK * DEEPEST:
        raise QueryError("the cursor is none of this list", remedy="start without a cursor")
    return [marks[at : at + MARK] for at in range(0, len(marks), MARK)]


def _mark(hit: Hit) -> str:
    return sha256(hit.statement.points[0].id.encode()).hexdigest()[:MARK]


def _items(store: Engine, hits: Sequence[Hit]) -> list[HitItem]:
    by_id = {hit.statement.points[0].id: hit for hit in hits}
    return [
        HitItem(
            **dict(point),
            score=by_id[point.id].score,
            why=by_id[point.id].why,
            marks=list(by_id[point.id].marks),
        )
        for point in show_points(store, list(by_id))
    ]
