"""The statements of a dialogue, sentence by sentence, chosen by voice, kind and segment."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rapporteur.store.count import count_kinds, count_voices
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings, find_practices, find_statements, get_dialogue
from rapporteur.web.page import render, store_of

router = APIRouter()

PER_PAGE = 150  # points; about ten screens


@router.get("/dialogues/{key}/statements")
def show(
    request: Request,
    key: str,
    voice: str = "",
    kind: str = "",
    segment: str = "",
    page: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    """Show the points that pass the filters, in the order of the record, by statement."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    wanted = Filter(dialogue=key, voice=voice, kind=kind, segment=segment)
    keys = find_points(store, wanted)
    shown = keys[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render(
        request,
        "statements.html",
        dialogue=dialogue,
        segments={s.id: s for s in dialogue.segments},
        sources={s.id: s for s in dialogue.sources},
        statements=find_statements(store, shown),
        codings=find_codings(store, shown),
        total=len(keys),
        page=page,
        pages=max(1, -(-len(keys) // PER_PAGE)),
        chosen={"voice": voice, "kind": kind, "segment": segment},
        kinds=count_kinds(store, Filter(dialogue=key, voice=voice, segment=segment)),
        voices=count_voices(store, Filter(dialogue=key, kind=kind, segment=segment)),
    )


@router.get("/dialogues/{key}/practices")
def practices(request: Request, key: str) -> HTMLResponse:
    """Show the measures brought together, with the sentences they stand on."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    found = find_practices(store, key)
    told = [
        (practice, [p for s in find_statements(store, practice.points) for p in s.points])
        for practice in found
    ]
    return render(request, "practices.html", dialogue=dialogue, practices=told)
