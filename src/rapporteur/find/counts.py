"""Narrow a query by filters, and count what it matches by every value of every facet."""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import NamedTuple

from tantivy import FieldType, Occur, Query, Searcher

from rapporteur.find.facets import (
    COLUMNS,
    JOIN,
    NAMES,
    chosen,
    column_of,
    columns_of,
    list_fixed,
)
from rapporteur.find.schema import COUNTED, EVERY, count_matches, make_schema
from rapporteur.store.select import Filter, read_days

SETS = 6_000  # values of a column; tantivy gives 65,000 of all columns, no more
MOST = 20_000  # values of one facet: countries, organisations, dialogues, codes, segments


class Value(NamedTuple):
    """A value of a facet and the number of points that have it."""

    value: str
    number: int


Counts = dict[str, tuple[Value, ...]]


def every_point() -> Query:
    """Return the query that all points match."""
    return Query.const_score_query(Query.term_query(make_schema(), "facet", EVERY), 1.0)


def these_points(serials: Iterable[int]) -> Query:
    """Return the query of these points; one term each is found faster than a set of terms."""
    schema = make_schema()
    terms = (Query.term_query(schema, "serial", serial) for serial in serials)
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def narrow(query: Query, wanted: Filter, without: str = "") -> Query:
    """Return `query` with the filters that `wanted` sets, those of facet `without` left out."""
    schema = make_schema()
    parts = [
        Query.term_query(schema, "facet", facet)
        for name, facet in chosen(wanted)
        if name != without
    ]
    if wanted.segment and without != "segment":
        parts.append(Query.term_query(schema, "segment", wanted.segment))
    if wanted.source:
        parts.append(Query.term_query(schema, "source", wanted.source))
    if (wanted.since or wanted.until) and without != "year":
        first, last = (
            day.year * 10_000 + day.month * 100 + day.day
            for day in read_days(wanted.since, wanted.until)
        )
        parts.append(Query.range_query(schema, "date", FieldType.Unsigned, first, last))
    if not parts:
        return query
    filters = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in parts]
    return Query.boolean_query([(Occur.Must, query), *filters])


def begin_count(
    searcher: Searcher, query: Query, wanted: Filter
) -> Callable[[], tuple[int, Counts]]:
    """Begin to count the points that match `query` and `wanted`: all, and by facet and value.

    It goes on beside what is done next; call what is returned for the counts.
    A facet's own choice does not narrow its own counts, so that they say how many there would
    be if another of its values were chosen; all other filters do. Values that are found
    elsewhere in the index, or belong to a closed list, stand there with zero.
    """
    taken = {name for name, _ in chosen(wanted)}
    taken |= {"year"} if wanted.since or wanted.until else set()
    names = sorted(taken & set(NAMES))
    asked = [(narrow(query, wanted, name), (name,)) for name in names]
    counted = count_all(searcher, [(narrow(query, wanted), NAMES), *asked])

    def finish() -> tuple[int, Counts]:
        free, *rest = counted
        own = dict(zip(names, rest, strict=True))
        counts = {
            name: _values(own.get(name, free).get(name, {}), known, name in list_fixed())
            for name, known in _list_known(searcher).items()
        }
        if wanted.dialogue or wanted.source:
            counts["segment"] = _segments(searcher, query, wanted)
        return total_of(free), counts

    return finish


def count_facets(searcher: Searcher, query: Query, wanted: Filter) -> tuple[int, Counts]:
    """Count as `begin_count` does, and wait for it."""
    return begin_count(searcher, query, wanted)()


def total_of(found: Mapping[str, Mapping[str, int]]) -> int:
    """Return how many points were counted by kind: each has one."""
    return sum(found.get("kind", {}).values())


def count_all(
    searcher: Searcher, asked: Iterable[tuple[Query, Collection[str]]]
) -> Iterator[dict[str, dict[str, int]]]:
    """Return what each query matches, by the facets of the names beside it, and by value.

    Facets that are kept with those may be counted, too. tantivy counts queries side by side.
    """
    return _counters().map(lambda one: _count(searcher, *one), asked)


@cache
def _counters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="count")


def _values(
    found: Mapping[str, int], known: Mapping[str, Value], ordered: bool
) -> tuple[Value, ...]:
    """Those of a closed list in its order; others by their number."""
    if ordered:
        listed = [Value(v, found[v]) if v in found else none for v, none in known.items()]
        return tuple(listed + [Value(*pair) for pair in found.items() if pair[0] not in known])
    held = sorted(((v, n) for v, n in found.items() if v), key=lambda pair: (-pair[1], pair[0]))
    rest = [none for value, none in known.items() if value not in found]
    return tuple([Value(*pair) for pair in held] + rest)


def _segments(searcher: Searcher, query: Query, wanted: Filter) -> tuple[Value, ...]:
    inside = Filter(dialogue=wanted.dialogue, source=wanted.source)
    held, found = (
        _terms(searcher, one, ["segment"], MOST)[0] or {}
        for one in (narrow(every_point(), inside), narrow(query, wanted, "segment"))
    )
    listed = [Value(key, found.get(key, 0)) for key in held if key]
    return tuple(sorted(listed, key=lambda v: (-v.number, v.value)))


@lru_cache(maxsize=4)
def _list_known(searcher: Searcher) -> dict[str, dict[str, Value]]:
    """All values there are, with none yet counted, of a closed list first.

    A searcher sees the same points for as long as it lives.
    """
    found, fixed = _count(searcher, every_point(), NAMES), list_fixed()
    known = {
        name: dict.fromkeys((*fixed.get(name, ()), *sorted(set(found.get(name, ())) - {""})))
        for name in NAMES
        if name != "segment"
    }
    return {name: {value: Value(value, 0) for value in values} for name, values in known.items()}


def _count(searcher: Searcher, query: Query, names: Collection[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    columns = columns_of(names)
    told = _terms(searcher, query, [f"{COUNTED}{column}" for column in columns], SETS)
    for column, terms in zip(columns, told, strict=True):
        for term, number in (_each(searcher, query, column) if terms is None else terms).items():
            for name, value in _parts(term):
                found[name][value] += number
    return found


def _each(searcher: Searcher, query: Query, column: str) -> dict[str, int]:
    """Count each value of a column by itself, where there are too many sets of them."""
    schema = make_schema()
    found = {}
    for name in COLUMNS[column]:
        for facet, _ in searcher.terms_with_prefix("facet", f"{name}:", limit=MOST):
            if column_of(facet) != column:
                continue
            held = Query.const_score_query(Query.term_query(schema, "facet", facet), 0.0)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, held)])
            found[facet] = count_matches(searcher, both)
    return {facet: number for facet, number in found.items() if number}


@lru_cache(maxsize=50_000)
def _parts(term: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, _, value in (f.partition(":") for f in term.split(JOIN)))


def _terms(
    searcher: Searcher, query: Query, fields: Sequence[str], most: int
) -> list[dict[str, int] | None]:
    """Return how many points have each value of these fields; None for one with over `most`."""
    asked = {
        name: {"terms": {"field": name, "size": most, "segment_size": most}} for name in fields
    }
    found = searcher.aggregate(query, asked)
    return [
        None
        if found[name]["sum_other_doc_count"]
        else {str(one["key"]): int(one["doc_count"]) for one in found[name]["buckets"]}
        for name in fields
    ]
