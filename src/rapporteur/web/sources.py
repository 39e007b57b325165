"""A source page by page, with the sentence in question marked where it stands."""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur import __version__
from rapporteur.errors import QueryError
from rapporteur.evidence import AnchorPart, Block, Page, Point, Source, Statement
from rapporteur.read.picture import draw_page
from rapporteur.store.select import find_points_on_page
from rapporteur.store.view import (
    find_codings,
    find_statements,
    get_dialogue,
    get_dialogue_of,
    get_source,
)
from rapporteur.web.page import render, store_of

router = APIRouter()

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a block's text on one page; `point` is set where it belongs to a sentence."""

    text: str
    point: Point | None = None


@router.get("/points/{key}")
def point(request: Request, key: str) -> RedirectResponse:
    """Lead to the page on which a point stands."""
    found = find_statements(store_of(request), [key])
    if not found:
        raise QueryError("There is no point by this id", place=key)
    place = found[0].points[0].anchor
    return RedirectResponse(f"/sources/{place.source}/pages/{place.page}?point={key}#{key}")


@router.get("/sources/{key}")
def source(key: str) -> RedirectResponse:
    """Lead to a source's first page."""
    return RedirectResponse(f"/sources/{key}/pages/1")


@router.get("/sources/{key}/pages/{number}")
def show(request: Request, key: str, number: int, point: str = "") -> HTMLResponse:
    """Show one page: as it looks where that can be drawn, its text, and its statements."""
    store = store_of(request)
    found = get_source(store, key)
    page = _page(found, number)
    keys = find_points_on_page(store, key, number)
    statements = _on_page(find_statements(store, keys), number)
    headings = {block.text for block in found.blocks if block.kind == "heading"}
    points = [p for statement in statements for p in statement.points]
    chosen = next((p for p in points if p.id == point), None)
    return render(
        request,
        "source.html",
        source=found,
        dialogue=get_dialogue(store, get_dialogue_of(store, key), blocks=False),
        page=page,
        last=len(found.pages),
        blocks=[(block, runs) for block in found.blocks if (runs := _runs(block, page, points))],
        statements=[s for s in statements if any(p.text not in headings for p in s.points)],
        headings=headings,
        codings=find_codings(store, [p.id for p in points]),
        chosen=chosen,
        boxes=_boxes(chosen, page),
    )


@router.get("/sources/{key}/pages/{number}/picture.png")
def picture(request: Request, key: str, number: int) -> Response:
    """Return a PDF's page as a picture."""
    # A source's id is made from its content: the picture of a page never changes.
    tag = f'"{key}-{number}-{__version__}"'
    headers = {"Cache-Control": "private, max-age=86400", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(_draw(store_of(request), key, number), media_type="image/png", headers=headers)


@router.get("/sources/{key}/file")
def download(request: Request, key: str) -> Response:
    """Return the file as it came; never shown inside our pages, whatever it holds."""
    found = get_source(store_of(request), key)
    name = quote(PurePath(found.name).name)
    return Response(
        found.content,
        media_type=TYPES.get(found.kind, "text/plain; charset=utf-8"),
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@lru_cache(maxsize=64)  # pages of a quarter megabyte or so each
def _draw(store: Engine, key: str, number: int) -> bytes:
    found = get_source(store, key)
    _page(found, number)
    if found.kind != "pdf":
        raise HTTPException(404)
    out = io.BytesIO()
    draw_page(found.content, number).save(out, "png")
    return out.getvalue()


def _page(source: Source, number: int) -> Page:
    if not 1 <= number <= len(source.pages):
        raise HTTPException(404)
    return source.pages[number - 1]


def _on_page(statements: tuple[Statement, ...], number: int) -> list[Statement]:
    found = []
    for statement in statements:
        points = tuple(
            p for p in statement.points if any(part.page == number for part in p.anchor.parts)
        )
        if points:
            voice = statement.voice
            found.append(
                Statement(statement.id, statement.source, statement.segment, voice, points)
            )
    return found


def _runs(block: Block, page: Page, points: list[Point]) -> list[Run]:
    """Cut a block's text on this page where sentences begin and end."""
    owned = [(part, p) for p in points for part in p.anchor.parts if part.page == page.number]
    runs: list[Run] = []
    for piece in block.pieces:
        if piece.page != page.number:
            continue
        if piece.glue and runs:
            runs.append(Run(piece.glue, runs[-1].point))
        at = piece.start
        for part, owner in sorted(_within(owned, piece.start, piece.end), key=_start):
            if at < part.start:
                runs.append(Run(page.text[at : part.start]))
            runs.append(Run(page.text[max(at, part.start) : part.end], owner))
            at = part.end
        if at < piece.end:
            runs.append(Run(page.text[at : piece.end]))
    return runs


def _within(
    owned: list[tuple[AnchorPart, Point]], start: int, end: int
) -> list[tuple[AnchorPart, Point]]:
    return [(part, p) for part, p in owned if start <= part.start and part.end <= end]


def _start(owned: tuple[AnchorPart, Point]) -> int:
    return owned[0].start


def _boxes(point: Point | None, page: Page) -> list[tuple[float, float, float, float]]:
    """The chosen point's boxes as left, top, width, height in hundredths of the page."""
    if point is None or not page.width or not page.height:
        return []
    return [
        (
            100 * part.box.left / page.width,
            100 * part.box.top / page.height,
            100 * (part.box.right - part.box.left) / page.width,
            100 * (part.box.bottom - part.box.top) / page.height,
        )
        for part in point.anchor.parts
        if part.page == page.number and part.box
    ]
