"""Narrow a query by filters, and count what it matches by every value of every facet."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from tantivy import FieldType, Occur, Query, Searcher

from rapporteur.find.facets import NAMES, chosen, list_fixed
from rapporteur.find.schema import EVERY, make_schema
from rapporteur.store.select import Filter, read_days

MOST = 20_000  # values of all facets together; countries, organisations, dialogues and codes


@dataclass(frozen=True, slots=True)
class Value:
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


def count_facets(searcher: Searcher, query: Query, wanted: Filter) -> tuple[int, Counts]:
    """Count the points that match `query` and `wanted`: all, and by facet and value.

    A facet's own choice does not narrow its own counts, so that they say how many there would
    be if another of its values were chosen; all other filters do. Values that are found
    elsewhere in the index, or belong to a closed list, stand there with zero.
    """
    taken = {name for name, _ in chosen(wanted)}
    taken |= {"year"} if wanted.since or wanted.until else set()
    names = ["", *sorted(taken & set(NAMES))]
    queries = [narrow(query, wanted, name) for name in names]
    free, *rest = count_all(searcher, queries)
    own = dict(zip(names[1:], rest, strict=True))
    known = _count_all(searcher)
    counts = {
        name: _values(name, own.get(name, free).get(name, {}), known.get(name, {}))
        for name in NAMES
        if name != "segment"
    }
    if wanted.dialogue or wanted.source:
        counts["segment"] = _segments(searcher, query, wanted)
    return free.get("is", {}).get("point", 0), counts


def count_all(searcher: Searcher, queries: Iterable[Query]) -> Iterator[dict[str, dict[str, int]]]:
    """Return what each query matches, by facet and value; tantivy counts them side by side."""
    return _counters().map(partial(_count, searcher), queries)


@cache
def _counters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="count")


def _values(name: str, found: dict[str, int], known: dict[str, int]) -> tuple[Value, ...]:
    fixed = list_fixed().get(name, ())
    order = {value: at for at, value in enumerate(fixed)}
    values = dict.fromkeys((*fixed, *known, *found))
    listed = [Value(value, found.get(value, 0)) for value in values if value]
    if fixed:
        return tuple(sorted(listed, key=lambda v: (order.get(v.value, len(order)), v.value)))
    return tuple(sorted(listed, key=lambda v: (-v.number, v.value)))


def _segments(searcher: Searcher, query: Query, wanted: Filter) -> tuple[Value, ...]:
    inside = Filter(dialogue=wanted.dialogue, source=wanted.source)
    held = _terms(searcher, narrow(every_point(), inside), "segment")
    found = _terms(searcher, narrow(query, wanted, "segment"), "segment")
    listed = [Value(key, found.get(key, 0)) for key in held if key]
    return tuple(sorted(listed, key=lambda v: (-v.number, v.value)))


@lru_cache(maxsize=4)
def _count_all(searcher: Searcher) -> dict[str, dict[str, int]]:
    """All there is; a searcher sees the same points for as long as it lives."""
    return _count(searcher, every_point())


def _count(searcher: Searcher, query: Query) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, number in _terms(searcher, query, "facet").items():
        name, _, value = facet.partition(":")
        found[name][value] = number
    return found


def _terms(searcher: Searcher, query: Query, field: str) -> dict[str, int]:
    asked = {"found": {"terms": {"field": field, "size": MOST, "segment_size": MOST}}}
    buckets = searcher.aggregate(query, asked)["found"]["buckets"]
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
