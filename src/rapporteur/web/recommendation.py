"""One recommendation: its words in place, what was already done, what would show progress."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.errors import UnknownError
from rapporteur.evidence import Coding, Statement
from rapporteur.find.answers import Answer, find_answers
from rapporteur.frameworks.indicators import NAMED, Indicator, find_indicators
from rapporteur.store.view import find_recommendation, find_statements
from rapporteur.web.language import asked
from rapporteur.web.page import render, store_of
from rapporteur.web.practice import cite, find_around
from rapporteur.web.practices import Told, tell
from rapporteur.web.recommendations import enter

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Progress:
    """A target that a recommendation bears on, and the indicators that measure it.

    `through` is the GCM objective whose own text names the target, empty where a sentence of
    the recommendation is coded with it.
    """

    target: str
    indicators: tuple[Indicator, ...]
    through: str = ""


@router.get("/recommendations/{key}")
def show(request: Request, key: str) -> HTMLResponse:
    """Show one recommendation."""
    store = store_of(request)
    item = find_recommendation(store, key)
    if item is None:
        raise UnknownError("there is nothing by this id", place=key)
    (entry,) = enter(store, [item])
    statements = find_statements(store, item.points)
    points = [point for statement in statements for point in statement.points]
    answers = find_answers(store, item)
    return render(
        request,
        "recommendation.html",
        entry=entry,
        item=item,
        statements=statements,
        voices=_voices(statements),
        points=points,
        around=find_around(store, points),
        answers=_beside(answers, tell(store, [answer.practice for answer in answers])),
        progress=find_progress(entry.codes),
        tongue=asked().language,
        citation=cite(request, points[0].id) if points else "",
    )


def find_progress(codes: Sequence[Coding]) -> list[Progress]:
    """Return the SDG targets that `codes` bear on, each with its indicators."""
    own = [c.code for c in codes if c.framework == "sdg" and "." in c.code]
    through = {
        target: c.code
        for c in codes
        if c.framework == "gcm"
        for target in NAMED.get(c.code, ())
        if target not in own
    }
    found = [Progress(target, find_indicators([target])) for target in dict.fromkeys(own)]
    found += [Progress(target, find_indicators([target]), by) for target, by in through.items()]
    return [one for one in found if one.indicators]


def _beside(answers: Sequence[Answer], told: Sequence[Told]) -> list[tuple[Answer, Told]]:
    return list(zip(answers, told, strict=True))


def _voices(statements: Sequence[Statement]) -> dict[str, Statement]:
    """Return, by a point's id, the statement it stands in."""
    return {point.id: statement for statement in statements for point in statement.points}
