"""Read one sentence of a sample blind: without what the machine or the other reader said."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur.errors import ReviewError, UnknownError
from rapporteur.evidence import Sample, Value
from rapporteur.review.agree import find_unread, read_by, take_reading
from rapporteur.review.decide import By, is_same_person
from rapporteur.store.judged.samples import get_sample
from rapporteur.store.view import find_statements
from rapporteur.web.forms import read_form
from rapporteur.web.language import mark, to
from rapporteur.web.page import render, store_of
from rapporteur.web.person import ask_name, keep, who, who_sends
from rapporteur.web.review.errand import LABELS
from rapporteur.web.review.fields import choices_of, read_fields
from rapporteur.web.review.near import find_near, place

router = APIRouter()

FIGURES = 3  # rows for numbers
BLANK: Mapping[str, Any] = {
    "kind": "",
    "voice": {"manner": "", "entities": (), "speakers": ()},
    **dict.fromkeys(("about", "gcm", "sdg", "groups", "figures"), ()),
}
NOT_IN = mark("this sentence is not in the sample")
READ_THOSE = mark("read those that were drawn")


@router.get("/review/samples/{key}/read")
def show(request: Request, key: str, point: str = "") -> Response:
    """Show the next sentence that this person has not read, or the one asked for."""
    name, store = who(request), store_of(request)
    if not name:
        return ask_name(request, f"/review/samples/{key}/read")
    sample = get_sample(store, key)
    unread = find_unread(store, key, name)
    if not point and not unread:
        return RedirectResponse(to(f"/review/samples/{key}"), status_code=303)
    return _show(request, sample, point or unread[0], name)


@router.post("/review/samples/{key}/read")
async def take(request: Request, key: str) -> Response:
    """Keep what was read, and lead to the next sentence."""
    form = await read_form(request)
    name = who_sends(request, form)
    if not name:
        return ask_name(request, f"/review/samples/{key}/read")
    store, point = store_of(request), form.get("point")
    sample = get_sample(store, key)
    before = _own(store, sample, point, name)
    values, wrong = read_fields(form, before, sample.fields)
    if wrong:
        return _show(request, sample, point, name, wrong, values)
    take_reading(store, key, point, values, By(name, form.get("note")))
    answer = RedirectResponse(to(f"/review/samples/{key}/read"), status_code=303)
    return answer if who(request) else keep(answer, name)


def _show(
    request: Request,
    sample: Sample,
    key: str,
    name: str,
    error: ReviewError | None = None,
    values: Mapping[str, Value] | None = None,
) -> Response:
    store = store_of(request)
    if key not in sample.points:
        raise UnknownError(NOT_IN, place=key, remedy=READ_THOSE)
    point = next(p for s in find_statements(store, [key]) for p in s.points if p.id == key)
    own = {**_own(store, sample, key, name), **(values or {})}
    unread = find_unread(store, sample.id, name)
    near = [p for statement in find_near(store, point) for p in statement.points]
    at = sample.points.index(key)
    return render(
        request,
        "review_read.html",
        400 if error else 200,
        sample=sample,
        point=point,
        who=name,
        trouble=error,
        read=len(sample.points) - len(unread),
        came=sample.points[at - 1] if at else "",
        labels=LABELS,
        before=[p.text for p in near if p.order < point.order],
        after=[p.text for p in near if p.order > point.order],
        **place(store, point),
        **choices_of({**BLANK, **own}, own.get("figures", ()), FIGURES),  # type: ignore[arg-type]
    )


def _own(store: Engine, sample: Sample, key: str, name: str) -> dict[str, Value]:
    """What this person has read in the point before."""
    readings = read_by(store, sample.id)
    return {
        field: value
        for field in sample.fields
        for reader, value in readings.get((key, field), {}).items()
        if is_same_person(reader, name)
    }
