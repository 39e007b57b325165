"""A point by itself: whose words it is, and the sentences before and after it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Engine, Select, bindparam, select

from rapporteur.evidence import Statement
from rapporteur.store import tables
from rapporteur.store.view import BATCH, find_statements


def find_alone(engine: Engine, points: Sequence[str]) -> dict[str, Statement]:
    """Return the statement of each point, holding just this point; by point, in their order."""
    found = {
        point.id: replace(statement, points=(point,))
        for statement in find_statements(engine, points)
        for point in statement.points
    }
    return {key: found[key] for key in points if key in found}


def find_beside(engine: Engine, points: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the sentences before and after each point in its segment, empty where there is none.

    Points with neither are left out.
    """
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for at in range(0, len(points), BATCH):
            some = {"keys": list(points[at : at + BATCH])}
            for key, order, place, text in connection.execute(_beside(), some):
                found.setdefault(key, ["", ""])[place > order] = text
    return {key: (before, after) for key, (before, after) in found.items()}


@cache  # made once: making a query takes longer than answering it
def _beside() -> Select[Any]:
    point, other = tables.point, tables.point.alias("other")
    query = select(point.c.id, point.c.order, other.c.order, other.c.text).join(
        other, (other.c.source == point.c.source) & (other.c.segment == point.c.segment)
    )
    query = query.where(other.c.order.in_((point.c.order - 1, point.c.order + 1)))
    return query.where(point.c.id.in_(bindparam("keys", expanding=True)))
