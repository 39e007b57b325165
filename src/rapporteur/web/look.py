"""Light, dark or as the reader's system has it: kept in a cookie, no script needed."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from rapporteur.web.forms import place_of_ours, read_form
from rapporteur.web.language import mark, to

router = APIRouter()

COOKIE = "look"
YEAR = 365 * 24 * 3600  # seconds
LOOKS = {"auto": mark("As the system"), "light": mark("Light"), "dark": mark("Dark")}


def look_of(request: Request) -> str:
    """Return "light" or "dark" where the reader chose it, else an empty string."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in ("light", "dark") else ""


@router.post("/look")
async def choose(request: Request) -> RedirectResponse:
    """Keep the reader's choice and lead back to the page it was made on."""
    form = await read_form(request)
    chosen = form.get("look", "auto")
    answer = RedirectResponse(to(place_of_ours(form.get("back", "/"))), status_code=303)
    if chosen in ("light", "dark"):
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax")
    else:
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer
