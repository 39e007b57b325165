"""Render templates, with the few filters they need."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Dialogue, Voice
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer

templates = Jinja2Templates(Path(__file__).parent / "templates")


def store_of(request: Request) -> Engine:
    """Return the store that the application shows."""
    engine: Engine = request.app.state.store
    return engine


def render(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page that template `name` makes of `values`."""
    return templates.TemplateResponse(request, name, values, status_code=status)


def entity_name(code: str) -> str:
    """Return the name of a State or organisation by its code; what is no code stays as it is."""
    try:
        return load_gazetteer().get_entity(code).name
    except EvidenceError:
        return code


def voice_name(voice: Voice) -> str:
    """Say whose words they are: names first, then whom they speak for."""
    entities = ", ".join(entity_name(code) for code in voice.entities)
    if voice.manner == "report":
        return "The report"
    if voice.speakers:
        return f"{' and '.join(voice.speakers)} ({entities})" if entities else voice.speaker
    return entities or "Participants, unnamed"


def date_range(dialogue: Dialogue) -> str:
    """Write a dialogue's dates as people do: "15–16 October 2020"."""
    starts, ends = dialogue.starts, dialogue.ends
    if not starts:
        return ""
    if not ends or ends == starts:
        return day_name(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{day_name(ends)}"
    return f"{day_name(starts)} – {day_name(ends)}"


def day_name(day: date) -> str:
    """Write a date as "15 October 2020"."""
    return f"{day.day} {day:%B %Y}"


def code_title(framework: str, code: str) -> str:
    """Return the official title of a code, empty for an unknown one."""
    titles = {c.code: c.title for c in load_frameworks()[framework].codes}
    return titles.get(code, "")


def query(**values: Any) -> str:
    """Return a query string of the values that are not empty."""
    return urlencode({name: value for name, value in values.items() if value})


templates.env.filters |= {
    "entity": entity_name,
    "voice": voice_name,
    "dates": date_range,
    "group": lambda code: code.replace("_", " "),
}
templates.env.globals |= {"code_title": code_title, "query": query}
