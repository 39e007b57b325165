"""List the points that pass filters, without a question, in the order of the record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Engine

from rapporteur.find.counts import count_facets, every_point, narrow
from rapporteur.find.index import open_index
from rapporteur.find.rank import Answer, Hit, answer
from rapporteur.find.reply import ask
from rapporteur.find.schema import count_matches
from rapporteur.find.weigh import Mode
from rapporteur.store.beside import find_alone, find_beside
from rapporteur.store.browse import find_some_points, list_dialogue_keys
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings

DEEPEST = 1_000  # hits of a question; nobody reads further
AT_ONCE = 500  # points read together when all are wanted


def explore(
    engine: Engine, typed: str, wanted: Filter, limit: int, *, offset: int = 0, mode: Mode = "both"
) -> Answer:
    """Answer a question, or list all points that pass where none is asked; with counts.

    Of a question's hits only the first DEEPEST can be had. Raises QueryError as `answer` does.
    """
    if not typed.strip():
        return browse(engine, wanted, limit, offset)
    limit = min(limit, max(0, DEEPEST - offset))
    return ask(engine, typed, wanted, limit, offset=offset, mode=mode)


def tally(engine: Engine, typed: str, wanted: Filter, *, mode: Mode = "both") -> Answer:
    """Return the total and counts of what `explore` finds, with the first hit alone."""
    if not typed.strip():
        return browse(engine, wanted, 1)
    return answer(engine, typed, wanted, 1, mode=mode)


def browse(engine: Engine, wanted: Filter, limit: int, offset: int = 0) -> Answer:
    """Return points in the order of the record, the latest dialogue first, with counts."""
    searcher = open_index(engine).searcher
    total, counts = count_facets(searcher, every_point(), wanted)
    numbers = {value.value: value.number for value in counts["dialogue"]}
    if wanted.dialogue:  # its own facet tells of the other dialogues too
        numbers = {wanted.dialogue: total}
    keys = find_some_points(engine, wanted, numbers, offset, limit)
    return Answer(tuple(show_points(engine, keys)), total, counts)


def list_all(engine: Engine, typed: str, wanted: Filter, *, mode: Mode = "both") -> Iterator[Hit]:
    """Yield what all pages of `explore` show, one after the other."""
    if typed.strip():
        yield from answer(engine, typed, wanted, DEEPEST, mode=mode, counting=False).hits
        return
    dialogues = [wanted.dialogue] if wanted.dialogue else list_dialogue_keys(engine)
    for dialogue in dialogues:
        keys = find_points(engine, replace(wanted, dialogue=dialogue))
        for at in range(0, len(keys), AT_ONCE):
            yield from show_points(engine, keys[at : at + AT_ONCE])


def count_all(engine: Engine, wanted: Filter) -> int:
    """Return how many points pass."""
    return count_matches(open_index(engine).searcher, narrow(every_point(), wanted))


def show_points(engine: Engine, keys: Sequence[str]) -> Iterator[Hit]:
    """Yield points as hits; a sentence that is shown itself is not said again beside another."""
    told, codings = find_alone(engine, keys), find_codings(engine, keys)
    around = find_beside(engine, keys)
    places = {(s.source, s.points[0].order) for s in told.values()}
    for key, statement in told.items():
        before, after = around.get(key, ("", ""))
        at = statement.points[0].order
        yield Hit(
            statement,
            codings.get(key, ()),
            score=0.0,
            why="",
            marks=(),
            before="" if (statement.source, at - 1) in places else before,
            after="" if (statement.source, at + 1) in places else after,
            address=f"/points/{key}",
        )
