"""The measures of a dialogue, with the sentences they stand on."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine

from rapporteur.evidence import Point, Voice
from rapporteur.find.mentions import Mention, find_mentions
from rapporteur.publish.practices import refers_to
from rapporteur.store.view import (
    find_practices,
    find_statements,
    get_dialogue,
    list_sources,
)
from rapporteur.web.language import mark
from rapporteur.web.names import language_of
from rapporteur.web.page import render, store_of

router = APIRouter()

PER_PAGE = 100  # practices
ASPECTS = (
    ("benefits", mark("Effect")),
    ("challenges", mark("Obstacle")),
    ("lessons", mark("Lesson")),
    ("replication", mark("For others to take up")),
    ("innovation", mark("New about it")),
)


@router.get("/dialogues/{key}/practices")
def show(request: Request, key: str, page: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    """Show the measures brought together, each with its sentences and who told of it."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    found = find_practices(store, key)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    points: dict[str, Point] = {}
    voices: dict[str, Voice] = {}
    keys = dict.fromkeys(point for practice in shown for point in refers_to(practice))
    mentions = find_mentions(store, shown)
    for statement in find_statements(store, tuple(keys)):
        points |= {p.id: p for p in statement.points}
        voices |= {p.id: statement.voice for p in statement.points}
    told = [
        (
            practice,
            [points[p] for p in practice.points if p in points],
            tuple(dict.fromkeys(voices[p] for p in practice.points if p in voices)),
            mentions[practice.id],
        )
        for practice in shown
    ]
    return render(
        request,
        "practices.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        practices=told,
        points=points,
        aspects=ASPECTS,
        sources=list_sources(store),
        introducing=_introducing(store, mentions.values()),
        total=len(found),
        page=page,
        pages=max(1, -(-len(found) // PER_PAGE)),
    )


def _introducing(store: Engine, mentions: Iterable[Sequence[Mention]]) -> dict[str, Point]:
    """Return the point that introduces each mention, by the mention's id."""
    keys = {m.practice.points[0]: m.practice.id for found in mentions for m in found}
    told = find_statements(store, tuple(keys))
    return {keys[point.id]: point for statement in told for point in statement.points}
