"""Choose, count and page practices and recommendations by what they have."""

import re
from collections.abc import Collection, Iterator, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, RowMapping, Table, select

from rapporteur.evidence import Practice, Recommendation
from rapporteur.store import tables
from rapporteur.store.nouns import to_practice, to_recommendation
from rapporteur.store.shelf import Counts, Pair, Shelf, Wanted

PRACTICE_FACETS = (
    "dialogue", "implementer", "about", "level", "instrument", "group", "gcm", "sdg", "begun",
    "reviewed",
)  # fmt: skip
RECOMMENDATION_FACETS = (
    "dialogue", "origin", "voice", "to", "gcm", "sdg", "group", "response", "reviewed",
)  # fmt: skip
UNANSWERED = "none"  # the response of a recommendation that the record gives none to
YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")

_held: "WeakKeyDictionary[Engine, dict[str, Shelf]]" = WeakKeyDictionary()


def count_practices(engine: Engine, wanted: Wanted) -> tuple[int, dict[str, Counts]]:
    """Return how many practices pass, and by PRACTICE_FACETS how many have each value."""
    whole, counts = _shelf(engine, tables.practice).count(wanted, PRACTICE_FACETS)
    return whole, counts


def count_recommendations(engine: Engine, wanted: Wanted) -> tuple[int, dict[str, Counts]]:
    """Return how many recommendations pass, and by RECOMMENDATION_FACETS how many have each value.

    The response of those that the record does not answer is "none".
    """
    whole, counts = _shelf(engine, tables.recommendation).count(wanted, RECOMMENDATION_FACETS)
    return whole, counts


def choose_practices(
    engine: Engine, wanted: Wanted, start: int = 0, limit: int | None = None
) -> tuple[Practice, ...]:
    """Return the practices that pass from the `start`-th on, of the latest dialogue first.

    Where points are wanted, those come first that stand on the best.
    """
    return tuple(to_practice(row) for row in _page(engine, tables.practice, wanted, start, limit))


def choose_recommendations(
    engine: Engine, wanted: Wanted, start: int = 0, limit: int | None = None
) -> tuple[Recommendation, ...]:
    """Return the recommendations that pass from the `start`-th on, as `choose_practices` does."""
    rows = _page(engine, tables.recommendation, wanted, start, limit)
    return tuple(to_recommendation(row) for row in rows)


def find_sharing(
    engine: Engine, codes: Sequence[Pair], words: Collection[str], rare: tuple[int, float]
) -> list[tuple[str, frozenset[str]]]:
    """Return the ids of practices that somebody takes, that bear on any of `codes`, and that are
    told of in some of `words` (stems), with those words: the ones with most first.

    A word counts for telling where at most `rare[0]` practices on `codes` have it, or a share of
    `rare[1]` of them; who has none of these is left out.
    """
    return _shelf(engine, tables.practice).share(codes, "implementer", words, rare)


def _page(
    engine: Engine, table: Table, wanted: Wanted, start: int, limit: int | None
) -> list[RowMapping]:
    keys = _shelf(engine, table).choose(wanted)
    shown = keys[start:] if limit is None else keys[start : start + limit]
    rows: dict[str, RowMapping] = {}
    with engine.connect() as connection:
        for at in range(0, len(shown), 500):
            query = select(table).where(table.c.id.in_(shown[at : at + 500]))
            rows |= {row["id"]: row for row in connection.execute(query).mappings()}
    return [rows[key] for key in shown if key in rows]


def _shelf(engine: Engine, table: Table) -> Shelf:
    shelves = _held.setdefault(engine, {})
    shelf = shelves.get(table.name)
    if shelf is None:
        shelf = shelves.setdefault(table.name, Shelf(table, *DESCRIBED[table.name]))
    shelf.follow(engine)
    return shelf


def _practice(row: RowMapping) -> Iterator[Pair]:
    yield from (("implementer", code) for code in row["implementers"])
    yield from (("about", code) for code in row["about"])
    yield from (("instrument", code) for code in row["instruments"])
    yield from (("group", code) for code in row["groups"])
    yield from (("word", stem) for stem in row["words"])
    if row["level"]:
        yield "level", row["level"]
    year = YEAR.search(row["since"])
    if year:
        yield "begun", year.group()


def _recommendation(row: RowMapping) -> Iterator[Pair]:
    yield "origin", row["origin"]
    yield from (("voice", code) for code in row["voices"])
    yield from (("to", code) for code in row["addressed_to"])
    yield "response", row["response"] or UNANSWERED


DESCRIBED = {
    "practice": (
        ("implementers", "about", "level", "instruments", "groups", "since", "words"),
        _practice,
    ),
    "recommendation": (("origin", "voices", "addressed_to", "response"), _recommendation),
}
