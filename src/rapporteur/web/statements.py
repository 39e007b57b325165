"""The statements of a dialogue, sentence by sentence, chosen by voice, kind and segment."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rapporteur.store.count import count_kinds, count_statements, count_voices
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings, find_statements, get_dialogue
from rapporteur.web.names import language_of, segment_titles
from rapporteur.web.page import render, store_of

router = APIRouter()

PER_PAGE = 150  # points; about ten screens
EVERYBODY = "all"  # the report's own voice too; without it, only who spoke


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
    speaking = "" if voice == EVERYBODY else voice or "spoken"
    wanted = Filter(dialogue=key, voice=speaking, kind=kind, segment=segment, headings=False)
    keys = find_points(store, wanted)
    shown = keys[(page - 1) * PER_PAGE : page * PER_PAGE]
    anyone = Filter(dialogue=key, kind=kind, segment=segment, headings=False)
    any_kind = Filter(dialogue=key, voice=speaking, segment=segment, headings=False)
    return render(
        request,
        "statements.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        titles=segment_titles(dialogue),
        sources={s.id: s for s in dialogue.sources},
        statements=find_statements(store, shown),
        codings=find_codings(store, shown),
        total=len(keys),
        whole=count_statements(store, wanted),
        page=page,
        pages=max(1, -(-len(keys) // PER_PAGE)),
        chosen={"voice": voice, "kind": kind, "segment": segment},
        kinds=count_kinds(store, any_kind),
        voices=count_voices(store, anyone),
    )
