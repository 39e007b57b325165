"""What to look at first: what needs it most, as store/judged/need.py weighs it.

What waits for a sign-off is in doubt by the share of its labels that the first reader changed.
Equal needs follow the order of the record.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    case,
    func,
    select,
    tuple_,
)

from rapporteur.errors import ReviewError
from rapporteur.evidence import Coding, Review, Statement
from rapporteur.review.narrow import narrow, narrow_to_kind
from rapporteur.store.judged.need import CODED, FINE, Facts, count_lone, find_facts, other_kind
from rapporteur.store.judged.tables import judged, need
from rapporteur.store.judged.view import reviews_of
from rapporteur.store.select import Filter
from rapporteur.store.view import find_codings, find_statements
from rapporteur.store.walk import Key, Stretch
from rapporteur.store.walk.stretch import check_types
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


def list_queue(
    store: Engine, wanted: Filter, ask: Ask = Ask(), after: Key = (), limit: int = 20
) -> Stretch[Item]:
    """Return the next points to look at, most in need first, of those that `wanted` describes.

    `after` is the key that the stretch before gave: what is judged meanwhile drops out, and
    nothing is met twice. Raises ReviewError for a share that is none, QueryError for a key that is
    none of this queue.
    """
    with store.connect() as connection:
        query, keys = _queue(connection, wanted, ask)
        if after:
            check_types(after, (int, str, int))
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


def _queue(
    connection: Connection, wanted: Filter, ask: Ask
) -> tuple[Select[Any], tuple[ColumnElement[Any], ...]]:
    """Return the query of a queue, and the columns of its order: `rank`, source, order."""
    part, parts = ask.share
    if not 1 <= part <= parts:
        raise ReviewError(f"{part}/{parts} is no share", remedy="give k/n with k from 1 to n")
    rank: ColumnElement[Any] = need.c[_column(ask.label)]
    query = narrow(select().select_from(need), need.c.point, replace(wanted, kind=""))
    query = narrow_to_kind(query, need.c.point, wanted.kind)
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
