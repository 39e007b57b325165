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


def count_codes(engine: Engine, wanted: Filter) -> dict[tuple[str, str], dict[str, int]]:
    """Return the points of each kind that `wanted` describes, by framework and code."""
    coding, point = tables.coding, tables.point.c
    columns = (coding.c.framework, coding.c.code, point.kind)
    query = _coded(wanted).add_columns(*columns, func.count(point.id.distinct()))
    counts: dict[tuple[str, str], dict[str, int]] = {}
    with engine.connect() as connection:
        for framework, code, kind, n in connection.execute(query.group_by(*columns)):
            counts.setdefault((framework, code), {})[kind] = n
    return counts


def code_voices(engine: Engine, wanted: Filter) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who speaks in the points that `wanted` describes, by framework and code."""
    coding, entity = tables.coding, tables.statement_entity
    columns = (coding.c.framework, coding.c.code, entity.c.entity)
    joined = _coded(wanted).join(entity, entity.c.statement == tables.point.c.statement)
    query = joined.add_columns(*columns).distinct().order_by(*columns)
    voices: dict[tuple[str, str], tuple[str, ...]] = {}
    with engine.connect() as connection:
        for framework, code, name in connection.execute(query):
            voices[framework, code] = (*voices.get((framework, code), ()), name)
    return voices


def _coded(wanted: Filter) -> Select[tuple[()]]:
    coding = tables.coding
    joined = _points().join(coding, coding.c.point == tables.point.c.id)
    return joined.where(and_(True, *conditions(wanted)))


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
