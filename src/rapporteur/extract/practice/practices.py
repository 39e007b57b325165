"""Bring the points that describe one measure together into a practice."""

from collections.abc import Iterable, Sequence

from rapporteur.evidence import Figure, Point, Practice, Source, Statement, content_id
from rapporteur.extract.practice.aspects import find_aspects, find_links
from rapporteur.extract.practice.bodies import find_bodies, find_level
from rapporteur.extract.practice.dates import find_period
from rapporteur.extract.practice.deeds import find_told
from rapporteur.extract.practice.instruments import find_instruments, list_instruments
from rapporteur.extract.practice.names import find_names
from rapporteur.extract.practice.partners import find_partners
from rapporteur.extract.practice.same import Known, is_telling, told_again
from rapporteur.extract.practice.scale import find_scale
from rapporteur.extract.practice.tellings import Telling, gather_tellings
from rapporteur.extract.practice.titles import find_title
from rapporteur.extract.practice.wordings import content_words
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import squeeze

Ground = tuple[str, str]  # a field and the id of a point that it was read from


def gather_practices(
    source: Source, statements: Sequence[Statement], gazetteer: Gazetteer
) -> tuple[Practice, ...]:
    """Return the measures that the practice points of `statements` tell of, in reading order.

    Points of one voice belong together while they take up the same measure; a measure told
    twice, by the same implementers under the same name or in much the same words, is one
    practice. Sentences that tell of nothing done, as "X provided information", make none.
    """
    tellings = [t for statement in statements for t in gather_tellings(statement, gazetteer)]
    practices = (_practice(source, joined, gazetteer) for joined in _join(tellings, gazetteer))
    return tuple(practice for practice in practices if practice is not None)


def _join(tellings: Iterable[Telling], gazetteer: Gazetteer) -> list[list[Telling]]:
    """Group the tellings of one measure, in order of the first."""
    groups: list[tuple[Known, list[Telling]]] = []
    for telling in tellings:
        known = _known(telling, gazetteer)
        group = next((joined for first, joined in groups if told_again(first, known)), None)
        if group is None:
            groups.append((known, [telling]))
        else:
            group.append(telling)
    return [joined for _, joined in groups]


def _known(telling: Telling, gazetteer: Gazetteer) -> Known:
    first = telling.points[0]
    text, title = squeeze(first.text), _title(first, gazetteer)
    return Known(
        implementers=frozenset(telling.implementers),
        names=find_names(text),
        words=content_words(_told(text)),
        title=content_words(title),
        instruments=frozenset(find_instruments(text, title)),
        groups=frozenset(first.groups),
        values=frozenset(figure.value for figure in find_scale(first.figures)),
        since=find_period(text, title).since,
    )


def _told(text: str) -> str:
    return text[find_told(text)[0] :]


def _practice(source: Source, tellings: Sequence[Telling], gazetteer: Gazetteer) -> Practice | None:
    points = [point for telling in tellings for point in telling.points]
    titles = ((point, _title(point, gazetteer)) for point in points)
    introducing, title = next((found for found in titles if found[1]), (points[0], ""))
    if not title:
        return None
    near = [p for telling in tellings for p in telling.near if p not in points]
    aspects = find_aspects(points, near)
    implementers = _named_after(title, gazetteer) or tellings[0].implementers
    bodies = _bodies(points, title, gazetteer)
    period = _read_period([introducing, *points], title)
    partners = _read_partners(points, gazetteer, implementers)
    return Practice(
        id=content_id("prc", source.id, points[0].id),
        title=title,
        implementers=implementers,
        points=tuple(point.id for point in points),
        groups=_unique(group for point in points for group in point.groups),
        partners=_unique(name for name, _ in partners),
        since=period[0][0] if period else "",
        until=period[0][1] if period else "",
        figures=_figures(points),
        about=_unique(code for point in points for code in point.about),
        instruments=_instruments(points, title),
        benefits=aspects.benefits,
        challenges=aspects.challenges,
        lessons=aspects.lessons,
        replication=aspects.replication,
        innovation=aspects.innovation,
        links=find_links(points),
        grounds=_grounds(points, introducing, (partners, bodies), period),
        names=tuple(name for name in find_names(title) if is_telling(name)),
        words=tuple(sorted(content_words(_told(squeeze(introducing.text))))),
        bodies=_unique(name for name, _ in bodies),
        level=find_level(
            (name for name, _ in bodies),
            (point.text for point in points),
            (_kind(code, gazetteer) for code in implementers),
        ),
    )


def _named_after(title: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the organisation whose own name leads that of its measure ("WHO Academy")."""
    first = next(iter(gazetteer.find_names(title)), None)
    if first is None or first.start or first.kind != "organisation":
        return ()
    rest = title[first.end :].removeprefix("’s").strip()
    return (first.code,) if rest[:1].isupper() and is_telling(rest) else ()


def _grounds(
    points: Sequence[Point],
    introducing: Point,
    named: tuple[Sequence[Ground], Sequence[Ground]],
    period: Sequence[tuple[str, str, str]],
) -> tuple[Ground, ...]:
    """Pair each field with the points that it was read from."""
    grounds: list[Ground] = [("title", introducing.id), ("implementers", points[0].id)]
    for field, told in zip(("partners", "bodies"), named, strict=True):
        grounds += [(field, point) for _, point in told]
    grounds += [
        (field, point)
        for since, until, point in period
        for field, date in (("since", since), ("until", until))
        if date
    ]
    for field in ("figures", "groups", "about"):
        grounds += [(field, point.id) for point in points if getattr(point, field)]
    return tuple(dict.fromkeys(grounds))


def _read_period(points: Sequence[Point], title: str) -> list[tuple[str, str, str]]:
    """Return when the measure began and ended and the point that tells, of the first that does."""
    for point in points:
        period = find_period(squeeze(point.text), title)
        if period.since or period.until:
            return [(period.since, period.until, point.id)]
    return []


def _read_partners(
    points: Iterable[Point], gazetteer: Gazetteer, implementers: tuple[str, ...]
) -> list[Ground]:
    """Return the partners, each with the id of the point that names it."""
    return [
        (name, point.id)
        for point in points
        for name in find_partners(point.text, gazetteer, implementers)
        if name not in implementers
    ]


def _bodies(points: Iterable[Point], title: str, gazetteer: Gazetteer) -> list[Ground]:
    """Return the bodies that act, each with the id of the point that names it.

    A body that was set up is the measure itself, and bears its title.
    """
    return [
        (name, point.id)
        for point in points
        for name in find_bodies(point.text, gazetteer)
        if name not in title
    ]


def _kind(code: str, gazetteer: Gazetteer) -> str:
    entity = gazetteer.find_coded(code)
    return entity.kind if entity is not None else ""


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
    return tuple(dict.fromkeys(f for point in points for f in find_scale(point.figures)))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
