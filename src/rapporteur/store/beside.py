"""A point by itself: whose words it is, and the sentences before and after it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from rapporteur.evidence import Statement
from rapporteur.store.plain import AMONG, find_rows
from rapporteur.store.view import find_statements

BESIDE = f"""
    SELECT point.id, point."order", other."order", other.text
    FROM point JOIN point AS other
    ON other.source = point.source AND other.segment = point.segment
    AND other."order" IN (point."order" - 1, point."order" + 1)
    WHERE point.id {AMONG}
"""


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
        for key, order, place, text in find_rows(connection, BESIDE, points):
            found.setdefault(key, ["", ""])[place > order] = text
    return {key: (before, after) for key, (before, after) in found.items()}
