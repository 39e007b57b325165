"""The whole of a dialogue at a glance: a mark for each sentence, coloured by kind or by voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rapporteur.publish.chart import THEMES, Look
from rapporteur.store.count import count_segments
from rapporteur.store.select import Filter
from rapporteur.store.strip import Mark, list_marks
from rapporteur.store.view import get_dialogue
from rapporteur.web.language import gettext, mark
from rapporteur.web.names import (
    KINDS,
    entity_name,
    is_state,
    language_of,
    segment_titles,
    sought_voice,
    term,
)
from rapporteur.web.page import PageNumber, count_pages, render, store_of

router = APIRouter()

PER_PART = 400  # marks; a page of some 50 KB
BYS = {"kind": mark("by kind of point"), "voice": mark("by voice")}
# Sorts of voices, each with the kind whose colour and height it borrows.
SORTS = {
    "state": ("recommendation", mark("a State")),
    "body": ("contribution", mark("an organisation or group")),
    "joint": ("challenge", mark("several together")),
    "unnamed": ("position", mark("not named")),
    "report": ("other", mark("the report")),
}
# How high a mark stands, in per cent as dialogue.css has it: colour is not all that tells kinds.
HEIGHTS = {
    "practice": 100,
    "contribution": 88,
    "recommendation": 76,
    "challenge": 60,
    "position": 42,
    "other": 18,
}
WIDE, HIGH, ROW = 5, 20, 26  # units of the picture: a mark's width and height, a row's height
ACROSS = {"": 190, "narrow": 76}  # marks in a row, as dialogue.css has it


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark as it is shown: its colour's name and words; `first` begins a statement."""

    point: str
    colour: str
    words: str
    first: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The marks of one segment that follow each other in one source."""

    segment: str
    source: str
    ticks: tuple[Tick, ...]


@router.get("/dialogues/{key}/strip")
def show(
    request: Request,
    key: str,
    by: str = "kind",
    part: PageNumber = 1,
    stops: str = "",
) -> HTMLResponse:
    """Show one part of the strip; where scripts run, the dialogue's page takes its marks over.

    The Tab key stops at each segment, with `stops` "one" but once: there marks lie too close.
    """
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    total = sum(count_segments(store, Filter(dialogue=key, headings=False)).values())
    start = (part - 1) * PER_PART
    marks = list_marks(store, key, start, PER_PART)
    before = list_marks(store, key, start - 1, 1) if start else ()
    return render(
        request,
        "strip.html",
        about=dialogue,
        language=language_of(dialogue),
        by=by if by in BYS else "kind",
        stretches=_cut(marks, by),
        before=before[0].source if before else "",
        titles=segment_titles(dialogue),
        sources={source.id: source.name for source in dialogue.sources},
        part=part,
        single=stops == "one",
        parts=count_pages(total, PER_PART),
        total=total,
        **legend(by),
    )


@router.get("/dialogues/{key}/strip.svg")
def picture(
    request: Request, key: str, by: str = "kind", look: str = "light", width: str = ""
) -> Response:
    """Return the whole strip as a picture, for wide pages or narrow ones."""
    get_dialogue(store_of(request), key, blocks=False)
    chosen: Look = "dark" if look == "dark" else "light"
    across = ACROSS.get(width, ACROSS[""])
    drawn = draw_strip(_cut(list_marks(store_of(request), key), by), chosen, across)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def legend(by: str) -> dict[str, Any]:
    """Return what the strip's colours mean, and by what else it can be coloured."""
    named = [(kind, gettext(words)) for kind, words in KINDS.items()]
    if by == "voice":
        named = [(colour, gettext(words)) for colour, words in SORTS.values()]
    return {"ways": BYS, "legend": named}


def sizes_of(marks: int) -> dict[str, tuple[int, int]]:
    """Return the width and height of the pictures of so many marks, by how wide the page is."""
    return {
        name: ((WIDE + 1) * across, ROW * max(1, -(-marks // across)))
        for name, across in ACROSS.items()
    }


def draw_strip(stretches: Sequence[Stretch], look: Look, across: int) -> str:
    """Return a picture of the marks in rows, a path for each colour, lines where segments begin."""
    shades, paths = dict(THEMES[look].kinds), dict.fromkeys(KINDS, "")
    lines, at = "", 0
    for stretch in stretches:
        lines += f"M{at % across * (WIDE + 1)} {at // across * ROW}v{HIGH}"
        for tick in stretch.ticks:
            high = HIGH * HEIGHTS[tick.colour] // 100
            x, y = at % across * (WIDE + 1), at // across * ROW + HIGH - high
            paths[tick.colour] += f"M{x} {y}h{WIDE}v{high}h-{WIDE}z"
            at += 1
    drawn = "".join(f'<path fill="{shades[c]}" d="{d}"/>' for c, d in paths.items() if d)
    drawn += f'<path stroke="{THEMES[look].ink}" d="{lines}"/>' if lines else ""
    size = f"{(WIDE + 1) * across} {ROW * max(1, -(-at // across))}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{drawn}</svg>'


def _cut(marks: Sequence[Mark], by: str) -> list[Stretch]:
    stretches, before = [], ""
    for (source, segment), held in groupby(marks, lambda one: (one.source, one.segment)):
        ticks = []
        for one in held:
            ticks.append(Tick(one.point, _colour(one, by), _words(one), one.statement != before))
            before = one.statement
        stretches.append(Stretch(segment, source, tuple(ticks)))
    return stretches


def _words(one: Mark) -> str:
    """Who speaks and what kind of point it is: the name of the link."""
    voice = ", ".join(entity_name(code) for code in one.entities)
    unnamed = "report" if one.manner == "report" else "participants"
    return f"{voice or sought_voice(unnamed)}: {term(one.kind)}"


def _colour(one: Mark, by: str) -> str:
    return SORTS[_sort(one)][0] if by == "voice" else one.kind


def _sort(one: Mark) -> str:
    if one.manner == "report":
        return "report"
    if not one.entities:
        return "unnamed"
    if len(one.entities) > 1 or one.manner == "collective":
        return "joint"
    return "state" if is_state(one.entities[0]) else "body"
