"""One practice: all that the record tells of it, sentence by sentence, and how to cite it."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Engine

from rapporteur.errors import UnknownError
from rapporteur.evidence import Point, Practice
from rapporteur.find.mentions import find_mentions
from rapporteur.publish.cite import cite_plain
from rapporteur.publish.practices import evidence_of, refers_to
from rapporteur.publish.template import template_row
from rapporteur.store.select import find_points_around
from rapporteur.store.view import find_codings, find_practice, find_statements
from rapporteur.web.citations import find_quotation
from rapporteur.web.files import give_rows
from rapporteur.web.page import render, store_of
from rapporteur.web.practices import ASPECTS, tell

router = APIRouter()


@router.get("/practices/{key}")
def show(request: Request, key: str) -> HTMLResponse:
    """Show one practice."""
    store = store_of(request)
    practice = get_practice(store, key)
    (told,) = tell(store, [practice])
    codings = find_codings(store, refers_to(practice))
    mentions = tell(store, [one.practice for one in find_mentions(store, [practice])[key]])
    return render(
        request,
        "practice.html",
        told=told,
        practice=practice,
        around=find_around(store, told.own),
        codings=codings,
        numbers={point.id: number for number, point in enumerate(told.own, 1)},
        evidence=evidence_of(practice),
        aspects=ASPECTS,
        mentions=mentions,
        template=template_row(practice, told.points, codings),
        citation=cite(request, practice.points[0]),
    )


@router.get("/practices/{key}/template.{ending}")
def download(request: Request, key: str, ending: str) -> Response:
    """Return the fields of the UN Network on Migration's practice template, one a row."""
    store = store_of(request)
    practice = get_practice(store, key)
    keys = refers_to(practice)
    points = {p.id: p for told in find_statements(store, keys) for p in told.points}
    row = template_row(practice, points, find_codings(store, keys))
    rows = ({"Field": name, "Answer": value} for name, value in row.items())
    return give_rows(rows, f"{key}-template", ending)


def get_practice(store: Engine, key: str) -> Practice:
    """Return the practice of this id; raise UnknownError where there is none."""
    practice = find_practice(store, key)
    if practice is None:
        raise UnknownError("there is nothing by this id", place=key)
    return practice


def find_around(store: Engine, points: Sequence[Point]) -> dict[str, tuple[str, str]]:
    """Return the sentence before and the one after each point that the same voice says with it.

    Empty where there is none, or where it is itself one of `points`.
    """
    own = {point.id for point in points}
    around = {}
    for point in points:
        keys = find_points_around(store, point.anchor.source, point.order, 1)
        told = find_statements(store, keys)
        said = next((s.points for s in told if point.id in {p.id for p in s.points}), ())
        beside = {p.order - point.order: p.text for p in said if p.id not in own}
        around[point.id] = (beside.get(-1, ""), beside.get(1, ""))
    return around


def cite(request: Request, key: str) -> str:
    """Return the quotation of a sentence with its citation; empty where it is not held."""
    quotation = find_quotation(request, key)
    return cite_plain(quotation) if quotation else ""
