"""Find and list points: a question, filters with counts, as cards, a table or a file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.browse import DEEPEST, explore, list_all, tally
from rapporteur.find.rank import Answer
from rapporteur.store.hold import hold
from rapporteur.store.select import Filter
from rapporteur.web.cards import lay_cards
from rapporteur.web.facets import list_chips, offer_all, offer_few
from rapporteur.web.files import ENDINGS, Row, address_of, give_rows
from rapporteur.web.found import COLUMNS, rows_of
from rapporteur.web.inquiry import Inquiry, read_inquiry
from rapporteur.web.language import gettext, mark, to
from rapporteur.web.page import render, store_of, tell_trouble

router = APIRouter()

PER_PAGE = {"list": 10, "table": 50}  # points
MODES = {"both": mark("words and meaning"), "text": mark("words"), "meaning": mark("meaning")}
# What the search says, in its words.
mark("Search by meaning reads English; this question was matched by its words only.")
mark("Phrases, signs and ranges ask for words as they stand; meaning was left out.")
mark("there is no word to look for")
mark("give at least one word")
mark("says only what must not stand")
mark("add a word that should")
# What the filters say, in theirs.
mark("there is no source of this id")
mark("there is no segment of this id")
mark("take an id from a list or export")
mark("there is no voice of this name")
mark("there is no country of this name")
mark("use an ISO3 code or the name of a State")
mark("ends before it begins")


@router.get("/find")
def moved(request: Request) -> RedirectResponse:
    """Lead from where the search once was."""
    query = urlsplit(str(request.url)).query
    return RedirectResponse(to("/explore") + (f"?{query}" if query else ""), status_code=301)


@router.get("/explore")
def show(request: Request) -> HTMLResponse:
    """Show the points that answer a question, or all that pass the filters."""
    store, inquiry = store_of(request), read_inquiry(request)
    size = PER_PAGE[inquiry.view]
    start = (inquiry.page - 1) * size
    found, trouble = _ask(
        store,
        inquiry,
        lambda wanted: explore(
            store, inquiry.question, wanted, size + 1, offset=start, mode=inquiry.mode
        ),
    )
    shown = found.hits[:size]
    return render(
        request,
        "explore.html",
        inquiry=inquiry,
        q=inquiry.question,
        modes=MODES,
        trouble=trouble,
        found=found,
        shown=shown,
        start=start,
        more=len(found.hits) > size,
        deepest=DEEPEST,
        facets=offer_few(store, inquiry, found.counts),
        chips=list_chips(store, inquiry),
        endings=ENDINGS,
        **lay_cards(store, shown),
    )


@router.get("/explore/values")
def values(request: Request, facet: str = "") -> HTMLResponse:
    """Show all values of one facet, with their counts under the filters that are set."""
    store, inquiry = store_of(request), read_inquiry(request)
    found, trouble = _ask(
        store, inquiry, lambda wanted: tally(store, inquiry.question, wanted, mode=inquiry.mode)
    )
    offered = offer_all(store, inquiry, found.counts, facet)
    if offered is None and not trouble:
        raise HTTPException(404)
    return render(
        request,
        "values.html",
        inquiry=inquiry,
        q=inquiry.question,
        facet=offered,
        trouble=trouble,
        total=found.total,
    )


@router.get("/explore.{ending}")
def download(request: Request, ending: str) -> Response:
    """Give the points of all pages of a view as a file."""
    store, inquiry = store_of(request), read_inquiry(request)
    if ending not in ENDINGS:
        raise HTTPException(404)
    wanted = inquiry.filter(store)
    rows = _walk(store, inquiry, wanted, lambda path: address_of(request, path))
    return give_rows(rows, "points", ending, COLUMNS)


def _walk(
    store: Engine, inquiry: Inquiry, wanted: Filter, address: Callable[[str], str]
) -> Iterator[Row]:
    """Yield all that a view shows; without a question that may be the store, read in one state."""
    if inquiry.question.strip():
        hits = list_all(store, inquiry.question, wanted, mode=inquiry.mode)
        yield from rows_of(store, hits, address)
        return
    with hold(store) as held:
        yield from rows_of(held, list_all(held, "", wanted), address)


def _ask(store: Engine, inquiry: Inquiry, find: Callable[[Filter], Answer]) -> tuple[Answer, str]:
    """Return what `find` finds, or nothing and what is wrong with the question."""
    try:
        found = find(inquiry.filter(store))
    except QueryError as error:
        return Answer((), 0), tell_trouble(error)
    return replace(found, notes=tuple(gettext(note) for note in found.notes)), ""
