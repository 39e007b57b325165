"""Gather the sentences that one voice tells of one measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur.evidence import Point, Statement, Voice
from rapporteur.extract.practice.implementers import find_implementers
from rapporteur.extract.practice.measures import names_again, opens_new, takes_up
from rapporteur.extract.practice.names import find_names
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import squeeze

GAP = 2  # sentences of another kind that a measure's description may be broken by
# A sentence with a verb or a full stop; lists of names have neither.
TELLS = re.compile(
    r"\b(?:ha[sd]|have|was|were|is|are|will|would|can|could|\w{3,}(?:ed|ing))\b|[.;]$"
)
TAKING_UP = re.compile(r"(?:It|Its|They|Their|This|That|These|Those)\b")


@dataclass(slots=True)
class Telling:
    """The points of one voice about one measure, as gathered so far.

    `near` are sentences of another kind that take the measure up: what stood in its way, what
    was learnt from it, what is asked of others.
    """

    voice: Voice
    implementers: tuple[str, ...]
    points: list[Point] = field(default_factory=list)
    near: list[Point] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its sentences in turn."""
        return " ".join(point.text for point in self.points)


def gather_tellings(statement: Statement, gazetteer: Gazetteer) -> list[Telling]:
    """Return what a statement tells of measures, in reading order.

    Practice points belong together while they take up the same measure.
    """
    tellings: list[Telling] = []
    current: Telling | None = None
    for index, point in enumerate(statement.points):
        text = squeeze(point.text)
        if point.kind != "practice":
            current = _pass_by(current, point, text)
        elif TELLS.search(text):
            implementers = find_implementers(point, statement.voice, gazetteer)
            if current is None or not _goes_on(current, point, implementers):
                opening = _opening(point, statement.points[:index])
                current = Telling(statement.voice, implementers, opening)
                tellings.append(current)
            current.points.append(point)
    return [telling for telling in tellings if _is_measure(telling)]


def _pass_by(current: Telling | None, point: Point, text: str) -> Telling | None:
    """Note a sentence of another kind; it ends the telling where it turns to a further measure."""
    if current is None or opens_new(text):
        return None
    if point.order - current.points[-1].order <= GAP and names_again(text, squeeze(current.text)):
        current.near.append(point)
    return current


def _is_measure(telling: Telling) -> bool:
    """Tell whether somebody took the measure: an Entity, or unnamed ones who did something."""
    return bool(telling.implementers) or telling.voice.manner != "report"


def _goes_on(current: Telling, point: Point, implementers: tuple[str, ...]) -> bool:
    near = point.order - current.points[-1].order <= GAP + 1
    same = implementers == current.implementers or not point.about
    text, told = squeeze(point.text), squeeze(current.text)
    return near and same and not _names_another(text, told) and takes_up(text, told)


def _names_another(text: str, told: str) -> bool:
    """Tell whether `text` names a measure that `told` does not, and does not begin with "It"."""
    names = find_names(text)
    anew = names and not any(name in told for name in names)
    return bool(anew) and not TAKING_UP.match(text)


def _opening(point: Point, before: Sequence[Point]) -> list[Point]:
    """Return the sentences before that name the measure which `point` takes up."""
    opening: list[Point] = []
    for earlier in reversed(before[-GAP:]):
        at = opening[0] if opening else point
        if earlier.kind == "practice" or not takes_up(squeeze(at.text), squeeze(earlier.text)):
            break
        opening.insert(0, earlier)
        if find_names(squeeze(earlier.text)):
            return opening
    return []
