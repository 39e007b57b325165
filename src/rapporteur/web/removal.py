"""Remove a source or a dialogue: say what goes with it, ask, and let a process do it."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rapporteur.evidence import Dialogue, Source
from rapporteur.intake.job import File
from rapporteur.intake.shelf import add_removal, shelf_of
from rapporteur.store.remove import find_hanging
from rapporteur.store.view import get_dialogue, get_dialogue_of
from rapporteur.web.ingest import begin
from rapporteur.web.language import to
from rapporteur.web.names import language_of
from rapporteur.web.page import render, store_of

router = APIRouter()


@router.get("/sources/{key}/remove")
def ask_source(request: Request, key: str) -> HTMLResponse:
    """Ask whether a source is to go."""
    dialogue, source = _get_source(request, key)
    return _ask(request, dialogue, [source], source.name, to(f"/sources/{key}"))


@router.post("/sources/{key}/remove")
def remove_source(request: Request, key: str) -> Response:
    """Remove a source."""
    dialogue, source = _get_source(request, key)
    return _remove(request, dialogue, [source])


@router.get("/dialogues/{key}/remove")
def ask_dialogue(request: Request, key: str) -> HTMLResponse:
    """Ask whether a dialogue is to go, with all its sources."""
    dialogue = get_dialogue(store_of(request), key, blocks=False)
    return _ask(request, dialogue, dialogue.sources, dialogue.title, to(f"/dialogues/{key}"))


@router.post("/dialogues/{key}/remove")
def remove_dialogue(request: Request, key: str) -> Response:
    """Remove a dialogue with all its sources."""
    dialogue = get_dialogue(store_of(request), key, blocks=False)
    return _remove(request, dialogue, dialogue.sources)


def _get_source(request: Request, key: str) -> tuple[Dialogue, Source]:
    store = store_of(request)
    dialogue = get_dialogue(store, get_dialogue_of(store, key), blocks=False)
    return dialogue, next(source for source in dialogue.sources if source.id == key)


def _ask(
    request: Request, dialogue: Dialogue, gone: Sequence[Source], called: str, back: str
) -> HTMLResponse:
    return render(
        request,
        "remove.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        called=called,
        hanging=find_hanging(store_of(request), [source.id for source in gone]),
        gone=gone,
        left=len(dialogue.sources) - len(gone),
        back=back,
    )


def _remove(request: Request, dialogue: Dialogue, gone: Sequence[Source]) -> Response:
    files = [File(source.name, source.id) for source in gone]
    shelf = shelf_of(store_of(request))
    return begin(request, add_removal(shelf, dialogue.id, dialogue.title, files))
