"""Lead from a sentence to where the same voice speaks, or the same country is told of, next."""

from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.evidence import Point, Voice
from rapporteur.store.leaf import find_mentions_beside
from rapporteur.store.select import Filter

MOST = 3  # entities of a joint voice, or countries, that are followed


@dataclass(frozen=True, slots=True)
class Trail:
    """Whose mentions these are: `code` as a voice or, with `about`, as a country told of.

    `before` and `after` are ids of the nearest points in the dialogue, empty at its ends.
    """

    code: str
    about: bool
    before: str
    after: str


def find_trails(store: Engine, point: Point, voice: Voice) -> list[Trail]:
    """Return where the voices of `point`, and the countries it tells of, are met before and after.

    What is met nowhere else is left out.
    """
    followed = [(code, False) for code in voice.entities[:MOST]]
    if not followed:
        own = "report" if voice.manner == "report" else "participants"
        followed = [(own, False)] if own == "participants" else []
    followed += [(code, True) for code in point.about[:MOST]]
    trails = []
    for code, about in followed:
        wanted = Filter(about=code) if about else Filter(voice=code)
        before, after = find_mentions_beside(store, point.id, wanted)
        if before or after:
            trails.append(Trail(code, about, before, after))
    return trails
