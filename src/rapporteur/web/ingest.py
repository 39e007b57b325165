"""Take files in: drop them, watch how far the work has come, see what was found."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine
from starlette.datastructures import UploadFile

from rapporteur.errors import UnknownError
from rapporteur.evidence import Dialogue, Notice
from rapporteur.intake.job import File, Job
from rapporteur.intake.shelf import (
    add_ingest,
    begin_again,
    forget,
    get_job,
    list_jobs,
    shelf_of,
)
from rapporteur.intake.workers import Workers, cancel
from rapporteur.settings import Settings
from rapporteur.store.overview import (
    Overview,
    find_languages,
    find_overviews,
    list_some_dialogues,
)
from rapporteur.store.titles import find_titles
from rapporteur.store.view import get_dialogue
from rapporteur.web.language import mark, to
from rapporteur.web.page import render, store_of
from rapporteur.wording import show_name, squeeze

router = APIRouter()

FILES = 500  # at once
WAITING = 20  # jobs
OFFERED = 200  # titles to choose from
SHOWN = 20  # jobs on a page
LONGEST = 300  # characters of a dialogue's name
AT_WORK = ("waiting", "running", "stopping")

NO_FILE = mark("No file was chosen. Choose one or more, then take them in.")
BROKEN_OFF = mark(
    "The files did not arrive whole, or there were more than 500. Send them again, fewer at a time."
)
BUSY = mark("Twenty uploads wait for their turn. Wait till some are done, then send yours.")

STATES = {
    "waiting": mark("waiting"),
    "running": mark("under way"),
    "stopping": mark("being stopped"),
    "done": mark("done"),
    "failed": mark("failed"),
    "cancelled": mark("cancelled"),
    "interrupted": mark("interrupted"),
}
DOING = {
    "": mark("waits"),
    "read": mark("being read"),
    "structure": mark("headings, people and sentences are looked for"),
    "extract": mark("voices, kinds and codes are looked for"),
    "save": mark("being saved"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A dialogue that files of a job belong to, and what somebody should look at."""

    dialogue: Dialogue
    counts: Overview
    notices: tuple[Notice, ...]


@router.get("/ingest")
def ask(request: Request, dialogue: Annotated[str, Query(max_length=LONGEST)] = "") -> HTMLResponse:
    """Ask for files, and list what is under way."""
    return _ask(request, dialogue)


@router.post("/ingest")
async def take(request: Request) -> Response:
    """Keep the files that were sent, let a process work on them, and lead to its progress."""
    shelf = shelf_of(store_of(request))
    jobs = await run_in_threadpool(list_jobs, shelf)
    if sum(state in AT_WORK for _, state in jobs) >= WAITING:
        return _ask(request, trouble=BUSY, status=503)
    try:
        async with request.form(max_files=FILES, max_fields=10) as form:
            name = clean_title(form.get("dialogue"))
            sent = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
            uploads = [(file.filename, file.file) for file in sent if file.filename]
            if not uploads:
                return _ask(request, name, trouble=NO_FILE, status=422)
            job = await run_in_threadpool(add_ingest, shelf, uploads, name)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        return _ask(request, trouble=BROKEN_OFF, status=400)
    return begin(request, job)


@router.get("/ingest/{key}")
def show(request: Request, key: str, seen: str = "") -> Response:
    """Show how far a job has come; nothing new since `seen` is answered with nothing."""
    store = store_of(request)
    job, state = get_job(shelf_of(store), key)
    token = sha256(f"{state}{job}".encode()).hexdigest()[:12]
    if seen == token:
        return Response(status_code=204)
    ended = state not in AT_WORK
    titles = find_titles(store, [file.source for file in job.files])
    found = _found(store, job, titles.dialogues.values()) if ended else ()
    answer = render(
        request,
        "job.html",
        job=job,
        state=state,
        ended=ended,
        token=token,
        now=_at_hand(job),
        taken=[f for f in job.files if f.fate == "taken"],
        titles=titles,
        found=found,
        languages=find_languages(store, [one.dialogue.id for one in found]) if found else {},
        doing=DOING,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/ingest/{key}/cancel")
def stop(request: Request, key: str) -> Response:
    """Stop a job."""
    cancel(shelf_of(store_of(request)), key)
    return _lead(key)


@router.post("/ingest/{key}/again")
def again(request: Request, key: str) -> Response:
    """Begin a job again that was stopped or interrupted."""
    return begin(request, begin_again(shelf_of(store_of(request)), key))


@router.post("/ingest/{key}/forget")
def drop(request: Request, key: str) -> Response:
    """Throw a job away that nobody works on."""
    forget(shelf_of(store_of(request)), key)
    return RedirectResponse(to("/ingest"), status_code=303)


def begin(request: Request, job: Job) -> Response:
    """Let a process of its own do the job, and lead to its page."""
    store = store_of(request)
    workers: Workers = request.app.state.workers
    if job.written == "waiting":
        workers.start(str(store.url.database), shelf_of(store) / job.id)
    return _lead(job.id)


def clean_title(said: object) -> str:
    """Return a dialogue's name as somebody typed it, on one line and not too long."""
    return squeeze(show_name(said))[:LONGEST] if isinstance(said, str) else ""


def _lead(key: str) -> Response:
    return RedirectResponse(to(f"/ingest/{key}"), status_code=303)


def _ask(
    request: Request, dialogue: str = "", *, trouble: str = "", status: int = 200
) -> HTMLResponse:
    store = store_of(request)
    settings: Settings = request.app.state.settings
    jobs = list_jobs(shelf_of(store))
    return render(
        request,
        "ingest.html",
        status,
        called=dialogue,
        offered=[d.title for d in list_some_dialogues(store, 0, OFFERED)],
        jobs=jobs[:SHOWN],
        states=STATES,
        trouble=trouble,
        most=settings.max_bytes,
        most_together=settings.max_upload_bytes,
    )


def _at_hand(job: Job) -> File | None:
    """Return the file that is worked on, None before the first and after the last."""
    begun = [file for file in job.files if file.stage and not file.fate]
    return max(begun, key=lambda file: file.steps, default=None)


def _found(store: Engine, job: Job, dialogues: Iterable[str]) -> tuple[Found, ...]:
    keys = tuple(dict.fromkeys((*dialogues, *filter(None, [job.after]))))
    overviews = find_overviews(store, keys) if keys else {}
    mine = {file.source for file in job.files}
    found = []
    for key in keys:
        with suppress(UnknownError):  # removed since
            dialogue = get_dialogue(store, key, blocks=False)
            notices = tuple(n for n in dialogue.notices if n.source in mine or not n.source)
            found.append(Found(dialogue, overviews[key], notices))
    return tuple(found)
