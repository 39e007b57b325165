"""The recommendations of a dialogue, by origin."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.store.view import find_recommendations, get_dialogue
from rapporteur.web.language import mark
from rapporteur.web.names import language_of, segment_titles
from rapporteur.web.page import render, store_of

router = APIRouter()

ORIGINS = {
    "report": mark("The record’s own recommendations"),
    "listed": mark("Recommendations listed by State"),
    "call": mark("Calls made by speakers"),
}


@router.get("/dialogues/{key}/recommendations")
def show(
    request: Request, key: str, origin: Literal["", "report", "listed", "call"] = ""
) -> HTMLResponse:
    """Show what was asked, of whom, by whom; the record's own lists and calls kept apart."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    found = find_recommendations(store, key)
    grouped = [
        (name, title, [item for item in found if item.origin == name])
        for name, title in ORIGINS.items()
    ]
    return render(
        request,
        "recommendations.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        origin=origin,
        origins=[(name, title, len(items)) for name, title, items in grouped if items],
        total=len(found),
        grouped=[group for group in grouped if group[2] and origin in ("", group[0])],
        titles=segment_titles(dialogue),
    )
