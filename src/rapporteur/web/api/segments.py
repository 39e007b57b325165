"""Segments: the titled stretches of dialogues."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Engine

from rapporteur.evidence import Segment
from rapporteur.evidence.segment import SegmentKind
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.walk import walk_segments
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import LONG, InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import Shape, link_place

router = APIRouter(tags=["segments"])


class SegmentItem(Shape):
    """A panel, opening, key message or other titled stretch."""

    id: str = Field(examples=["seg-41c7a90e5b3d2f86"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    source_file: str = Field(examples=["invented.pdf"])
    page: int = Field(description="Where its title stands.")
    title: str = Field(examples=["Panel 1"])
    kind: SegmentKind
    parent: str = Field(description="Id of the segment it is part of, or empty.")
    number: str = Field(description="Its own number in the record.", examples=["1"])
    day: int | None = Field(description="Day of the dialogue, from 1.")
    begins: str = Field(description="Local time, HH:MM.", examples=["10:00"])
    ends: str = Field(examples=["11:30"])
    description: str
    panel: str = Field(description="Id of the agenda's segment that this tells of, or empty.")
    order: int
    links: dict[str, str] = Field(description=LINKS)


class SegmentQuery(InDialogue):
    """Which segments."""

    source: str = Field(default="", max_length=LONG, description="Id of the source.")
    kind: SegmentKind | None = Field(default=None, description="What kind of stretch.")
    parent: str = Field(
        default="", max_length=LONG, description="Id of the segment that it is part of."
    )


@router.get("/segments", summary="All segments")
def list_all(request: Request, asked: Annotated[SegmentQuery, Query()]) -> Page[SegmentItem]:
    """Segments, source by source, in reading order."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_segments(
        store,
        read_dialogue(request, asked),
        asked.source,
        asked.kind or "",
        asked.parent,
        after=after,
        limit=asked.limit,
    )
    return make_page(request, _items(store, found.items), found.after)


@router.get("/segments/{key}", summary="One segment")
def get_one(request: Request, key: str) -> SegmentItem:
    """A segment, with links to what was said in it."""
    store = store_of(request)
    found = walk_segments(store, key=key, limit=1).items
    if not found:
        raise unknown(key)
    return _items(store, found)[0]


def _items(store: Engine, found: Sequence[tuple[str, Segment]]) -> list[SegmentItem]:
    titles = find_titles(store, (segment.source for _, segment in found))
    return [_item(titles, dialogue, segment) for dialogue, segment in found]


def _item(titles: Titles, dialogue: str, segment: Segment) -> SegmentItem:
    names = SegmentItem.model_fields.keys() & set(Segment.__slots__)
    source = segment.source
    links = {
        "self": address("segments", segment.id),
        "dialogue": address("dialogues", dialogue),
        "points": address("points", segment=segment.id),
        "statements": address("statements", segment=segment.id),
        "parts": address("segments", parent=segment.id),
    }
    for name in ("parent", "panel"):
        if getattr(segment, name):
            links[name] = address("segments", getattr(segment, name))
    if source in titles.files:
        links |= link_place(source, segment.page)
    return SegmentItem(
        **{name: getattr(segment, name) for name in names},
        dialogue=titles.titles.get(source, ""),
        source_file=titles.files.get(source, ""),
        links=links,
    )
