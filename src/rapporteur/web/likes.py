"""Who else says the like of what a State or organisation did, asked and said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.errors import UnknownError
from rapporteur.evidence import Anchor
from rapporteur.find.rank import Hit
from rapporteur.find.similar import find_similar
from rapporteur.web.language import mark
from rapporteur.web.quoted import Quoted

LOOKED_AT = 12  # hits of each thing, some of them the Entity's own
SHOWN = 3
SORTS = {
    "practices": mark("What it did"),
    "recommendations": mark("What it asked of others"),
    "points": mark("What it said"),
}


@dataclass(frozen=True, slots=True)
class Likes:
    """Something of an Entity's own, and what others say that is like it, nearest first.

    `sort` is one of SORTS; `id` and it make the address of all that is like it.
    """

    sort: str
    id: str
    text: str
    anchor: Anchor
    points: tuple[str, ...]
    hits: tuple[Hit, ...]


def find_likes(store: Engine, code: str, quoted: Quoted) -> list[Likes]:
    """Return what others say that is like what an Entity is quoted with; without any, nothing."""
    found = []
    for sort, key, text, anchor, points in _own(quoted):
        try:
            hits = find_similar(store, key, limit=LOOKED_AT)
        except UnknownError:  # removed meanwhile
            continue
        others = tuple(hit for hit in hits if code not in hit.statement.voice.entities)
        if others:
            found.append(Likes(sort, key, text, anchor, points, others[:SHOWN]))
    return found


def count_others(likes: Sequence[Likes]) -> list[tuple[str, int]]:
    """Return who says the like, with how many of these things, most first."""
    said = ({e for hit in one.hits for e in hit.statement.voice.entities} for one in likes)
    counts = Counter(code for codes in said for code in codes)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _own(quoted: Quoted) -> Iterator[tuple[str, str, str, Anchor, tuple[str, ...]]]:
    for measure in quoted.took:
        point = measure.point
        yield "practices", measure.practice.id, point.text, point.anchor, (point.id,)
    for item in quoted.asks:
        yield "recommendations", item.id, item.text, item.anchor, item.points
    for statement in quoted.said:
        point = statement.points[0]
        yield "points", point.id, point.text, point.anchor, (point.id,)
