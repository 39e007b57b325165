"""Bring the points that describe one measure together into a practice."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.evidence import Figure, Point, Practice, Source, Statement, Voice, content_id
from rapporteur.extract.measures import find_types, opens_new, takes_up
from rapporteur.extract.partners import find_partners, find_since
from rapporteur.extract.titles import find_names, find_title, find_verb
from rapporteur.extract.wordings import content_words, overlap
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import squeeze

GAP = 2  # sentences of another kind that a measure's description may be broken by
# A sentence with a verb or a full stop; lists of names have neither.
TELLS = re.compile(
    r"\b(?:ha[sd]|have|was|were|is|are|will|would|can|could|\w{3,}(?:ed|ing))\b|[.;]$"
)
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
    twice, by the same implementers in much the same words, is one practice.
    """
    tellings = [t for statement in statements for t in _gather(statement, gazetteer)]
    return tuple(_practice(source, joined, gazetteer) for joined in _join(tellings))


def _gather(statement: Statement, gazetteer: Gazetteer) -> list[Telling]:
    tellings: list[Telling] = []
    current: Telling | None = None
    for index, point in enumerate(statement.points):
        text = squeeze(point.text)
        if point.kind != "practice":
            current = None if opens_new(text) else current
        elif TELLS.search(text):
            implementers = _find_implementers(point, statement.voice, gazetteer)
            if current is None or not _goes_on(current, point, implementers):
                opening = _opening(point, statement.points[:index])
                current = Telling(statement.voice, implementers, opening)
                tellings.append(current)
            current.points.append(point)
    return [telling for telling in tellings if _is_measure(telling)]


def _is_measure(telling: Telling) -> bool:
    """Tell whether somebody took the measure: an Entity, or unnamed ones who did something."""
    if telling.implementers:
        return True
    done = find_verb(squeeze(telling.points[0].text)) is not None
    return telling.voice.manner != "report" and done


def _goes_on(current: Telling, point: Point, implementers: tuple[str, ...]) -> bool:
    near = point.order - current.points[-1].order <= GAP + 1
    same = implementers == current.implementers or not point.about
    return near and same and takes_up(squeeze(point.text), squeeze(current.text))


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


def _find_implementers(point: Point, voice: Voice, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return who takes the measure: the voice's entities, unless it tells of another's.

    Of several countries told of, those count that stand before the verb of taking it.
    """
    own = voice.entities
    if not point.about or set(point.about) & set(own):
        return own
    if own and not any(_is_state(code, gazetteer) for code in own):
        return own
    verb = find_verb(point.text)
    named = (m.code for m in gazetteer.find_names(point.text) if verb is None or m.start < verb)
    acting = tuple(dict.fromkeys(code for code in named if code in point.about))
    return acting or point.about[:1]


def _is_state(code: str, gazetteer: Gazetteer) -> bool:
    entity = gazetteer.find_entity(code)
    return entity is not None and entity.code == code and entity.kind == "state"


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
    names = set(find_names(first.text)) & set(find_names(second.text))
    if any(len(name.split()) > 1 for name in names):
        return True
    one, other = (content_words(t.points[0].text) for t in (first, second))
    return min(len(one), len(other)) >= 5 and overlap(one, other) >= ALIKE


def _practice(source: Source, tellings: Sequence[Telling], gazetteer: Gazetteer) -> Practice:
    points = [point for telling in tellings for point in telling.points]
    first = points[0]
    start, end = find_title(first.text)
    text = " ".join(point.text for point in points)
    implementers = tellings[0].implementers
    partners = (p for point in points for p in find_partners(point.text, gazetteer, implementers))
    return Practice(
        id=content_id("prc", source.id, first.id),
        title=squeeze(first.text[start:end]),
        implementers=implementers,
        points=tuple(point.id for point in points),
        groups=_unique(group for point in points for group in point.groups),
        partners=_unique(p for p in partners if p not in implementers),
        since=next((s for s in (find_since(p.text) for p in points) if s), ""),
        figures=_figures(points),
        about=_unique(code for point in points for code in point.about),
        measures=find_types(text),
    )


def _figures(points: Iterable[Point]) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(figure for point in points for figure in point.figures))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
