"""Read evidence out of the store, as the nouns that went in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, bindparam, select

from rapporteur.errors import QueryError, UnknownError
from rapporteur.evidence import (
    Coding,
    Dialogue,
    Entity,
    Figure,
    Notice,
    Page,
    Participant,
    Point,
    Practice,
    Recommendation,
    Segment,
    Source,
    Statement,
)
from rapporteur.store import tables
from rapporteur.store.judged.view import reviews_of
from rapporteur.store.nouns import (
    Noun,
    PointRow,
    make_noun,
    to_block,
    to_page,
    to_point,
    to_practice,
    to_recommendation,
    to_statement,
)
from rapporteur.store.plain import AMONG, find_rows
from rapporteur.wording import fold

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters
# Asked with every search, and therefore few and as they stand.
POINTS = f"""
    SELECT point.id, point.text, point.anchor, point.segment, point."order", point.kind,
        point.confidence, point.reason, point.statement, statement.source,
        statement.segment AS part, statement.manner, statement.entities, statement.speakers,
        statement.behalf_of,
        (SELECT json_group_array(held.country) FROM (SELECT country FROM point_about AS own
            WHERE own.point = point.id ORDER BY own.position) AS held) AS about,
        (SELECT json_group_array(held."group") FROM (SELECT "group" FROM point_group AS own
            WHERE own.point = point.id ORDER BY own.position) AS held) AS groups
    FROM point JOIN statement ON statement.id = point.statement
    WHERE point.id {AMONG}
"""
FIGURES = f"""
    SELECT point, value, unit, text, bound, counts, year, place
    FROM figure WHERE point {AMONG} ORDER BY position
"""
CODINGS = f"""
    SELECT point, framework, code, coder, confidence, reason
    FROM coding WHERE point {AMONG} ORDER BY position
"""


def list_dialogues(engine: Engine) -> tuple[Dialogue, ...]:
    """Return all dialogues, latest first, with their facts but without sources and segments."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(tables.dialogue).order_by(
                tables.dialogue.c.starts.desc(), tables.dialogue.c.title
            )
        )
        return tuple(Dialogue(**row) for row in rows.mappings())


def list_sources(engine: Engine) -> dict[str, tuple[str, str]]:
    """Return the file name and the dialogue's title of each source, by the source's id."""
    source, dialogue = tables.source.c, tables.dialogue.c
    query = select(source.id, source.name, dialogue.title).join(
        tables.dialogue, dialogue.id == source.dialogue
    )
    with engine.connect() as connection:
        return {str(key): (name, title) for key, name, title in connection.execute(query)}


def get_dialogue(engine: Engine, key: str, *, blocks: bool = True) -> Dialogue:
    """Return one dialogue with sources (pages and blocks), segments, people and notices.

    `blocks` false leaves the sources' content, pages and blocks out. Raises QueryError for an
    unknown id.
    """
    with engine.connect() as connection:
        table = tables.dialogue
        row = _one(connection, select(table).where(table.c.id == key), key)
        return Dialogue(
            **row,
            sources=tuple(_sources(connection, key, blocks=blocks)),
            segments=_nouns(connection, tables.segment, key, Segment),
            participants=_nouns(connection, tables.participant, key, Participant),
            entities=_nouns(connection, tables.entity, key, Entity),
            notices=_notices(connection, key),
        )


def get_dialogue_named(engine: Engine, name: str) -> str:
    """Return the id of the dialogue whose id or title `name` is; raise QueryError if there is none.

    Titles are compared without regard to case and accents.
    """
    for dialogue in list_dialogues(engine):
        if name == dialogue.id or fold(name) == fold(dialogue.title):
            return dialogue.id
    raise QueryError(
        "there is no dialogue of this name",
        place=name,
        remedy="`rapporteur show` lists the dialogues",
    )


def get_source(engine: Engine, key: str) -> Source:
    """Return one source with its content, pages and blocks; raise QueryError if unknown."""
    with engine.connect() as connection:
        table = tables.source
        return _source(connection, _one(connection, select(table).where(table.c.id == key), key))


def get_dialogue_of(engine: Engine, source: str) -> str:
    """Return the id of the dialogue that holds `source`; raise QueryError if unknown."""
    table = tables.source
    with engine.connect() as connection:
        row = _one(connection, select(table.c.dialogue).where(table.c.id == source), source)
        return str(row["dialogue"])


def find_version(engine: Engine, source: str) -> str | None:
    """Return the version of Rapporteur that saved `source`, None if it is not in the store."""
    table = tables.source
    with engine.connect() as connection:
        return connection.execute(select(table.c.version).where(table.c.id == source)).scalar()


def list_refusals(engine: Engine) -> tuple[Notice, ...]:
    """Return word of the files that were offered but not taken in."""
    with engine.connect() as connection:
        return _notices(connection, "")


def find_statements(engine: Engine, points: Sequence[str]) -> tuple[Statement, ...]:
    """Return the statements of these points, holding just these points, in the points' order."""
    with engine.connect() as connection:
        rows = {row.id: row for row in map(PointRow._make, find_rows(connection, POINTS, points))}
        figures: dict[str, list[Figure]] = defaultdict(list)
        for key, *values in find_rows(connection, FIGURES, rows):
            figures[key].append(Figure(*values))
        reviews = reviews_of(connection, list(rows))
    grouped: dict[str, list[Point]] = {}
    heads: dict[str, PointRow] = {}
    for key in points:
        if key in rows:
            row = rows[key]
            point = to_point(row, tuple(figures.get(key, ())), reviews.get(key))
            grouped.setdefault(row.statement, []).append(point)
            heads.setdefault(row.statement, row)
    return tuple(to_statement(heads[key], tuple(held)) for key, held in grouped.items())


def find_codings(engine: Engine, points: Iterable[str]) -> dict[str, tuple[Coding, ...]]:
    """Return the codings of each of these points, best first."""
    found: dict[str, list[Coding]] = defaultdict(list)
    with engine.connect() as connection:
        for key, *values in find_rows(connection, CODINGS, points):
            found[key].append(Coding(key, *values))
    return {key: tuple(codings) for key, codings in found.items()}


def find_recommendations(engine: Engine, dialogue: str = "") -> tuple[Recommendation, ...]:
    """Return recommendations in the order of the record, of one dialogue or of all."""
    with engine.connect() as connection:
        rows = connection.execute(_of_dialogue(tables.recommendation, dialogue)).mappings()
        return tuple(to_recommendation(row) for row in rows)


def find_practices(engine: Engine, dialogue: str = "") -> tuple[Practice, ...]:
    """Return practices in the order of the record, of one dialogue or of all."""
    with engine.connect() as connection:
        rows = connection.execute(_of_dialogue(tables.practice, dialogue)).mappings()
        return tuple(to_practice(row) for row in rows)


def find_recommendation(engine: Engine, key: str) -> Recommendation | None:
    """Return the recommendation of this id, None if there is none."""
    with engine.connect() as connection:
        row = _by_id(connection, tables.recommendation, [key]).get(key)
        return to_recommendation(row) if row else None


def find_practice(engine: Engine, key: str) -> Practice | None:
    """Return the practice of this id, None if there is none."""
    with engine.connect() as connection:
        row = _by_id(connection, tables.practice, [key]).get(key)
        return to_practice(row) if row else None


def find_practices_by_id(engine: Engine, keys: Sequence[str]) -> tuple[Practice, ...]:
    """Return the practices of these ids, in their order; unknown ones are left out."""
    with engine.connect() as connection:
        rows = _by_id(connection, tables.practice, keys)
        return tuple(to_practice(rows[key]) for key in keys if key in rows)


def find_statement(engine: Engine, key: str) -> Statement | None:
    """Return the statement of this id with all its points, None if there is none."""
    point = tables.point.c
    with engine.connect() as connection:
        keys = connection.execute(
            select(point.id).where(point.statement == key).order_by(point.order)
        )
        points = tuple(keys.scalars())
    return next(iter(find_statements(engine, points)), None)


def find_statement_of(engine: Engine, point: str) -> Statement | None:
    """Return the statement that holds the point of this id, with all its points."""
    table = tables.point.c
    with engine.connect() as connection:
        key = connection.execute(select(table.statement).where(table.id == point)).scalar()
    return find_statement(engine, key) if key else None


def find_page(engine: Engine, source: str, number: int) -> Page | None:
    """Return a page of a source by its number, None if there is no such page."""
    page = tables.page
    query = select(page).where(page.c.source == source, page.c.number == number)
    with engine.connect() as connection:
        row = connection.execute(query).mappings().first()
        return to_page(row) if row else None


def find_alike(engine: Engine, implementers: Iterable[str]) -> tuple[tuple[Practice, str], ...]:
    """Return the practices that any of `implementers` takes, each with its source's id."""
    taken = tables.practice_implementer.c
    wanted = select(taken.practice).where(taken.entity.in_(list(dict.fromkeys(implementers))))
    query = _of_dialogue(tables.practice, "").where(tables.practice.c.id.in_(wanted))
    with engine.connect() as connection:
        rows = connection.execute(query).mappings()
        return tuple((to_practice(row), str(row["source"])) for row in rows)


def _of_dialogue(table: Table, dialogue: str) -> Select[Any]:
    query = select(table).join(tables.source, tables.source.c.id == table.c.source)
    if dialogue:
        query = query.where(tables.source.c.dialogue == dialogue)
    return query.order_by(tables.source.c.dialogue, tables.source.c.id, table.c.position)


def _one(connection: Connection, query: Select[Any], key: str) -> RowMapping:
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownError(
            "there is nothing by this id", place=key, remedy="`rapporteur show` lists what is held"
        )
    return row


def _nouns(
    connection: Connection, table: Table, dialogue: str, noun: type[Noun]
) -> tuple[Noun, ...]:
    query = select(table).where(table.c.dialogue == dialogue).order_by(table.c.position)
    return tuple(make_noun(noun, row) for row in connection.execute(query).mappings())


def _notices(connection: Connection, dialogue: str) -> tuple[Notice, ...]:
    table = tables.notice
    query = select(table).where(table.c.dialogue == dialogue).order_by(table.c.id)
    return tuple(make_noun(Notice, row) for row in connection.execute(query).mappings())


def _sources(connection: Connection, dialogue: str, *, blocks: bool) -> Iterable[Source]:
    table = tables.source
    query = select(table).where(table.c.dialogue == dialogue).order_by(table.c.name, table.c.id)
    for row in connection.execute(query).mappings():
        yield _source(connection, row, blocks=blocks)


def _source(connection: Connection, row: RowMapping, *, blocks: bool = True) -> Source:
    names = ("id", "name", "kind", "content", "origin", "language", "genre")
    values = {name: row[name] for name in names}
    if not blocks:
        return Source(**{**values, "content": b""}, pages=())
    key = row["id"]
    pages = connection.execute(
        select(tables.page).where(tables.page.c.source == key).order_by(tables.page.c.number)
    )
    found = connection.execute(
        select(tables.block).where(tables.block.c.source == key).order_by(tables.block.c.position)
    )
    return Source(
        **values,
        pages=tuple(to_page(page) for page in pages.mappings()),
        blocks=tuple(to_block(block) for block in found.mappings()),
    )


def _by_id(connection: Connection, table: Table, keys: Iterable[str]) -> dict[str, RowMapping]:
    wanted = list(keys)
    found: dict[str, RowMapping] = {}
    for at in range(0, len(wanted), BATCH):
        rows = connection.execute(_with_ids(table), {"keys": wanted[at : at + BATCH]})
        found |= {str(row["id"]): row for row in rows.mappings()}
    return found


@cache  # made once: making a query takes longer than answering it
def _with_ids(table: Table) -> Select[Any]:
    return select(table).where(table.c.id.in_(bindparam("keys", expanding=True)))
