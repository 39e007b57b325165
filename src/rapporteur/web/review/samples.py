"""Samples that two people read blind: drawing one, how far they agree, settling the rest."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rapporteur.errors import ReviewError
from rapporteur.evidence import KINDS, POINT_FIELDS
from rapporteur.review.agree import (
    adopt_agreed,
    draw_sample,
    find_readers,
    measure_agreement,
    read_by,
    settle,
)
from rapporteur.review.decide import By, is_same_person
from rapporteur.review.labels import list_readings
from rapporteur.store.choice import make_filter
from rapporteur.store.judged.samples import get_sample, list_samples
from rapporteur.store.select import Filter
from rapporteur.store.view import find_statements, list_dialogues
from rapporteur.web.files import give_rows
from rapporteur.web.forms import Form, read_form
from rapporteur.web.language import mark, to
from rapporteur.web.page import render, store_of
from rapporteur.web.person import ask_name, keep, who, who_sends
from rapporteur.web.review.errand import LABELS

router = APIRouter()

USUAL, LARGEST = 20, 500  # points of a sample
# What reading and settling say where it cannot be done, in their words.
mark("no point passes these filters")
mark("ask for less, or ingest first")
mark("a reader of the sample does not settle what they differ on")
mark("let a third person do it")
mark("there is no sample by this id")
NO_FIELDS = mark("no label was chosen to be read")
CHOOSE = mark("tick at least one")
NOT_YET = mark("this is shown when two people have read all of it")
READ_ON = mark("read the rest first: until then nobody sees what the other said")
NO_SUCH = mark("this person has not read this")
LOOK_AGAIN = mark("load the page again")


@router.get("/review/samples")
def show_all(request: Request) -> HTMLResponse:
    """Show the samples, and draw another."""
    store = store_of(request)
    samples = [(one, find_readers(store, one.id)) for one in reversed(list_samples(store))]
    return render(
        request,
        "review_samples.html",
        who=who(request),
        samples=samples,
        dialogues=list_dialogues(store),
        kinds=KINDS,
        labels=LABELS,
        usual=USUAL,
        largest=LARGEST,
    )


@router.post("/review/samples")
async def draw(request: Request) -> Response:
    """Draw a sample, and lead to it."""
    form = await read_form(request)
    name = who_sends(request, form)
    if not name:
        return ask_name(request, "/review/samples")
    fields = [field for field in POINT_FIELDS if field in form.list("field")]
    if not fields:
        raise ReviewError(NO_FIELDS, remedy=CHOOSE)
    store = store_of(request)
    wanted = make_filter(store, {"dialogue": form.get("dialogue")})
    chosen = Filter(dialogue=wanted.dialogue, kind=_kind(form), headings=False)
    said = form.get("size")
    size = min(LARGEST, max(1, int(said))) if said.isascii() and said.isdigit() else USUAL
    sample = draw_sample(store, chosen, size, By(name), fields, form.get("seed"))
    answer = RedirectResponse(to(f"/review/samples/{sample.id}"), status_code=303)
    return answer if who(request) else keep(answer, name)


@router.get("/review/samples/{key}")
def show(request: Request, key: str) -> HTMLResponse:
    """Show how far the readers of a sample are, and, when two are done, how far they agree."""
    store, name = store_of(request), who(request)
    sample, readers = get_sample(store, key), find_readers(store, key)
    open_ = _is_open(readers, len(sample.points), name)
    found = measure_agreement(store, key) if open_ else None
    keys = [one.point for one in found.differences] if found else []
    told = {p.id: p for s in find_statements(store, keys) for p in s.points}
    return render(
        request,
        "review_sample.html",
        sample=sample,
        readers=readers,
        who=name,
        mine=next((n for reader, n in readers.items() if is_same_person(reader, name)), None),
        found=found,
        told=told,
        labels=LABELS,
    )


@router.post("/review/samples/{key}/settle")
async def decide(request: Request, key: str) -> Response:
    """Let what one reader said stand where they differ, or all that they read alike."""
    form = await read_form(request)
    name = who_sends(request, form)
    if not name:
        return ask_name(request, f"/review/samples/{key}")
    store = store_of(request)
    _check_open(request, key, name)
    if "agreed" in form:
        adopt_agreed(store, key)
    else:
        point, field, reader = (form.get(one) for one in ("point", "field", "reader"))
        readings = read_by(store, key).get((point, field), {})
        if reader not in readings:
            raise ReviewError(NO_SUCH, place=reader, remedy=LOOK_AGAIN)
        settle(store, key, point, (field, readings[reader]), By(name, form.get("note")))
    return RedirectResponse(to(f"/review/samples/{key}"), status_code=303)


@router.get("/review/samples/{key}/labels.{ending}")
def give_labels(request: Request, key: str, ending: str) -> Response:
    """Give the sample as labels, one a reader, when two have read all of it."""
    _check_open(request, key, who(request))
    return give_rows(list_readings(store_of(request), key), key, ending, endings=("jsonl",))


def _kind(form: Form) -> str:
    said = form.get("kind")
    return said if said in KINDS else ""


def _is_open(readers: dict[str, int], size: int, name: str) -> bool:
    """Tell whether `name` may see what was read: two are done, and they do not read themselves."""
    done = sum(number == size for number in readers.values())
    reading = any(is_same_person(one, name) and n < size for one, n in readers.items())
    return done > 1 and not reading


def _check_open(request: Request, key: str, name: str) -> None:
    store = store_of(request)
    sample = get_sample(store, key)
    if not _is_open(find_readers(store, key), len(sample.points), name):
        raise ReviewError(NOT_YET, remedy=READ_ON)
