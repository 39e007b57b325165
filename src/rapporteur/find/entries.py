"""Read from the store what the index keeps of each point of a source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, select

from rapporteur.evidence import Coding
from rapporteur.find.facets import code_facets, region_facets, standing_facets, sure_facet
from rapporteur.find.passages import cut_passages
from rapporteur.find.schema import EVERY
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store import tables
from rapporteur.store.judged.tables import judged

Values = Mapping[str, Sequence[str]]  # by point


@dataclass(frozen=True, slots=True)
class Entry:
    """One point as the index keeps it; the fields are those of the schema.

    `title` is that of its segment, `passage` the serial of the first point of its passage.
    """

    serial: int
    language: str
    text: str
    title: str
    passage: int
    said_by: str
    segment: str
    tier: int
    sure: int
    date: int
    facets: tuple[str, ...]
    values: tuple[float, ...] = ()
    percents: tuple[float, ...] = ()


@dataclass(slots=True)
class _Source:
    """What all points of a source share, and child rows by point."""

    dialogue: str
    language: str
    date: int
    titles: Mapping[str, str]
    headings: frozenset[str]
    about: Values
    groups: Values
    codings: Mapping[str, Sequence[Coding]]
    instruments: Values
    figures: Mapping[str, Sequence[tuple[float, str]]]
    reviewed: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


def read_entries(engine: Engine, source: str) -> Iterator[Entry]:
    """Yield the points of `source` in reading order; none where it is not in the store."""
    with engine.connect() as connection:
        about_it = _read_source(connection, source)
        if about_it is None:
            return
        point, statement = tables.point.c, tables.statement.c
        rows = connection.execute(
            select(
                point.serial,
                point.id,
                point.text,
                point.segment,
                point.kind,
                point.confidence,
                statement.manner,
                statement.entities,
                statement.speakers,
            )
            .join(tables.statement, statement.id == point.statement)
            .where(point.source == source)
            .order_by(point.order)
        ).all()
    for row, first in zip(rows, cut_passages([row.segment for row in rows]), strict=True):
        yield _entry(about_it, row, rows[first].serial)


def _entry(shared: _Source, row: Any, passage: int) -> Entry:
    key = row.id
    figures = shared.figures.get(key, ())
    tier = 2 if row.text in shared.headings else int(row.kind == "other")
    names = [*row.speakers, *(shared.names.get(code, code) for code in row.entities)]
    facets = (
        EVERY,
        f"language:{shared.language}",
        f"dialogue:{shared.dialogue}",
        f"year:{shared.date // 10_000}" if shared.date else "year:",
        *(f"voice:{voice}" for voice in _voices(row)),
        *region_facets(row.entities),
        f"manner:{row.manner}",
        f"kind:{row.kind}",
        *(f"about:{code}" for code in shared.about.get(key, ())),
        *(f"group:{code}" for code in shared.groups.get(key, ())),
        *code_facets(shared.codings.get(key, ())),
        *standing_facets(shared.codings.get(key, ())),
        *(f"instrument:{code}" for code in shared.instruments.get(key, ())),
        "figures:yes" if figures else "figures:no",
        sure_facet(row.confidence),
        "reviewed:yes" if key in shared.reviewed else "reviewed:no",
        "heading:yes" if tier == 2 else "heading:no",
    )
    return Entry(
        serial=row.serial,
        language=shared.language,
        text=row.text,
        title=shared.titles.get(row.segment, ""),
        passage=passage,
        said_by=" ".join(dict.fromkeys(names)),
        segment=row.segment,
        tier=tier,
        sure=round(100 * row.confidence),
        date=shared.date,
        facets=tuple(dict.fromkeys(facets)),
        values=tuple(value for value, _ in figures),
        percents=tuple(value for value, unit in figures if unit == "percent"),
    )


def _voices(row: Any) -> Iterable[str]:
    """The values that Filter.voice may have for a point."""
    yield from row.entities
    if row.manner == "report":
        yield "report"
        return
    yield "spoken"
    if not row.entities:
        yield "participants"


def _read_source(connection: Connection, key: str) -> _Source | None:
    source, dialogue = tables.source.c, tables.dialogue.c
    query = select(source.dialogue, source.language, dialogue.starts).join(
        tables.dialogue, dialogue.id == source.dialogue
    )
    row = connection.execute(query.where(source.id == key)).first()
    if row is None:
        return None
    segment, block, entity = tables.segment.c, tables.block.c, tables.entity.c
    titles = select(segment.id, segment.title).where(segment.dialogue == row.dialogue)
    named = select(entity.code, entity.name).where(entity.dialogue == row.dialogue)
    headings = select(block.text).where(block.source == key, block.kind == "heading")
    reviewed = select(judged.c.subject).where(judged.c.source == key)
    known = {e.code: e.name for e in load_gazetteer().list_entities()}
    return _Source(
        dialogue=row.dialogue,
        language=row.language,
        date=int(row.starts.strftime("%Y%m%d")) if row.starts else 0,
        titles={str(a): str(b) for a, b in connection.execute(titles)},
        headings=frozenset(connection.execute(headings).scalars()),
        about=_children(connection, key, tables.point_about.c.country),
        groups=_children(connection, key, tables.point_group.c.group),
        codings=_codings(connection, key),
        instruments=_instruments(connection, key),
        figures=_figures(connection, key),
        reviewed=frozenset(connection.execute(reviewed).scalars()),
        names={**known, **{str(a): str(b) for a, b in connection.execute(named)}},
    )


def _children(connection: Connection, source: str, column: Any) -> Values:
    found: dict[str, list[str]] = defaultdict(list)
    point = tables.point.c
    query = select(column.table.c.point, column).join(
        tables.point, point.id == column.table.c.point
    )
    for key, value in connection.execute(query.where(point.source == source)):
        found[key].append(value)
    return found


def _codings(connection: Connection, source: str) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    point, coding = tables.point.c, tables.coding.c
    columns = [coding[name] for name in Coding.__slots__]
    query = select(*columns).join(tables.point, point.id == coding.point)
    for row in connection.execute(query.where(point.source == source)):
        found[row.point].append(Coding(*row))
    return found


def _figures(connection: Connection, source: str) -> dict[str, list[tuple[float, str]]]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    point, figure = tables.point.c, tables.figure.c
    query = select(figure.point, figure.value, figure.unit).join(
        tables.point, point.id == figure.point
    )
    for key, value, unit in connection.execute(query.where(point.source == source)):
        found[key].append((value, unit))
    return found


def _instruments(connection: Connection, source: str) -> Values:
    found: dict[str, list[str]] = defaultdict(list)
    practice = tables.practice.c
    query = select(practice.points, practice.instruments).where(practice.source == source)
    for points, instruments in connection.execute(query):
        for key in points:
            found[key] += instruments
    return found
