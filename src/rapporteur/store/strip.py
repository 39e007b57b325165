"""Read every sentence of a dialogue at a glance: whose it is and of what kind, not its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from rapporteur.evidence import Kind
from rapporteur.store import tables
from rapporteur.store.select import Filter, conditions


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence: the ids of the point, its statement, segment and source; its voice and kind."""

    point: str
    statement: str
    segment: str
    source: str
    kind: Kind
    manner: str
    entities: tuple[str, ...]


def list_marks(engine: Engine, dialogue: str, start: int = 0, limit: int = -1) -> Sequence[Mark]:
    """Return the sentences of a dialogue from the `start`-th on, in the order of the record.

    Headings are left out; `limit` -1 asks for all.
    """
    point, statement, source = tables.point.c, tables.statement.c, tables.source.c
    query = (
        select(
            point.id,
            point.statement,
            point.segment,
            point.source,
            point.kind,
            statement.manner,
            statement.entities,
        )
        .join(tables.source, source.id == point.source)
        .join(tables.statement, statement.id == point.statement)
        .where(*conditions(Filter(dialogue=dialogue, headings=False)))
        .order_by(source.name, source.id, point.order)
        .offset(start)
    )
    with engine.connect() as connection:
        rows = connection.execute(query.limit(limit) if limit >= 0 else query)
        return [Mark(*row[:-1], tuple(row[-1])) for row in rows]


def list_voices_of_segments(engine: Engine, dialogue: str) -> dict[str, tuple[str, ...]]:
    """Return the States and organisations that speak in each segment, who says most first."""
    point, entity = tables.point.c, tables.statement_entity
    query = (
        select(point.segment, entity.c.entity)
        .join(tables.source, tables.source.c.id == point.source)
        .join(tables.statement, tables.statement.c.id == point.statement)
        .join(entity, entity.c.statement == point.statement)
        .where(*conditions(Filter(dialogue=dialogue, headings=False)))
        .group_by(point.segment, entity.c.entity)
        .order_by(func.count().desc(), entity.c.entity)
    )
    found: dict[str, tuple[str, ...]] = {}
    with engine.connect() as connection:
        for segment, name in connection.execute(query):
            found[segment] = (*found.get(segment, ()), name)
    return found
