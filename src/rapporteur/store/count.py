"""Count what the store holds, for pages that show numbers."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select

from rapporteur.store import tables
from rapporteur.store.select import Filter, conditions


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found in one dialogue; `spoken` leaves the report's own voice out."""

    sentences: int
    points: int
    spoken: int
    practices: int
    recommendations: dict[str, int]
    voices: dict[str, int]
    kinds: dict[str, int]


def count_dialogue(engine: Engine, dialogue: str) -> Counts:
    """Count one dialogue's points, statements, practices and recommendations."""
    held = select(tables.source.c.id).where(tables.source.c.dialogue == dialogue)
    kinds = count_kinds(engine, Filter(dialogue=dialogue))
    statement, practice = tables.statement, tables.practice
    with engine.connect() as connection:
        spoken = connection.execute(
            select(func.count()).where(statement.c.source.in_(held), statement.c.manner != "report")
        ).scalar_one()
        practices = connection.execute(
            select(func.count()).where(practice.c.source.in_(held))
        ).scalar_one()
        asked = tables.recommendation
        origins = connection.execute(
            select(asked.c.origin, func.count())
            .where(asked.c.source.in_(held))
            .group_by(asked.c.origin)
        )
        recommendations = {str(origin): int(n) for origin, n in origins}
    total = sum(kinds.values())
    return Counts(
        sentences=total,
        points=total - kinds.get("other", 0),
        spoken=spoken,
        practices=practices,
        recommendations=recommendations,
        voices=count_voices(engine, Filter(dialogue=dialogue)),
        kinds=kinds,
    )


def count_kinds(engine: Engine, wanted: Filter) -> dict[str, int]:
    """Return the number of points of each kind that `wanted` describes."""
    return _count(engine, tables.point.c.kind, wanted, _points())


def count_statements(engine: Engine, wanted: Filter) -> int:
    """Return the number of statements that hold a point that `wanted` describes."""
    number = func.count(tables.point.c.statement.distinct())
    query = _points().add_columns(number).where(and_(True, *conditions(wanted)))
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def count_pages(engine: Engine, dialogue: str) -> dict[str, int]:
    """Return the number of pages of each source of a dialogue, by the source's id."""
    page, source = tables.page.c, tables.source.c
    query = (
        select(page.source, func.count())
        .join(tables.source, source.id == page.source)
        .where(source.dialogue == dialogue)
        .group_by(page.source)
    )
    with engine.connect() as connection:
        return {str(key): int(n) for key, n in connection.execute(query)}


def count_segments(engine: Engine, wanted: Filter) -> dict[str, int]:
    """Return the number of points in each segment that `wanted` describes."""
    return _count(engine, tables.point.c.segment, wanted, _points())


def count_voices(engine: Engine, wanted: Filter) -> dict[str, int]:
    """Return the number of points in the voice of each entity, most first."""
    entity = tables.statement_entity
    joined = _points().join(entity, entity.c.statement == tables.point.c.statement)
    return _count(engine, entity.c.entity, wanted, joined)


def _points() -> Select[tuple[()]]:
    point = tables.point
    return (
        select()
        .select_from(point)
        .join(tables.source, tables.source.c.id == point.c.source)
        .join(tables.statement, tables.statement.c.id == point.c.statement)
    )


def _count(
    engine: Engine, column: ColumnElement[str], wanted: Filter, points: Select[tuple[()]]
) -> dict[str, int]:
    number = func.count()
    query = (
        points.add_columns(column, number)
        .where(and_(True, *conditions(wanted)))
        .group_by(column)
        .order_by(number.desc(), column)
    )
    with engine.connect() as connection:
        return {str(key): int(n) for key, n in connection.execute(query)}
