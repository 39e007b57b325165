"""What a comparison found as rows: counts side by side, and what is repeated, new and dropped."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Engine

from rapporteur.find.compare import FATES, SORTS, Counted, Fate, Fates, Sort, Told, compare
from rapporteur.find.things import Thing, Things, name_sources, read_things
from rapporteur.frameworks import load_frameworks
from rapporteur.publish.reviewed import review_row
from rapporteur.store.select import Filter
from rapporteur.store.titles import Titles

Row = dict[str, Any]
CODED = {"gcm": "gcm", "sdg": "sdg", "group": "groups"}  # facets by the framework of their values


def compared_rows(
    engine: Engine, one: Filter, two: Filter, sorts: Sequence[Sort] = SORTS
) -> Iterator[Row]:
    """Yield what is repeated, new and dropped, a row for each thing and each of its likes."""
    for sort in sorts:
        fates = compare(engine, one, two, sort)
        keys = [key for fate in FATES for told in fates.of(fate) for key in _keys(told)]
        things = read_things(engine, sort, list(dict.fromkeys(keys)))
        titles = name_sources(engine, things.values())
        for fate in FATES:
            yield from _rows(sort, fate, fates, things, titles)


def counted_rows(counted: Counted) -> Iterator[Row]:
    """Yield how many points of each side have each value of each facet."""
    yield _count_row("points", "", "", counted.one, counted.two)
    for facet, rows in counted.rows.items():
        titles = _titles(facet)
        for row in rows:
            yield _count_row(facet, row.value, titles.get(row.value, ""), row.one, row.two)


def _count_row(facet: str, value: str, title: str, one: int, two: int) -> Row:
    return {
        "facet": facet,
        "value": value,
        "title": title,
        "one": one,
        "two": two,
        "change": two - one,
    }


def _titles(facet: str) -> Mapping[str, str]:
    if facet not in CODED:
        return {}
    return {code.code: code.title for code in load_frameworks()[CODED[facet]].codes}


def _keys(told: Told) -> Iterator[str]:
    return chain(told.own, *told.others)


def _rows(sort: Sort, fate: Fate, fates: Fates, things: Things, titles: Titles) -> Iterator[Row]:
    for told in fates.of(fate):
        own = things.get(told.own[0])
        if own is None:
            continue
        others = [things[group[0]] for group in told.others if group[0] in things]
        for at, other in enumerate(others or [None]):
            head: Row = {"sort": sort, "fate": fate}
            head["likeness"] = told.likeness if other and not at else None
            head["shared_codes"] = sorted(own.codes & other.codes) if other else []
            first = _thing_row("", own, titles)
            yield {**head, **first, "times": len(told.own), **_thing_row("other_", other, titles)}


def _thing_row(prefix: str, thing: Thing | None, titles: Titles) -> Row:
    """The columns of one thing; empty where there is none, so that all rows have the same."""
    if thing is None:
        return dict.fromkeys(_thing_columns(prefix))
    source = thing.anchor.source
    row: Row = {
        "id": thing.id,
        "text": thing.text,
        "title": thing.title,
        "kind": thing.kind,
        "said_by": thing.voice.source if thing.voice else "+".join(thing.voices),
        "taken_by": list(thing.voices) if thing.title else [],
        "addressed_to": list(thing.addressed_to),
        "response": thing.response,
        "dialogue": titles.titles.get(source, ""),
        "source_file": titles.files.get(source, ""),
        "page": thing.anchor.page,
        **review_row(thing.review),
    }
    return {f"{prefix}{name}": value for name, value in row.items()}


def _thing_columns(prefix: str) -> list[str]:
    names = ("id", "text", "title", "kind", "said_by", "taken_by", "addressed_to", "response")
    return [f"{prefix}{n}" for n in (*names, "dialogue", "source_file", "page", *review_row(None))]
