"""The first page: what this is, which dialogues are held, and a question."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rapporteur.errors import QueryError
from rapporteur.find.rank import Hit, find
from rapporteur.store.overview import (
    count_dialogues,
    find_languages,
    find_overviews,
    list_some_dialogues,
)
from rapporteur.store.select import Filter
from rapporteur.store.view import list_dialogues, list_refusals, list_sources
from rapporteur.web.page import render, store_of

router = APIRouter()

MOST = 50  # hits shown
PER_PAGE = 25  # dialogues


@router.get("/")
def home(request: Request, page: Annotated[int, Query(ge=1, le=10**6)] = 1) -> HTMLResponse:
    """Show the dialogues with what was found in them."""
    store = store_of(request)
    shown = list_some_dialogues(store, (page - 1) * PER_PAGE, PER_PAGE)
    keys = [dialogue.id for dialogue in shown]
    overviews = find_overviews(store, keys)
    return render(
        request,
        "home.html",
        dialogues=[(dialogue, overviews[dialogue.id]) for dialogue in shown],
        languages=find_languages(store, keys) if keys else {},
        page=page,
        pages=max(1, -(-count_dialogues(store) // PER_PAGE)),
        refusals=list_refusals(store),
    )


@router.get("/find")
def search(request: Request, q: str = "", dialogue: str = "") -> HTMLResponse:
    """Show the points that answer a question, best first."""
    hits: tuple[Hit, ...] = ()
    trouble = ""
    if q:
        try:
            hits = find(store_of(request), q, Filter(dialogue=dialogue), MOST)
        except QueryError as error:
            trouble = str(error)
    return render(
        request,
        "find.html",
        q=q,
        hits=hits,
        most=MOST,
        trouble=trouble,
        dialogue=dialogue,
        dialogues=list_dialogues(store_of(request)),
        sources=list_sources(store_of(request)),
        languages=find_languages(store_of(request)),
    )
