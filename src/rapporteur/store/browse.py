"""Page through points in the order of the record, the latest dialogue first."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, Select, and_, select

from rapporteur.store import tables
from rapporteur.store.select import Filter, conditions


def list_dialogue_keys(engine: Engine) -> tuple[str, ...]:
    """Return the ids of all dialogues, the latest first."""
    dialogue = tables.dialogue.c
    query = select(dialogue.id).order_by(dialogue.starts.desc(), dialogue.title, dialogue.id)
    with engine.connect() as connection:
        return tuple(connection.execute(query).scalars())


def find_some_points(
    engine: Engine, wanted: Filter, numbers: Mapping[str, int], start: int, limit: int
) -> tuple[str, ...]:
    """Return the ids of `limit` points that `wanted` describes, after the first `start` of them.

    `numbers` says how many of them each dialogue holds: those that are passed over need not be
    read, however large the store.
    """
    found: list[str] = []
    with engine.connect() as connection:
        for key in list_dialogue_keys(engine):
            number = numbers.get(key, 0)
            if start >= number:
                start -= number
                continue
            query = _of_dialogue(wanted, key).offset(start).limit(limit - len(found))
            found += [row.id for row in connection.execute(query)]
            start = 0
            if len(found) >= limit:
                break
    return tuple(found)


def _of_dialogue(wanted: Filter, key: str) -> Select[Any]:
    point, source, statement = tables.point, tables.source, tables.statement
    return (
        select(point.c.id)
        .join(source, source.c.id == point.c.source)
        .join(statement, statement.c.id == point.c.statement)
        .where(and_(source.c.dialogue == key, *conditions(wanted)))
        .order_by(source.c.name, source.c.id, point.c.order)
    )
