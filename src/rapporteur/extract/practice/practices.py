"""Bring the points that describe one measure together into a practice."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.evidence import Figure, Point, Practice, Source, Statement, Voice, content_id
from rapporteur.extract.practice.deeds import find_told
from rapporteur.extract.practice.implementers import find_implementers
from rapporteur.extract.practice.instruments import find_instruments, list_instruments
from rapporteur.extract.practice.measures import opens_new, takes_up
from rapporteur.extract.practice.names import find_names
from rapporteur.extract.practice.partners import find_partners, find_since
from rapporteur.extract.practice.titles import find_title
from rapporteur.extract.practice.wordings import content_words, overlap
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import squeeze

GAP = 2  # sentences of another kind that a measure's description may be broken by
# A sentence with a verb or a full stop; lists of names have neither.
TELLS = re.compile(
    r"\b(?:ha[sd]|have|was|were|is|are|will|would|can|could|\w{3,}(?:ed|ing))\b|[.;]$"
)
TAKING_UP = re.compile(r"(?:It|Its|They|Their|This|That|These|Those)\b")
DESCRIBED = 5  # content words without which two descriptions cannot be compared
ALIKE = 0.5  # share of the shorter description's content words


@dataclass(slots=True)
class Telling:
    """The points of one voice about one measure, as gathered so far."""

    voice: Voice
    implementers: tuple[str, ...]
    points: list[Point] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its sentences in turn."""
        return " ".join(point.text for point in self.points)


def gather_practices(
    source: Source, statements: Sequence[Statement], gazetteer: Gazetteer
) -> tuple[Practice, ...]:
    """Return the measures that the practice points of `statements` tell of, in reading order.

    Points of one voice belong together while they take up the same measure; a measure told
    twice, by the same implementers under the same name or in much the same words, is one
    practice. Sentences that tell of nothing done, as "X provided information", make none.
    """
    tellings = [t for statement in statements for t in _gather(statement, gazetteer)]
    practices = (_practice(source, joined, gazetteer) for joined in _join(tellings))
    return tuple(practice for practice in practices if practice is not None)


def _gather(statement: Statement, gazetteer: Gazetteer) -> list[Telling]:
    tellings: list[Telling] = []
    current: Telling | None = None
    for index, point in enumerate(statement.points):
        text = squeeze(point.text)
        if point.kind != "practice":
            current = None if opens_new(text) else current
        elif TELLS.search(text):
            implementers = find_implementers(point, statement.voice, gazetteer)
            if current is None or not _goes_on(current, point, implementers):
                opening = _opening(point, statement.points[:index])
                current = Telling(statement.voice, implementers, opening)
                tellings.append(current)
            current.points.append(point)
    return [telling for telling in tellings if _is_measure(telling)]


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


def _join(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Group the tellings of one measure, in order of the first."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        group = next((g for g in groups if _is_same(g[0], telling)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return groups


def _is_same(first: Telling, second: Telling) -> bool:
    if not first.implementers or set(first.implementers) != set(second.implementers):
        return False
    one, other = (set(find_names(t.points[0].text)) for t in (first, second))
    if any(name in named or named in name for name in one for named in other):
        return True
    if one and other:
        return False
    described = [content_words(_told(t.points[0].text)) for t in (first, second)]
    return min(map(len, described)) >= DESCRIBED and overlap(*described) >= ALIKE


def _told(text: str) -> str:
    return text[find_told(text)[0] :]


def _practice(source: Source, tellings: Sequence[Telling], gazetteer: Gazetteer) -> Practice | None:
    points = [point for telling in tellings for point in telling.points]
    title = next((t for t in (_title(point, gazetteer) for point in points) if t), "")
    if not title:
        return None
    implementers = tellings[0].implementers
    partners = (p for point in points for p in find_partners(point.text, gazetteer, implementers))
    return Practice(
        id=content_id("prc", source.id, points[0].id),
        title=title,
        implementers=implementers,
        points=tuple(point.id for point in points),
        groups=_unique(group for point in points for group in point.groups),
        partners=_unique(p for p in partners if p not in implementers),
        since=next((s for s in (find_since(p.text) for p in points) if s), ""),
        figures=_figures(points),
        about=_unique(code for point in points for code in point.about),
        instruments=_instruments(points, title),
    )


def _instruments(points: Sequence[Point], title: str) -> tuple[str, ...]:
    """Return the instruments of all the sentences, in the typology's order."""
    told = {code for point in points for code in find_instruments(squeeze(point.text), title)}
    return tuple(code for code in list_instruments() if code in told)


def _title(point: Point, gazetteer: Gazetteer) -> str:
    """Return the words of a point that name its measure; names of known bodies are none."""
    text = squeeze(point.text)
    bodies = [(m.start, m.end) for m in gazetteer.find_names(text) if m.kind == "organisation"]
    span = find_title(text, bodies)
    return text[span[0] : span[1]] if span is not None else ""


def _figures(points: Iterable[Point]) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(figure for point in points for figure in point.figures))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
