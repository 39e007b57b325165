"""How far people have come with what is to be judged, and who has done how much of it."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Engine, Select, case, func, select, text

from rapporteur.review.narrow import narrow, narrow_to_kind
from rapporteur.store import tables
from rapporteur.store.judged.tables import judged, judgement, need
from rapporteur.store.select import Filter


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people have come: numbers of points, and of judgements in force by who made them.

    `judged` have a label that somebody judged, `signed` of them are signed off in each, and in
    `corrected` the machine was not confirmed in at least one. `people` counts sign-offs too.
    """

    points: int
    judged: int
    signed: int
    corrected: int
    people: dict[str, int] = field(default_factory=dict)


def count_progress(store: Engine, wanted: Filter, label: str = "") -> Progress:
    """Count how far people have come with the points that `wanted` describes, or with one label."""
    column = judged.c
    told = _judged_points(wanted, label)
    by_point = (
        told.add_columns(
            func.min(case((column.signed != "", 1), else_=0)).label("signed"),
            func.max(case((column.verdict != "confirmed", 1), else_=0)).label("corrected"),
        )
        .group_by(column.subject)
        .subquery()
    )
    sums = select(
        func.count(), func.sum(by_point.c.signed), func.sum(by_point.c.corrected)
    ).select_from(by_point)
    people = (
        told.join(judgement, judgement.c.id.in_((column.judgement, column.signed)))
        .add_columns(judgement.c.who, func.count())
        .group_by(judgement.c.who)
    )
    with store.connect() as connection:
        number = _count_points(connection, wanted)
        read, signed, corrected = connection.execute(sums).one()
        by = {str(who): int(number) for who, number in connection.execute(people)}
    return Progress(
        points=number,
        judged=int(read),
        signed=int(signed or 0),
        corrected=int(corrected or 0),
        people=dict(sorted(by.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _judged_points(wanted: Filter, label: str) -> Select[Any]:
    """Ask for the judged labels, or one of them, of the points that `wanted` describes."""
    query = select().select_from(judged).where(judged.c.subject.startswith("pnt"))
    if label:
        query = query.where(judged.c.field == label)
    query = narrow(query, judged.c.subject, replace(wanted, kind=""))
    return narrow_to_kind(query, judged.c.subject, wanted.kind)


def _count_points(connection: Connection, wanted: Filter) -> int:
    """Count the points that `wanted` describes; headings, being few, are counted apart."""
    every, point = replace(wanted, headings=True), tables.point
    whole = narrow(select(func.count()).select_from(point), point.c.id, every)
    number = int(connection.execute(whole).scalar_one())
    if wanted.headings:
        return number
    titles = select(func.count()).select_from(need).where(text("need.heading = 1"))
    titles = narrow(titles, need.c.point, replace(every, kind=""))
    titles = narrow_to_kind(titles, need.c.point, wanted.kind)
    return number - int(connection.execute(titles).scalar_one())
