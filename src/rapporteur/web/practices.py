"""The measures of a dialogue, with the sentences they stand on."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rapporteur.evidence import Point, Voice
from rapporteur.store.view import find_practices, find_statements, get_dialogue
from rapporteur.web.page import render, store_of

router = APIRouter()

PER_PAGE = 100  # practices


@router.get("/dialogues/{key}/practices")
def show(request: Request, key: str, page: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    """Show the measures brought together, each with its sentences and who told of it."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    found = find_practices(store, key)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    points: dict[str, Point] = {}
    voices: dict[str, Voice] = {}
    keys = dict.fromkeys(point for practice in shown for point in practice.points)
    for statement in find_statements(store, tuple(keys)):
        points |= {p.id: p for p in statement.points}
        voices |= {p.id: statement.voice for p in statement.points}
    told = [
        (
            practice,
            [points[p] for p in practice.points if p in points],
            tuple(dict.fromkeys(voices[p] for p in practice.points if p in voices)),
        )
        for practice in shown
    ]
    return render(
        request,
        "practices.html",
        dialogue=dialogue,
        practices=told,
        total=len(found),
        page=page,
        pages=max(1, -(-len(found) // PER_PAGE)),
    )
