"""What to call the sources, dialogues and segments that evidence refers to by id."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from rapporteur.evidence import Segment
from rapporteur.store import tables
from rapporteur.store.nouns import make_noun
from rapporteur.store.plain import AMONG, find_rows

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters
SOURCES = f"""
    SELECT source.id, source.name, dialogue.id, dialogue.title
    FROM source JOIN dialogue ON dialogue.id = source.dialogue
    WHERE source.id {AMONG}
"""
SEGMENTS = f"SELECT id, title FROM segment WHERE id {AMONG}"


@dataclass(frozen=True, slots=True)
class Titles:
    """Names by id: of a source its `files` name, its dialogue and that one's title (`titles`)."""

    files: dict[str, str]
    dialogues: dict[str, str]
    titles: dict[str, str]
    segments: dict[str, str]


def find_titles(engine: Engine, sources: Iterable[str], segments: Iterable[str] = ()) -> Titles:
    """Return what these sources and segments are called; what is unknown is left out."""
    with engine.connect() as connection:
        rows = find_rows(connection, SOURCES, dict.fromkeys(sources))
        titled = find_rows(connection, SEGMENTS, dict.fromkeys(segments))
    return Titles(
        files={key: name for key, name, _, _ in rows},
        dialogues={key: meeting for key, _, meeting, _ in rows},
        titles={key: title for key, _, _, title in rows},
        segments=dict(titled),
    )


def find_dialogue_titles(engine: Engine, dialogues: Iterable[str]) -> dict[str, str]:
    """Return the titles of these dialogues by id; unknown ones are left out."""
    dialogue = tables.dialogue.c
    query = select(dialogue.id, dialogue.title)
    with engine.connect() as connection:
        return dict(_by_ids(connection, query, dialogue.id, dialogues))


def find_segments(engine: Engine, segments: Iterable[str]) -> dict[str, tuple[Segment, str]]:
    """Return these segments, each with the title of the one above it; unknown ones are left out."""
    table, above = tables.segment, tables.segment.alias("above")
    # The columns of the segment come last: their names are those that the noun is made of.
    query = select(table.c.id, above.c.title.label("above"), table).join_from(
        table, above, above.c.id == table.c.parent, isouter=True
    )
    with engine.connect() as connection:
        rows = _by_ids(connection, query, table.c.id, segments)
    return {row[0]: (make_noun(Segment, row._mapping), row[1] or "") for row in rows}


def find_entity_names(engine: Engine, codes: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the names of Entities by the dialogue that names them and their code."""
    entity = tables.entity.c
    query = select(entity.dialogue, entity.code, entity.name)
    with engine.connect() as connection:
        rows = _by_ids(connection, query, entity.code, codes)
    return {(dialogue, code): name for dialogue, code, name in rows}


def _by_ids(
    connection: Connection, query: Select[Any], column: Any, keys: Iterable[str]
) -> list[Any]:
    wanted = list(dict.fromkeys(keys))
    found: list[Any] = []
    for at in range(0, len(wanted), BATCH):
        found += connection.execute(query.where(column.in_(wanted[at : at + BATCH]))).all()
    return found
