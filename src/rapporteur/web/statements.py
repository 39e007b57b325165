"""The statements of a dialogue, sentence by sentence, chosen by voice, kind and segment."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur.store.count import count_kinds, count_statements, count_voices
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings, find_statement, find_statements, get_dialogue
from rapporteur.web.language import to
from rapporteur.web.names import language_of, segment_titles
from rapporteur.web.page import PageNumber, count_pages, query, render, store_of

router = APIRouter()

PER_PAGE = 28  # points; with their labels a page stays under 60 KB
EVERYBODY = "all"  # the report's own voice too; without it, only who spoke


@router.get("/dialogues/{key}/statements")
def show(
    request: Request,
    key: str,
    voice: str = "",
    kind: str = "",
    segment: str = "",
    statement: str = "",
    page: PageNumber = 1,
) -> Response:
    """Show the points that pass the filters, in the order of the record, by statement.

    `statement` leads to the page of that statement among all of the dialogue.
    """
    store = store_of(request)
    if statement:
        return _lead_to(store, key, statement)
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
        pages=count_pages(len(keys), PER_PAGE),
        chosen={"voice": voice, "kind": kind, "segment": segment},
        kinds=count_kinds(store, any_kind),
        voices=count_voices(store, anyone),
    )


def _lead_to(store: Engine, dialogue: str, key: str) -> Response:
    """Lead to where the statement begins on the pages of the whole dialogue."""
    keys = find_points(store, Filter(dialogue=dialogue, headings=False))
    told = find_statement(store, key)
    held = {point.id for point in told.points} if told else set()
    at = next((place for place, point in enumerate(keys) if point in held), None)
    if at is None:
        raise HTTPException(404)
    asked = query(voice=EVERYBODY, page=at // PER_PAGE + 1)
    return RedirectResponse(f"{to(f'/dialogues/{dialogue}/statements')}?{asked}#{key}", 302)
