"""The log of judgements by acts: what one person decided on one thing at one time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, and_, or_, select

from rapporteur.evidence import Judgement
from rapporteur.store import tables as evidence
from rapporteur.store.judged import tables
from rapporteur.store.judged.log import find_alive, is_adrift, is_taken_back, read_log
from rapporteur.store.walk import Key, Stretch
from rapporteur.store.walk.stretch import take

Log = Iterable[tuple[str, Judgement]]  # each with the id of what it bears on now


@dataclass(frozen=True, slots=True)
class Act:
    """Judgements of one person on one thing, made together; `gone` where all are taken back.

    `target` is the id of the thing now, empty where its sentence is cut in another way or is not
    held. `serial` is that of its first judgement: what comes later has a greater one.
    """

    judgements: tuple[Judgement, ...]
    target: str
    serial: int
    gone: bool

    @property
    def who(self) -> str:
        """Whose act it is."""
        return self.judgements[0].who

    @property
    def when(self) -> str:
        """When it was: UTC, ISO 8601."""
        return self.judgements[0].when


@dataclass(frozen=True, slots=True)
class Asked:
    """Which acts: of this person, on this id or what stands in this dialogue, before a serial.

    `alive` leaves out what was taken back, and the takings back. Blind readings are left out
    always: who reads blind must not meet them. `adrift` asks for those alone that bear on what is
    not in the store, or cut in another way now.
    """

    who: str = ""
    target: str = ""
    dialogue: str = ""
    before: int = 0
    alive: bool = False
    adrift: bool = False


class Entry(NamedTuple):
    """A single judgement, the id of what it bears on now, and whether it was taken back."""

    target: str
    judgement: Judgement
    gone: bool


def list_acts(engine: Engine, asked: Asked = Asked(), limit: int = 50) -> tuple[Act, ...]:
    """Return acts, the latest first."""
    table, subject = tables.judgement.c, tables.subject.c
    query = (
        select(table.serial, subject.id, table.who, table.when, subject.target)
        .join_from(tables.judgement, tables.subject, subject.id == table.subject)
        .where(and_(True, *_conditions(asked)))
        .order_by(table.serial.desc())
    )
    found: list[Act] = []
    with engine.connect() as connection:
        rows = connection.execute(query.execution_options(yield_per=limit))
        # What was decided together was written together, one after the other.
        for same, together in groupby(rows, key=_same):
            *_, first = together
            act = _act(connection, same, str(first.target), int(first.serial))
            if not (asked.alive and (act.gone or _is_undoing(act))):
                found.append(act)
            if len(found) == limit:
                break
    return tuple(found)


def list_entries(engine: Engine, asked: Asked = Asked()) -> tuple[Entry, ...]:
    """Return single judgements, oldest first; takings back stand among them."""
    anybody = replace(asked, who="", before=0)
    with engine.connect() as connection:
        log = read_log(connection, *_conditions(anybody))
    return tuple(
        entry for entry in _entries(log, log) if not asked.who or entry.judgement.who == asked.who
    )


def walk_entries(engine: Engine, asked: Asked, after: Key = (), limit: int = 50) -> Stretch[Entry]:
    """Return the next single judgements, oldest first."""
    table, subject = tables.judgement.c, tables.subject.c
    query = (
        select(subject.id, subject.target)
        .join_from(tables.judgement, tables.subject, subject.id == table.subject)
        .where(and_(True, *_conditions(asked)))
    )
    with engine.connect() as connection:
        found = take(connection, query, (table.serial,), after, limit)
        # What takes one back bears on the same thing, by whatever id it had then.
        targets = {str(row["target"]) for row in found.items} - {""}
        near = or_(subject.target.in_(targets), subject.id.in_({row["id"] for row in found.items}))
        log = read_log(connection, near, table.stage != "blind")
        shown = read_log(connection, table.serial.in_([row["key0"] for row in found.items]))
    return Stretch(tuple(_entries(shown, log)), found.after)


def _entries(shown: Log, log: Log) -> Iterable[Entry]:
    """The judgements of a log, or a part of it, each with whether the log takes it back."""
    alive = {one.id for _, one in find_alive(log)}
    for target, one in shown:
        yield Entry(target, one, one.verdict != "taken back" and one.id not in alive)


def find_last_entry(connection: Connection, target: str) -> str:
    """Return the id of the last judgement on what has this id, empty where there is none."""
    table, subject = tables.judgement.c, tables.subject.c
    query = (
        select(table.id)
        .join(tables.subject, subject.id == table.subject)
        .where(subject.target == target, table.stage != "blind")
        .order_by(table.serial.desc())
        .limit(1)
    )
    return str(connection.execute(query).scalar() or "")


def list_people(engine: Engine) -> tuple[str, ...]:
    """Return who ever judged, by name."""
    table = tables.judgement.c
    query = select(table.who).where(table.stage != "blind").distinct().order_by(table.who)
    with engine.connect() as connection:
        return tuple(str(who) for who in connection.execute(query).scalars())


def _conditions(asked: Asked) -> Iterable[ColumnElement[bool]]:
    table, subject = tables.judgement.c, tables.subject.c
    yield table.stage != "blind"
    if asked.who:
        yield table.who == asked.who
    if asked.target:
        yield subject.target == asked.target
    if asked.before:
        yield table.serial < asked.before
    if asked.adrift:
        yield is_adrift()
    if asked.dialogue:
        source = evidence.source.c
        yield subject.source.in_(select(source.id).where(source.dialogue == asked.dialogue))


def _same(row: Any) -> tuple[str, str, str]:
    return str(row.id), str(row.who), str(row.when)


def _act(connection: Connection, same: tuple[str, str, str], target: str, serial: int) -> Act:
    # What takes it back bears on the same thing, by whatever id it had then.
    near = tables.subject.c.target == target if target else tables.subject.c.id == same[0]
    log = [one for one in read_log(connection, near) if one[1].stage != "blind"]
    mine = tuple(one for _, one in log if (one.subject.id, one.who, one.when) == same)
    return Act(mine, target, serial, all(is_taken_back(log, one.id) for one in mine))


def _is_undoing(act: Act) -> bool:
    return all(one.verdict == "taken back" for one in act.judgements)
