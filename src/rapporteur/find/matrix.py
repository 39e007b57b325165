"""Count the points of each code by who speaks, which country, what kind or which group."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, get_args

from sqlalchemy import Engine
from tantivy import Occur, Query, Searcher

from rapporteur.find.counts import count_all, every_point, narrow, total_of
from rapporteur.find.index import open_index
from rapporteur.find.schema import make_schema
from rapporteur.frameworks import load_framework
from rapporteur.store.select import Filter

By = Literal["voice", "about", "kind", "group"]
BYS: tuple[By, ...] = get_args(By)
ALL = ""  # the key of all points, whatever the other axis says

Numbers = Mapping[str, int]  # by a value of the other axis, or ALL


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """The points of one code: all, those whose code is doubtful, those where a person gave it."""

    numbers: Numbers
    weak: Numbers = field(default_factory=dict)
    given: Numbers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The points of each code of a framework, and those that any code could be given to.

    `sentences` are all points; `open` those of some kind, since procedure bears on no objective.
    """

    framework: str
    by: By
    codes: Mapping[str, CodeCounts]
    sentences: Numbers
    open: Numbers


def count_matrix(engine: Engine, framework: str, by: By, wanted: Filter) -> Counted:
    """Count the points that `wanted` describes; what it says of the two axes is passed over.

    Only the framework's objectives or goals are counted, not their parts.
    """
    wanted = replace(
        wanted,
        codes=tuple(pair for pair in wanted.codes if pair[0] != framework),
        **{by: ""},  # type: ignore[arg-type]  # each of BYS is a field that holds text
    )
    return _count(open_index(engine).searcher, framework, by, wanted)


@lru_cache(maxsize=64)
def _count(searcher: Searcher, framework: str, by: By, wanted: Filter) -> Counted:
    """A searcher sees the same points for as long as it lives."""
    held = narrow(every_point(), wanted)
    (found,) = count_all(searcher, [(held, ("kind", by, framework, "weak", "given"))])
    codes = [code.code for code in load_framework(framework).codes if not code.parent]
    parts = (f"{framework}:", f"weak:{framework}.", f"given:{framework}.")
    held_facets = {f"{name}:{value}" for name, values in found.items() for value in values}
    facets = [f"{part}{code}" for part in parts for code in codes]
    facets = ["kind:other", *(facet for facet in facets if facet in held_facets)]
    queries = [(_with(held, facet), ("kind", by)) for facet in facets]
    counts = dict(zip(facets, count_all(searcher, queries), strict=True))
    numbers = {facet: _numbers(counted, by) for facet, counted in counts.items()}
    sentences, other = _numbers(found, by), numbers["kind:other"]
    return Counted(
        framework,
        by,
        {c: CodeCounts(*(numbers.get(f"{part}{c}", {}) for part in parts)) for c in codes},
        sentences,
        {name: number - other.get(name, 0) for name, number in sentences.items()},
    )


def _numbers(found: Mapping[str, Mapping[str, int]], by: By) -> Numbers:
    return {ALL: total_of(found), **found.get(by, {})}


def _with(query: Query, facet: str) -> Query:
    term = Query.const_score_query(Query.term_query(make_schema(), "facet", facet), 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, term)])


def count_values(engine: Engine, by: By, wanted: Filter) -> Numbers:
    """Count the points that `wanted` describes by one of the axes alone."""
    return _numbers(_count_every(open_index(engine).searcher, wanted), by)


@lru_cache(maxsize=64)
def _count_every(searcher: Searcher, wanted: Filter) -> Mapping[str, Mapping[str, int]]:
    (found,) = count_all(searcher, [(narrow(every_point(), wanted), BYS)])
    return found
