"""Take the fields that can be judged out of the tables, and put values into them.

A raw value is JSON: the rows of a field as they stand in its tables, so that what a judgement
replaced can be put back to the last detail.
"""

from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, insert, select, update

from rapporteur.evidence import Figure, Value, Verdict
from rapporteur.store import tables
from rapporteur.store.judged.places import WHOLE as WHOLE
from rapporteur.store.judged.values import Plain, from_value, to_value

PERSON = "person"  # the coder of a code that somebody gave
CHILDREN = {"about": "country", "groups": "group"}
MADE = {"rec": tables.recommendation, "prc": tables.practice}


def capture(connection: Connection, key: str, field: str) -> Plain:
    """Return the raw value of `field` of a point, recommendation or practice that is held."""
    if key.startswith("pnt"):
        return _capture_of_point(connection, key, field)
    row = dict(_row(connection, MADE[key[:3]], key))
    return row if field in WHOLE else {"value": row[field]}


def put(connection: Connection, key: str, field: str, raw: Plain) -> None:
    """Make a raw value stand; voices are `voices.divide`'s."""
    if key.startswith("pnt"):
        _put_of_point(connection, key, field, raw)
    elif field in WHOLE:
        _put_whole(connection, MADE[key[:3]], key, raw)
    else:
        table = MADE[key[:3]]
        change = update(table).where(table.c.id == key)
        connection.execute(change.values({field: raw["value"]}))
        if field == "implementers":
            _put_implementers(connection, key, raw["value"])


def judge_raw(key: str, field: str, value: Value, verdict: Verdict, machine: Plain) -> Plain:
    """Return the raw value by which `value` stands as a person's, at confidence 1."""
    if field in WHOLE:
        return machine if value else None
    if not key.startswith("pnt") or field == "voice":
        return {"value": from_value(value)}
    reason = f"{verdict} by a person"
    if field == "kind":
        return {"kind": value, "confidence": 1.0, "reason": reason}
    if field == "figures":
        figures = enumerate(cast("tuple[Figure, ...]", value))
        return {"rows": [{"point": key, "position": i, **asdict(f)} for i, f in figures]}
    codes = cast("tuple[str, ...]", value)
    if field == "about":
        return {"rows": _child_rows(key, field, codes)}
    codings = [
        {
            "point": key,
            "framework": field,
            "code": code,
            "coder": PERSON,
            "position": i,
            "confidence": 1.0,
            "reason": reason,
        }
        for i, code in enumerate(codes)
    ]
    rows = _child_rows(key, field, codes) if field == "groups" else []
    return {"rows": rows, "codings": codings}


def value_of(field: str, raw: Plain) -> Value:
    """Return the value that a raw value gives."""
    if field in WHOLE:
        return raw is not None
    if "value" in raw:
        return to_value(field, raw["value"])
    if field == "kind":
        return str(raw["kind"])
    if field == "figures":
        return to_value(field, [_figure_row(row) for row in raw["rows"]])
    if field in CHILDREN:
        return tuple(str(row[CHILDREN[field]]) for row in raw["rows"])
    # Two coders of one code are one code.
    return tuple(dict.fromkeys(str(row["code"]) for row in raw["codings"]))


def _capture_of_point(connection: Connection, key: str, field: str) -> Plain:
    if field == "kind":
        row = _row(connection, tables.point, key)
        return {name: row[name] for name in ("kind", "confidence", "reason")}
    if field == "voice":
        point, statement = tables.point.c, tables.statement
        query = select(statement).join(tables.point, point.statement == statement.c.id)
        row = connection.execute(query.where(point.id == key)).mappings().one()
        return {
            "value": {name: row[name] for name in ("manner", "entities", "speakers", "behalf_of")}
        }
    if field == "figures":
        return {"rows": _rows(connection, tables.figure, key)}
    rows = _rows(connection, _child(field), key) if field in CHILDREN else []
    if field == "about":
        return {"rows": rows}
    codings = _rows(connection, tables.coding, key)
    return {"rows": rows, "codings": [row for row in codings if row["framework"] == field]}


def _put_of_point(connection: Connection, key: str, field: str, raw: Plain) -> None:
    if field == "kind":
        connection.execute(update(tables.point).where(tables.point.c.id == key).values(raw))
        return
    if field in ("figures", *CHILDREN):
        table = tables.figure if field == "figures" else _child(field)
        connection.execute(delete(table).where(table.c.point == key))
        _insert(connection, table, raw["rows"])
    if "codings" in raw:
        coding = tables.coding
        old = delete(coding).where(coding.c.point == key, coding.c.framework == field)
        connection.execute(old)
        _insert(connection, coding, raw["codings"])


def _put_whole(connection: Connection, table: Table, key: str, raw: Plain) -> None:
    held = connection.execute(select(table.c.id).where(table.c.id == key)).first()
    if raw is None:
        connection.execute(delete(table).where(table.c.id == key))
    elif not held:
        connection.execute(insert(table).values(raw))
        if table is tables.practice:
            _put_implementers(connection, key, raw["implementers"])


def _put_implementers(connection: Connection, practice: str, entities: list[str]) -> None:
    table = tables.practice_implementer
    connection.execute(delete(table).where(table.c.practice == practice))
    rows = [{"practice": practice, "entity": entity} for entity in dict.fromkeys(entities)]
    _insert(connection, table, rows)


def _child(field: str) -> Table:
    return tables.point_about if field == "about" else tables.point_group


def _child_rows(key: str, field: str, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    column = CHILDREN[field]
    return [{"point": key, "position": i, column: code} for i, code in enumerate(codes)]


def _figure_row(row: Plain) -> Plain:
    return {name: row[name] for name in Figure.__slots__}


def _row(connection: Connection, table: Table, key: str) -> Any:
    return connection.execute(select(table).where(table.c.id == key)).mappings().one()


def _rows(connection: Connection, table: Table, point: str) -> list[dict[str, Any]]:
    query = select(table).where(table.c.point == point).order_by(table.c.position)
    return [dict(row) for row in connection.execute(query).mappings()]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
