"""Read judgements: how far people have come, who decided what, and the machine's own values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Engine, RowMapping, select

from rapporteur.evidence import (
    Coding,
    Figure,
    Judgement,
    Kind,
    Point,
    Review,
    Statement,
    Value,
    Voice,
)
from rapporteur.store.judged import tables
from rapporteur.store.judged.fields import value_of
from rapporteur.store.judged.log import (
    Standing,
    find_standing,
    is_adrift,
    is_taken_back,
    read_log,
)
from rapporteur.store.plain import AMONG, find_rows

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters
REVIEWS = f"""
    SELECT subject, field, verdict, signed, who, "when"
    FROM judged WHERE subject {AMONG} ORDER BY field
"""


class _Judged(NamedTuple):
    subject: str
    field: str
    verdict: str
    signed: bool
    who: str
    when: str


def find_reviews(engine: Engine, keys: Sequence[str]) -> dict[str, Review]:
    """Return how far people have come with these points, recommendations and practices.

    Those that nobody has judged are left out.
    """
    with engine.connect() as connection:
        return reviews_of(connection, keys)


def reviews_of(connection: Connection, keys: Sequence[str]) -> dict[str, Review]:
    """Return what `find_reviews` does, within a connection."""
    rows: dict[str, list[_Judged]] = {}
    for row in map(_Judged._make, find_rows(connection, REVIEWS, keys)):
        rows.setdefault(row.subject, []).append(row)
    return {key: _review(found) for key, found in rows.items()}


def find_history(engine: Engine, key: str) -> tuple[tuple[Judgement, bool], ...]:
    """Return all that was ever judged of what has this id now, oldest first.

    Beside each judgement: whether it was taken back.
    """
    with engine.connect() as connection:
        log = read_log(connection, tables.subject.c.target == key)
    return tuple((judgement, is_taken_back(log, judgement.id)) for _, judgement in log)


def find_decisions(engine: Engine, key: str) -> dict[str, Standing]:
    """Return the judgement in force on each field of what has this id, and its sign-off."""
    with engine.connect() as connection:
        standing = find_standing(read_log(connection, tables.subject.c.target == key))
    return {field: found for (_, field), found in standing.items()}


def find_adrift(engine: Engine) -> tuple[Judgement, ...]:
    """Return the judgements on what is not in the store, or cut in another way now."""
    with engine.connect() as connection:
        log = read_log(connection, is_adrift())
    return tuple(judgement for _, judgement in log)


def find_proposed(engine: Engine, keys: Sequence[str]) -> dict[str, dict[str, Value]]:
    """Return the machine's own value of each field that people have judged, by id and field."""
    found: dict[str, dict[str, Value]] = {}
    with engine.connect() as connection:
        for row in _judged(connection, keys):
            value = value_of(row["field"], row["machine"])
            found.setdefault(str(row["subject"]), {})[str(row["field"])] = value
    return found


def as_proposed(
    engine: Engine, statements: Sequence[Statement], codings: Mapping[str, tuple[Coding, ...]]
) -> tuple[tuple[Statement, ...], dict[str, tuple[Coding, ...]]]:
    """Return statements and codings as the machine made them, whatever people judged.

    A statement that people divided comes in parts.
    """
    keys = [point.id for statement in statements for point in statement.points]
    raw: dict[str, dict[str, Any]] = {}
    with engine.connect() as connection:
        for row in _judged(connection, keys):
            raw.setdefault(str(row["subject"]), {})[str(row["field"])] = row["machine"]
    own = dict(codings)
    for key, fields in raw.items():
        own[key] = _codings(own.get(key, ()), fields)
    told = [
        (statement, _voice(statement, raw.get(point.id, {})), _point(point, raw.get(point.id, {})))
        for statement in statements
        for point in statement.points
    ]
    return tuple(replace(s, voice=voice, points=(point,)) for s, voice, point in told), own


def _judged(connection: Connection, keys: Iterable[str]) -> Iterable[RowMapping]:
    table, wanted = tables.judged, list(keys)
    for at in range(0, len(wanted), BATCH):
        query = select(table).where(table.c.subject.in_(wanted[at : at + BATCH]))
        yield from connection.execute(query.order_by(table.c.field)).mappings()


def _review(rows: Sequence[_Judged]) -> Review:
    last = max(rows, key=lambda row: str(row.when))
    return Review(
        fields=tuple(row.field for row in rows),
        corrected=tuple(row.field for row in rows if row.verdict != "confirmed"),
        signed=tuple(row.field for row in rows if row.signed),
        who=last.who,
        when=last.when,
        rejected=tuple(row.field for row in rows if row.verdict == "rejected"),
    )


def _voice(statement: Statement, raw: Mapping[str, Any]) -> Voice:
    if "voice" not in raw:
        return statement.voice
    return cast(Voice, value_of("voice", raw["voice"]))


def _point(point: Point, raw: Mapping[str, Any]) -> Point:
    if "kind" in raw:
        kind = raw["kind"]
        point = replace(
            point,
            kind=cast(Kind, kind["kind"]),
            confidence=kind["confidence"],
            reason=kind["reason"],
        )
    for name in ("about", "groups", "figures"):
        if name in raw:
            value = cast("tuple[str, ...] | tuple[Figure, ...]", value_of(name, raw[name]))
            point = replace(point, **{name: value})  # type: ignore[arg-type]
    return replace(point, review=None)


def _codings(codings: Sequence[Coding], raw: Mapping[str, Any]) -> tuple[Coding, ...]:
    judged = {field for field in raw if "codings" in (raw[field] or {})}
    kept = [coding for coding in codings if coding.framework not in judged]
    rows = [row for field in judged for row in raw[field]["codings"]]
    rows.sort(key=lambda row: int(row["position"]))
    return (*kept, *(Coding(**{name: row[name] for name in Coding.__slots__}) for row in rows))
