"""Bring the points that describe one measure together into a practice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.evidence import Figure, Point, Practice, Source, Statement, Voice, content_id
from rapporteur.extract.measures import find_types, takes_up
from rapporteur.extract.partners import find_partners, find_since
from rapporteur.extract.titles import find_names, find_title
from rapporteur.extract.wordings import content_words, overlap
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import squeeze

GAP = 2  # sentences of another kind that a measure's description may be broken by
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
    for point in statement.points:
        if point.kind != "practice":
            continue
        implementers = _find_implementers(point, statement.voice, gazetteer)
        if (
            current is not None
            and point.order - current.points[-1].order <= GAP + 1
            and (implementers == current.implementers or not point.about)
            and takes_up(squeeze(point.text), squeeze(current.text))
        ):
            current.points.append(point)
            continue
        current = Telling(statement.voice, implementers, [point])
        tellings.append(current)
    return tellings


def _find_implementers(point: Point, voice: Voice, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return who takes the measure: the voice's entities, unless it tells of another's."""
    own = voice.entities
    if point.about and not set(point.about) & set(own):
        kinds = {gazetteer.get_entity(code).kind for code in own if _is_known(code, gazetteer)}
        if not own or "state" in kinds:
            return point.about
    return own


def _is_known(code: str, gazetteer: Gazetteer) -> bool:
    entity = gazetteer.find_entity(code)
    return entity is not None and entity.code == code


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
