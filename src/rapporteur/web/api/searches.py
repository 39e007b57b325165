"""Saved searches: what each asks, and its feed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.find.rank import MODES
from rapporteur.store.searches import Search, get_search, list_searches
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.paging import LINKS, Page, Paging, make_page, read_cursor
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
            "feed": f"/searches/{search.id}.atom",
            "html": f"/searches/{search.id}",
        },
    )
