"""Where a sentence stands that is to be judged: its page, and the sentences near it."""

from typing import Any

from sqlalchemy import Engine

from rapporteur.evidence import Point, Statement
from rapporteur.store.leaf import find_leaf
from rapporteur.store.select import find_points_around
from rapporteur.store.view import find_statements
from rapporteur.web.leaf import outline

NEAR = 2  # sentences before and after, as on the sheet of the command line


def find_near(store: Engine, point: Point) -> tuple[Statement, ...]:
    """Return the sentences near a point, itself among them, in the voices that say them."""
    keys = find_points_around(store, point.anchor.source, point.order, NEAR)
    return find_statements(store, keys)


def place(store: Engine, point: Point) -> dict[str, Any]:
    """Return the values that a template needs to show the page that a point stands on."""
    leaf = find_leaf(store, point.anchor.source, point.anchor.page)
    return {
        "leaf": leaf,
        "language": leaf.source.language if leaf else "",
        "outlines": outline([point], leaf.page) if leaf and leaf.source.kind == "pdf" else [],
    }
