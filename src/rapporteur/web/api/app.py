"""Wire the API: resources, errors, transfer, its description."""

from collections.abc import Sequence

from fastapi import Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field
from sqlalchemy import Engine

from rapporteur import __version__
from rapporteur.web.api import (
    compare,
    dialogues,
    entities,
    figures,
    frameworks,
    judgements,
    notices,
    participants,
    points,
    practices,
    recommendations,
    review,
    search,
    searches,
    segments,
    similar,
    sources,
    statements,
)
from rapporteur.web.api.addresses import ROOT, address
from rapporteur.web.api.asked import check_asked
from rapporteur.web.api.description import TEXT, describe, list_operations, list_shapes
from rapporteur.web.api.problems import ANSWERS, KINDS, REMEDIES, answer_errors
from rapporteur.web.api.remember import Remember
from rapporteur.web.api.shapes import Shape
from rapporteur.web.api.transfer import Transfer
from rapporteur.web.page import render

RESOURCES = (
    dialogues,
    sources,
    segments,
    participants,
    entities,
    statements,
    points,
    figures,
    practices,
    recommendations,
    frameworks,
    notices,
    search,
    similar,
    compare,
    searches,
    review,
    judgements,
)
LISTS = (
    "dialogues",
    "sources",
    "segments",
    "participants",
    "entities",
    "statements",
    "points",
    "figures",
    "practices",
    "recommendations",
    "frameworks",
    "coverage",
    "notices",
    "searches",
    "judgements",
    "review",
)


class Root(Shape):
    """Where everything is."""

    name: str = Field(examples=["Rapporteur"])
    version: str
    links: dict[str, str] = Field(description="Every list, the search, and this API's description.")


def make_api(store: Engine, origins: Sequence[str] = ()) -> FastAPI:
    """Return the API of `store`; pages of the web addresses in `origins` may read it too."""
    app = FastAPI(
        title="Rapporteur",
        version=__version__,
        description=TEXT,
        servers=[{"url": ROOT}],
        root_path_in_servers=False,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_url=None,
        dependencies=[Depends(check_asked)],
        responses=ANSWERS,
    )
    app.state.store = store
    app.add_api_route("/", _root, summary="Where everything is", tags=["root"])
    app.add_api_route("/openapi.json", _schema, include_in_schema=False)
    app.add_api_route("/docs", _docs, include_in_schema=False, response_class=HTMLResponse)
    for resource in RESOURCES:
        app.include_router(resource.router)
    describe(app)
    answer_errors(app)
    app.add_middleware(Remember, store=store)
    app.add_middleware(Transfer)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "HEAD"],
            allow_headers=["If-None-Match"],
            expose_headers=["ETag", "Content-Disposition"],
        )
    return app


def _root() -> Root:
    """Links to every list and to the description of this API."""
    links = {
        "self": f"{ROOT}/",
        **{name: address(name) for name in LISTS},
        "search": address("search") + "?q={q}",
        "compare": address("compare") + "?by=voice&one={one}&two={two}",
        "openapi": address("openapi.json"),
        "docs": address("docs"),
    }
    return Root(name="Rapporteur", version=__version__, links=links)


def _schema(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


def _docs(request: Request) -> HTMLResponse:
    schema = request.app.openapi()
    return render(
        request,
        "api.html",
        schema=schema,
        operations=list_operations(schema),
        shapes=list_shapes(schema),
        problems=[(kind, title, REMEDIES.get(kind, "")) for kind, title in KINDS.items()],
    )
