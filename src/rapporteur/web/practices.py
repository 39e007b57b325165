"""The practices, of all dialogues or of one: cards to narrow, compare and take out as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Engine

from rapporteur.evidence import Dialogue, Figure, Point, Practice, Review, Voice
from rapporteur.publish.practices import practice_rows, refers_to
from rapporteur.publish.rows import figure_row
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.overview import list_titles
from rapporteur.store.register import PRACTICE_FACETS, choose_practices, count_practices
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_practices_by_id, find_statements, get_dialogue
from rapporteur.web.files import address_of, give_rows
from rapporteur.web.language import mark
from rapporteur.web.names import language_of, languages_of
from rapporteur.web.narrowing import Asked, offer, read_asked
from rapporteur.web.page import PageNumber, count_pages, render, store_of

router = APIRouter()

PER_PAGE = 15  # practices
MOST = 12  # practices side by side
ASPECTS = (
    ("benefits", mark("Effect")),
    ("challenges", mark("Obstacle")),
    ("lessons", mark("Lesson")),
    ("replication", mark("For others to take up")),
    ("innovation", mark("New about it")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A practice with what a page shows of it: its sentences, whose they are, where they stand.

    `points` and `voices` are by the id of all points that it refers to.
    """

    practice: Practice
    points: dict[str, Point]
    voices: dict[str, Voice]
    review: Review | None
    source: str
    file: str
    dialogue: str
    title: str
    language: str

    @property
    def own(self) -> list[Point]:
        """The sentences it stands on, the one that introduces it first."""
        return [self.points[key] for key in self.practice.points if key in self.points]

    @property
    def tellers(self) -> tuple[Voice, ...]:
        """Who tells of it."""
        keys = (key for key in self.practice.points if key in self.voices)
        return tuple(dict.fromkeys(self.voices[key] for key in keys))

    @property
    def cost(self) -> list[Figure]:
        """Its sums of money."""
        return [figure for figure in self.practice.figures if is_money(figure)]

    @property
    def scale(self) -> list[Figure]:
        """How many it reached or gave: its figures that are no money."""
        return [figure for figure in self.practice.figures if not is_money(figure)]


def is_money(figure: Figure) -> bool:
    """Tell whether a figure is a sum: its unit is an ISO 4217 code."""
    return len(figure.unit) == 3 and figure.unit.isupper()


@router.get("/practices")
def show_all(request: Request, page: PageNumber = 1) -> HTMLResponse:
    """Show the practices of all dialogues that pass the filters."""
    asked = read_asked(request, store_of(request), PRACTICE_FACETS)
    return _show(request, asked, page, None)


@router.get("/dialogues/{key}/practices")
def show(request: Request, key: str, page: PageNumber = 1) -> HTMLResponse:
    """Show the practices of one dialogue that pass the filters."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    asked = read_asked(request, store, PRACTICE_FACETS, dialogue=key)
    return _show(request, asked, page, dialogue)


@router.get("/practices.{ending}")
def download(request: Request, ending: str) -> Response:
    """Return all practices that pass the filters as a file."""
    store = store_of(request)
    asked = read_asked(request, store, PRACTICE_FACETS)
    rows = _rows(request, store, choose_practices(store, asked.wanted))
    return give_rows(rows, "practices", ending)


@router.get("/practices/compare")
def compare(request: Request, practice: Annotated[list[str], Query()] = []) -> HTMLResponse:  # noqa: B006 - it is read only
    """Show chosen practices side by side."""
    store = store_of(request)
    keys = list(dict.fromkeys(practice))
    found = find_practices_by_id(store, keys[:MOST])
    return render(
        request,
        "practices_compared.html",
        told=tell(store, found),
        keys=[one.id for one in found],
        left_out=len(keys) - len(found),
        most=MOST,
    )


@router.get("/practices/compare.{ending}")
def download_compared(
    request: Request,
    ending: str,
    practice: Annotated[list[str], Query()] = [],  # noqa: B006
) -> Response:
    """Return chosen practices as a file."""
    store = store_of(request)
    found = find_practices_by_id(store, list(dict.fromkeys(practice))[:MOST])
    return give_rows(_rows(request, store, found), "practices-compared", ending)


def _show(request: Request, asked: Asked, page: int, dialogue: Dialogue | None) -> HTMLResponse:
    store = store_of(request)
    total, counts = count_practices(store, asked.wanted)
    if dialogue:
        counts.pop("dialogue")
    shown = choose_practices(store, asked.wanted, (page - 1) * PER_PAGE, PER_PAGE)
    titles = {} if dialogue else list_titles(store, counts["dialogue"])
    return render(
        request,
        "practices.html",
        dialogue=dialogue,
        language=language_of(dialogue) if dialogue else "",
        told=tell(store, shown),
        total=total,
        asked_for=asked,
        q=asked.q,
        offers=offer(counts, asked.facets, titles),
        page=page,
        pages=count_pages(total, PER_PAGE),
    )


def tell(store: Engine, found: Sequence[Practice]) -> list[Told]:
    """Return each practice with its sentences and the names of where they stand."""
    keys = tuple(dict.fromkeys(key for practice in found for key in refers_to(practice)))
    points: dict[str, Point] = {}
    voices: dict[str, Voice] = {}
    for statement in find_statements(store, keys):
        points |= {point.id: point for point in statement.points}
        voices |= {point.id: statement.voice for point in statement.points}
    sources = {one.id: points[one.points[0]].anchor.source for one in found}
    names = find_titles(store, sources.values())
    languages = languages_of(store, names)
    reviews = find_reviews(store, list(sources))
    return [
        Told(
            practice,
            points,
            voices,
            reviews.get(practice.id),
            source,
            names.files[source],
            names.dialogues[source],
            names.titles[source],
            languages.get(source, ""),
        )
        for practice, source in ((practice, sources[practice.id]) for practice in found)
    ]


def _rows(request: Request, store: Engine, found: Sequence[Practice]) -> Iterator[dict[str, Any]]:
    """Rows of practices, each with its address, the dialogue and the file."""
    first = {p.points[0]: p.id for p in found}
    sources = {
        first[point.id]: point.anchor.source
        for statement in find_statements(store, list(first))
        for point in statement.points
    }
    names = find_titles(store, sources.values())
    for row in practice_rows(store, found, figure_row):
        source = sources[row["id"]]
        place = {"dialogue": names.titles[source], "source_file": names.files[source]}
        yield {**row, **place, "address": address_of(request, f"/practices/{row['id']}")}
