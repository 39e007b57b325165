"""Wire the pages to a store."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from rapporteur import __version__
from rapporteur.errors import QueryError
from rapporteur.web import dialogues, home, practices, recommendations, sources, statements
from rapporteur.web.page import render

HERE = Path(__file__).parent
# Pages hold text from strangers' files; nothing in it may run, and nothing comes from elsewhere.
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def make_app(store: Engine) -> FastAPI:
    """Return the application that shows `store`."""
    app = FastAPI(title="Rapporteur", version=__version__, docs_url=None, redoc_url=None)
    app.state.store = store
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for module in (home, dialogues, statements, practices, recommendations, sources):
        app.include_router(module.router, include_in_schema=False)

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(SAFE)
        if request.url.path.startswith("/static/"):
            response.headers["Cache-Control"] = "max-age=3600"  # seconds; then asked by its ETag
        return response

    @app.exception_handler(QueryError)
    def unknown(request: Request, error: QueryError) -> HTMLResponse:
        return render(request, "error.html", 404, what=error.what, remedy=error.remedy)

    @app.exception_handler(HTTPException)
    def amiss(request: Request, error: HTTPException) -> HTMLResponse:
        what = "There is no such page" if error.status_code == 404 else str(error.detail)
        return render(request, "error.html", error.status_code, what=what, remedy="")

    @app.exception_handler(RequestValidationError)
    def misspelt(request: Request, error: RequestValidationError) -> HTMLResponse:
        return render(request, "error.html", 404, what="There is no such page", remedy="")

    return app
