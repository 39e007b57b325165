"""Sources: received files, their pages, and the file as it came."""

from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from rapporteur import evidence
from rapporteur.evidence.source import SourceKind
from rapporteur.store.select import find_points_on_page
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_page, get_source
from rapporteur.store.walk import KeptSource, walk_pages, walk_sources
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, Paging, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import PointItem, Shape, show_points
from rapporteur.web.sources import TYPES

router = APIRouter(tags=["sources"])
PLAIN = "text/plain"
FILES = (*TYPES.values(), PLAIN)  # never as text/html: what is received is not to be run
FOREVER = "private, max-age=31536000, immutable"  # a source's id is made from its content


class SourceItem(Shape):
    """A received file."""

    id: str = Field(examples=["src-9ab3e1f04c6d7752"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    name: str = Field(description="The file's own name.", examples=["invented.pdf"])
    kind: SourceKind
    genre: str = Field(description="What it is to the dialogue.", examples=["report"])
    language: str = Field(examples=["en"])
    pages: int
    bytes: int
    links: dict[str, str] = Field(description=LINKS)


class PageItem(Shape):
    """A page of a source; width and height in points, where the file has a layout."""

    number: int = Field(description="Counts the file's pages from 1.")
    label: str = Field(description="The number printed on it, where one was found.")
    origin: str = Field(description="How its text was had: `text`, `ocr`, `none`.")
    width: float | None
    height: float | None
    links: dict[str, str] = Field(description=LINKS)


class PageWhole(PageItem):
    """A page with its text, to which anchors refer, and the points that stand on it."""

    text: str
    points: list[PointItem]


@router.get("/sources", summary="All sources")
def list_all(request: Request, asked: Annotated[InDialogue, Query()]) -> Page[SourceItem]:
    """Sources in the order of their ids, of one dialogue or of all."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_sources(store, read_dialogue(request, asked), after=after, limit=asked.limit)
    titles = find_titles(store, (kept.source.id for kept in found.items)).titles
    items = [_source_item(kept, titles[kept.source.id]) for kept in found.items]
    return make_page(request, items, found.after)


@router.get("/sources/{key}", summary="One source")
def get_one(request: Request, key: str) -> SourceItem:
    """A source's facts, with links to its pages and to the file as it came."""
    return _source_item(_kept(request, key), find_titles(store_of(request), [key]).titles[key])


@router.get(
    "/sources/{key}/file",
    summary="The file as it came",
    response_class=Response,
    responses={200: {"description": "The file.", "content": {kind: {} for kind in FILES}}},
)
def download(request: Request, key: str) -> Response:
    """The file's bytes, to be saved and not shown, whatever it holds."""
    headers = {"ETag": f'"{key}"', "Cache-Control": FOREVER}
    kept = _kept(request, key)
    name = quote(PurePath(kept.source.name).name)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    kind = TYPES.get(kept.source.kind, f"{PLAIN}; charset=utf-8")
    return Response(get_source(store_of(request), key).content, media_type=kind, headers=headers)


@router.get("/sources/{key}/pages", summary="The pages of a source")
def list_pages(request: Request, key: str, asked: Annotated[Paging, Query()]) -> Page[PageItem]:
    """Pages by number, without their text."""
    source = _kept(request, key).source
    after = read_cursor(request, asked.cursor)
    found = walk_pages(store_of(request), key, after, asked.limit)
    items = [PageItem(**_facts(source, page)) for page in found.items]
    return make_page(request, items, found.after)


@router.get("/sources/{key}/pages/{number}", summary="One page of a source")
def get_page(request: Request, key: str, number: int) -> PageWhole:
    """A page with its text and the points that stand on it, wholly or in part."""
    kept, store = _kept(request, key), store_of(request)
    page = find_page(store, key, number) if 1 <= number <= kept.pages else None
    if page is None:
        raise unknown(f"{key}, page {number}")
    points = [
        point
        for point in show_points(store, find_points_on_page(store, key, number))
        if any(part.page == number for part in point.anchor.parts)
    ]
    return PageWhole(**_facts(kept.source, page), text=page.text, points=points)


def _kept(request: Request, key: str) -> KeptSource:
    found = walk_sources(store_of(request), key=key, limit=1).items
    if not found:
        raise unknown(key)
    return found[0]


def _source_item(kept: KeptSource, dialogue: str) -> SourceItem:
    source = kept.source
    own = ("sources", source.id)
    return SourceItem(
        id=source.id,
        dialogue=dialogue,
        name=source.name,
        kind=source.kind,
        genre=source.genre,
        language=source.language,
        pages=kept.pages,
        bytes=kept.bytes,
        links={
            "self": address(*own),
            "dialogue": address("dialogues", kept.dialogue),
            "pages": address(*own, "pages"),
            "file": address(*own, "file"),
            "segments": address("segments", source=source.id),
            "points": address("points", source=source.id),
            "html": f"/sources/{source.id}",
        },
    )


def _facts(source: evidence.Source, page: evidence.Page) -> dict[str, Any]:
    own = ("sources", source.id, "pages", page.number)
    html = f"/sources/{source.id}/pages/{page.number}"
    links = {"self": address(*own), "source": address("sources", source.id), "html": html}
    if source.kind == "pdf":
        links["picture"] = f"{html}/picture.webp"
    names = ("number", "label", "origin", "width", "height")
    return {**{name: getattr(page, name) for name in names}, "links": links}
