"""Saved searches: what each asks, what is new to it, its feed."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.newest import New, count_new, find_new
from rapporteur.store.searches import Search, get_search, list_searches
from rapporteur.web.cards import lay_cards
from rapporteur.web.feeds import describe, inquiry_of
from rapporteur.web.inquiry import Inquiry
from rapporteur.web.language import day_name, gettext, mark
from rapporteur.web.page import count_pages, read_page, render, store_of

router = APIRouter()

PER_PAGE = 25  # searches; what is new to each is looked for
MOST = 20  # new points shown
# What the store says, in its words.
mark("there is no saved search by this id")
mark("the search has no name")
mark("give it one")
mark("the search asks for nothing")
mark("add words or a filter")


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search, what it asks in words, and how much is new; None where it cannot be asked."""

    search: Search
    inquiry: Inquiry
    words: str
    new: int | None

    @property
    def since(self) -> str:
        """The day on which somebody last looked at what is new."""
        return day_name(datetime.fromisoformat(self.search.seen).date())


@router.get("/searches")
def show_all(request: Request) -> HTMLResponse:
    """List the saved searches, each with how much is new."""
    store = store_of(request)
    held = list_searches(store)
    page = read_page(request.query_params.get("page", ""))
    shown = held[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render(
        request,
        "searches.html",
        kept=[_keep(store, search) for search in shown],
        total=len(held),
        page=page,
        pages=count_pages(len(held), PER_PAGE),
    )


@router.get("/searches/{key}")
def show(request: Request, key: str) -> HTMLResponse:
    """Show what is new to one search since somebody last looked."""
    store = store_of(request)
    kept = _keep(store, get_search(store, key))
    found: tuple[New, ...] = ()
    if kept.new:
        found = find_new(store, kept.search, MOST)
    return render(
        request,
        "search.html",
        kept=kept,
        found=found,
        **lay_cards(store, [new.hit for new in found]),
    )


@router.get("/searches/{key}/remove")
def ask_removal(request: Request, key: str) -> HTMLResponse:
    """Ask whether a search is to be removed."""
    store = store_of(request)
    return render(request, "search_removal.html", kept=_keep(store, get_search(store, key)))


def _keep(store: Engine, search: Search) -> Kept:
    inquiry = inquiry_of(search)
    try:
        return Kept(search, inquiry, describe(store, inquiry), count_new(store, search))
    except QueryError:
        # What it was kept to, such as a dialogue, is not held any more.
        return Kept(search, inquiry, search.question or gettext("all points"), None)
