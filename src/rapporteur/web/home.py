"""The first page: what this is, which dialogues are held, and a question."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.errors import QueryError
from rapporteur.find.rank import Hit, find
from rapporteur.store.count import count_dialogue
from rapporteur.store.select import Filter
from rapporteur.store.view import list_dialogues, list_refusals, list_sources
from rapporteur.web.page import render, store_of

router = APIRouter()

MOST = 50  # hits shown


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """Show all dialogues with what was found in them."""
    store = store_of(request)
    dialogues = [(d, count_dialogue(store, d.id)) for d in list_dialogues(store)]
    return render(request, "home.html", dialogues=dialogues, refusals=list_refusals(store))


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
    )
