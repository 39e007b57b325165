"""Recommendations and practices that stand on a sentence: whether each is one at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur.evidence import Review
from rapporteur.review.acts import approve, dismiss
from rapporteur.review.decide import By
from rapporteur.store.judged.acts import Asked, list_acts
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.view import find_practice, find_recommendation
from rapporteur.web.forms import place_of_ours, read_form
from rapporteur.web.language import mark, to
from rapporteur.web.page import store_of
from rapporteur.web.person import ask_name, keep, who, who_sends

router = APIRouter()

WHOLE = {"rec": "recommendation", "prc": "practice"}
# What deciding says where it cannot be done, in its words.
mark("there is no point, recommendation or practice by this id")
mark("was rejected: it is no recommendation")
mark("was rejected: it is no practice")


@dataclass(frozen=True, slots=True)
class Made:
    """A recommendation or practice: what it says, how far people are, and its last judgement."""

    id: str
    text: str
    review: Review | None
    seen: str


def list_made(store: Engine, keys: Sequence[str]) -> list[Made]:
    """Return what stands on a sentence; what was rejected as a whole is left out."""
    reviews = find_reviews(store, keys)
    return [
        Made(key, text, reviews.get(key), _last_of(store, key)) for key, text in _texts(store, keys)
    ]


@router.post("/review/made/{key}")
async def decide(request: Request, key: str) -> Response:
    """Take whether it is one, and lead back to the sentence."""
    form = await read_form(request)
    back, name = place_of_ours(form.get("back", "/review")), who_sends(request, form)
    if not name:
        return ask_name(request, back)
    store, fields = store_of(request), [WHOLE[key[:3]]] if key[:3] in WHOLE else ()
    by = By(name, form.get("note"), form.get("seen") if "seen" in form else None)
    act = dismiss if form.get("act") == "dismiss" else approve
    act(store, key, by, fields=fields)
    answer = RedirectResponse(to(back), status_code=303)
    return answer if who(request) else keep(answer, name)


def _texts(store: Engine, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    for key in keys:
        if key.startswith("rec"):
            if recommendation := find_recommendation(store, key):
                yield key, recommendation.text
        elif practice := find_practice(store, key):
            yield key, practice.title


def _last_of(store: Engine, key: str) -> str:
    acts = list_acts(store, Asked(target=key), 1)
    return acts[0].judgements[-1].id if acts else ""
