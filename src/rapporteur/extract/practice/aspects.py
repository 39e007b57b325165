"""Find the sentences that tell of a measure's effects, of what was learnt and what was new."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Point
from rapporteur.wording import squeeze

LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()“”\"]+[^\s<>()“”\".,;:]")


@dataclass(frozen=True, slots=True)
class Aspects:
    """Ids of the points that tell of each aspect, in reading order; empty where none does."""

    benefits: tuple[str, ...]
    challenges: tuple[str, ...]
    lessons: tuple[str, ...]
    replication: tuple[str, ...]
    innovation: tuple[str, ...]


def find_aspects(points: Sequence[Point], near: Sequence[Point]) -> Aspects:
    """Read the aspects of a measure from its own `points` and those `near` that take it up.

    Its effects and what is new stand in its own sentences, what stood in its way in sentences
    near that tell of a challenge.
    """
    both = sorted((*points, *near), key=lambda point: point.order)
    return Aspects(
        benefits=_tell(points, "benefits"),
        challenges=tuple(p.id for p in near if p.kind == "challenge"),
        lessons=_tell(both, "lessons"),
        replication=_tell(both, "replication"),
        innovation=_tell(points, "innovation"),
    )


def find_links(points: Iterable[Point]) -> tuple[str, ...]:
    """Return the web addresses that the sentences give, as they write them."""
    return _unique(link for p in points for link in LINK.findall(p.text))


def find_principles(text: str) -> tuple[str, ...]:
    """Return the guiding principles of the Global Compact for Migration that `text` names."""
    return tuple(name for name, cue in _principles() if cue.search(text))


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_cues("aspects")[name]), re.I)


@cache
def _principles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    principles = load_cues("aspects")["principles"]
    return tuple((name, re.compile("|".join(cues), re.I)) for name, cues in principles.items())


def _tell(points: Iterable[Point], aspect: str) -> tuple[str, ...]:
    return tuple(point.id for point in points if _cue(aspect).search(squeeze(point.text)))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
