"""Choose points by filters that combine."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Engine, and_, func, not_, or_, select, true, tuple_

from rapporteur.errors import QueryError
from rapporteur.gazetteer import load_states
from rapporteur.gazetteer.regions import list_regions
from rapporteur.store import tables
from rapporteur.store.judged.tables import judged

DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
# Bands of the confidence of a kind: the least and what is beyond, rounded to whole per cent.
BANDS = {"high": (0.8, 1.01), "middle": (0.5, 0.8), "low": (0.0, 0.5)}
HALF = 0.005


@dataclass(frozen=True, slots=True)
class Filter:
    """What a point must have; empty fields ask for nothing, all others must hold together.

    `dialogue`, `source` and `segment` are ids; `voice` is an ISO3 code, an organisation's short
    name, "participants" (who spoke without being named), "spoken" (all but the report) or
    "report"; `about` an ISO3 code; `group` a code of the
    affected-groups framework; `codes` are pairs of a framework and a code in it ("gcm", "15").
    `origin` chooses among recommendations only: "report", "listed" or "call". `headings` false
    leaves out sentences that are a heading and nothing else.

    `region` is a region or sub-region of UN M49 ("Africa", "South America") in which a State
    that speaks lies; `since` and `until` are dates (YYYY, YYYY-MM or YYYY-MM-DD) between which
    the dialogue began; `instrument` a type of measure; `figures` and `reviewed` (a person judged
    something of it) are "yes" or "no"; `sure` one of BANDS.
    """

    dialogue: str = ""
    source: str = ""
    segment: str = ""
    voice: str = ""
    manner: str = ""
    kind: str = ""
    about: str = ""
    group: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    headings: bool = True
    region: str = ""
    since: str = ""
    until: str = ""
    instrument: str = ""
    figures: str = ""
    sure: str = ""
    reviewed: str = ""


def find_points(engine: Engine, wanted: Filter) -> tuple[str, ...]:
    """Return the ids of the points that `wanted` describes, in the order of the record."""
    point, source = tables.point, tables.source
    query = (
        select(point.c.id)
        .join(source, source.c.id == point.c.source)
        .join(tables.statement, tables.statement.c.id == point.c.statement)
        .where(and_(True, *conditions(wanted)))
        .order_by(source.c.dialogue, source.c.name, source.c.id, point.c.order)
    )
    with engine.connect() as connection:
        return tuple(connection.execute(query).scalars())


def find_points_on_page(engine: Engine, source: str, number: int) -> tuple[str, ...]:
    """Return the ids of the points of `source` that begin on page `number` or the one before.

    A sentence that runs over a page break begins on the page before.
    """
    point = tables.point.c
    query = (
        select(point.id)
        .where(point.source == source, point.page.in_((number - 1, number)))
        .order_by(point.order)
    )
    with engine.connect() as connection:
        return tuple(connection.execute(query).scalars())


def find_points_around(engine: Engine, source: str, order: int, span: int) -> tuple[str, ...]:
    """Return the ids of the points of `source` at most `span` sentences before or after `order`."""
    point = tables.point.c
    query = (
        select(point.id)
        .where(point.source == source, point.order.between(order - span, order + span))
        .order_by(point.order)
    )
    with engine.connect() as connection:
        return tuple(connection.execute(query).scalars())


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return SQL conditions on point joined with its source and statement."""
    point, statement = tables.point.c, tables.statement.c
    plain = (
        (wanted.dialogue, tables.source.c.dialogue),
        (wanted.source, point.source),
        (wanted.segment, point.segment),
        (wanted.manner, statement.manner),
        (wanted.kind, point.kind),
    )
    found: list[ColumnElement[bool]] = [column == value for value, column in plain if value]
    if wanted.voice:
        found.append(_spoken_by(wanted.voice))
    if wanted.about:
        about = tables.point_about.c
        found.append(point.id.in_(select(about.point).where(about.country == wanted.about)))
    if wanted.group:
        group = tables.point_group.c
        found.append(point.id.in_(select(group.point).where(group.group == wanted.group)))
    coding = tables.coding.c
    for framework, code in wanted.codes:
        matches = and_(coding.framework == framework, coding.code == code)
        found.append(point.id.in_(select(coding.point).where(matches)))
    if not wanted.headings:
        found.append(_is_running(wanted.dialogue))
    return found + _further_conditions(wanted)


def _further_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    point, statement = tables.point.c, tables.statement.c
    found: list[ColumnElement[bool]] = []
    if wanted.region:
        states = [s.code for s in load_states() if wanted.region in list_regions(s.code)]
        entity = tables.statement_entity.c
        found.append(statement.id.in_(select(entity.statement).where(entity.entity.in_(states))))
    if wanted.since or wanted.until:
        found.append(_begins_between(wanted.since, wanted.until))
    if wanted.instrument:
        practice = tables.practice
        held = func.json_each(practice.c.points).table_valued("value", name="held")
        kinds = func.json_each(practice.c.instruments).table_valued("value", name="kinds")
        each = practice.join(held, true()).join(kinds, true())
        matches = kinds.c.value == wanted.instrument
        told = select(held.c.value).select_from(each).where(matches)
        found.append(point.id.in_(told))
    for said, column in (
        (wanted.figures, tables.figure.c.point),
        (wanted.reviewed, judged.c.subject),
    ):
        if said:
            has = point.id.in_(select(column))
            found.append(has if said == "yes" else not_(has))
    if wanted.sure:
        least, beyond = BANDS[wanted.sure]
        found += [point.confidence >= least - HALF, point.confidence < beyond - HALF]
    return found


def _begins_between(since: str, until: str) -> ColumnElement[bool]:
    dialogue = tables.dialogue.c
    first, last = read_days(since, until)
    held = select(dialogue.id).where(dialogue.starts.between(first, last))
    return tables.source.c.dialogue.in_(held)


def read_days(since: str, until: str) -> tuple[date, date]:
    """Return the first and the last day of a stretch; an empty end is open.

    Raises QueryError for what is no year, month or day.
    """
    return _day(since, last=False) if since else date.min, _day(until, last=True) if until else (
        date.max
    )


def _day(said: str, *, last: bool) -> date:
    match = DAY.fullmatch(said.strip())
    try:
        if match is None:
            raise ValueError(said)
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        return date(year, month, int(match[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError as error:
        raise QueryError(
            "is no date", place=said, remedy="write 2020, 2020-10 or 2020-10-15"
        ) from error


def _is_running(dialogue: str) -> ColumnElement[bool]:
    """Not a heading; `dialogue`, where it is known, spares reading the blocks of all others."""
    block, source = tables.block.c, tables.source.c
    titles = select(block.source, block.text).where(block.kind == "heading")
    if dialogue:
        titles = titles.where(
            block.source.in_(select(source.id).where(source.dialogue == dialogue))
        )
    return tuple_(tables.point.c.source, tables.point.c.text).not_in(titles)


def _spoken_by(voice: str) -> ColumnElement[bool]:
    statement, entity = tables.statement.c, tables.statement_entity.c
    if voice == "report":
        return statement.manner == "report"
    if voice == "spoken":
        return statement.manner != "report"
    named = select(entity.statement)
    if voice == "participants":
        return and_(statement.manner != "report", statement.id.not_in(named))
    return or_(statement.id.in_(named.where(entity.entity == voice)))
