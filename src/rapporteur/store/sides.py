"""Read what one side of a comparison holds: recommendations, practices and points of a Filter."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, Select, Table, and_, func, select, true

from rapporteur.evidence import Practice, Recommendation
from rapporteur.store import tables
from rapporteur.store.nouns import to_practice, to_recommendation
from rapporteur.store.select import Filter, conditions
from rapporteur.store.view import BATCH, find_codings

# Kinds of points that are compared one by one; practices and recommendations are so themselves.
KINDS = ("challenge", "contribution", "position")


def find_asked(engine: Engine, wanted: Filter, most: int) -> tuple[int, tuple[Recommendation, ...]]:
    """Return how many recommendations stand on points of `wanted`, and the first `most`."""
    total, rows = _made(engine, tables.recommendation, wanted, most)
    return total, tuple(to_recommendation(row) for row in rows)


def find_taken(engine: Engine, wanted: Filter, most: int) -> tuple[int, tuple[Practice, ...]]:
    """Return how many practices stand on points of `wanted`, and the first `most`."""
    total, rows = _made(engine, tables.practice, wanted, most)
    return total, tuple(to_practice(row) for row in rows)


def find_surest(engine: Engine, wanted: Filter, most: int) -> tuple[int, tuple[str, ...]]:
    """Return how many points of KINDS `wanted` describes, and the ids of the `most` surest.

    In the order of the record.
    """
    point = tables.point.c
    query = _points(wanted).where(point.kind.in_(KINDS))
    place = (point.source, point.order)
    surest = query.add_columns(point.id, *place).order_by(point.confidence.desc(), *place)
    held = surest.limit(most).subquery().c
    with engine.connect() as connection:
        total = connection.execute(query.add_columns(func.count())).scalar_one()
        ids = connection.execute(select(held.id).order_by(held.source, held.order)).scalars()
        return int(total), tuple(ids)


def find_recommendations_by_id(engine: Engine, keys: Sequence[str]) -> tuple[Recommendation, ...]:
    """Return the recommendations of these ids, unknown ones left out."""
    table = tables.recommendation
    found: list[Any] = []
    with engine.connect() as connection:
        for at in range(0, len(keys), BATCH):
            query = select(table).where(table.c.id.in_(list(keys[at : at + BATCH])))
            found += connection.execute(query).mappings().all()
    return tuple(to_recommendation(row) for row in found)


def find_texts(engine: Engine, points: Iterable[str]) -> dict[str, str]:
    """Return the texts of these points, by id."""
    point, wanted = tables.point.c, list(dict.fromkeys(points))
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for at in range(0, len(wanted), BATCH):
            query = select(point.id, point.text).where(point.id.in_(wanted[at : at + BATCH]))
            found.update((row.id, row.text) for row in connection.execute(query))
    return found


def find_served(engine: Engine, points: list[str]) -> dict[str, frozenset[str]]:
    """Return the objectives and goals that each of these points serves, as "gcm:5"."""
    found = find_codings(engine, points)
    return {
        key: frozenset(
            f"{coding.framework}:{coding.code}"
            for coding in codings
            if coding.framework in ("gcm", "sdg") and coding.code.isdigit()
        )
        for key, codings in found.items()
    }


def _points(wanted: Filter) -> Select[Any]:
    point, source, statement = tables.point, tables.source, tables.statement
    return (
        select()
        .select_from(point)
        .join(source, source.c.id == point.c.source)
        .join(statement, statement.c.id == point.c.statement)
        .where(and_(true(), *conditions(wanted)))
    )


def _made(engine: Engine, table: Table, wanted: Filter, most: int) -> tuple[int, list[Any]]:
    held = func.json_each(table.c.points).table_valued("value", name="held")
    stands = _points(wanted).add_columns(tables.point.c.id)
    passing = (
        select(table.c.id).select_from(table.join(held, true())).where(held.c.value.in_(stands))
    )
    if wanted.dialogue:  # spares reading what stands in all others
        source = tables.source.c
        own = select(source.id).where(source.dialogue == wanted.dialogue)
        passing = passing.where(table.c.source.in_(own))
    query = select(table).where(table.c.id.in_(passing))
    with engine.connect() as connection:
        total = connection.execute(select(func.count()).select_from(query.subquery()))
        found = query.order_by(table.c.source, table.c.position).limit(most)
        return int(total.scalar_one()), list(connection.execute(found).mappings())
