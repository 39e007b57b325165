"""Saved searches: what each asks, and its feed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from rapporteur.find.newest import count_new, find_new
from rapporteur.find.rank import MODES
from rapporteur.store.searches import Search, get_search, list_searches
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.paging import (
    LINKS,
    Page,
    Paging,
    make_page,
    read_cursor,
)
from rapporteur.web.api.search import HitItem, show_hits
from rapporteur.web.api.shapes import Shape

router = APIRouter(tags=["searches"])


class SearchItem(Shape):
    """A question and its filters that somebody wants to ask again."""

    id: str = Field(examples=["sch-0f3c5d2a9b7e4c61"])
    name: str = Field(examples=["Permits of Portugal"])
    question: str = Field(description="May be empty.", examples=["work permits"])
    mode: str = Field(description=f"How it searches: {', '.join(MODES)}.", examples=["both"])
    filters: dict[str, str] = Field(
        description="The filters by their names.", examples=[{"voice": "PRT"}]
    )
    who: str = Field(description="Who saved it; may be empty.", examples=["Ana"])
    saved: str = Field(description="When, UTC.", examples=["2026-01-31T10:00:00.000000+00:00"])
    seen: str = Field(
        description="When somebody last looked at what is new, UTC.",
        examples=["2026-01-31T10:00:00.000000+00:00"],
    )
    links: dict[str, str] = Field(description=f"{LINKS} `feed` is Atom.")


class NewQuery(BaseModel):
    """How many."""

    limit: int = Field(default=50, ge=1, le=1_000, description="How many at most.")


class NewItem(HitItem):
    """A point that a saved search finds, and since when."""

    came: str = Field(description="When its source came into the store: UTC, ISO 8601.")


class NewList(Shape):
    """What is new to a saved search."""

    items: list[NewItem]
    total: int = Field(description="How many are new in all.")
    links: dict[str, str]


@router.get("/searches", summary="Saved searches")
def list_all(request: Request, asked: Annotated[Paging, Query()]) -> Page[SearchItem]:
    """The searches that are kept, by id; the pages and the command line keep and remove them."""
    after = read_cursor(request, asked.cursor)
    held = sorted(list_searches(store_of(request)), key=lambda search: search.id)
    left = [search for search in held if not after or search.id > str(after[0])]
    shown = left[: asked.limit]
    more = (shown[-1].id,) if len(left) > len(shown) else ()
    return make_page(request, [_item(search) for search in shown], more)


@router.get("/searches/{key}", summary="One saved search")
def get_one(request: Request, key: str) -> SearchItem:
    """A saved search by its id."""
    return _item(get_search(store_of(request), key))


@router.get("/searches/{key}/new", summary="What is new to a saved search")
def list_new(request: Request, key: str, asked: Annotated[NewQuery, Query()]) -> NewList:
    """What came since somebody last looked, latest first; the pages and commands note the look."""
    store = store_of(request)
    search = get_search(store, key)
    found = find_new(store, search, asked.limit)
    hits = show_hits(store, [one.hit for one in found])
    came = [one.came for one in found]
    return NewList(
        items=[
            NewItem.model_construct(**dict(hit), came=at)
            for hit, at in zip(hits, came, strict=True)
        ],
        total=count_new(store, search) if found else 0,
        links={"self": address("searches", key, "new"), "search": address("searches", key)},
    )


def _item(search: Search) -> SearchItem:
    asked = dict(search.choice)
    if search.question:
        asked |= {"q": search.question, "mode": search.mode}
    return SearchItem(
        id=search.id,
        name=search.name,
        question=search.question,
        mode=search.mode,
        filters=dict(search.choice),
        who=search.who,
        saved=search.saved,
        seen=search.seen,
        links={
            "self": address("searches", search.id),
            "results": address("search" if search.question else "points", **asked),
            "new": address("searches", search.id, "new"),
            "feed": f"/searches/{search.id}.atom",
            "html": f"/searches/{search.id}",
        },
    )
