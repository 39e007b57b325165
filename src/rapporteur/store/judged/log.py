"""The log of judgements: append to it, read it, and tell which of them stand."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    and_,
    func,
    insert,
    or_,
    select,
)

from rapporteur.evidence import Judgement, Subject, content_id
from rapporteur.store.judged import tables
from rapporteur.store.judged.places import digest_of
from rapporteur.store.judged.values import from_value, to_value
from rapporteur.store.tables import source


@dataclass(frozen=True, slots=True)
class Standing:
    """The judgement in force for one field, and its sign-off where there is one."""

    judgement: Judgement
    signed: Judgement | None = None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that nobody else writes beside: what it reads holds till it commits."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Begun with a question, two would both read, and one of them could not write after.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def append(connection: Connection, judgement: Judgement, target: str) -> Judgement:
    """Add to the log, and return the judgement with its id; `target` is the subject's id now."""
    table = tables.judgement
    number = connection.execute(select(func.count()).select_from(table)).scalar_one()
    row = {
        name: getattr(judgement, name)
        for name in ("field", "verdict", "who", "when", "stage", "note", "refers", "sample")
    }
    key = content_id("jdg", judgement.subject.id, *row.values(), number)
    keep_subject(connection, judgement.subject, target)
    connection.execute(
        insert(table).values(
            id=key,
            subject=judgement.subject.id,
            before=from_value(judgement.before),
            after=from_value(judgement.after),
            **row,
        )
    )
    return replace(judgement, id=key)


def keep_subject(connection: Connection, subject: Subject, target: str) -> None:
    """Keep what it takes to find the subject again, unless it is kept already."""
    table = tables.subject
    if connection.execute(select(table.c.id).where(table.c.id == subject.id)).first():
        return
    same = select(table.c.first).where(table.c.target == target, table.c.target != "")
    first = connection.execute(same).scalar() or subject.id
    row = {name: getattr(subject, name) for name in Subject.__slots__}
    digest = digest_of(subject.text)
    connection.execute(insert(table).values(**row, digest=digest, first=first, target=target))


def read_log(
    connection: Connection, *conditions: ColumnElement[bool]
) -> tuple[tuple[str, Judgement], ...]:
    """Return the judgements that meet the conditions, oldest first, each with its target."""
    table, subject = tables.judgement, tables.subject
    places = [subject.c[name].label(f"at_{name}") for name in Subject.__slots__]
    query = (
        select(table, *places, subject.c.target)
        .join(subject, subject.c.id == table.c.subject)
        .where(and_(True, *conditions))
        .order_by(table.c.serial)
    )
    return tuple(
        (str(row["target"]), _to_judgement(row)) for row in connection.execute(query).mappings()
    )


def is_adrift() -> ColumnElement[bool]:
    """Ask for judgements on what is not in the store, or cut in another way now."""
    subject = tables.subject.c
    return or_(subject.target == "", subject.source.not_in(select(source.c.id)))


def find_standing(log: Iterable[tuple[str, Judgement]]) -> dict[tuple[str, str], Standing]:
    """Return, by target and field, the last judgement that nobody took back, and its sign-off.

    A judgement that was taken back gives way to the one before it; who takes back the taking
    back puts it in force again.
    """
    standing: dict[tuple[str, str], Standing] = {}
    for target, judgement in find_alive(log):
        key = (target, judgement.field)
        known = standing.get(key)
        if judgement.stage == "first":
            standing[key] = Standing(judgement)
        elif judgement.stage == "sign-off" and known and known.judgement.id == judgement.refers:
            standing[key] = Standing(known.judgement, judgement)
    return standing


def find_alive(log: Iterable[tuple[str, Judgement]]) -> tuple[tuple[str, Judgement], ...]:
    """Return the judgements that nobody took back, without the takings back, oldest first."""
    gone: set[str] = set()
    alive: list[tuple[str, Judgement]] = []
    for target, judgement in reversed(list(log)):
        if judgement.id in gone:
            continue
        if judgement.verdict == "taken back":
            gone.add(judgement.refers)
        else:
            alive.append((target, judgement))
    return tuple(reversed(alive))


def is_taken_back(log: Iterable[tuple[str, Judgement]], key: str) -> bool:
    """Tell whether the judgement of this id was taken back, and that was not undone."""
    gone: set[str] = set()
    for _, judgement in reversed(list(log)):
        if judgement.verdict == "taken back" and judgement.id not in gone:
            gone.add(judgement.refers)
    return key in gone


def _to_judgement(row: RowMapping) -> Judgement:
    names = ("id", "field", "verdict", "who", "when", "stage", "note", "refers", "sample")
    return Judgement(
        subject=Subject(**{name: row[f"at_{name}"] for name in Subject.__slots__}),
        before=to_value(row["field"], row["before"]),
        after=to_value(row["field"], row["after"]),
        **{name: row[name] for name in names},
    )
