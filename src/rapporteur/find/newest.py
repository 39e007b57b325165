"""Find what came into the store last, or since somebody looked, of all that answers a search."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, cast

from sqlalchemy import Engine

from rapporteur.find.browse import count_all, show_points, tally
from rapporteur.find.rank import Hit, answer
from rapporteur.find.weigh import Mode
from rapporteur.store.arrivals import find_arrivals
from rapporteur.store.choice import Choice, make_filter
from rapporteur.store.searches import Search
from rapporteur.store.select import Filter, find_points
from rapporteur.store.titles import find_titles


class New(NamedTuple):
    """A point, and when its source first came into the store: UTC, ISO 8601."""

    hit: Hit
    came: str


def find_newest(
    engine: Engine, typed: str, wanted: Filter, limit: int, *, since: str = "", mode: Mode = "both"
) -> tuple[New, ...]:
    """Return the points that answer and came after `since`, those that came last first.

    Of those that came together, in one source, the best stand first; without a question they
    stand in reading order. Raises QueryError as `answer` does.
    """
    found: list[New] = []
    for some, came in _parts(engine, typed, wanted, since, mode):
        left = limit - len(found)
        hits: Iterable[Hit]
        if typed.strip():
            hits = answer(engine, typed, some, left, mode=mode, counting=False).hits
        else:
            hits = show_points(engine, find_points(engine, some)[:left])
        found += (New(hit, came) for hit in hits)
        if len(found) >= limit:
            break
    return tuple(found)


def count_newest(
    engine: Engine, typed: str, wanted: Filter, *, since: str, mode: Mode = "both"
) -> int:
    """Return how many points answer and came after `since`."""
    parts = (some for some, _ in _parts(engine, typed, wanted, since, mode))
    if not typed.strip():
        return sum(count_all(engine, some) for some in parts)
    return sum(answer(engine, typed, some, 1, mode=mode, counting=False).total for some in parts)


def filter_of(engine: Engine, search: Search) -> Filter:
    """Return the Filter of a saved search, headings left out.

    Raises QueryError where what it was kept to is not held any more, such as a dialogue.
    """
    return replace(make_filter(engine, cast(Choice, dict(search.choice))), headings=False)


def find_new(engine: Engine, search: Search, limit: int) -> tuple[New, ...]:
    """Return what is new to a saved search since somebody last looked."""
    wanted, mode = filter_of(engine, search), cast(Mode, search.mode)
    return find_newest(engine, search.question, wanted, limit, since=search.seen, mode=mode)


def count_new(engine: Engine, search: Search) -> int:
    """Return how much is new to a saved search since somebody last looked."""
    wanted, mode = filter_of(engine, search), cast(Mode, search.mode)
    return count_newest(engine, search.question, wanted, since=search.seen, mode=mode)


def _parts(
    engine: Engine, typed: str, wanted: Filter, since: str, mode: Mode
) -> Iterator[tuple[Filter, str]]:
    """The filter kept to each source that came after `since`, the latest first, and when it came.

    Sources of dialogues that hold no answer are passed over.
    """
    arrivals = find_arrivals(engine, since)
    if wanted.source:
        arrivals = {key: at for key, at in arrivals.items() if key == wanted.source}
    if not arrivals:
        return
    counts = tally(engine, typed, wanted, mode=mode).counts["dialogue"]
    holding = {value.value for value in counts if value.number}
    dialogues = find_titles(engine, arrivals).dialogues
    for key, at in arrivals.items():
        if dialogues.get(key) in holding:
            yield replace(wanted, source=key, dialogue=dialogues[key]), at
