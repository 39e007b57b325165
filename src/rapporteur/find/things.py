"""Read recommendations, practices and points alike: as things that say something."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.evidence import Anchor, Review, Voice
from rapporteur.find.compare import Sort
from rapporteur.store.beside import find_alone
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.sides import find_recommendations_by_id, find_served
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import find_practices_by_id


@dataclass(frozen=True, slots=True)
class Thing:
    """What is said, where, and by whom.

    `text` is verbatim: of a practice, the sentence that introduces it. `title` is a practice's.
    `voice` is whose words they are, None for a recommendation, which has `voices` and
    `addressed_to`; `voices` of a practice are those that take it. `codes` are the objectives
    and goals that it serves, as "gcm:5".
    """

    id: str
    text: str
    anchor: Anchor
    points: tuple[str, ...]
    codes: frozenset[str]
    review: Review | None
    title: str = ""
    kind: str = ""
    voice: Voice | None = None
    voices: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    response: str = ""


Things = dict[str, Thing]


def read_things(engine: Engine, sort: Sort, keys: Sequence[str]) -> Things:
    """Return the things of these ids; those that are gone are left out."""
    return _READERS[sort](engine, keys)


def name_sources(engine: Engine, things: Iterable[Thing]) -> Titles:
    """Return what the files and dialogues of these things are called."""
    return find_titles(engine, {thing.anchor.source for thing in things})


def _recommendations(engine: Engine, keys: Sequence[str]) -> Things:
    found = find_recommendations_by_id(engine, keys)
    served = find_served(engine, [key for item in found for key in item.points])
    reviews = find_reviews(engine, keys)
    return {
        item.id: Thing(
            id=item.id,
            text=item.text,
            anchor=item.anchor,
            points=item.points,
            codes=_codes(served, item.points),
            review=reviews.get(item.id),
            voices=item.voices,
            addressed_to=item.addressed_to,
            response=item.response or "",
        )
        for item in found
    }


def _practices(engine: Engine, keys: Sequence[str]) -> Things:
    found = find_practices_by_id(engine, keys)
    told = find_alone(engine, [practice.points[0] for practice in found])
    served = find_served(engine, [key for practice in found for key in practice.points])
    reviews = find_reviews(engine, keys)
    return {
        practice.id: Thing(
            id=practice.id,
            text=statement.points[0].text,
            anchor=statement.points[0].anchor,
            points=practice.points,
            codes=_codes(served, practice.points),
            review=reviews.get(practice.id),
            title=practice.title,
            voice=statement.voice,
            voices=practice.implementers,
        )
        for practice in found
        if (statement := told.get(practice.points[0]))
    }


def _points(engine: Engine, keys: Sequence[str]) -> Things:
    told = find_alone(engine, keys)
    served = find_served(engine, list(told))
    return {
        key: Thing(
            id=key,
            text=statement.points[0].text,
            anchor=statement.points[0].anchor,
            points=(key,),
            codes=_codes(served, (key,)),
            review=statement.points[0].review,
            kind=statement.points[0].kind,
            voice=statement.voice,
        )
        for key, statement in told.items()
    }


_READERS: dict[Sort, Callable[[Engine, Sequence[str]], Things]] = {
    "recommendations": _recommendations,
    "practices": _practices,
    "points": _points,
}


def _codes(served: Mapping[str, frozenset[str]], points: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(served.get(key, frozenset()) for key in points))
