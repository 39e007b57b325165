"""What to look at first: what needs it most, as store/judged/need.py weighs it.

What waits for a sign-off is in doubt by the share of its labels that the first reader changed.
Equal needs follow the order of the record.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Select,
    case,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.sql import visitors

from rapporteur.errors import ReviewError
from rapporteur.evidence import Coding, Review, Statement
from rapporteur.store import tables
from rapporteur.store.judged.need import CODED, FINE, Facts, count_lone, find_facts, other_kind
from rapporteur.store.judged.tables import judged, judgement, need
from rapporteur.store.judged.view import reviews_of
from rapporteur.store.select import Filter, conditions
from rapporteur.store.view import find_codings, find_statements
from rapporteur.store.walk import Key, Stretch
from rapporteur.wording import fold, squeeze

State = Literal["open", "first", "signed off", "all"]
STATES: tuple[State, ...] = ("open", "first", "signed off", "all")
UNSURE = 0.5  # a confidence below this is named as a doubt


@dataclass(frozen=True, slots=True)
class Ask:
    """Which points a reviewer wants to see.

    `state`: "open" (nobody judged), "first" (judged, waiting for a sign-off), "signed off" or
    "all". `label` asks for one field alone ("kind"): its own state counts then. `who` leaves out
    what this person judged and so cannot sign off. `share` is the part k of n that one of n
    reviewers takes: no point is in two.
    """

    state: State = "open"
    label: str = ""
    who: str = ""
    share: tuple[int, int] = (1, 1)


class Doubt(NamedTuple):
    """One reason to look: `sort` says which, `name` and `number` what of.

    Sorts: "kind" (`number` is its confidence), "other kind" (`name`), "weak codes" (`number` of
    framework `name`), "lone codes" (`number`), "changed" (`name` is the field).
    """

    sort: str
    name: str = ""
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """A point to look at: `statement` holds just this point, in its voice.

    `score` lies in 0..2; `causes` say what it is made of; `part_of` are ids of the
    recommendations and practices that stand on the point.
    """

    statement: Statement
    codings: tuple[Coding, ...]
    score: float
    causes: tuple[Doubt, ...]
    part_of: tuple[str, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """The causes in words."""
        changed = [doubt.name for doubt in self.causes if doubt.sort == "changed"]
        told = [_in_words(doubt) for doubt in self.causes if doubt.sort != "changed"]
        return (*told, f"changed: {', '.join(changed)}") if changed else tuple(told)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people have come: numbers of points, and of judgements in force by whoever made them.

    `judged` have a label that somebody judged, `signed` of them are signed off in each, and in
    `corrected` the machine was not confirmed in at least one.
    """

    points: int
    judged: int
    signed: int
    corrected: int
    people: dict[str, int] = field(default_factory=dict)


def list_queue(
    store: Engine, wanted: Filter, ask: Ask = Ask(), after: Key = (), limit: int = 20
) -> Stretch[Item]:
    """Return the next points to look at, most in need first, of those that `wanted` describes.

    `after` is the key that the stretch before gave: what is judged meanwhile drops out, and
    nothing is met twice. Raises ReviewError for a share that is none.
    """
    with store.connect() as connection:
        query, keys = _queue(connection, wanted, ask)
        if after:
            query = query.where(tuple_(*keys) > tuple_(*after))
        rows = connection.execute(query.order_by(*keys).limit(limit + 1)).all()
        shown = rows[:limit]
        ids = [str(row.point) for row in shown]
        facts, reviews = find_facts(connection, ids), reviews_of(connection, ids)
    scores = {str(row.point): -row.rank / FINE for row in shown}
    items = _items(store, [facts[key] for key in ids], scores, reviews)
    return Stretch(items, _key(shown[-1]) if len(rows) > limit else ())


def find_place(store: Engine, point: str, ask: Ask = Ask()) -> Key:
    """Return the key of a point in the queue, empty where it does not stand in it."""
    with store.connect() as connection:
        query, _ = _queue(connection, Filter(), ask)
        row = connection.execute(query.where(need.c.point == point)).first()
    return _key(row) if row else ()


def find_before(store: Engine, wanted: Filter, ask: Ask, key: Key) -> str:
    """Return the point that stands before `key` in the queue, empty where none does."""
    with store.connect() as connection:
        query, keys = _queue(connection, wanted, ask)
        query = query.where(tuple_(*keys) < tuple_(*key)).limit(1)
        row = connection.execute(query.order_by(*(one.desc() for one in keys))).first()
    return str(row.point) if row else ""


def get_item(store: Engine, point: str) -> Item | None:
    """Return one point as the queue shows it, None where there is none by this id."""
    with store.connect() as connection:
        facts = list(find_facts(connection, [point]).values())
        reviews = reviews_of(connection, [point])
        rank = connection.execute(select(need.c.whole).where(need.c.point == point)).scalar()
    items = _items(store, facts, {point: -(rank or 0) / FINE}, reviews)
    return items[0] if items else None


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
        told.join(judgement, judgement.c.id == column.judgement)
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


def _queue(
    connection: Connection, wanted: Filter, ask: Ask
) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """Return the query of a queue, and the columns of its order: `rank`, source, order."""
    part, parts = ask.share
    if not 1 <= part <= parts:
        raise ReviewError(f"{part}/{parts} is no share", remedy="give k/n with k from 1 to n")
    rank: ColumnElement[Any] = need.c[_column(ask.label)]
    query = _described(select().select_from(need), need.c.point, replace(wanted, kind=""))
    query = _of_kind(query, need.c.point, wanted.kind)
    if ask.state in ("first", "signed off"):
        told = _told(connection, ask).subquery()
        query = query.join(told, told.c.subject == need.c.point)
        if ask.state == "first":
            rank = -func.round(1.0 * need.c.weight * told.c.changed / told.c.fields)
    elif ask.state == "open":
        query = query.where(~_judged(ask.label))
    if parts > 1:
        query = query.where(need.c.lot % parts == part - 1)
    keys = (rank, need.c.source, need.c.order)
    columns = (need.c.point, rank.label("rank"), need.c.source, need.c.order)
    return query.add_columns(*columns), keys


def _told(connection: Connection, ask: Ask) -> Select[Any]:
    """Ask for the points that were judged, or judged and signed off, with what was changed."""
    column = judged.c
    open_fields = func.sum(case((column.signed == "", 1), else_=0))
    query = (
        select(
            column.subject,
            func.count().label("fields"),
            func.sum(case((column.verdict != "confirmed", 1), else_=0)).label("changed"),
        )
        .where(column.subject.startswith("pnt"))
        .group_by(column.subject)
    )
    if ask.label:
        query = query.where(column.field == ask.label)
    if ask.state == "signed off":
        return query.having(open_fields == 0)
    query = query.having(open_fields > 0)
    if not ask.who:
        return query
    # Only those are left out of which this person decided all that waits.
    told = select(column.who).where(column.signed == "").distinct()
    names = connection.execute(told).scalars()
    own = [name for name in names if fold(name) == fold(squeeze(ask.who))]
    others = case((column.signed != "", 0), (column.who.in_(own), 0), else_=1)
    return query.having(func.sum(others) > 0)


def _judged(label: str) -> ColumnElement[bool]:
    query = select(judged.c.subject).where(judged.c.subject == need.c.point)
    return (query.where(judged.c.field == label) if label else query).exists()


def _column(label: str) -> str:
    if not label:
        return "whole"
    return label if label in ("kind", *CODED) else "other"


def _of_kind(query: Select[Any], key: ColumnElement[str], kind: str) -> Select[Any]:
    """Narrow a query to points of a kind, hidden from SQLite's planner.

    It would look up every point of the kind before it sorts them, or asks who judged them.
    """
    if not kind:
        return query
    point = tables.point.alias().c
    told = select(point.kind).where(point.id == key).correlate(need, judged).scalar_subquery()
    return query.where(told == kind)


def _key(row: Any) -> Key:
    return (int(row.rank), str(row.source), int(row.order))


def _items(
    store: Engine,
    facts: Sequence[Facts],
    scores: dict[str, float],
    reviews: dict[str, Review],
) -> tuple[Item, ...]:
    keys = [one.id for one in facts]
    told = {
        point.id: Statement(s.id, s.source, s.segment, s.voice, (point,))
        for s in find_statements(store, keys)
        for point in s.points
    }
    codings = find_codings(store, keys)
    return tuple(
        Item(
            told[one.id],
            codings.get(one.id, ()),
            scores[one.id],
            tuple(_doubts(one, reviews.get(one.id))),
            tuple(one.part_of),
        )
        for one in facts
        if one.id in told
    )


def _doubts(one: Facts, review: Review | None) -> Iterable[Doubt]:
    if one.confidence < 1.0:
        yield Doubt("kind", one.kind, one.confidence)
    if other := other_kind(one):
        yield Doubt("other kind", other)
    unsure = Counter(framework for framework, _, sure in one.codes if sure < UNSURE)
    for framework, number in unsure.items():
        yield Doubt("weak codes", framework, number)
    if lone := count_lone(one.codes):
        yield Doubt("lone codes", number=lone)
    for name in review.corrected if review else ():
        yield Doubt("changed", name)


def _in_words(doubt: Doubt) -> str:
    number = int(doubt.number)
    codes = f"code{'s' if number > 1 else ''}"
    return {
        "kind": f"kind {doubt.number:.2f}",
        "other kind": f"another coder says {doubt.name}",
        "weak codes": f"{number} {doubt.name} {codes} below {UNSURE}",
        "lone codes": f"coders differ on {number} {codes}",
    }[doubt.sort]


def _judged_points(wanted: Filter, label: str) -> Select[Any]:
    """Ask for the judged labels, or one of them, of the points that `wanted` describes."""
    query = select().select_from(judged).where(judged.c.subject.startswith("pnt"))
    if label:
        query = query.where(judged.c.field == label)
    query = _described(query, judged.c.subject, replace(wanted, kind=""))
    return _of_kind(query, judged.c.subject, wanted.kind)


def _count_points(connection: Connection, wanted: Filter) -> int:
    """Count the points that `wanted` describes; headings, being few, are counted apart."""
    every, point = replace(wanted, headings=True), tables.point
    whole = _described(select(func.count()).select_from(point), point.c.id, every)
    number = int(connection.execute(whole).scalar_one())
    if wanted.headings:
        return number
    titles = select(func.count()).select_from(need).where(text("need.heading = 1"))
    titles = _described(titles, need.c.point, replace(every, kind=""))
    titles = _of_kind(titles, need.c.point, wanted.kind)
    return number - int(connection.execute(titles).scalar_one())


def _described(query: Select[Any], key: ColumnElement[str], wanted: Filter) -> Select[Any]:
    """Return the query of points by the id `key`, narrowed to those that `wanted` describes.

    What no filter asks about is not looked up: that counts where there are many points.
    """
    asked = conditions(replace(wanted, headings=True))
    point, source, statement = tables.point, tables.source, tables.statement
    parts = [part for one in asked for part in visitors.iterate(one)]
    told = {
        table for part in parts if isinstance(part, Column) and (table := part.table) is not None
    }
    if not wanted.headings and key is not need.c.point:
        query = query.join(need, need.c.point == key)
    if asked and key is not point.c.id:
        query = query.join(point, point.c.id == key)
    if source in told:
        query = query.join(source, source.c.id == point.c.source)
    if statement in told:
        query = query.join(statement, statement.c.id == point.c.statement)
    if not wanted.headings:
        query = query.where(need.c.heading == 0)
    return query.where(*asked)
