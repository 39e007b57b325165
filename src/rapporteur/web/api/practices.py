"""Practices: measures with the sentences they stand on."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Engine

from rapporteur.evidence import Point, Practice
from rapporteur.find.mentions import find_mentions
from rapporteur.publish.practices import practice_row, refers_to
from rapporteur.publish.reviewed import review_row
from rapporteur.publish.rows import figure_row
from rapporteur.publish.template import template_row
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import find_codings, find_practice, find_statements
from rapporteur.store.walk import walk_practices
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import (
    FigureItem,
    PointItem,
    Reviewed,
    Shape,
    link_place,
    show_points,
)

router = APIRouter(tags=["practices"])


class PracticeItem(Reviewed):
    """A measure; a field is empty where the record does not tell."""

    id: str = Field(examples=["prc-c02b6e8f1d4a7935"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    source_file: str = Field(examples=["invented.pdf"])
    title: str = Field(examples=["issued over 500 permits"])
    implementers: list[str] = Field(description="ISO3 codes and short names.", examples=[["PRT"]])
    bodies: list[str] = Field(description="Bodies that act, in the record's words.")
    level: str = Field(description="Level of government.", examples=["national"])
    partners: list[str]
    instruments: list[str] = Field(description="By what means it works.", examples=[["visa"]])
    groups: list[str] = Field(description="Affected groups.")
    since: str = Field(description="As the record words it.", examples=["March 2020"])
    until: str
    about: list[str] = Field(description="ISO3 codes of countries.")
    figures: list[FigureItem]
    page: int
    text: str = Field(description="Its sentences, joined by a space.")
    points: list[str] = Field(description="Ids of its sentences, the one that opens it first.")
    benefits: list[str] = Field(description="Ids of sentences on what came of it.")
    challenges: list[str] = Field(description="Ids of sentences on what stood in its way.")
    lessons: list[str] = Field(description="Ids of sentences on what was learnt.")
    replication: list[str] = Field(description="Ids of sentences on how others may take it up.")
    innovation: list[str] = Field(description="Ids of sentences on what was new.")
    evidence: dict[str, list[str]] = Field(
        description="For a field, the ids of the sentences it was read from."
    )
    links: dict[str, str] = Field(description=LINKS)


class MentionItem(Shape):
    """The same measure, told of in another source."""

    id: str
    title: str
    source_file: str
    dialogue: str
    links: dict[str, str] = Field(description=LINKS)


class PracticeWhole(PracticeItem):
    """A measure with its sentences, its other mentions, and as the template lays it out."""

    items: list[PointItem] = Field(description="The sentences it stands on.")
    also_told_in: list[MentionItem]
    template: dict[str, str | list[str]] = Field(
        description="The fields of the practice template of the UN Network on Migration."
    )


@router.get("/practices", summary="Practices with points that pass the filters")
def list_all(request: Request, asked: Annotated[PagedFilters, Query()]) -> Page[PracticeItem]:
    """Practices that stand on a point that passes, source by source, in reading order."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_practices(store, read_filters(request, asked), after, asked.limit)
    points, sources = _points(store, [key for one in found.items for key in one.points])
    titles = find_titles(store, sources.values())
    reviews = find_reviews(store, [one.id for one in found.items])
    items = [
        PracticeItem(**_facts(titles, sources, points, one), **review_row(reviews.get(one.id)))
        for one in found.items
    ]
    return make_page(request, items, found.after)


@router.get("/practices/{key}", summary="One practice")
def get_one(request: Request, key: str) -> PracticeWhole:
    """A practice with its sentences, and where else the store tells of the same measure."""
    store = store_of(request)
    practice = find_practice(store, key)
    if practice is None:
        raise unknown(key)
    keys = refers_to(practice)
    points, sources = _points(store, keys)
    return PracticeWhole(
        **_facts(find_titles(store, sources.values()), sources, points, practice),
        **review_row(find_reviews(store, [key]).get(key)),
        items=show_points(store, practice.points),
        also_told_in=_mentions(store, practice),
        template=template_row(practice, points, find_codings(store, keys)),
    )


def _points(store: Engine, keys: Sequence[str]) -> tuple[dict[str, Point], dict[str, str]]:
    """The points, and their sources, by the points' ids."""
    told = find_statements(store, list(dict.fromkeys(keys)))
    points = {point.id: point for statement in told for point in statement.points}
    return points, {key: point.anchor.source for key, point in points.items()}


def _facts(
    titles: Titles, sources: Mapping[str, str], points: Mapping[str, Point], practice: Practice
) -> dict[str, Any]:
    source = sources[practice.points[0]]
    row = practice_row(practice, points, figure_row)
    links = {
        "self": address("practices", practice.id),
        "similar": address("practices", practice.id, "similar"),
        "dialogue": address("dialogues", titles.dialogues[source]),
        **link_place(source, row["page"]),
        "first": address("points", practice.points[0]),
        "html": f"/practices/{practice.id}",
    }
    names = {"dialogue": titles.titles[source], "source_file": titles.files[source]}
    return {**row, **names, "links": links}


def _mentions(store: Engine, practice: Practice) -> list[MentionItem]:
    found = find_mentions(store, [practice])[practice.id]
    titles = find_titles(store, (mention.source for mention in found))
    return [
        MentionItem(
            id=mention.practice.id,
            title=mention.practice.title,
            source_file=titles.files[mention.source],
            dialogue=titles.titles[mention.source],
            links={"self": address("practices", mention.practice.id)},
        )
        for mention in found
    ]
