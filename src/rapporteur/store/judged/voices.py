"""Divide a statement where somebody judged that another voice says part of it."""

from itertools import groupby

from sqlalchemy import Connection, delete, insert, select, update

from rapporteur.evidence import Voice, content_id
from rapporteur.store import tables
from rapporteur.store.judged.tables import divided, judged
from rapporteur.store.judged.values import from_value, to_voice
from rapporteur.store.rows import Row

Runs = list[tuple[Voice, list[str]]]
BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


def divide(connection: Connection, point: str) -> None:
    """Make the statements around `point` follow the voices judged: one voice a statement.

    The first run of the machine's own voice keeps the statement's id; where no judged voice
    differs any more, the statement is whole again.
    """
    machine, segment, own, points = _machine_statement(connection, point)
    other = _judged_voices(connection, points)
    voices = [(other.get(key, own), key) for key in points]
    runs = [(voice, [key for _, key in run]) for voice, run in groupby(voices, lambda v: v[0])]
    source = _source_of(connection, point)
    places = _places(connection, points)
    orders = {key: order for key, (order, _) in places.items()}
    new = _write_runs(connection, (machine, source, segment, own), runs, orders)
    gone = {statement for _, statement in places.values()} - new
    connection.execute(delete(tables.statement).where(tables.statement.c.id.in_(gone)))
    connection.execute(delete(divided).where(divided.c.statement == machine))
    if any(voice != own for voice, _ in runs):
        connection.execute(
            insert(divided).values(
                statement=machine,
                source=source,
                segment=segment,
                voice=from_value(own),
                points=points,
            )
        )


def _machine_statement(connection: Connection, point: str) -> tuple[str, str, Voice, list[str]]:
    """Return id, segment, voice and points of the machine's statement that held `point`."""
    source = _source_of(connection, point)
    rows = connection.execute(select(divided).where(divided.c.source == source)).mappings()
    for row in rows:
        if point in row["points"]:
            found = (str(row["statement"]), str(row["segment"]))
            return (*found, to_voice(row["voice"]), list(row["points"]))
    table, held = tables.statement, tables.point.c
    query = select(table).join(tables.point, held.statement == table.c.id).where(held.id == point)
    row = connection.execute(query).mappings().one()
    points = select(held.id).where(held.statement == row["id"]).order_by(held.order)
    keys = list(connection.execute(points).scalars())
    return str(row["id"]), str(row["segment"]), to_voice(row), keys


def _judged_voices(connection: Connection, points: list[str]) -> dict[str, Voice]:
    wanted = set(points)
    query = select(judged.c.subject, judged.c.value).where(judged.c.field == "voice")
    source = _source_of(connection, points[0])
    rows = connection.execute(query.where(judged.c.source == source))
    return {key: to_voice(value["value"]) for key, value in rows if key in wanted}


def _write_runs(
    connection: Connection,
    machine: tuple[str, str, str, Voice],
    runs: Runs,
    orders: dict[str, int],
) -> set[str]:
    """Write each run as a statement, and return their ids."""
    statement, source, segment, own = machine
    written: set[str] = set()
    for voice, keys in runs:
        whole = voice == own and statement not in written
        name = statement if whole else content_id("stm", statement, keys[0])
        row = {"source": source, "position": orders[keys[0]], "segment": segment}
        _write_statement(connection, name, {**row, **from_value(voice)})
        point = tables.point
        for at in range(0, len(keys), BATCH):
            mine = point.c.id.in_(keys[at : at + BATCH])
            connection.execute(update(point).where(mine).values(statement=name))
        written.add(name)
    return written


def _write_statement(connection: Connection, name: str, row: Row) -> None:
    table, entity = tables.statement, tables.statement_entity
    if connection.execute(select(table.c.id).where(table.c.id == name)).first():
        connection.execute(update(table).where(table.c.id == name).values(row))
    else:
        connection.execute(insert(table).values(id=name, **row))
    connection.execute(delete(entity).where(entity.c.statement == name))
    for code in dict.fromkeys(row["entities"]):
        connection.execute(insert(entity).values(statement=name, entity=code))


def _places(connection: Connection, points: list[str]) -> dict[str, tuple[int, str]]:
    """Return the order and the statement of each of these points."""
    held = tables.point.c
    found: dict[str, tuple[int, str]] = {}
    for at in range(0, len(points), BATCH):
        query = select(held.id, held.order, held.statement)
        rows = connection.execute(query.where(held.id.in_(points[at : at + BATCH])))
        found |= {str(key): (int(order), str(statement)) for key, order, statement in rows}
    return found


def _source_of(connection: Connection, point: str) -> str:
    held = tables.point.c
    return str(connection.execute(select(held.source).where(held.id == point)).scalar_one())
