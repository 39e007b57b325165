"""Save a search, note that it was looked at, and remove it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse

from rapporteur.find.question import read_question
from rapporteur.store.searches import mark_seen, remove_search, save_search
from rapporteur.web.forms import Form, read_form
from rapporteur.web.inquiry import make_inquiry
from rapporteur.web.language import to
from rapporteur.web.page import store_of
from rapporteur.web.person import who

router = APIRouter()


@router.post("/searches")
def save(request: Request, form: Annotated[Form, Depends(read_form)]) -> RedirectResponse:
    """Save the search that a form tells; one that could not be asked is refused."""
    store = store_of(request)
    inquiry = make_inquiry(form.pairs)
    inquiry.filter(store)
    if inquiry.question:
        read_question(inquiry.question)
    kept = save_search(
        store,
        form.get("name"),
        inquiry.question,
        inquiry.choice,
        mode=inquiry.mode,
        who=who(request),
    )
    return _lead(f"/searches#{kept.id}")


@router.post("/searches/{key}/seen")
def see(request: Request, key: str) -> RedirectResponse:
    """Note that somebody looked: what came before is not new any more."""
    mark_seen(store_of(request), key)
    return _lead(f"/searches#{key}")


@router.post("/searches/{key}/remove")
def remove(request: Request, key: str) -> RedirectResponse:
    """Forget a search."""
    remove_search(store_of(request), key)
    return _lead("/searches")


def _lead(place: str) -> RedirectResponse:
    return RedirectResponse(to(place), status_code=303)
