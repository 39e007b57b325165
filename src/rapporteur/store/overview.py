"""What many dialogues hold at a glance, in a few questions to the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, select

from rapporteur.evidence import Dialogue
from rapporteur.store import tables


@dataclass(frozen=True, slots=True)
class Overview:
    """How much was found in one dialogue; `spoken` leaves the report's own voice out."""

    spoken: int = 0
    voices: int = 0
    practices: int = 0
    recommendations: int = 0


def list_some_dialogues(engine: Engine, start: int, limit: int) -> tuple[Dialogue, ...]:
    """Return dialogues from the `start`-th on, latest first, with their facts only."""
    table = tables.dialogue
    query = select(table).order_by(table.c.starts.desc(), table.c.title, table.c.id)
    with engine.connect() as connection:
        rows = connection.execute(query.offset(start).limit(limit)).mappings()
        return tuple(Dialogue(**row) for row in rows)


def find_overviews(engine: Engine, dialogues: Sequence[str]) -> dict[str, Overview]:
    """Count what each of these dialogues holds."""
    statement, entity = tables.statement, tables.statement_entity
    of = tables.source.c.dialogue
    spoken = (
        select(of, func.count())
        .join(statement, statement.c.source == tables.source.c.id)
        .where(statement.c.manner != "report")
    )
    voices = (
        select(of, func.count(entity.c.entity.distinct()))
        .join(statement, statement.c.source == tables.source.c.id)
        .join(entity, entity.c.statement == statement.c.id)
    )
    practices, asked = (
        select(of, func.count()).join(table, table.c.source == tables.source.c.id)
        for table in (tables.practice, tables.recommendation)
    )
    counts = [_by_dialogue(engine, q, dialogues) for q in (spoken, voices, practices, asked)]
    return {key: Overview(*(count.get(key, 0) for count in counts)) for key in dialogues}


def list_titles(engine: Engine, dialogues: Iterable[str]) -> dict[str, str]:
    """Return the titles of these dialogues by their ids, unknown ones left out."""
    table, wanted = tables.dialogue.c, set(dialogues)
    with engine.connect() as connection:
        rows = connection.execute(select(table.id, table.title)).all()
        return {key: title for key, title in rows if key in wanted}


def find_languages(engine: Engine, dialogues: Sequence[str] = ()) -> dict[str, str]:
    """Return the language of each source by its id, and of each dialogue's first by the latter's.

    Without `dialogues`, of all that are held.
    """
    source = tables.source.c
    query = select(source.id, source.dialogue, source.language).order_by(source.name, source.id)
    if dialogues:
        query = query.where(source.dialogue.in_(dialogues))
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for key, dialogue, language in connection.execute(query):
            found[key] = language
            found.setdefault(dialogue, language)
    return found


def _by_dialogue(engine: Engine, query: Select[Any], dialogues: Sequence[str]) -> dict[str, int]:
    of = tables.source.c.dialogue
    with engine.connect() as connection:
        rows = connection.execute(query.where(of.in_(dialogues)).group_by(of))
        return {str(row[0]): int(row[1]) for row in rows}
