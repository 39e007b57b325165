"""Hold which practices or recommendations have what, to choose and count among all at once.

Each value of each facet is one whole number with a bit for each thing that has it: to choose is
to AND, to count is to count bits. It follows the store by its changes, source by source.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from rapporteur.store import tables
from rapporteur.store.changes import Change, find_changes, find_last_change
from rapporteur.store.judged import tables as judged

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters
CODED = {"gcm": "gcm", "sdg": "sdg", "groups": "group"}  # the facet of each framework's codes

Pair = tuple[str, str]  # a facet and a value of it
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of practices or recommendations; all that is given must hold together.

    `facets` are values by the name of a facet; empty ones ask for nothing. Of "begun", whatever
    began in that year or later passes. `points` are ids of points, best first, of which one must
    be stood on; None asks for none.
    """

    facets: Mapping[str, str]
    points: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One practice or recommendation: its id, the points it stands on, and what it has."""

    key: str
    points: tuple[str, ...]
    pairs: frozenset[Pair]


class Shelf:
    """The practices, or the recommendations, of one store.

    `describe` reads a row's own pairs from `columns` of its table.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[str],
        describe: Callable[[RowMapping], Iterable[Pair]],
    ) -> None:
        self._table = table
        self._columns = [table.c[name] for name in ("id", "source", "points", *columns)]
        self._describe = describe
        self._lock = RLock()
        self._change: Change | None = None
        self._held: dict[str, list[Item]] = {}
        self._keys: list[str] = []
        self._at: dict[str, list[int]] = {}
        self._bits: dict[str, dict[str, int]] = {}

    def follow(self, engine: Engine) -> None:
        """Take in what changed in the store; cheap where nothing did."""
        last = find_last_change(engine)
        if last == self._change:
            return
        with self._lock:
            since = self._change.turn if self._change else 0
            if last is None or last.turn <= since:  # another store in the same place
                since, self._held = 0, {}
            changes = find_changes(engine, since)
            with engine.connect() as connection:
                self._take(connection, [change.source for change in changes])
                self._arrange(connection)
            self._change = changes[-1] if changes else None

    def choose(self, wanted: Wanted) -> list[str]:
        """Return the ids of what passes: latest dialogue first, or best point first."""
        mask = self._mask(wanted)
        if wanted.points is None:
            signs = reversed(f"{mask:b}")
            return [key for key, sign in zip(self._keys, signs, strict=False) if sign == "1"]
        ranked = (at for point in wanted.points for at in self._at.get(point, ()))
        return [self._keys[at] for at in dict.fromkeys(ranked) if mask >> at & 1]

    def count(self, wanted: Wanted, names: Collection[str]) -> tuple[int, dict[str, Counts]]:
        """Return how many pass, and by facet of `names` how many have each value, most first.

        A facet's own choice does not narrow its own counts, so that they say how many there
        would be if another of its values were chosen. Of "begun": that year or later.
        """
        every = self._mask(wanted)
        counts: dict[str, Counts] = {}
        for name in names:
            values = self._bits.get(name, {})
            mask = self._mask(wanted, name) if wanted.facets.get(name) else every
            found = {value: (bits & mask).bit_count() for value, bits in values.items()}
            kept = [(value, number) for value, number in found.items() if number]
            if name == "begun":
                counts[name] = dict(_or_later(kept))
            else:
                counts[name] = dict(sorted(kept, key=lambda pair: (-pair[1], pair[0])))
        return every.bit_count(), counts

    def share(
        self, among: Sequence[Pair], needed: str, words: Collection[str], rare: tuple[int, float]
    ) -> list[tuple[str, frozenset[str]]]:
        """Return what has any of `among`, any value of `needed` and any telling one of `words`.

        Each comes with the words it has; those with most come first. A word tells where at most
        so many have it, or so great a share of all, as `rare` says.
        """
        base = _union(self._bits.get(name, {}).get(value, 0) for name, value in among)
        base &= _union(self._bits.get(needed, {}).values())
        held = {word: self._bits.get("word", {}).get(word, 0) & base for word in words}
        most = max(rare[0], rare[1] * base.bit_count())
        telling = _union(bits for bits in held.values() if bits.bit_count() <= most)
        found: dict[int, set[str]] = defaultdict(set)
        for word, bits in held.items():
            for at in _places(bits & telling):
                found[at].add(word)
        ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return [(self._keys[at], frozenset(shared)) for at, shared in ranked]

    def _mask(self, wanted: Wanted, without: str = "") -> int:
        mask = (1 << len(self._keys)) - 1
        for name, value in wanted.facets.items():
            if not value or name == without:
                continue
            held = self._bits.get(name, {})
            if name == "begun":
                mask &= _union(bits for year, bits in held.items() if year >= value)
            else:
                mask &= held.get(value, 0)
        if wanted.points is not None:
            on = (1 << at for point in wanted.points for at in self._at.get(point, ()))
            mask &= _union(on)
        return mask

    def _take(self, connection: Connection, sources: Sequence[str]) -> None:
        for source in sources:
            self._held.pop(source, None)
        for at in range(0, len(sources), BATCH):
            some = sources[at : at + BATCH]
            query = select(*self._columns).where(self._table.c.source.in_(some))
            rows = connection.execute(query.order_by(self._table.c.position)).mappings().all()
            codes = _codes(connection, [point for row in rows for point in row["points"]])
            told = _reviewed(connection, some)
            for row in rows:
                pairs = {*self._describe(row), ("reviewed", "yes" if row["id"] in told else "no")}
                pairs.update(pair for point in row["points"] for pair in codes[point])
                item = Item(row["id"], tuple(row["points"]), frozenset(pairs))
                self._held.setdefault(row["source"], []).append(item)

    def _arrange(self, connection: Connection) -> None:
        """Put everything in order and say, by facet and value, which places have it."""
        keys: list[str] = []
        at: dict[str, list[int]] = defaultdict(list)
        places: dict[Pair, list[int]] = defaultdict(list)
        for source, dialogue in _in_order(connection):
            for item in self._held.get(source, ()):
                for point in item.points:
                    at[point].append(len(keys))
                for pair in (*item.pairs, ("dialogue", dialogue)):
                    places[pair].append(len(keys))
                keys.append(item.key)
        bits: dict[str, dict[str, int]] = {}
        for (name, value), found in places.items():
            bits.setdefault(name, {})[value] = _to_bits(found, len(keys))
        self._keys, self._at, self._bits = keys, dict(at), bits


def _codes(connection: Connection, points: Sequence[str]) -> dict[str, set[Pair]]:
    """Return the codes of each point as pairs of a facet and a code."""
    coding = tables.coding.c
    found: dict[str, set[Pair]] = defaultdict(set)
    keys = list(dict.fromkeys(points))
    for at in range(0, len(keys), BATCH):
        query = select(coding.point, coding.framework, coding.code)
        some = query.where(coding.point.in_(keys[at : at + BATCH]))
        for point, framework, code in connection.execute(some):
            if framework in CODED:
                found[point].add((CODED[framework], code))
    return found


def _reviewed(connection: Connection, sources: Sequence[str]) -> set[str]:
    table = judged.judged.c
    return set(connection.execute(select(table.subject).where(table.source.in_(sources))).scalars())


def _in_order(connection: Connection) -> Sequence[Any]:
    """The sources with their dialogues, as lists show them: the latest dialogue first."""
    source, dialogue = tables.source.c, tables.dialogue.c
    query = select(source.id, source.dialogue).join(tables.dialogue, dialogue.id == source.dialogue)
    order = (dialogue.starts.desc(), dialogue.title, dialogue.id, source.name, source.id)
    return connection.execute(query.order_by(*order)).all()


def _to_bits(places: Iterable[int], length: int) -> int:
    made = bytearray(length // 8 + 1)
    for at in places:
        made[at // 8] |= 1 << at % 8
    return int.from_bytes(made, "little")


def _places(bits: int) -> Iterator[int]:
    signs = f"{bits:b}"[::-1]
    at = signs.find("1")
    while at >= 0:
        yield at
        at = signs.find("1", at + 1)


def _union(many: Iterable[int]) -> int:
    whole = 0
    for bits in many:
        whole |= bits
    return whole


def _or_later(years: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    whole = 0
    for year, number in sorted(years, reverse=True):
        whole += number
        yield year, whole
