"""What to look at first: the doubtful, the disputed and the weighty.

    score = weight * (doubt + dispute) / 2

`doubt` is what is lacking to a sure kind, or half of what is lacking to the least sure code,
whichever is more: a wrong kind misleads more than a weak code beside better ones. `dispute` is 1
where the coder of the kind that was not followed says another one, else the share of codes that
only some of the coders gave. `weight` is 1, half as much again for practices and
recommendations, a tenth more for each figure up to five, and half for what is of no kind and
stands in nothing, as headings. What waits for a sign-off is in doubt by the share of its labels
that the first reader changed. Equal scores follow the order of the record.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Select, and_, func, select

from rapporteur.errors import ReviewError
from rapporteur.evidence import KINDS, Coding, Review, Statement
from rapporteur.store import tables
from rapporteur.store.judged import tables as judgements
from rapporteur.store.judged.view import reviews_of
from rapporteur.store.select import Filter, conditions
from rapporteur.store.view import find_codings, find_statements
from rapporteur.store.walk import Key, Stretch
from rapporteur.wording import squeeze

State = Literal["open", "first", "signed off", "all"]
STATES: tuple[State, ...] = ("open", "first", "signed off", "all")
CODED = ("gcm", "sdg")
WEIGHTY = ("practice", "recommendation")
FIGURES = 5  # beyond which more figures weigh no more
UNSURE = 0.5  # a confidence below this is named as a doubt
SAID = re.compile(rf"\b(?:rules?|learnt|trained|model): ({'|'.join(KINDS)})\b")


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


@dataclass(frozen=True, slots=True)
class Item:
    """A point to look at: `statement` holds just this point, in its voice.

    `score` lies in 0..1.5; `doubts` say what it is made of; `part_of` are ids of the
    recommendations and practices that stand on the point.
    """

    statement: Statement
    codings: tuple[Coding, ...]
    score: float
    doubts: tuple[str, ...]
    part_of: tuple[str, ...]


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


@dataclass(slots=True)
class _Facts:
    """What the score of a point is made of."""

    row: Any
    review: Review | None
    codes: list[tuple[str, str, float]]  # framework, coder, confidence
    figures: int
    part_of: list[str]


def list_queue(
    store: Engine, wanted: Filter, ask: Ask = Ask(), after: Key = (), limit: int = 20
) -> Stretch[Item]:
    """Return the next points to look at, most in need first, of those that `wanted` describes.

    `after` is the key that the stretch before gave: what is judged meanwhile drops out, and
    nothing is met twice. Raises ReviewError for a share that is none.
    """
    part, parts = ask.share
    if not 1 <= part <= parts:
        raise ReviewError(f"{part}/{parts} is no share", remedy="give k/n with k from 1 to n")
    with store.connect() as connection:
        facts = [one for one in _gather(connection, wanted) if _is_asked(one, ask)]
    keyed = sorted(((_key(one, ask), one) for one in facts), key=lambda pair: pair[0])
    rest = [pair for pair in keyed if not after or pair[0] > after]
    shown = rest[:limit]
    items = _items(store, [one for _, one in shown], ask)
    return Stretch(items, shown[-1][0] if len(rest) > limit else ())


def count_progress(store: Engine, wanted: Filter) -> Progress:
    """Count how far people have come with the points that `wanted` describes."""
    with store.connect() as connection:
        keys = [str(row.id) for row in connection.execute(_points(wanted, tables.point.c.id))]
        reviews = reviews_of(connection, keys)
        judged, told = judgements.judged.c, judgements.judgement.c
        query = select(told.who, judged.subject).join(
            judgements.judged, judged.judgement == told.id
        )
        by = Counter(str(who) for who, key in connection.execute(query) if key in reviews)
    return Progress(
        points=len(keys),
        judged=len(reviews),
        signed=sum(review.state == "signed off" for review in reviews.values()),
        corrected=sum(bool(review.corrected) for review in reviews.values()),
        people=dict(sorted(by.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _gather(connection: Connection, wanted: Filter) -> list[_Facts]:
    point = tables.point.c
    columns = (point.id, point.source, point.order, point.kind, point.confidence, point.reason)
    facts = {
        str(row.id): _Facts(row, None, [], 0, [])
        for row in connection.execute(_points(wanted, *columns))
    }
    chosen = _points(wanted, point.id)
    coding, figure = tables.coding.c, tables.figure.c
    codes = select(coding.point, coding.framework, coding.coder, coding.confidence)
    codes = codes.where(coding.point.in_(chosen), coding.framework.in_(CODED))
    whole = codes.where(~coding.code.contains("."))  # parts follow their code
    for key, framework, coder, confidence in connection.execute(whole):
        facts[key].codes.append((framework, coder, confidence))
    counted = select(figure.point, func.count()).where(figure.point.in_(chosen))
    for key, number in connection.execute(counted.group_by(figure.point)):
        facts[key].figures = number
    _add_parts(connection, facts)
    for key, review in reviews_of(connection, list(facts)).items():
        facts[key].review = review
    return list(facts.values())


def _add_parts(connection: Connection, facts: Mapping[str, _Facts]) -> None:
    """Note the recommendations and practices that stand on each point."""
    sources = {one.row.source for one in facts.values()}
    for table in (tables.recommendation, tables.practice):
        query = select(table.c.id, table.c.points)
        if len(sources) == 1:
            query = query.where(table.c.source == next(iter(sources)))
        for key, points in connection.execute(query.order_by(table.c.source, table.c.position)):
            for one in points:
                if one in facts:
                    facts[one].part_of.append(str(key))


def _is_asked(one: _Facts, ask: Ask) -> bool:
    return _in_share(str(one.row.id), ask.share) and _in_state(one.review, ask)


def _in_share(key: str, share: tuple[int, int]) -> bool:
    part, parts = share
    # By a hash: neighbours go to different people, and the same point always to the same one.
    return int(sha256(key.encode()).hexdigest()[:8], 16) % parts == part - 1


def _in_state(review: Review | None, ask: Ask) -> bool:
    if ask.state == "all":
        return True
    state = ""
    if review and ask.label:
        signed = "signed off" if ask.label in review.signed else "first"
        state = signed if ask.label in review.fields else ""
    elif review:
        state = review.state
    if (state or "open") != ask.state:
        return False
    own = review is not None and squeeze(ask.who).casefold() == review.who.casefold()
    return not (ask.who and ask.state == "first" and own)


def _key(one: _Facts, ask: Ask) -> Key:
    return (-round(1000 * _score(one, ask)), str(one.row.source), int(one.row.order))


def _score(one: _Facts, ask: Ask) -> float:
    weight = 1.0 + 0.5 * (one.row.kind in WEIGHTY or bool(one.part_of))
    weight += 0.1 * min(one.figures, FIGURES)
    if one.row.kind == "other" and not one.part_of:
        weight /= 2
    if ask.state == "first" and one.review:
        return weight * len(one.review.corrected) / len(one.review.fields)
    return weight * (_doubt(one, ask) + _dispute(one)) / 2


def _doubt(one: _Facts, ask: Ask) -> float:
    kind = 1.0 - one.row.confidence if ask.label in ("", "kind") else 0.0
    sure = [c for framework, _, c in one.codes if ask.label in ("", framework)]
    codes = 1.0 - min(sure) if sure else 0.0
    return max(kind, codes if ask.label else codes / 2)


def _dispute(one: _Facts) -> float:
    if _other_kind(one):
        return 1.0
    alone = _lone(one.codes)
    return alone / len(one.codes) if one.codes else 0.0


def _other_kind(one: _Facts) -> str:
    """Return the kind that a coder says who was not followed, by the reason; "" for none."""
    said = [kind for kind in SAID.findall(one.row.reason) if kind != one.row.kind]
    return str(said[0]) if said else ""


def _lone(codes: Sequence[tuple[str, str, float]]) -> int:
    """Return how many codes not all the coders of their framework gave."""
    coders: dict[str, set[str]] = {}
    for framework, coder, _ in codes:
        coders.setdefault(framework, set()).update(coder.split("+"))
    return sum(set(coder.split("+")) != coders[framework] for framework, coder, _ in codes)


def _items(store: Engine, shown: Iterable[_Facts], ask: Ask) -> tuple[Item, ...]:
    facts = list(shown)
    keys = [str(one.row.id) for one in facts]
    told = {
        point.id: Statement(s.id, s.source, s.segment, s.voice, (point,))
        for s in find_statements(store, keys)
        for point in s.points
    }
    codings = find_codings(store, keys)
    return tuple(
        Item(
            told[key],
            codings.get(key, ()),
            round(_score(one, ask), 3),
            tuple(_doubts(one)),
            tuple(one.part_of),
        )
        for key, one in zip(keys, facts, strict=True)
        if key in told
    )


def _doubts(one: _Facts) -> Iterable[str]:
    if one.row.confidence < 1.0:
        yield f"kind {one.row.confidence:.2f}"
    if other := _other_kind(one):
        yield f"another coder says {other}"
    unsure = Counter(framework for framework, _, sure in one.codes if sure < UNSURE)
    for framework, number in unsure.items():
        yield f"{number} {framework} code{'s' if number > 1 else ''} below {UNSURE}"
    if lone := _lone(one.codes):
        yield f"coders differ on {lone} code{'s' if lone > 1 else ''}"
    if one.review and one.review.corrected:
        yield f"changed: {', '.join(one.review.corrected)}"


def _points(wanted: Filter, *columns: Any) -> Select[Any]:
    point, source, statement = tables.point, tables.source, tables.statement
    return (
        select(*columns)
        .select_from(point)
        .join(source, source.c.id == point.c.source)
        .join(statement, statement.c.id == point.c.statement)
        .where(and_(True, *conditions(wanted)))
    )
