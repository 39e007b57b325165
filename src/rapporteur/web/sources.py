"""A source page by page: as it looks, beside the statements that stand on it."""

import io
from functools import lru_cache
from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine

from rapporteur import __version__
from rapporteur.errors import UnknownError
from rapporteur.publish.cite import cite_plain
from rapporteur.read.picture import draw_page
from rapporteur.store.leaf import find_content, find_leaf
from rapporteur.store.select import find_points_on_page
from rapporteur.store.view import find_codings, find_statements, get_source
from rapporteur.web.citations import quotation_of
from rapporteur.web.etags import is_kept
from rapporteur.web.language import mark, to
from rapporteur.web.leaf import choose_part, lay_out, outline, statements_on
from rapporteur.web.mentions import find_trails
from rapporteur.web.page import render, store_of

router = APIRouter()

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NO_POINT = mark("there is no point by this id")


@router.get("/points/{key}")
def point(request: Request, key: str) -> RedirectResponse:
    """Lead to the page on which a point stands."""
    found = find_statements(store_of(request), [key])
    if not found:
        raise UnknownError(NO_POINT, place=key)
    place = found[0].points[0].anchor
    return RedirectResponse(to(f"/sources/{place.source}/pages/{place.page}?point={key}#{key}"))


@router.get("/sources/{key}")
def source(key: str) -> RedirectResponse:
    """Lead to a source's first page."""
    return RedirectResponse(to(f"/sources/{quote(key, safe='')}/pages/1"))


@router.get("/sources/{key}/pages/{number}")
def show(
    request: Request,
    key: str,
    number: Annotated[int, Path(ge=1, le=10**9)],
    point: str = "",
    part: Annotated[int, Query(ge=1, le=10**9)] = 1,
) -> HTMLResponse:
    """Show one page: as it looks where that can be drawn, else its text, beside its statements."""
    store = store_of(request)
    leaf = find_leaf(store, key, number)
    if leaf is None:
        raise HTTPException(404)
    page = leaf.page
    shown = choose_part(find_points_on_page(store, key, number), part, point)
    statements = statements_on(find_statements(store, shown.keys), number)
    headings = {block.text for block in leaf.blocks if block.kind == "heading"}
    points = [p for statement in statements for p in statement.points]
    told = next((s for s in statements for p in s.points if p.id == point), None)
    chosen = next((p for p in points if p.id == point), None)
    return render(
        request,
        "source.html",
        source=leaf.source,
        dialogue=leaf.dialogue,
        language=leaf.source.language,
        page=page,
        last=leaf.last,
        part=shown,
        blocks=lay_out(leaf.blocks, page, points, shown),
        outlines=outline(points, page) if leaf.source.kind == "pdf" else [],
        statements=[s for s in statements if any(p.text not in headings for p in s.points)],
        headings=headings,
        codings=find_codings(store, [chosen.id]) if chosen else {},
        chosen=chosen,
        trails=find_trails(store, chosen, told.voice) if chosen and told else [],
        citation=(
            cite_plain(quotation_of(request, told, chosen, leaf.dialogue, page))
            if chosen and told
            else ""
        ),
        base=to(f"/sources/{leaf.source.id}/pages/"),
    )


@router.get("/sources/{key}/pages/{number}/picture.webp")
def picture(request: Request, key: str, number: int) -> Response:
    """Return a PDF's page as a picture."""
    # A source's id is made from its content: the picture of a page never changes.
    tag = f'"{key}-{number}-{__version__}"'
    headers = {"Cache-Control": "private, max-age=86400", "ETag": tag}
    if is_kept(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    shown = _draw(store_of(request), key, number)
    return Response(shown, media_type="image/webp", headers=headers)


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


@lru_cache(maxsize=64)  # pages of a hundred kilobytes or so each
def _draw(store: Engine, key: str, number: int) -> bytes:
    held = find_content(store, key)
    if held is None or held[0] != "pdf" or find_leaf(store, key, number) is None:
        raise HTTPException(404)
    out = io.BytesIO()
    # Without loss, in less than half of what a PNG takes, and sooner.
    draw_page(held[1], number).save(out, "webp", lossless=True, quality=20, method=2)
    return out.getvalue()
