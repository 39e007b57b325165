"""Render templates, with the few filters they need."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.web import language, look, names

LAST = 10**6  # pages of a list
PageNumber = Annotated[int, Query(ge=1, le=LAST)]
FOLDER = Path(__file__).parent / "templates"
environment: Any = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)
environment.policies["ext.i18n.trimmed"] = True
templates = Jinja2Templates(env=environment)


def store_of(request: Request) -> Engine:
    """Return the store that the application shows."""
    engine: Engine = request.app.state.store
    return engine


def render(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page that template `name` makes of `values`, in the language asked for."""
    about = {
        "asked": language.asked(),
        "look": look.look_of(request),
        "read_only": getattr(request.app.state, "read_only", False),
    }
    return templates.TemplateResponse(request, name, {**about, **values}, status_code=status)


def count_pages(number: int, size: int) -> int:
    """Return how many pages so many things take, at most `size` on each; one at least."""
    return max(1, -(-number // size))


def read_page(said: str) -> int:
    """Return the page that an address names, the first where it names none."""
    return min(LAST, max(1, int(said))) if said.isascii() and said.isdigit() else 1


def tell_trouble(error: QueryError) -> str:
    """Say what is wrong with a question, in the language at hand."""
    place = f"{error.place[:80]}: " if error.place else ""
    remedy = f" ({language.gettext(error.remedy)})" if error.remedy else ""
    return f"{place}{language.gettext(error.what)}{remedy}"


def record(code: str) -> Markup:
    """Return the attributes that say which language, and which direction, words of the record have.

    A language that is not known says nothing; the direction is then that of the words themselves.
    """
    if not code:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(code, language.direction(code))


def query(**values: Any) -> str:
    """Return a query string of the values that are not empty."""
    return urlencode({name: value for name, value in values.items() if value})


def as_sentence(words: str) -> str:
    """Return what an error says as a sentence; errors are worded to stand after a colon."""
    stopped = words if words.endswith((".", "!", "?")) else f"{words}."
    return f"{stopped[0].upper()}{stopped[1:]}" if words else ""


environment.filters |= {
    "entity": names.entity_name,
    "voice": names.voice_name,
    "profile": names.profile_address,
    "known": names.known_profile,
    "manner": names.manner_name,
    "dates": names.date_range,
    "group": names.group_title,
    "instrument": names.instrument_title,
    "finest": names.finest_codings,
    "segment": names.segment_title,
    "term": names.term,
    "number": language.number_name,
    "direction": language.direction,
    "moment": language.moment_name,
    "sentence": as_sentence,
    "size": language.size_name,
    "tongue": language.language_name,
}
environment.globals |= {
    "code_title": names.code_title,
    "query": query,
    "record": record,
    "to": language.to,
    "LANGUAGES": language.LANGUAGES,
    "LOOKS": look.LOOKS,
}
