"""The same point elsewhere: who else says what a point, practice or recommendation says."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.errors import UnknownError
from rapporteur.find.similar import find_similar
from rapporteur.store.beside import find_alone
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_practice, find_recommendation
from rapporteur.web.cards import lay_cards
from rapporteur.web.language import mark
from rapporteur.web.names import languages_of
from rapporteur.web.page import render, store_of

router = APIRouter()

MOST = 20  # points
NOTHING = mark("there is nothing by this id")


@router.get("/points/{key}/similar")
def like_point(request: Request, key: str) -> HTMLResponse:
    """Show who else makes the same point."""
    return _show(request, key, (key,))


@router.get("/practices/{key}/similar")
def like_practice(request: Request, key: str) -> HTMLResponse:
    """Show the practices that are like one."""
    found = find_practice(store_of(request), key)
    return _show(request, key, found.points if found else ())


@router.get("/recommendations/{key}/similar")
def like_recommendation(request: Request, key: str) -> HTMLResponse:
    """Show the recommendations that are like one."""
    found = find_recommendation(store_of(request), key)
    return _show(request, key, found.points if found else ())


def _show(request: Request, key: str, points: tuple[str, ...]) -> HTMLResponse:
    store = store_of(request)
    asked = tuple(find_alone(store, points).values())
    if not asked:
        raise UnknownError(NOTHING, place=key)
    hits = find_similar(store, key, limit=MOST)
    told = find_titles(store, (statement.source for statement in asked))
    return render(
        request,
        "similar.html",
        said=asked,
        told=told,
        spoken=languages_of(store, told),
        **lay_cards(store, hits),
    )
