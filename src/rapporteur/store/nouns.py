"""Rows of the store's tables as the nouns that went in."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from rapporteur.evidence import (
    Block,
    Figure,
    Page,
    Point,
    Practice,
    Recommendation,
    Statement,
    Voice,
)
from rapporteur.store.rows import to_anchor, to_figures, to_marks, to_pieces

Noun = TypeVar("Noun")
Parts = dict[str, tuple[list[str], list[str], list[Figure]]]


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


def to_point(row: RowMapping, parts: Parts) -> Point:
    """Return the point; `parts` are its countries, groups and figures by its id."""
    about, groups, figures = parts[row["id"]]
    names = ("id", "text", "segment", "order", "kind", "confidence", "reason")
    return Point(
        **{name: row[name] for name in names},
        anchor=to_anchor(row["anchor"]),
        about=tuple(about),
        groups=tuple(groups),
        figures=tuple(figures),
    )


def to_statement(row: RowMapping, points: tuple[Point, ...]) -> Statement:
    """Return the statement, holding just these points."""
    voice = Voice(
        row["manner"], tuple(row["entities"]), tuple(row["speakers"]), tuple(row["behalf_of"])
    )
    return Statement(row["id"], row["source"], row["segment"], voice, points)


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
