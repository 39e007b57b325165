"""Rows of the store's tables as the nouns that went in."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import RowMapping

from rapporteur.evidence import (
    Block,
    Figure,
    Kind,
    Page,
    Point,
    Practice,
    Recommendation,
    Review,
    Statement,
    Voice,
)
from rapporteur.evidence.voice import Manner
from rapporteur.store.rows import to_anchor, to_figures, to_marks, to_pieces

Noun = TypeVar("Noun")


class PointRow(NamedTuple):
    """A point with its statement and that one's voice; `part` is the statement's segment.

    JSON stands in it as text.
    """

    id: str
    text: str
    anchor: str
    segment: str
    order: int
    kind: Kind
    confidence: float
    reason: str
    statement: str
    source: str
    part: str
    manner: Manner
    entities: str
    speakers: str
    behalf_of: str
    about: str
    groups: str


def make_noun(noun: type[Noun], row: RowMapping) -> Noun:
    """Return the noun whose fields the row holds under their own names."""
    names: Sequence[str] = noun.__slots__  # type: ignore[attr-defined]
    values = (row[name] for name in names)
    return noun(*(tuple(value) if isinstance(value, list) else value for value in values))


def to_page(row: RowMapping) -> Page:
    """Return the page, without its lines: anchors need no more than its text."""
    names = ("number", "text", "width", "height", "label", "origin")
    return Page(lines=(), **{name: row[name] for name in names})


def to_block(row: RowMapping) -> Block:
    """Return the block."""
    return Block(
        kind=row["kind"],
        pieces=to_pieces(row["pieces"]),
        text=row["text"],
        level=row["level"],
        marker=row["marker"],
        segment=row["segment"],
        marks=to_marks(row["marks"]),
    )


def to_point(row: PointRow, figures: tuple[Figure, ...], review: Review | None) -> Point:
    """Return the point."""
    return Point(
        row.id,
        row.text,
        to_anchor(json.loads(row.anchor)),
        row.segment,
        row.order,
        row.kind,
        row.confidence,
        row.reason,
        _to_tuple(row.about),
        _to_tuple(row.groups),
        figures,
        review,
    )


def to_statement(row: PointRow, points: tuple[Point, ...]) -> Statement:
    """Return the statement of a point's row, holding just these points."""
    voice = Voice(
        row.manner, _to_tuple(row.entities), _to_tuple(row.speakers), _to_tuple(row.behalf_of)
    )
    return Statement(row.statement, row.source, row.part, voice, points)


def _to_tuple(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def to_recommendation(row: RowMapping) -> Recommendation:
    """Return the recommendation."""
    return Recommendation(
        **{name: row[name] for name in ("id", "text", "origin", "number", "response", "segment")},
        anchor=to_anchor(row["anchor"]),
        voices=tuple(row["voices"]),
        addressed_to=tuple(row["addressed_to"]),
        points=tuple(row["points"]),
    )


def to_practice(row: RowMapping) -> Practice:
    """Return the practice."""
    values: dict[str, Any] = {
        name: tuple(row[name]) if isinstance(row[name], list) else row[name]
        for name in Practice.__slots__
    }
    grounds = tuple((str(name), str(point)) for name, point in row["grounds"])
    return Practice(**{**values, "figures": to_figures(row["figures"]), "grounds": grounds})
