"""Walk through what was said: points, statements, figures, recommendations, practices.

Sources follow each other by their ids, and what is in one source is in reading order.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    and_,
    select,
)

from rapporteur.evidence import Figure, Practice, Recommendation
from rapporteur.store import tables
from rapporteur.store.nouns import make_noun, to_practice, to_recommendation
from rapporteur.store.select import Filter, conditions
from rapporteur.store.walk.stretch import Key, Stretch, key_of, take

BATCH = 200  # recommendations or practices looked at at once


def walk_points(engine: Engine, wanted: Filter, after: Key = (), limit: int = 50) -> Stretch[str]:
    """Return the ids of the next points that `wanted` describes."""
    point = tables.point.c
    with engine.connect() as connection:
        found = take(
            connection, _points(wanted, point.id), (point.source, point.order), after, limit
        )
    return Stretch(tuple(str(row["id"]) for row in found.items), found.after)


def walk_statements(
    engine: Engine, wanted: Filter, after: Key = (), limit: int = 50
) -> Stretch[tuple[str, ...]]:
    """Return, for the next statements that `wanted` describes points of, those points' ids."""
    statement, point = tables.statement.c, tables.point.c
    keys = (statement.source, statement.position)
    query = _points(wanted, statement.id).distinct()
    with engine.connect() as connection:
        found = take(connection, query, keys, after, limit)
        heads = [str(row["id"]) for row in found.items]
        held = _points(wanted, point.statement, point.id).where(point.statement.in_(heads))
        grouped: dict[str, list[str]] = {head: [] for head in heads}
        for head, key in connection.execute(held.order_by(point.order)):
            grouped[head].append(key)
    return Stretch(tuple(tuple(keys) for keys in grouped.values()), found.after)


def walk_figures(
    engine: Engine, wanted: Filter, after: Key = (), limit: int = 50
) -> Stretch[tuple[str, Figure]]:
    """Return the next figures, each with the id of its point, of the points `wanted` describes."""
    figure, point = tables.figure, tables.point.c
    keys = (point.source, point.order, figure.c.position)
    query = _points(wanted, figure).join(figure, figure.c.point == point.id)
    with engine.connect() as connection:
        found = take(connection, query, keys, after, limit)
    items = tuple((str(row["point"]), make_noun(Figure, row)) for row in found.items)
    return Stretch(items, found.after)


def walk_recommendations(
    engine: Engine, wanted: Filter, after: Key = (), limit: int = 50
) -> Stretch[Recommendation]:
    """Return the next recommendations of the wanted origin, of points that `wanted` describes."""
    found = _walk_made(engine, tables.recommendation, wanted, after, limit)
    return Stretch(tuple(to_recommendation(row) for row in found.items), found.after)


def walk_practices(
    engine: Engine, wanted: Filter, after: Key = (), limit: int = 50
) -> Stretch[Practice]:
    """Return the next practices that stand on a point that `wanted` describes."""
    found = _walk_made(engine, tables.practice, wanted, after, limit)
    return Stretch(tuple(to_practice(row) for row in found.items), found.after)


def _points(wanted: Filter, *columns: Any) -> Select[Any]:
    point, source, statement = tables.point, tables.source, tables.statement
    return (
        select(*columns)
        .select_from(point)
        .join(source, source.c.id == point.c.source)
        .join(statement, statement.c.id == point.c.statement)
        .where(and_(True, *conditions(wanted)))
    )


def _walk_made(
    engine: Engine, table: Table, wanted: Filter, after: Key, limit: int
) -> Stretch[RowMapping]:
    """Rows that stand on points; a filter on points is tried on a batch of rows at a time."""
    keys: tuple[ColumnElement[Any], ...] = (table.c.source, table.c.position)
    query = _made(table, wanted)
    plain = _asks_no_points(wanted)
    passed: list[RowMapping] = []
    with engine.connect() as connection:
        while True:
            batch = take(connection, query, keys, after, limit + 1 if plain else BATCH)
            passed += batch.items if plain else _passing(connection, batch.items, wanted)
            after = batch.after
            if not after or len(passed) > limit:
                break
        shown = [str(row["id"]) for row in passed[:limit]]
        whole = connection.execute(select(table).where(table.c.id.in_(shown))).mappings()
        rows = {str(row["id"]): row for row in whole}
    items = tuple(rows[key] for key in shown if key in rows)
    return Stretch(items, key_of(passed[limit - 1], len(keys)) if len(passed) > limit else ())


def _made(table: Table, wanted: Filter) -> Select[Any]:
    query = select(table.c.id, table.c.points)
    if wanted.source:
        query = query.where(table.c.source == wanted.source)
    if wanted.dialogue:
        source = tables.source.c
        query = query.where(
            table.c.source.in_(select(source.id).where(source.dialogue == wanted.dialogue))
        )
    if wanted.origin and table is tables.recommendation:
        query = query.where(table.c.origin == wanted.origin)
    return query


def _asks_no_points(wanted: Filter) -> bool:
    return wanted == Filter(dialogue=wanted.dialogue, source=wanted.source, origin=wanted.origin)


def _passing(
    connection: Connection, rows: Sequence[RowMapping], wanted: Filter
) -> list[RowMapping]:
    keys = list({key for row in rows for key in row["points"]})
    chosen: set[str] = set()
    for at in range(0, len(keys), BATCH):
        some = tables.point.c.id.in_(keys[at : at + BATCH])
        chosen.update(connection.execute(_points(wanted, tables.point.c.id).where(some)).scalars())
    return [row for row in rows if chosen.intersection(row["points"])]
