"""Who is at work: a name that a browser keeps, or one that a proxy has made sure of.

The name is no proof: this is for a laptop, or a server among people who trust each other.
Whoever needs a login puts a proxy in front that passes the name on in a header.
"""

from urllib.parse import quote, unquote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rapporteur.errors import ReviewError
from rapporteur.web.forms import Form, place_of_ours, read_form
from rapporteur.web.language import mark, to
from rapporteur.web.page import render
from rapporteur.wording import squeeze

router = APIRouter()

COOKIE = "reviewer"
YEAR = 365 * 24 * 3600  # seconds
LONGEST = 100  # characters of a name
NOBODY = mark("the proxy in front of this server does not say who you are")
LOG_IN = mark("log in, or ask whoever runs it")


def who(request: Request) -> str:
    """Return who is at work, empty where they have not said so.

    Where the server is told to trust a header, that header alone counts.
    """
    header: str = request.app.state.user_header
    if header:
        # Servers hand headers on as Latin-1, whatever the proxy wrote.
        said = request.headers.get(header, "").encode("latin-1").decode("utf-8", "replace")
    else:
        said = unquote(request.cookies.get(COOKIE, ""))
    return clean(said)


def who_sends(request: Request, form: Form) -> str:
    """Return who sends a form, which may ask the name of those who have not said it yet."""
    name = who(request)
    return name or ("" if request.app.state.user_header else clean(form.get("who")))


def clean(said: str) -> str:
    """Return a name as it is kept: on one line, and not longer than a name is."""
    return squeeze("".join(c if c.isprintable() else " " for c in said))[:LONGEST].strip()


def ask_name(request: Request, back: str) -> Response:
    """Lead whoever has not said who they are to the page that asks; `back` is where they were.

    Raises ReviewError where a proxy should have said it.
    """
    if request.app.state.user_header:
        raise ReviewError(NOBODY, remedy=LOG_IN)
    return RedirectResponse(to(f"/name?back={quote(back, safe='')}"), status_code=303)


@router.get("/name")
def name(request: Request, back: str = "/") -> HTMLResponse:
    """Ask who is at work."""
    return render(
        request,
        "name.html",
        who=who(request),
        back=place_of_ours(back),
        given=bool(request.app.state.user_header),
    )


@router.post("/name")
async def keep_name(request: Request) -> Response:
    """Keep the name, or forget it, and lead back."""
    form = await read_form(request)
    answer = RedirectResponse(to(place_of_ours(form.get("back", "/"))), status_code=303)
    return keep(answer, clean(form.get("who")))


def keep(answer: Response, name: str) -> Response:
    """Let the browser keep a name with this answer; an empty one is forgotten."""
    if name:
        # "lax": who follows a link from elsewhere is still themselves; `gate` refuses its forms.
        answer.set_cookie(COOKIE, quote(name, safe=""), max_age=YEAR, httponly=True, samesite="lax")
    else:
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer
