"""Coverage: objectives by country, kind and group, with what an empty cell means."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Engine

from rapporteur.find.matrix import BYS
from rapporteur.gazetteer.regions import CODES as REGIONS
from rapporteur.publish.chart import (
    WIDTH,
    Bar,
    Look,
    Square,
    Words,
    draw_bars,
    draw_grid,
    height_of,
)
from rapporteur.publish.coverage import Cell, make_matrix
from rapporteur.publish.rates import read_rates
from rapporteur.store.announced import list_silent_segments, list_unread
from rapporteur.store.overview import list_some_dialogues
from rapporteur.store.view import get_dialogue, get_dialogue_named
from rapporteur.web.etags import give_tagged
from rapporteur.web.facets import Chip, list_chips
from rapporteur.web.files import Row, address_of, give_rows
from rapporteur.web.grid import BY_CODE, LISTS, Asked, Grid, lay_out
from rapporteur.web.inquiry import Inquiry, read_inquiry
from rapporteur.web.language import gettext, mark, to
from rapporteur.web.names import KINDS, code_title, language_of, region_name
from rapporteur.web.page import render, store_of

router = APIRouter()

MOST = 50  # dialogues offered to choose from
TITLES = {"gcm": mark("GCM objectives"), "sdg": mark("SDGs")}
AXES = {
    "voice": mark("by who spoke"),
    "about": mark("by country spoken about"),
    "kind": mark("by kind of point"),
    "group": mark("by affected group"),
}
SAME = mark("The table beside it holds the same numbers.")
WHISKER = mark("The thin line goes from the least to the most that there probably are.")
SIGNS = {"nobody": "0", "unsure": "0?", "absent": "–"}


@router.get("/coverage")
def show(request: Request) -> HTMLResponse:
    """Show one matrix of all dialogues, narrowed by filters."""
    return _show(request, _read(request))


@router.get("/dialogues/{key}/coverage")
def show_dialogue(request: Request, key: str) -> HTMLResponse:
    """Show one matrix of one dialogue."""
    return _show(request, _read(request, key))


@router.get("/coverage.{ending}")
def give(request: Request, ending: str) -> Response:
    """Return the matrix as a file, or its chart as SVG."""
    return _give(request, _read(request), ending)


@router.get("/dialogues/{key}/coverage.{ending}")
def give_dialogue(request: Request, key: str, ending: str) -> Response:
    """Return the matrix of one dialogue as a file, or its chart as SVG."""
    return _give(request, _read(request, key), ending)


def sign(cell: Cell) -> str:
    """Return what a cell shows: its number, or what there being none means; "?" is doubt."""
    return SIGNS.get(cell.gap) or f"{cell.number}{'?' if cell.doubtful else ''}"


def _read(request: Request, dialogue: str = "") -> Asked:
    said, inquiry = request.query_params, read_inquiry(request)
    by = next((by for by in BYS if by == said.get("by")), BYS[0])
    framework = said["list"] if said.get("list") in LISTS else LISTS[0]
    choice = {n: v for n, v in inquiry.choice.items() if n not in (by, framework)}
    if named := dialogue or choice.get("dialogue"):
        # By its id, which is short, in the hundreds of links that the table holds.
        choice["dialogue"] = get_dialogue_named(store_of(request), named)
    return Asked(
        framework,
        by,
        said.get("every") == "yes",
        said.get("sort", ""),
        Inquiry("", choice, page=inquiry.page),
        to(f"/dialogues/{dialogue}/coverage" if dialogue else "/coverage"),
        dialogue,
    )


def _make(request: Request, asked: Asked, *, whole: bool = False) -> Grid:
    store = store_of(request)
    wanted = asked.inquiry.filter(store)
    matrix = make_matrix(store, asked.framework, asked.by, wanted, every=asked.every)
    return lay_out(matrix, asked, whole=whole)


def _show(request: Request, asked: Asked) -> HTMLResponse:
    store = store_of(request)
    dialogue = get_dialogue(store, asked.dialogue, blocks=False) if asked.dialogue else None
    grid = _make(request, asked)
    return render(
        request,
        "coverage.html",
        about=dialogue,
        language=language_of(dialogue) if dialogue else "",
        grid=grid,
        view=asked,
        sign=sign,
        titles=TITLES,
        axes=AXES,
        by_code=asked.by in BY_CODE,
        chips=_list_chips(store, asked),
        dialogues=() if dialogue else list_some_dialogues(store, 0, MOST),
        kinds=KINDS,
        regions=sorted(REGIONS, key=region_name),
        silent=list_silent_segments(store, asked.dialogue) if dialogue else (),
        unread=list_unread(store, asked.dialogue),
        rates=read_rates(),
        size=(WIDTH, _height(asked, grid)),
        caption=_caption(asked),
        charted=any(f.cell.number or f.cell.doubtful for line in grid.lines for f in line.fields),
    )


def _height(asked: Asked, grid: Grid) -> int:
    names = [column.name for column in grid.columns] if asked.by == "group" else ()
    return height_of(len(grid.lines), names)


def _list_chips(store: Engine, asked: Asked) -> list[tuple[Chip, str]]:
    """Return the filters that are set, each with the address that gives it up."""
    set_here = {
        n: v for n, v in asked.inquiry.choice.items() if n != "dialogue" or not asked.dialogue
    }
    return [
        (chip, asked.query(**{name: ""}))
        for name, value in set_here.items()
        for chip in list_chips(store, Inquiry("", {name: value}))
    ]


def _caption(asked: Asked) -> str:
    return f"{gettext(TITLES[asked.framework])}, {gettext(AXES[asked.by])}"


def _give(request: Request, asked: Asked, ending: str) -> Response:
    if ending == "svg":
        return _draw(request, asked)
    name = f"coverage-{asked.framework}-{asked.by}"
    grid = _make(request, asked, whole=True)
    rows = _tell_cells(request, asked, grid) if ending == "json" else _tell_lines(asked, grid)
    return give_rows(rows, name, ending)


def _tell_lines(asked: Asked, grid: Grid) -> Iterator[Row]:
    """The table as it is shown: a number where there is one, else what there being none means."""
    for line in grid.lines:
        row: Row = {asked.framework if asked.by in BY_CODE else asked.by: line.key}
        row |= {gettext("name"): line.name, gettext("sentences"): line.number}
        if line.likely:
            row |= {gettext("at least"): line.likely.least, gettext("at most"): line.likely.most}
        for column, field in zip(grid.columns, line.fields, strict=True):
            named = column.name if asked.by in BY_CODE else f"{column.key} {column.name}"
            row[named] = (
                sign(field.cell)
                if field.cell.doubtful or field.cell.gap == "absent"
                else (field.cell.number)
            )
        yield row


def _tell_cells(request: Request, asked: Asked, grid: Grid) -> Iterator[Row]:
    """One row a cell, with everything that is known of it."""
    for line in grid.lines:
        for column, field in zip(grid.columns, line.fields, strict=True):
            code, other = (line, column) if asked.by in BY_CODE else (column, line)
            cell = field.cell
            yield {
                "framework": asked.framework,
                "code": code.key,
                "title": code_title(asked.framework, code.key),
                asked.by: other.key,
                "name": other.name,
                "points": cell.number,
                "doubtful": cell.weak,
                "at_least": cell.likely.least,
                "at_most": cell.likely.most,
                "gap": cell.gap or None,
                "address": address_of(request, field.address) if field.address else None,
            }


def _draw(request: Request, asked: Asked) -> Response:
    """Return the chart of the lines that the page shows."""
    look: Look = "dark" if request.query_params.get("look") == "dark" else "light"
    grid = _make(request, asked)
    drawn = _draw_bars(asked, grid, look) if asked.by == "kind" else _draw_grid(asked, grid, look)
    return give_tagged(request, drawn.encode(), "image/svg+xml")


def _draw_grid(asked: Asked, grid: Grid, look: Look) -> str:
    by_code = asked.by in BY_CODE
    rows = {line.key: f"{line.key} {line.name}" if by_code else line.name for line in grid.lines}
    columns = {c.key: c.name if by_code else c.key for c in grid.columns}
    squares = tuple(
        Square(rows[line.key], columns[column.key], field.cell.number, field.cell.doubtful)
        for line in grid.lines
        for column, field in zip(grid.columns, line.fields, strict=True)
    )
    axis = gettext("affected group") if by_code else gettext(TITLES[asked.framework])
    words = Words(_caption(asked), gettext(SAME), gettext("sentences"), axis)
    return draw_grid(squares, tuple(rows.values()), tuple(columns.values()), words, look)


def _draw_bars(asked: Asked, grid: Grid, look: Look) -> str:
    names = tuple((column.key, column.name) for column in grid.columns)
    bars = tuple(
        Bar(
            f"{line.key} {line.name}",
            tuple((c.key, f.cell.number) for c, f in zip(grid.columns, line.fields, strict=True)),
            line.likely.least if line.likely else 0,
            line.likely.most if line.likely else 0,
        )
        for line in grid.lines
    )
    told = f"{gettext(SAME)} {gettext(WHISKER)}"
    return draw_bars(bars, Words(_caption(asked), told, gettext("sentences"), kinds=names), look)
