"""Who decided what and when, what to take back, and decisions as labels to download."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rapporteur.errors import ReviewError
from rapporteur.evidence import Judgement
from rapporteur.review.acts import take_back
from rapporteur.review.decide import By
from rapporteur.review.labels import list_labels
from rapporteur.store.judged.acts import Asked, list_acts, list_entries, list_people
from rapporteur.store.judged.values import from_value
from rapporteur.store.titles import find_titles
from rapporteur.store.view import list_dialogues
from rapporteur.web.files import Row, give_rows
from rapporteur.web.forms import read_form
from rapporteur.web.language import mark, to
from rapporteur.web.names import languages_of
from rapporteur.web.page import render, store_of
from rapporteur.web.person import ask_name, who
from rapporteur.web.review.errand import LABELS, WHOLES, read_errand

router = APIRouter()

PER_PAGE = 50  # acts
MOST = 10**9  # serial numbers; SQLite takes more
POINT = re.compile(r"pnt-[0-9a-f]+")
ENDINGS = ("csv", "jsonl")
NOTHING = mark("nothing was said to be taken back")
AGAIN = mark("load the page again, and press the button beside what it is about")
# What taking back says where it cannot be done, in its words.
mark("was taken back already")
mark("take the taking back back, to make it stand again")
mark("there is no judgement by this id")


@router.get("/review/log")
def show(
    request: Request,
    who: str = "",
    dialogue: str = "",
    before: Annotated[int, Query(ge=0, le=MOST)] = 0,
) -> HTMLResponse:
    """Show what people decided, the latest first."""
    store = store_of(request)
    acts = list_acts(store, Asked(who, "", dialogue, before), PER_PAGE + 1)
    shown = acts[:PER_PAGE]
    titles = find_titles(store, {act.judgements[0].subject.source for act in shown})
    return render(
        request,
        "review_log.html",
        acts=shown,
        before=shown[-1].serial if len(acts) > PER_PAGE else 0,
        chosen={"who": who, "dialogue": dialogue},
        people=list_people(store),
        dialogues=list_dialogues(store),
        labels=LABELS | WHOLES,
        languages=languages_of(store, titles),
    )


@router.get("/review/log.{ending}")
def give_log(request: Request, ending: str, who: str = "", dialogue: str = "") -> Response:
    """Give all that people decided as a file: before and after, by whom and when."""
    entries = list_entries(store_of(request), Asked(who=who, dialogue=dialogue))
    return give_rows((_row(*entry) for entry in entries), "judgements", ending, endings=ENDINGS)


@router.get("/review/labels.{ending}")
def give_labels(request: Request, ending: str) -> Response:
    """Give the sentences of which people judged every label, as labels of the codebook."""
    store = store_of(request)
    rows = list_labels(store, read_errand(request).filter(store))
    if ending == "csv":  # a sentence a line, a label a column
        rows = ({**row, **row.pop("labels")[0]} for row in rows)
    return give_rows(rows, "labels", ending, endings=ENDINGS)


@router.post("/review/undo")
async def undo(request: Request) -> Response:
    """Take back what was decided together, and lead to what it was about."""
    form, errand, name = await read_form(request), read_errand(request), who(request)
    store, judgements = store_of(request), form.list("judgement")
    if not name:
        return ask_name(request, "/review/log")
    if not judgements:
        raise ReviewError(NOTHING, remedy=AGAIN)
    take_back(store, judgements, By(name, form.get("note")))
    target = form.get("target")
    place = f"/review/points/{target}{errand.query()}" if POINT.fullmatch(target) else "/review/log"
    return RedirectResponse(to(place), status_code=303)


def _row(target: str, one: Judgement, gone: bool) -> Row:
    names = ("id", "when", "who", "stage", "verdict", "field", "note", "refers")
    return {
        **{("judgement" if name == "id" else name): getattr(one, name) for name in names},
        "before": from_value(one.before),
        "after": from_value(one.after),
        "taken_back": gone,
        "id": target,
        "file": one.subject.file,
        "page": one.subject.page,
        "text": one.subject.text,
    }
