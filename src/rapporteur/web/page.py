"""Render templates, with the few filters they need."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine

from rapporteur.web import names

templates = Jinja2Templates(Path(__file__).parent / "templates")


def store_of(request: Request) -> Engine:
    """Return the store that the application shows."""
    engine: Engine = request.app.state.store
    return engine


def render(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page that template `name` makes of `values`."""
    return templates.TemplateResponse(request, name, values, status_code=status)


def query(**values: Any) -> str:
    """Return a query string of the values that are not empty."""
    return urlencode({name: value for name, value in values.items() if value})


templates.env.filters |= {
    "entity": names.entity_name,
    "voice": names.voice_name,
    "manner": names.manner_name,
    "dates": names.date_range,
    "group": names.group_title,
    "instrument": names.instrument_title,
    "finest": names.finest_codings,
    "segment": names.segment_title,
}
templates.env.globals |= {"code_title": names.code_title, "query": query}
