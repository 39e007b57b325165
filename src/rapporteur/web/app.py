"""Wire the pages to a store."""

import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur.errors import DecidedError, QueryError, ReviewError, SettingError, StoreError
from rapporteur.find.follow import follow_store
from rapporteur.find.meaning import encode_question
from rapporteur.intake.workers import Workers
from rapporteur.settings import read_settings
from rapporteur.store import open_existing
from rapporteur.web import (
    citations,
    compare,
    coverage,
    dialogues,
    explore,
    feeds,
    home,
    ingest,
    look,
    outline,
    person,
    practice,
    practices,
    profiles,
    recommendation,
    recommendations,
    removal,
    review,
    saving,
    searches,
    similar,
    sources,
    statements,
    strip,
)
from rapporteur.web.api import make_api
from rapporteur.web.api.addresses import ROOT
from rapporteur.web.gate import LESS, TOO_LARGE, TOO_MUCH, Gate
from rapporteur.web.heads import Heads
from rapporteur.web.language import gettext, mark
from rapporteur.web.packing import Packing
from rapporteur.web.page import render
from rapporteur.web.tongue import Tongue

HERE = Path(__file__).parent
LOG = logging.getLogger(__name__)
# Pages hold text from strangers' files; nothing in it may run, and nothing comes from elsewhere.
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


NO_PAGE = mark("There is no such page")
BROKEN = mark("Something went wrong on our side")
TELL = mark("Load the page again; if that does not help, tell whoever runs this server.")
WRONG = {405: (mark("This page can only be read"), ""), TOO_MUCH: (TOO_LARGE, LESS)}
# By the error, the closest first: somebody was quicker; it cannot be done so; there is none.
STATUS = {DecidedError: 409, ReviewError: 400, QueryError: 404}
# What the store and the search say, in their words.
mark("there is nothing by this id")
mark("`rapporteur show` lists what is held")

STORE_OF_WORKERS = "RAPPORTEUR_STORE"
ORIGINS_OF_WORKERS = "RAPPORTEUR_ORIGINS"  # parted by spaces
READ_ONLY_OF_WORKERS = "RAPPORTEUR_READ_ONLY"  # set, or not
USER_HEADER_OF_WORKERS = "RAPPORTEUR_USER_HEADER"
HOSTS_OF_WORKERS = "RAPPORTEUR_HOSTS"  # parted by spaces
# The pages that write, left out where nothing may be written, and those that only read.
WRITING = (person, ingest, removal, review, saving)


def make_worker() -> FastAPI:
    """Return the application of one of several processes, by the environment they share."""
    told = os.environ
    return make_app(
        open_existing(told[STORE_OF_WORKERS]),
        told.get(ORIGINS_OF_WORKERS, "").split(),
        read_only=READ_ONLY_OF_WORKERS in told,
        user_header=told.get(USER_HEADER_OF_WORKERS, ""),
        hosts=told.get(HOSTS_OF_WORKERS, "").split(),
    )


class Guard:
    """Middleware that puts the headers of a safe page on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SAFE)
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "max-age=3600"  # seconds; then asked by its ETag
            await send(message)

        await self.app(scope, receive, guarded)


def make_app(
    store: Engine,
    origins: Sequence[str] = (),
    *,
    read_only: bool = False,
    user_header: str = "",
    hosts: Sequence[str] = (),
) -> FastAPI:
    """Return the application that shows `store`, with the API below /api/v1.

    Pages of the web addresses in `origins` may read the API from a browser too. With `read_only`
    the pages that write are left out. `user_header` names the header by which a proxy says who
    is at work; without one, people say it themselves. `hosts` are the names that the server is
    asked by; without any, all are.
    """
    app = FastAPI(openapi_url=None, lifespan=_live)
    app.state.store = store
    app.state.settings = settings = read_settings()
    app.state.workers = Workers()
    app.state.read_only = read_only
    app.state.user_header = user_header
    # What a page takes at most, where a form is not enough.
    bodies = {"/ingest": settings.max_upload_bytes}
    app.add_middleware(Gate, bodies=bodies, read_only=read_only, hosts=hosts)
    app.add_middleware(Tongue)
    app.add_middleware(Guard)
    app.add_middleware(Packing)
    app.add_middleware(Heads)
    api = make_api(store, origins)
    api.state.read_only = read_only
    app.mount(ROOT, api)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for module in (
        home,
        feeds,
        explore,
        searches,
        dialogues,
        outline,
        statements,
        strip,
        practices,
        practice,
        profiles,
        compare,
        coverage,
        recommendations,
        recommendation,
        sources,
        similar,
        citations,
        look,
        *(() if read_only else WRITING),
    ):
        app.include_router(module.router, include_in_schema=False)

    answer_errors(app)
    return app


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    """Make ready while the first pages are read; let no process that works for this outlive it."""
    Thread(target=_make_ready, args=(app.state.store,), daemon=True).start()
    yield
    app.state.workers.close()


def _make_ready(store: Engine) -> None:
    """Do what the first search would else wait for: some seconds for a hundred thousand points."""
    try:
        follow_store(store)
        encode_question("ready")
    except (StoreError, SettingError, SQLAlchemyError) as error:
        # Whoever asks next hears of it on the page; this is for whoever runs the server.
        LOG.warning("the search is not ready yet: %s", error)


def answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error with a page that says what happened and what to do."""

    @app.exception_handler(QueryError)
    def unknown(request: Request, error: QueryError) -> HTMLResponse:
        status = next(number for sort, number in STATUS.items() if isinstance(error, sort))
        return _say(request, status, gettext(error.what), gettext(error.remedy))

    @app.exception_handler(SettingError)
    def unfit(request: Request, error: SettingError) -> HTMLResponse:
        return _say(request, 503, gettext(error.what), gettext(error.remedy))

    @app.exception_handler(HTTPException)
    def amiss(request: Request, error: HTTPException) -> HTMLResponse:
        what, remedy = WRONG.get(error.status_code, (NO_PAGE, ""))
        return _say(request, error.status_code, gettext(what), gettext(remedy))

    @app.exception_handler(RequestValidationError)
    def misspelt(request: Request, error: RequestValidationError) -> HTMLResponse:
        return _say(request, 404, gettext(NO_PAGE))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> HTMLResponse:
        answer = _say(request, 500, gettext(BROKEN), gettext(TELL))
        answer.headers.update(SAFE)  # this answer goes past the middleware
        return answer


def _say(request: Request, status: int, what: str, remedy: str = "") -> HTMLResponse:
    return render(request, "error.html", status, what=what, remedy=remedy)
