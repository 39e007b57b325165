"""Recommendations: what was asked, of whom, by whom."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import ConfigDict, Field
from sqlalchemy import Engine

from rapporteur.evidence import Recommendation
from rapporteur.publish.reviewed import review_row
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import find_recommendation
from rapporteur.store.walk import walk_recommendations
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import (
    AnchorItem,
    PointItem,
    Reviewed,
    link_place,
    show_anchor,
    show_points,
)

router = APIRouter(tags=["recommendations"])
Origin = Literal["report", "listed", "call"]


class RecommendationItem(Reviewed):
    """What is asked, verbatim, of whom, by which voice, and how it was answered."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, serialize_by_alias=True)

    id: str = Field(examples=["rec-1e9f40d7b6c2a853"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    source_file: str = Field(examples=["invented.pdf"])
    text: str = Field(examples=["Nobody should wait longer than a month for an answer."])
    number: str = Field(description="The number printed before it.", examples=["77.14."])
    origin: Origin = Field(
        description="`report`: the record's own lists; `listed`: listed with the State that made "
        "it; `call`: said by a speaker."
    )
    voices: list[str] = Field(alias="from", examples=[["PRT"]])
    addressed_to: list[str] = Field(examples=[["Governments"]])
    response: Literal["accepted", "noted"] | None
    page: int
    segment: str = Field(description="Title of the segment.", examples=["Panel 1"])
    points: list[str] = Field(description="Ids of the sentences it stands on.")
    anchor: AnchorItem
    links: dict[str, str] = Field(description=LINKS)


class RecommendationWhole(RecommendationItem):
    """A recommendation with the sentences it stands on."""

    items: list[PointItem]


class RecommendationQuery(PagedFilters):
    """Filters, of the points a recommendation stands on, and its origin."""

    origin: Origin | None = Field(default=None, description="Where it comes from.")


@router.get("/recommendations", summary="Recommendations that pass the filters")
def list_all(
    request: Request, asked: Annotated[RecommendationQuery, Query()]
) -> Page[RecommendationItem]:
    """Recommendations, source by source, in reading order."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    wanted = read_filters(request, asked, asked.origin or "")
    found = walk_recommendations(store, wanted, after, asked.limit)
    items = [RecommendationItem(**facts) for facts in _items(store, found.items)]
    return make_page(request, items, found.after)


@router.get("/recommendations/{key}", summary="One recommendation")
def get_one(request: Request, key: str) -> RecommendationWhole:
    """A recommendation with its anchor and sentences."""
    store = store_of(request)
    found = find_recommendation(store, key)
    if found is None:
        raise unknown(key)
    items = show_points(store, found.points)
    return RecommendationWhole(**_items(store, [found])[0], items=items)


def _items(store: Engine, found: Sequence[Recommendation]) -> list[dict[str, Any]]:
    titles = find_titles(
        store, (one.anchor.source for one in found), (one.segment for one in found)
    )
    reviews = find_reviews(store, [one.id for one in found])
    return [{**_facts(titles, one), **review_row(reviews.get(one.id))} for one in found]


def _facts(titles: Titles, one: Recommendation) -> dict[str, Any]:
    source = one.anchor.source
    dialogue = titles.dialogues[source]
    links = {
        "self": address("recommendations", one.id),
        "similar": address("recommendations", one.id, "similar"),
        "dialogue": address("dialogues", dialogue),
        **link_place(source, one.anchor.page),
        "html": f"/recommendations/{one.id}",
    }
    if one.segment in titles.segments:
        links["segment"] = address("segments", one.segment)
    return {
        "id": one.id,
        "dialogue": titles.titles[source],
        "source_file": titles.files[source],
        "text": one.text,
        "number": one.number,
        "origin": one.origin,
        "voices": list(one.voices),
        "addressed_to": list(one.addressed_to),
        "response": one.response,
        "page": one.anchor.page,
        "segment": titles.segments.get(one.segment, ""),
        "points": list(one.points),
        "anchor": show_anchor(one.anchor),
        "links": links,
    }
