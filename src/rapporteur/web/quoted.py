"""Choose what a profile quotes: what an Entity said, did, asked, was asked, and is told of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.evidence import Point, Practice, Recommendation, Review, Statement
from rapporteur.find.profile import Profile
from rapporteur.store.beside import find_alone
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.profile import (
    choose_points,
    find_asked_by,
    find_asked_of,
    find_practices_of,
)
from rapporteur.store.select import Filter
from rapporteur.store.titles import Titles, find_titles
from rapporteur.web.names import languages_of

# How many of each are quoted on the page, and on paper.
ON_PAGE = 4
ON_PAPER = 4
TOLD_ELSEWHERE = ("practice", "recommendation")  # kinds that have lists of their own


@dataclass(frozen=True, slots=True)
class Measure:
    """A practice with the sentence that introduces it and whose words that is."""

    practice: Practice
    told: Statement

    @property
    def point(self) -> Point:
        """The sentence that introduces it."""
        return self.told.points[0]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a profile quotes; statements hold one point each.

    `reviews` are of practices and recommendations; `titles` of files and dialogues; `languages`
    of sources.
    """

    said: tuple[Statement, ...]
    told: tuple[Statement, ...]
    took: tuple[Measure, ...]
    asks: tuple[Recommendation, ...]
    asked: tuple[Recommendation, ...]
    reviews: Mapping[str, Review]
    titles: Titles
    languages: Mapping[str, str]

    def places(self) -> Iterator[tuple[str, int]]:
        """Yield the source and page of every quotation, in the order of a brief."""
        for measure in self.took:
            yield _place(measure.point)
        for item in (*self.asks, *self.asked):
            yield item.anchor.source, item.anchor.page
        for statement in (*self.said, *self.told):
            yield _place(statement.points[0])


def quote_profile(store: Engine, profile: Profile, most: int = ON_PAGE) -> Quoted:
    """Return what to quote in a profile, at most so many of each."""
    code = profile.entity.code
    took = find_practices_of(store, code, most) if profile.acts.took else ()
    asks = find_asked_by(store, code, most) if profile.acts.asks else ()
    asked = find_asked_of(store, code, most) if profile.acts.asked else ()
    skip = TOLD_ELSEWHERE if took and asks else ()
    said = choose_points(store, Filter(voice=code), most, skip=skip)
    known = ("recommendation",) if asked else ()
    told = choose_points(store, Filter(about=code), most, without=code, skip=known)
    introducing = [practice.points[0] for practice in took]
    alone = find_alone(store, list(dict.fromkeys((*said, *told, *introducing))))
    sources = {s.source for s in alone.values()} | {r.anchor.source for r in (*asks, *asked)}
    titles = find_titles(store, sources)
    return Quoted(
        said=_only(alone, said),
        told=_only(alone, told),
        took=tuple(Measure(p, alone[p.points[0]]) for p in took if p.points[0] in alone),
        asks=asks,
        asked=asked,
        reviews=find_reviews(store, [p.id for p in took] + [r.id for r in (*asks, *asked)]),
        titles=titles,
        languages=languages_of(store, titles),
    )


def number_places(quoted: Quoted) -> dict[tuple[str, int], int]:
    """Number the places of all quotations, from 1, each once."""
    return {place: at for at, place in enumerate(dict.fromkeys(quoted.places()), 1)}


def _only(alone: Mapping[str, Statement], keys: Iterable[str]) -> tuple[Statement, ...]:
    return tuple(alone[key] for key in keys if key in alone)


def _place(point: Point) -> tuple[str, int]:
    return point.anchor.source, point.anchor.page
