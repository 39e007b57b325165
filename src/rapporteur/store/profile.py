"""Count what an Entity did, asked and was asked, and in whose company it spoke."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    cast,
    func,
    select,
    true,
)

from rapporteur.evidence import Dialogue, Practice, Recommendation
from rapporteur.store import tables
from rapporteur.store.judged.tables import judged
from rapporteur.store.nouns import to_practice, to_recommendation
from rapporteur.store.select import Filter, conditions

FRAMEWORKS = ("gcm", "sdg")
LONGEST = 600  # letters of what is quoted; a longer "sentence" is a list or a table
BATCH = 500  # ids in one question; SQLite takes at least 999 parameters
UNANSWERED = "none"  # the answer of a recommendation that the record gives none to


@dataclass(frozen=True, slots=True)
class Acts:
    """Practices that an Entity takes, recommendations it makes and those addressed to it."""

    took: int = 0
    asks: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """With whom an Entity speaks, by the number of its sentences with each.

    `joint` are those it speaks together with; `behalf_of` whom it speaks for besides itself;
    `spoken_by` who speaks for it.
    """

    joint: Mapping[str, int] = field(default_factory=dict)
    behalf_of: Mapping[str, int] = field(default_factory=dict)
    spoken_by: Mapping[str, int] = field(default_factory=dict)


def count_acts(engine: Engine) -> dict[str, Acts]:
    """Return the Acts of every Entity that has any, by its code."""
    taken = tables.practice_implementer.c
    took = select(taken.entity, func.count()).group_by(taken.entity)
    queries = (took, *(_list_named(name) for name in ("voices", "addressed_to")))
    return {key[0]: acts for key, acts in _read(engine, queries).items()}


def count_acts_in(engine: Engine, code: str) -> dict[str, Acts]:
    """Return an Entity's Acts in each dialogue that holds any, by the dialogue's id."""
    of = tables.source.c.dialogue
    queries = (
        query.join(tables.source, tables.source.c.id == table.c.source).group_by(of)
        for query, table in _queries(code, of)
    )
    return {key[0]: acts for key, acts in _read(engine, queries).items()}


def count_acts_for(engine: Engine, code: str) -> dict[tuple[str, str], Acts]:
    """Return an Entity's Acts that serve each code of the agreed lists, by list and code."""
    coding = tables.coding
    pair = (coding.c.framework, coding.c.code)
    queries = []
    for query, table in _queries(code, *pair):
        held = func.json_each(table.c.points).table_valued("value", name="held")
        joined = query.join(held, true()).join(coding, coding.c.point == held.c.value)
        # Joined to an empty text, so that SQLite looks codes up by the point, not by the list.
        listed = coding.c.framework.concat("").in_(FRAMEWORKS)
        queries.append(joined.where(listed).group_by(*pair))
    return {(framework, key): acts for (framework, key), acts in _read(engine, queries).items()}


def count_answers(engine: Engine, code: str) -> dict[str, int]:
    """Return how many recommendations to an Entity got each answer, "none" for none."""
    asked = tables.recommendation
    answer = func.coalesce(asked.c.response, UNANSWERED)
    number = func.count()
    query = select(answer, number).where(_names(asked.c.addressed_to, code)).group_by(answer)
    with engine.connect() as connection:
        return {str(key): int(n) for key, n in connection.execute(query.order_by(number.desc()))}


def find_company(engine: Engine, code: str) -> Company:
    """Return with whom, and for whom, an Entity speaks."""
    statement, entity = tables.statement.c, tables.statement_entity.c
    query = (
        select(statement.entities, statement.behalf_of, func.count())
        .select_from(tables.statement_entity)
        .join(tables.statement, statement.id == entity.statement)
        .join(tables.point, tables.point.c.statement == statement.id)
        .where(entity.entity == code, func.json_array_length(statement.entities) > 1)
        .group_by(statement.entities, statement.behalf_of)
    )
    joint, behalf, by = Counter[str](), Counter[str](), Counter[str]()
    with engine.connect() as connection:
        for entities, behalf_of, number in connection.execute(query):
            spoken_for = set(behalf_of)
            others = [other for other in dict.fromkeys(entities) if other != code]
            for other in others:
                if code in spoken_for:
                    (joint if other in spoken_for else by)[other] += number
                else:
                    (behalf if other in spoken_for else joint)[other] += number
    return Company(*(dict(found.most_common()) for found in (joint, behalf, by)))


def choose_points(
    engine: Engine, wanted: Filter, limit: int, *, without: str = "", skip: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the ids of the points to quote first: confirmed, then latest, then surest.

    They make a point at all, and none is long. `without` leaves out those in an Entity's own
    voice, `skip` those of these kinds.
    """
    point, source, dialogue = tables.point, tables.source, tables.dialogue
    confirmed = point.c.id.in_(select(judged.c.subject))
    query = (
        select(point.c.id)
        .join(source, source.c.id == point.c.source)
        .join(dialogue, dialogue.c.id == source.c.dialogue)
        .join(tables.statement, tables.statement.c.id == point.c.statement)
        .where(and_(true(), *conditions(wanted)), point.c.kind.not_in(("other", *skip)))
        .where(func.length(point.c.text) <= LONGEST)
        .order_by(confirmed.desc(), dialogue.c.starts.desc(), point.c.confidence.desc())
    )
    if without:
        entity = tables.statement_entity.c
        own = select(entity.statement).where(entity.entity == without)
        query = query.where(point.c.statement.not_in(own))
    with engine.connect() as connection:
        return tuple(connection.execute(query.order_by(point.c.id).limit(limit)).scalars())


def find_practices_of(engine: Engine, code: str, limit: int) -> tuple[Practice, ...]:
    """Return practices that an Entity takes, of the latest dialogue first."""
    taken = tables.practice_implementer.c
    own = tables.practice.c.id.in_(select(taken.practice).where(taken.entity == code))
    return tuple(to_practice(row) for row in _latest(engine, tables.practice, own, limit))


def find_asked_by(engine: Engine, code: str, limit: int) -> tuple[Recommendation, ...]:
    """Return recommendations that an Entity makes, of the latest dialogue first."""
    asked = tables.recommendation
    short = func.length(asked.c.text) <= LONGEST
    rows = _latest(engine, asked, and_(short, _names(asked.c.voices, code)), limit)
    return tuple(to_recommendation(row) for row in rows)


def find_asked_of(engine: Engine, code: str, limit: int) -> tuple[Recommendation, ...]:
    """Return recommendations addressed to an Entity: those answered first, then the latest."""
    asked = tables.recommendation
    passing = and_(func.length(asked.c.text) <= LONGEST, _names(asked.c.addressed_to, code))
    rows = _latest(engine, asked, passing, limit, asked.c.response.is_(None))
    return tuple(to_recommendation(row) for row in rows)


def find_dialogues(engine: Engine, keys: Iterable[str]) -> tuple[Dialogue, ...]:
    """Return the facts of these dialogues, latest first."""
    table = tables.dialogue
    wanted = list(keys)
    found: list[Dialogue] = []
    with engine.connect() as connection:
        for at in range(0, len(wanted), BATCH):
            query = select(table).where(table.c.id.in_(wanted[at : at + BATCH]))
            found += (Dialogue(**row) for row in connection.execute(query).mappings())
    return tuple(sorted(found, key=lambda d: (d.starts or date.min, d.title, d.id), reverse=True))


def is_named(engine: Engine, code: str) -> bool:
    """Tell whether any record lists an Entity by this code, or gives it a voice."""
    entity, voice = tables.entity.c, tables.statement_entity.c
    listed = select(entity.code).where(entity.code == code)
    speaks = select(voice.entity).where(voice.entity == code)
    with engine.connect() as connection:
        return any(connection.execute(q.limit(1)).first() for q in (listed, speaks))


def _queries(code: str, *by: ColumnElement[Any]) -> Iterator[tuple[Select[Any], Table]]:
    """Counts of an Entity's Acts, each with its table, in their order."""
    practice, taken = tables.practice, tables.practice_implementer
    took = select(*by, func.count(practice.c.id.distinct())).select_from(taken)
    of = practice.c.id == taken.c.practice
    yield took.join(practice, of).where(taken.c.entity == code), practice
    asked = tables.recommendation
    for column in (asked.c.voices, asked.c.addressed_to):
        number = func.count(asked.c.id.distinct())
        yield select(*by, number).select_from(asked).where(_names(column, code)), asked


def _latest(
    engine: Engine,
    table: Table,
    passing: ColumnElement[bool],
    limit: int,
    first: ColumnElement[Any] | None = None,
) -> list[RowMapping]:
    source, dialogue = tables.source.c, tables.dialogue.c
    place = (dialogue.starts.desc(), dialogue.title, source.name, source.id, table.c.position)
    query = (
        select(table)
        .join(tables.source, source.id == table.c.source)
        .join(tables.dialogue, dialogue.id == source.dialogue)
        .where(passing)
        .order_by(*(() if first is None else (first,)), *place)
    )
    with engine.connect() as connection:
        return list(connection.execute(query.limit(limit)).mappings())


def _list_named(name: str) -> Select[Any]:
    asked = tables.recommendation
    named = func.json_each(asked.c[name]).table_valued("value", name="named")
    each = asked.join(named, true())
    number = func.count(asked.c.id.distinct())
    return select(named.c.value, number).select_from(each).group_by(named.c.value)


def _names(column: ColumnElement[Any], code: str) -> ColumnElement[bool]:
    """Whether a JSON list holds `code`; a look at its letters spares reading most lists."""
    named = func.json_each(column).table_valued("value", name="named")
    holds = select(named.c.value).where(named.c.value == code).exists()
    if not code.isascii() or not code.isalnum():
        return holds
    return and_(cast(column, String).contains(code), holds)


def _read(engine: Engine, queries: Iterable[Select[Any]]) -> dict[tuple[str, ...], Acts]:
    """Run the queries of took, asks and asked, and bring their counts together by key."""
    with engine.connect() as connection:
        found = [
            {tuple(map(str, row[:-1])): int(row[-1]) for row in connection.execute(query)}
            for query in queries
        ]
    keys = dict.fromkeys(key for count in found for key in count)
    return {key: Acts(*(count.get(key, 0) for count in found)) for key in keys}
