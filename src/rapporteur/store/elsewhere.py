"""Read of many points where they stand and in whose voice, and which things stand on them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Engine, func, select, true

from rapporteur.store import tables

BATCH = 500  # values in one question; SQLite takes at least 999 parameters


class Stand(NamedTuple):
    """A point where it stands; `voice` is the same for two points of one voice."""

    serial: int
    key: str
    text: str
    language: str
    segment: str
    voice: tuple[str, tuple[str, ...], tuple[str, ...]]


def find_stands(
    engine: Engine, keys: Sequence[str] = (), serials: Sequence[int] = ()
) -> Iterator[Stand]:
    """Yield the points of these ids, and of these numbers, in no order."""
    point, statement, source = tables.point, tables.statement.c, tables.source.c
    query = (
        select(
            point.c.serial,
            point.c.id,
            point.c.text,
            source.language,
            point.c.segment,
            statement.manner,
            statement.entities,
            statement.speakers,
        )
        .join(tables.statement, statement.id == point.c.statement)
        .join(tables.source, source.id == point.c.source)
    )
    with engine.connect() as connection:
        for column, values in ((point.c.id, keys), (point.c.serial, serials)):
            for at in range(0, len(values), BATCH):
                some = query.where(column.in_(list(values[at : at + BATCH])))
                for row in connection.execute(some):
                    voice = (row.manner, tuple(row.entities), tuple(row.speakers))
                    place = (row.serial, row.id, row.text, row.language, row.segment)
                    yield Stand(*place, voice)


def find_standing(engine: Engine, sort: str, points: Iterable[str]) -> dict[str, str]:
    """Return, by point, the id of the "practice" or "recommendation" that stands on it."""
    thing, keys = tables.metadata.tables[sort], list(points)
    held = func.json_each(thing.c.points).table_valued("value", name="held")
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for at in range(0, len(keys), BATCH):
            some = keys[at : at + BATCH]
            sources = select(tables.point.c.source).where(tables.point.c.id.in_(some))
            query = select(held.c.value, thing.c.id).select_from(thing.join(held, true()))
            query = query.where(thing.c.source.in_(sources), held.c.value.in_(some))
            found.update((str(point), str(key)) for point, key in connection.execute(query))
    return found
