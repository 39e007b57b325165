"""Read a store from Python: the evidence as the dataclasses it is made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from types import TracebackType
from typing import Any, Literal, TypeVar, Unpack, overload

from sqlalchemy import Engine

from rapporteur.errors import UnknownError
from rapporteur.evidence import (
    Code,
    Coding,
    Dialogue,
    Entity,
    Figure,
    Notice,
    Participant,
    Point,
    Practice,
    Recommendation,
    Segment,
    Source,
    Statement,
)
from rapporteur.find.rank import Answer, Hit, find
from rapporteur.find.reply import ask
from rapporteur.find.similar import find_similar
from rapporteur.find.weigh import Mode
from rapporteur.frameworks import load_frameworks
from rapporteur.store import open_existing
from rapporteur.store.choice import Choice, make_filter
from rapporteur.store.count import code_voices, count_codes
from rapporteur.store.view import (
    find_codings,
    find_practice,
    find_recommendation,
    find_statement,
    find_statement_of,
    find_statements,
    get_dialogue,
    get_source,
)
from rapporteur.store.walk import (
    Key,
    Stretch,
    walk_dialogues,
    walk_entities,
    walk_figures,
    walk_notices,
    walk_participants,
    walk_points,
    walk_practices,
    walk_recommendations,
    walk_segments,
    walk_sources,
    walk_statements,
)

Item = TypeVar("Item")
Noun = TypeVar("Noun", Dialogue, Source, Segment, Statement, Point, Practice, Recommendation)
Held = Dialogue | Source | Segment | Statement | Point | Practice | Recommendation
BATCH = 200  # things read at once


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many points of each kind bear on a code of a framework, and whose voices they are."""

    framework: str
    code: Code
    kinds: dict[str, int]
    voices: tuple[str, ...]


class Rapporteur:
    """What a store holds, for reading only.

    Use it with `with`, or call `close` when done. Lists are read as they are walked through, in
    the order of the record, source by source; each thing is met once, whatever is taken into
    the store meanwhile. Filters are those of the command line, by the same names: see Choice.
    They raise QueryError for a dialogue, kind, manner or filter that there is not.
    """

    def __init__(self, store: Engine) -> None:
        self._store = store

    def __enter__(self) -> "Rapporteur":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.dispose()

    def find(
        self, query: str, *, limit: int = 10, mode: Mode = "both", **filters: Unpack[Choice]
    ) -> tuple[Hit, ...]:
        """Return at most `limit` points that answer `query`, best first, each with its reason.

        Words match in all their forms, "quoted words" must stand together, a star ends a
        beginning (migra*). Raises QueryError for a query without words.
        """
        return find(self._store, query, make_filter(self._store, filters), limit, mode)

    def search(
        self, query: str, *, limit: int = 10, mode: Mode = "both", **filters: Unpack[Choice]
    ) -> Answer:
        """Return what `find` does with how many points match, counted by each filter's values.

        A question put as one has a `reply`: the few sentences that answer it; else whether the
        record does not say ("silent") or nothing in it clearly answers ("unclear").
        """
        return ask(self._store, query, make_filter(self._store, filters), limit, mode=mode)

    def similar(self, key: str, *, limit: int = 10, **filters: Unpack[Choice]) -> tuple[Hit, ...]:
        """Return what makes the same point as a point, practice or recommendation of this id.

        In another voice, segment or dialogue, nearest first. `Hit.of` is the practice or
        recommendation, if such was asked about. Raises UnknownError for any other id.
        """
        return find_similar(self._store, key, make_filter(self._store, filters), limit)

    @overload
    def get(self, key: str) -> Held: ...

    @overload
    def get(self, key: str, noun: type[Noun]) -> Noun: ...

    def get(self, key: str, noun: type[Any] = object) -> Any:
        """Return the thing of this id, whole; raise UnknownError if there is none.

        Ids of dialogues, sources, segments, statements, points, practices and recommendations,
        as every list, export and page gives them. `noun` says which of these it must be; another
        one is an UnknownError too, that names what it is.
        """
        found = _GETTERS.get(key.partition("-")[0], _find_nothing)(self._store, key)
        if found is None:
            raise UnknownError(
                "there is nothing by this id", place=key, remedy="dialogues() lists what is held"
            )
        if not isinstance(found, noun):
            raise UnknownError(
                f"this is the id of a {type(found).__name__}, not of a {noun.__name__}",
                place=key,
                remedy="ask for what it is, or take an id from the list of what you want",
            )
        return found

    def dialogues(self) -> Iterator[Dialogue]:
        """Yield the facts of each dialogue; `get` gives one with all that belongs to it."""
        return _walk(lambda after: walk_dialogues(self._store, after=after, limit=BATCH))

    def sources(self, dialogue: str = "") -> Iterator[Source]:
        """Yield sources without content and pages, of a dialogue's id or of all."""
        found = _walk(lambda after: walk_sources(self._store, dialogue, "", after, BATCH))
        return (kept.source for kept in found)

    def segments(self, dialogue: str = "") -> Iterator[Segment]:
        """Yield segments, of a dialogue's id or of all."""
        found = _walk(lambda after: walk_segments(self._store, dialogue, after=after, limit=BATCH))
        return (segment for _, segment in found)

    def participants(self, dialogue: str = "", voice: str = "") -> Iterator[Participant]:
        """Yield participants by name, of a dialogue's id and for the Entity `voice`, or all."""
        walk = walk_participants
        found = _walk(lambda after: walk(self._store, dialogue, voice, after, BATCH))
        return (person for _, person in found)

    def entities(self, dialogue: str = "") -> Iterator[Entity]:
        """Yield the Entities that a dialogue, by its id, or any names, by code."""
        found = _walk(lambda after: walk_entities(self._store, dialogue, after=after, limit=BATCH))
        return (entity for entity, _ in found)

    def notices(self, dialogue: str = "") -> Iterator[Notice]:
        """Yield Notices, of a dialogue's id or of all, refused files too."""
        found = _walk(lambda after: walk_notices(self._store, dialogue, after, BATCH))
        return (notice for _, notice in found)

    def points(self, **filters: Unpack[Choice]) -> Iterator[Point]:
        """Yield the points that pass the filters; `statement_of` tells whose words they are."""
        wanted = make_filter(self._store, filters)
        keys = _batches(lambda after: walk_points(self._store, wanted, after, BATCH))
        told = (one for batch in keys for one in find_statements(self._store, batch))
        return (point for statement in told for point in statement.points)

    def statements(self, **filters: Unpack[Choice]) -> Iterator[Statement]:
        """Yield the statements with points that pass the filters, holding just these."""
        wanted = make_filter(self._store, filters)
        keys = _batches(lambda after: walk_statements(self._store, wanted, after, BATCH))
        return (
            statement
            for batch in keys
            for statement in find_statements(self._store, [key for held in batch for key in held])
        )

    def figures(self, **filters: Unpack[Choice]) -> Iterator[Figure]:
        """Yield the figures of the points that pass the filters."""
        wanted = make_filter(self._store, filters)
        found = _walk(lambda after: walk_figures(self._store, wanted, after, BATCH))
        return (figure for _, figure in found)

    def practices(self, **filters: Unpack[Choice]) -> Iterator[Practice]:
        """Yield the practices that stand on a point that passes the filters."""
        wanted = make_filter(self._store, filters)
        return _walk(lambda after: walk_practices(self._store, wanted, after, BATCH))

    def recommendations(
        self, *, origin: Literal["", "report", "listed", "call"] = "", **filters: Unpack[Choice]
    ) -> Iterator[Recommendation]:
        """Yield the recommendations of this origin that stand on a point that passes.

        Raises QueryError for any other origin, besides what all lists do.
        """
        wanted = make_filter(self._store, filters, origin)
        return _walk(lambda after: walk_recommendations(self._store, wanted, after, BATCH))

    def statement_of(self, point: Point) -> Statement:
        """Return the whole statement that a point is part of: its voice says whose words."""
        statement = find_statement_of(self._store, point.id)
        if statement is None:
            raise UnknownError("there is no such point", place=point.id, remedy="ask for it anew")
        return statement

    def codings(self, point: Point) -> tuple[Coding, ...]:
        """Return the codes that a point bears on, best first, each with its reason."""
        return find_codings(self._store, [point.id]).get(point.id, ())

    def coverage(self, **filters: Unpack[Choice]) -> tuple[Coverage, ...]:
        """Return for every code how many points that pass bear on it; zero is an answer too."""
        wanted = make_filter(self._store, filters)
        counts, voices = count_codes(self._store, wanted), code_voices(self._store, wanted)
        return tuple(
            Coverage(
                framework.id,
                code,
                counts.get((framework.id, code.code), {}),
                voices.get((framework.id, code.code), ()),
            )
            for framework in load_frameworks().values()
            for code in framework.codes
        )


def open_rapporteur(place: str | PathLike[str]) -> Rapporteur:
    """Open the store at a path or address; raise SettingError where there is none."""
    return Rapporteur(open_existing(fspath(place)))


def _batches(walk: Callable[[Key], Stretch[Item]]) -> Iterator[tuple[Item, ...]]:
    after: Key = ()
    while True:
        stretch = walk(after)
        yield stretch.items
        after = stretch.after
        if not after:
            return


def _walk(walk: Callable[[Key], Stretch[Item]]) -> Iterator[Item]:
    return (item for batch in _batches(walk) for item in batch)


def _find_nothing(_: Engine, __: str) -> None:
    return None


def _find_point(store: Engine, key: str) -> Point | None:
    found: Sequence[Statement] = find_statements(store, [key])
    return found[0].points[0] if found else None


def _find_segment(store: Engine, key: str) -> Segment | None:
    found = walk_segments(store, key=key, limit=1).items
    return found[0][1] if found else None


_GETTERS: dict[str, Callable[[Engine, str], Held | None]] = {
    "dlg": get_dialogue,
    "src": get_source,
    "seg": _find_segment,
    "stm": find_statement,
    "pnt": _find_point,
    "prc": find_practice,
    "rec": find_recommendation,
}
