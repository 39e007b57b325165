"""Statements: what one voice said without a break."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Engine

from rapporteur.evidence import Statement
from rapporteur.evidence.voice import Manner
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import find_statement, find_statements
from rapporteur.store.walk import walk_statements
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import (
    SOURCE,
    PointItem,
    Shape,
    VoiceItem,
    link_place,
    show_points,
    show_voice,
)

router = APIRouter(tags=["statements"])


class StatementItem(Shape):
    """Consecutive sentences of one voice in one segment."""

    id: str = Field(examples=["stm-77d0b1c3e95a2f64"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    source_file: str = Field(examples=["invented.pdf"])
    page: int = Field(description="The page on which it begins.")
    segment: str = Field(description="Title of the segment.", examples=["Panel 1"])
    source: str = Field(description=SOURCE, examples=["PRT"])
    speaker: str = Field(examples=["Ana Lua"])
    manner: Manner
    sentences: int
    kinds: dict[str, int] = Field(description="Sentences by kind.")
    text: str = Field(description="Its sentences, joined by a space.")
    points: list[str] = Field(description="Ids of its sentences.")
    voice: VoiceItem
    links: dict[str, str] = Field(description=LINKS)


class StatementWhole(StatementItem):
    """A statement, sentence by sentence."""

    items: list[PointItem]


@router.get("/statements", summary="Statements with points that pass the filters")
def list_all(request: Request, asked: Annotated[PagedFilters, Query()]) -> Page[StatementItem]:
    """Statements, source by source, in reading order, with just the sentences that pass."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_statements(store, read_filters(request, asked), after, asked.limit)
    keys = [key for keys in found.items for key in keys]
    items = _items(store, find_statements(store, keys))
    return make_page(request, [StatementItem(**item) for item in items], found.after)


@router.get("/statements/{key}", summary="One statement")
def get_one(request: Request, key: str) -> StatementWhole:
    """A statement with all its sentences."""
    store = store_of(request)
    statement = find_statement(store, key)
    if statement is None:
        raise unknown(key)
    points = show_points(store, [point.id for point in statement.points])
    return StatementWhole(**_items(store, [statement])[0], items=points)


def _items(store: Engine, statements: Sequence[Statement]) -> list[dict[str, Any]]:
    titles = find_titles(store, (s.source for s in statements), (s.segment for s in statements))
    return [_facts(titles, statement) for statement in statements]


def _facts(titles: Titles, statement: Statement) -> dict[str, Any]:
    points, source = statement.points, statement.source
    page = points[0].anchor.page
    links = {
        "self": address("statements", statement.id),
        "dialogue": address("dialogues", titles.dialogues[source]),
        **link_place(source, page),
        "first": address("points", points[0].id),
    }
    if statement.segment in titles.segments:
        links["segment"] = address("segments", statement.segment)
    return {
        "id": statement.id,
        "dialogue": titles.titles[source],
        "source_file": titles.files[source],
        "page": page,
        "segment": titles.segments.get(statement.segment, ""),
        "source": statement.voice.source,
        "speaker": statement.voice.speaker,
        "manner": statement.voice.manner,
        "sentences": len(points),
        "kinds": dict(sorted(Counter(point.kind for point in points).items())),
        "text": " ".join(point.text for point in points),
        "points": [point.id for point in points],
        "voice": show_voice(statement.voice),
        "links": links,
    }
