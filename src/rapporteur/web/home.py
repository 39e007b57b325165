"""The first page: what this is, and which dialogues are held."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.find.browse import count_all
from rapporteur.store.overview import find_languages, find_overviews, list_some_dialogues
from rapporteur.store.select import Filter
from rapporteur.store.view import list_refusals
from rapporteur.store.whole import count_whole, list_newcomers
from rapporteur.web.page import PageNumber, count_pages, render, store_of

router = APIRouter()

PER_PAGE = 25  # dialogues
NEWEST = 5  # files


@router.get("/")
def home(request: Request, page: PageNumber = 1) -> HTMLResponse:
    """Show the dialogues with what was found in them."""
    store = store_of(request)
    shown = list_some_dialogues(store, (page - 1) * PER_PAGE, PER_PAGE)
    whole = count_whole(store)
    keys = [dialogue.id for dialogue in shown]
    overviews = find_overviews(store, keys)
    return render(
        request,
        "home.html",
        dialogues=[(dialogue, overviews[dialogue.id]) for dialogue in shown],
        languages=find_languages(store, keys) if keys else {},
        page=page,
        pages=count_pages(whole.dialogues, PER_PAGE),
        whole=whole,
        sentences=count_all(store, Filter(headings=False)) if whole.dialogues else 0,
        newcomers=list_newcomers(store, NEWEST) if page == 1 else (),
        refusals=list_refusals(store),
    )
