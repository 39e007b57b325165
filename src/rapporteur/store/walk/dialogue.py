"""Walk through the dialogues and what belongs to them: sources, segments, people, Notices."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, Subquery, case, func, select, union

from rapporteur.evidence import Dialogue, Entity, Notice, Page, Participant, Segment, Source
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store import tables
from rapporteur.store.nouns import make_noun, to_page
from rapporteur.store.walk.stretch import Key, Stretch, take


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source without its content and pages, but with how many pages and bytes it has."""

    source: Source
    dialogue: str
    pages: int
    bytes: int


def walk_dialogues(
    engine: Engine, key: str = "", after: Key = (), limit: int = 50
) -> Stretch[Dialogue]:
    """Return the next dialogues' facts; `key` asks for the one of this id."""
    table = tables.dialogue
    query = _only(select(table), (table.c.id, key))
    with engine.connect() as connection:
        found = take(connection, query, (table.c.id,), after, limit)
    names = [column.name for column in table.c]
    items = tuple(Dialogue(**{name: row[name] for name in names}) for row in found.items)
    return Stretch(items, found.after)


def walk_sources(
    engine: Engine, dialogue: str = "", key: str = "", after: Key = (), limit: int = 50
) -> Stretch[KeptSource]:
    """Return the next sources, of one dialogue or of all; `key` asks for the one of this id."""
    source, page = tables.source.c, tables.page.c
    number = select(func.count()).where(page.source == source.id).scalar_subquery()
    names = ("id", "name", "kind", "origin", "language", "genre", "dialogue")
    columns = (*(source[name] for name in names), number.label("pages"))
    query: Select[Any] = select(*columns, func.length(source.content).label("bytes"))
    query = _only(query, (source.dialogue, dialogue), (source.id, key))
    with engine.connect() as connection:
        found = take(connection, query, (source.id,), after, limit)
    items = tuple(
        KeptSource(
            Source(content=b"", pages=(), **{name: row[name] for name in names[:-1]}),
            row["dialogue"],
            row["pages"],
            row["bytes"],
        )
        for row in found.items
    )
    return Stretch(items, found.after)


def walk_pages(engine: Engine, source: str, after: Key = (), limit: int = 50) -> Stretch[Page]:
    """Return the next pages of a source, by number."""
    page = tables.page
    query = select(page).where(page.c.source == source)
    with engine.connect() as connection:
        found = take(connection, query, (page.c.number,), after, limit)
    return Stretch(tuple(to_page(row) for row in found.items), found.after)


def walk_segments(
    engine: Engine,
    dialogue: str = "",
    source: str = "",
    kind: str = "",
    parent: str = "",
    key: str = "",
    after: Key = (),
    limit: int = 50,
) -> Stretch[tuple[str, Segment]]:
    """Return the next segments, each with the id of its dialogue; `key` asks for one by its id."""
    table = tables.segment
    query = _only(
        select(table),
        (table.c.dialogue, dialogue),
        (table.c.source, source),
        (table.c.kind, kind),
        (table.c.parent, parent),
        (table.c.id, key),
    )
    with engine.connect() as connection:
        found = take(connection, query, (table.c.source, table.c.order, table.c.id), after, limit)
    return Stretch(
        tuple((str(row["dialogue"]), make_noun(Segment, row)) for row in found.items), found.after
    )


def walk_participants(
    engine: Engine, dialogue: str = "", voice: str = "", after: Key = (), limit: int = 50
) -> Stretch[tuple[str, Participant]]:
    """Return the next participants by name, each with the id of the dialogue.

    `voice` is the code of the Entity they take part for.
    """
    table = tables.participant
    names = ("name", "role", "entity", "country", "segment", "function", "source", "page")
    keys = (table.c.dialogue, *(table.c[name] for name in names))
    query = _only(select(table), (table.c.dialogue, dialogue), (table.c.entity, voice))
    with engine.connect() as connection:
        found = take(connection, query, keys, after, limit)
    items = ((str(row["dialogue"]), make_noun(Participant, row)) for row in found.items)
    return Stretch(tuple(items), found.after)


def walk_entities(
    engine: Engine,
    dialogue: str = "",
    kind: str = "",
    key: str = "",
    after: Key = (),
    limit: int = 50,
) -> Stretch[tuple[Entity, int]]:
    """Return the next Entities by code, each with the number of dialogues it belongs to.

    They are those that a dialogue lists and those that speak in it, `kind` and `key` (a code)
    choosing among them.
    """
    who, listed = _belonging(dialogue, key), _listed()
    chosen = func.coalesce(func.min(listed.c.kind), _usual_kind(who.c.code))
    query = (
        select(
            who.c.code,
            func.min(listed.c.name).label("name"),
            chosen.label("kind"),
            func.count(who.c.dialogue.distinct()).label("dialogues"),
        )
        .join_from(who, listed, listed.c.code == who.c.code, isouter=True)
        .group_by(who.c.code)
    )
    if kind:
        query = query.having(chosen == kind)
    with engine.connect() as connection:
        found = take(connection, query, (who.c.code,), after, limit)
    items = tuple(
        (
            Entity(row["code"], row["name"] or _usual_name(row["code"]), row["kind"]),
            int(row["dialogues"]),
        )
        for row in found.items
    )
    return Stretch(items, found.after)


def walk_notices(
    engine: Engine, dialogue: str = "", after: Key = (), limit: int = 50
) -> Stretch[tuple[str, Notice]]:
    """Return the next Notices, each with the id of its dialogue.

    The id is empty for a file that was refused: its Notice is all that is kept of it.
    """
    table = tables.notice
    # Not by id: an ingest writes the Notices of its dialogue anew.
    keys = (table.c.dialogue, table.c.source, table.c.code, table.c.message)
    query = _only(select(table), (table.c.dialogue, dialogue))
    with engine.connect() as connection:
        found = take(connection, query, keys, after, limit)
    items = tuple((str(row["dialogue"]), make_noun(Notice, row)) for row in found.items)
    return Stretch(items, found.after)


def _only(query: Select[Any], *wanted: tuple[Any, str]) -> Select[Any]:
    for column, value in wanted:
        if value:
            query = query.where(column == value)
    return query


def _belonging(dialogue: str, code: str) -> Subquery:
    """Each Entity's code with each dialogue that lists it or in which it speaks."""
    listed, source = tables.entity.c, tables.source.c
    statement, speaks = tables.statement.c, tables.statement_entity.c
    voices = (
        select(speaks.entity, source.dialogue)
        .join_from(tables.statement_entity, tables.statement, statement.id == speaks.statement)
        .join(tables.source, source.id == statement.source)
    )
    return union(
        _only(
            select(listed.code, listed.dialogue), (listed.dialogue, dialogue), (listed.code, code)
        ),
        _only(voices, (source.dialogue, dialogue), (speaks.entity, code)),
    ).subquery("who")


def _listed() -> Subquery:
    """Each code that a dialogue lists, with its name and kind."""
    entity = tables.entity.c
    query = select(
        entity.code, func.min(entity.name).label("name"), func.min(entity.kind).label("kind")
    )
    return query.group_by(entity.code).subquery("listed")


def _usual_kind(code: ColumnElement[str]) -> ColumnElement[str]:
    """The kind of what no dialogue lists: the gazetteer's, or an organisation that it lacks."""
    kinds: dict[str, list[str]] = {}
    for entity in load_gazetteer().list_entities():
        kinds.setdefault(entity.kind, []).append(entity.code)
    return case(*((code.in_(codes), kind) for kind, codes in kinds.items()), else_="organisation")


def _usual_name(code: str) -> str:
    entity = load_gazetteer().find_coded(code)
    return entity.name if entity else code
