"""One sentence in its place, with what the machine made of it: to confirm, correct or reject."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur.errors import DecidedError, ReviewError, UnknownError
from rapporteur.evidence import POINT_FIELDS, Value
from rapporteur.review.acts import approve, dismiss
from rapporteur.review.decide import By, is_same_person
from rapporteur.review.queue import Item, find_before, find_place, get_item
from rapporteur.store.judged.acts import Act, Asked, list_acts
from rapporteur.store.judged.log import Standing
from rapporteur.store.judged.view import find_decisions, find_proposed
from rapporteur.web.forms import read_form
from rapporteur.web.language import mark, to
from rapporteur.web.page import render, store_of
from rapporteur.web.person import ask_name, keep, who, who_sends
from rapporteur.web.review.errand import LABELS, Errand, read_errand
from rapporteur.web.review.fields import (
    Part,
    changes_of,
    choices_of,
    parts_of,
    values_of,
    words_of,
)
from rapporteur.web.review.made import list_made
from rapporteur.web.review.near import find_near, place
from rapporteur.web.review.queue import doubts_of, next_address

router = APIRouter()

NO_POINT = mark("there is no point by this id")
# What deciding says where it cannot be done, in its words.
mark("somebody decided on this meanwhile")
mark("look at what they decided, then decide")
mark("you have decided on this already")
mark("somebody else signs it off; change it, or undo what you decided")


@dataclass(frozen=True, slots=True)
class Row:
    """One label: what stands, who decided it, and what the machine proposed where they differ."""

    name: str
    title: str
    parts: tuple[Part, ...]
    standing: Standing | None
    proposed: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not done, and what the reviewer had wanted instead of what stands."""

    error: ReviewError
    wanted: Mapping[str, Value]


@router.get("/review/points/{key}")
def show(request: Request, key: str) -> Response:
    """Show one point to check."""
    return _show(request, key)


@router.post("/review/points/{key}")
async def decide(request: Request, key: str) -> Response:
    """Take what a reviewer decided, and lead to the next point."""
    form, errand = await read_form(request), read_errand(request)
    name = who_sends(request, form)
    if not name:
        return ask_name(request, f"/review/points/{key}{errand.query()}")
    store, item = store_of(request), _get(store_of(request), key)
    stood = find_place(store, key, errand.ask(name))
    by = By(name, form.get("note"), form.get("seen") if "seen" in form else None)
    wanted: Mapping[str, Value] = {}
    try:
        if form.get("act") == "dismiss":
            dismiss(store, key, by, (errand.label,) if errand.label else ())
        else:
            wanted, wrong = changes_of(form, values_of(item), errand.fields)
            if wrong:
                raise wrong
            approve(store, key, by, wanted, errand.fields)
    except DecidedError as error:
        return _show(request, key, Trouble(error, wanted), 409)
    except ReviewError as error:
        return _show(request, key, Trouble(error, wanted), 400)
    answer = RedirectResponse(to(next_address(request, errand, key, stood)), status_code=303)
    return answer if who(request) else keep(answer, name)


def _show(
    request: Request, key: str, trouble: Trouble | None = None, status: int = 200
) -> Response:
    store, errand, name = store_of(request), read_errand(request), who(request)
    item = _get(store, key)
    (point,) = item.statement.points
    acts = list_acts(store, Asked(target=key))
    decisions = find_decisions(store, key)
    asked = "edit" in request.query_params
    editing = asked or (trouble is not None and (status == 400 or bool(trouble.wanted)))
    values = {**values_of(item), **(trouble.wanted if trouble else {})}
    return render(
        request,
        "review_item.html",
        status,
        errand=errand,
        who=name,
        point=point,
        statement=item.statement,
        rows=_rows(store, item, decisions, errand),
        doubts=doubts_of(item),
        task=_task(decisions, errand, name),
        acts=acts,
        seen=acts[0].judgements[-1].id if acts else "",
        undo=_find_undo(store, acts, name),
        came=_find_before(store, errand, key, name, request.query_params.get("from", "")),
        trouble=trouble,
        editing=editing,
        labels=LABELS,
        made=list_made(store, item.part_of),
        back=f"/review/points/{key}{errand.query()}",
        around=find_near(store, point),
        **place(store, point),
        **(choices_of(values, point.figures) if editing else {}),
    )


def _get(store: Engine, key: str) -> Item:
    item = get_item(store, key)
    if item is None:
        raise UnknownError(NO_POINT, place=key)
    return item


def _rows(
    store: Engine, item: Item, decisions: Mapping[str, Standing], errand: Errand
) -> list[Row]:
    """The labels asked about, first; the others are there to be read along."""
    (point,) = item.statement.points
    proposed = find_proposed(store, [point.id]).get(point.id, {})
    values = values_of(item)
    names = sorted(POINT_FIELDS, key=lambda name: name not in errand.fields)
    return [
        Row(
            name,
            LABELS[name],
            parts_of(item, name),
            decisions.get(name),
            words_of(name, proposed[name])
            if proposed.get(name, values[name]) != values[name]
            else (),
        )
        for name in names
    ]


def _task(decisions: Mapping[str, Standing], errand: Errand, name: str) -> str:
    """What is left to this person: "sign" others' decisions, "confirm" proposals, or "" nothing."""
    standing = [decisions[field] for field in errand.fields if field in decisions]
    waiting = [one for one in standing if not one.signed]
    if any(not is_same_person(one.judgement.who, name) for one in waiting):
        return "sign"
    return "" if len(standing) == len(errand.fields) or waiting else "confirm"


def _find_undo(store: Engine, acts: tuple[Act, ...], name: str) -> Act | None:
    """One's own last decision on this, if nobody decided since; else one's own last anywhere.

    What others decided is taken back in the log, not by a key that was pressed once too often.
    """
    if not name:
        return None
    here = list_acts(store, Asked(target=acts[0].target, alive=True), 1) if acts else ()
    mine = [act for act in here if is_same_person(act.who, name)]
    return next(iter((*mine, *list_acts(store, Asked(who=name, alive=True), 1))), None)


def _find_before(store: Engine, errand: Errand, key: str, name: str, came: str) -> str:
    """Where one came from: the address says it, else what was passed over or decided before."""
    if came and came != key:
        return came
    ask = errand.ask(name)
    stands = find_place(store, key, ask)
    passed = find_before(store, errand.filter(store), ask, stands) if stands else ""
    if passed or not name:
        return passed
    mine = list_acts(store, Asked(target=key), 1)
    before = mine[0].serial if mine and is_same_person(mine[0].who, name) else 0
    acts = list_acts(store, Asked(who=name, before=before), 1)
    target = acts[0].target if acts else ""
    return target if target.startswith("pnt") and target != key else ""
