"""Compare two sides of a store: what is counted on each, and what is new, repeated and dropped."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import RLock
from typing import Literal, NamedTuple, cast, get_args
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.alike import Floats, Match, Traits, fold_alike, match, read_traits
from rapporteur.find.counts import count_facets, every_point, narrow
from rapporteur.find.index import open_index
from rapporteur.find.mentions import pair_measures
from rapporteur.store.changes import Change, find_last_change
from rapporteur.store.choice import Choice, make_filter
from rapporteur.store.select import Filter
from rapporteur.store.sides import find_asked, find_surest, find_taken, find_texts
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import WIDTH, find_vectors

Sort = Literal["recommendations", "practices", "points"]
Fate = Literal["repeated", "new", "dropped"]
By = Literal["dialogue", "voice", "region", "year"]
SORTS: tuple[Sort, ...] = get_args(Sort)
FATES: tuple[Fate, ...] = get_args(Fate)
BYS: tuple[By, ...] = get_args(By)
# What is looked at of each side: beyond it, an answer would keep people waiting.
MOST: dict[Sort, int] = {"recommendations": 1_500, "practices": 1_500, "points": 4_000}
KEPT = 24  # comparisons held in memory; ids only
FACETS = ("kind", "gcm", "sdg", "group", "about", "voice")

Group = tuple[str, ...]  # ids of nearly identical things, the first to be shown


class Told(NamedTuple):
    """Something of one side, and what is like it on the other, nearest first.

    Of what is repeated, `others` make the same point; of what is new or dropped, they hold the
    nearest, if any is near. `likeness` is that of meaning (a cosine) between the first of each.
    """

    own: Group
    others: tuple[Group, ...] = ()
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of the things of one sort between side one and side two.

    `held` are how many each side holds, `seen` the ids of those compared. Nearly identical ones
    of a side are one Group. What is repeated or dropped is of side one, what is new of two.
    """

    held: tuple[int, int] = (0, 0)
    seen: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    repeated: tuple[Told, ...] = ()
    new: tuple[Told, ...] = ()
    dropped: tuple[Told, ...] = ()

    def different(self, side: int) -> int:
        """Return how many Groups there are on a side, 0 or 1."""
        if not side:
            return len(self.repeated) + len(self.dropped)
        told = {group for one in self.repeated for group in one.others}
        return len(told) + len(self.new)

    def of(self, fate: Fate) -> tuple[Told, ...]:
        """Return what has this fate."""
        told: dict[Fate, tuple[Told, ...]] = {
            "repeated": self.repeated,
            "new": self.new,
            "dropped": self.dropped,
        }
        return told[fate]


@dataclass(frozen=True, slots=True)
class Row:
    """How many points of each side have a value of a facet."""

    value: str
    one: int
    two: int

    @property
    def change(self) -> int:
        """How many more side two has."""
        return self.two - self.one


@dataclass(frozen=True, slots=True)
class Counted:
    """How many points each side has, and by facet the values that either has."""

    one: int
    two: int
    rows: dict[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class _Side:
    """Things of a side: their ids, vectors of length 1, and traits."""

    held: int
    ids: tuple[str, ...]
    rows: Floats
    traits: tuple[Traits, ...]


_Key = tuple[Change | None, Filter, Filter, Sort]
_memory: "WeakKeyDictionary[Engine, OrderedDict[_Key, Fates]]" = WeakKeyDictionary()
_guard = RLock()


def make_side(store: Engine, by: By, value: str, choice: Choice) -> Filter:
    """Return the Filter of a side: a dialogue, voice, region or year, and the filters of both.

    Headings are left out, as the pages count. Raises QueryError where the filters name what is
    compared, and as `make_filter` does.
    """
    names = ("since", "until") if by == "year" else (by,)
    if taken := [name for name in names if choice.get(name)]:
        raise QueryError("this filter is what is compared", place=taken[0], remedy="leave it out")
    made = make_filter(store, cast(Choice, {**choice, **dict.fromkeys(names, value)}))
    return replace(made, headings=False)


def check_sides(one: Filter, two: Filter) -> None:
    """Raise QueryError where the two sides are the same."""
    if one == two:
        raise QueryError("the two sides are the same", remedy="name two sides that differ")


def count_sides(engine: Engine, one: Filter, two: Filter) -> Counted:
    """Count the points of both sides by FACETS; values that neither has are left out."""
    searcher = open_index(engine).searcher
    (first, ours), (second, theirs) = (
        count_facets(searcher, narrow(every_point(), side), Filter()) for side in (one, two)
    )
    rows = {}
    for facet in FACETS:
        other = {value.value: value.number for value in theirs[facet]}
        found = [
            Row(value.value, value.number, other.get(value.value, 0))
            for value in ours[facet]
            if value.number or other.get(value.value)
        ]
        if facet in ("about", "voice"):  # no list has an order for them
            found.sort(key=lambda row: (-row.one - row.two, row.value))
        rows[facet] = tuple(found)
    return Counted(first, second, rows)


def compare(engine: Engine, one: Filter, two: Filter, sort: Sort) -> Fates:
    """Return what is repeated, new and dropped on side two, seen from side one.

    Raises QueryError where the sides are the same. What was compared already, and not changed
    since, is not compared again.
    """
    check_sides(one, two)
    key = (find_last_change(engine), one, two, sort)
    with _guard:
        held = _memory.setdefault(engine, OrderedDict())
        if key in held:
            held.move_to_end(key)
            return held[key]
    fates = _compare(engine, one, two, sort)
    with _guard:
        held[key] = fates
        while len(held) > KEPT:
            held.popitem(last=False)
    return fates


def _compare(engine: Engine, one: Filter, two: Filter, sort: Sort) -> Fates:
    sides = [_SIDES[sort](engine, side) for side in (one, two)]
    groups = [fold_alike(side.rows, side.traits) for side in sides]
    leads = [[group[0] for group in some] for some in groups]
    ours, theirs = (_only(side, some) for side, some in zip(sides, leads, strict=True))
    forth = list(match(ours.rows, theirs.rows, ours.traits, theirs.traits))
    back = list(match(theirs.rows, ours.rows, theirs.traits, ours.traits))
    if sort == "practices":
        forth += _same_measures(engine, one, two, ours, theirs)
    named = [
        [tuple(side.ids[at] for at in group) for group in some]
        for side, some in zip(sides, groups, strict=True)
    ]
    fates = _tell(named[0], named[1], forth, back)
    return replace(fates, held=(sides[0].held, sides[1].held), seen=(sides[0].ids, sides[1].ids))


def _tell(
    ours: Sequence[Group],
    theirs: Sequence[Group],
    forth: Sequence[Match],
    back: Sequence[Match],
) -> Fates:
    pairs: dict[int, dict[int, float]] = defaultdict(dict)
    same = [(m.one, m.other, m.likeness) for m in forth if m.same]
    same += [(m.other, m.one, m.likeness) for m in back if m.same]
    for one, other, likeness in same:
        pairs[one][other] = likeness
    repeated = []
    for one in sorted(pairs):
        nearest = sorted(pairs[one].items(), key=lambda pair: (-pair[1], pair[0]))
        twins = tuple(theirs[other] for other, _ in nearest)
        repeated.append(Told(ours[one], twins, round(nearest[0][1], 2)))
    told = {other for some in pairs.values() for other in some}
    return Fates(
        repeated=tuple(repeated),
        new=tuple(_alone(theirs, told, ours, back)),
        dropped=tuple(_alone(ours, pairs.keys(), theirs, forth)),
    )


def _alone(
    own: Sequence[Group],
    told: Collection[int],
    others: Sequence[Group],
    matches: Iterable[Match],
) -> Iterator[Told]:
    """What the other side does not repeat, each with the nearest there, if any is near."""
    near = {m.one: m for m in matches if not m.same}
    for at, group in enumerate(own):
        if at in told:
            continue
        if m := near.get(at):
            yield Told(group, (others[m.other],), round(m.likeness, 2))
        else:
            yield Told(group)


def _only(side: _Side, some: Sequence[int]) -> _Side:
    return _Side(
        side.held,
        tuple(side.ids[at] for at in some),
        side.rows[list(some)] if some else side.rows[:0],
        tuple(side.traits[at] for at in some),
    )


def _same_measures(
    engine: Engine, one: Filter, two: Filter, ours: _Side, theirs: _Side
) -> Iterator[Match]:
    """Measures that one name or most words show to be the same, however they are told."""
    _, first = find_taken(engine, one, MOST["practices"])
    _, second = find_taken(engine, two, MOST["practices"])
    at_one = {key: at for at, key in enumerate(ours.ids)}
    at_two = {key: at for at, key in enumerate(theirs.ids)}
    for a, b in pair_measures(first, second):
        if a.id in at_one and b.id in at_two:
            here, there = at_one[a.id], at_two[b.id]
            yield Match(here, there, float(ours.rows[here] @ theirs.rows[there]), same=True)


def _recommendations(engine: Engine, wanted: Filter) -> _Side:
    held, found = find_asked(engine, wanted, MOST["recommendations"])
    return _make_side(engine, held, [(item.id, (item.text,)) for item in found])


def _practices(engine: Engine, wanted: Filter) -> _Side:
    held, found = find_taken(engine, wanted, MOST["practices"])
    texts = find_texts(engine, [key for practice in found for key in practice.points])
    named = [(p.id, tuple(texts[key] for key in p.points if key in texts)) for p in found]
    return _make_side(engine, held, [(key, told) for key, told in named if told])


def _points(engine: Engine, wanted: Filter) -> _Side:
    held, keys = find_surest(engine, wanted, MOST["points"])
    texts = find_texts(engine, keys)
    return _make_side(engine, held, [(key, (texts[key],)) for key in keys])


_SIDES: dict[Sort, Callable[[Engine, Filter], _Side]] = {
    "recommendations": _recommendations,
    "practices": _practices,
    "points": _points,
}


def _make_side(engine: Engine, held: int, things: Sequence[tuple[str, Group]]) -> _Side:
    """A thing means what its sentences mean together; its first tells its words and numbers."""
    vectors = find_vectors({text for _, told in things for text in told}, KeptVectors(engine))
    rows = np.zeros((len(things), WIDTH), np.float32)
    for at, (_, told) in enumerate(things):
        row = np.sum([vectors[text].meaning for text in told], axis=0)
        rows[at] = row / max(float(np.linalg.norm(row)), 1e-9)
    traits = tuple(read_traits(told[0]) for _, told in things)
    return _Side(held, tuple(key for key, _ in things), rows, traits)
