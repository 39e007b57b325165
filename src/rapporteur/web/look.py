"""Light, dark or as the reader's system has it: kept in a cookie, no script needed."""

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Request
from fastapi.responses import RedirectResponse

from rapporteur.web.language import mark, to

router = APIRouter()

COOKIE = "look"
YEAR = 365 * 24 * 3600  # seconds
LOOKS = {"auto": mark("As the system"), "light": mark("Light"), "dark": mark("Dark")}
MOST = 4000  # bytes of a form


def look_of(request: Request) -> str:
    """Return "light" or "dark" where the reader chose it, else an empty string."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in ("light", "dark") else ""


@router.post("/look")
async def choose(
    request: Request, content_length: Annotated[int, Header(le=MOST)] = 0
) -> RedirectResponse:
    """Keep the reader's choice and lead back to the page it was made on."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    chosen = form.get("look", ["auto"])[0]
    back = form.get("back", ["/"])[0]
    # Only to a page of ours: "//host" and "/\host" would lead elsewhere.
    if not back.startswith("/") or back[1:2] in ("/", "\\") or not back.isprintable():
        back = "/"
    answer = RedirectResponse(to(back), status_code=303)
    if chosen in ("light", "dark"):
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax")
    else:
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer
