"""Read what citations of many points need: the dialogue's facts, the file, the printed page."""

from collections.abc import Iterable

from sqlalchemy import Engine, select

from rapporteur.evidence import Dialogue, Page, Source
from rapporteur.store import tables

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


def find_cited(
    engine: Engine, places: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], tuple[Dialogue, Page]]:
    """Return, for each source and number of a page, the dialogue and the page, without its text.

    The dialogue holds that source alone, without its content.
    """
    wanted = dict.fromkeys(places)
    dialogues = _find_dialogues(engine, dict.fromkeys(source for source, _ in wanted))
    labels = _find_labels(engine, list(dialogues))
    return {
        (source, number): (
            dialogues[source],
            Page(number, "", (), label=labels.get((source, number), "")),
        )
        for source, number in wanted
        if source in dialogues
    }


def _find_dialogues(engine: Engine, sources: Iterable[str]) -> dict[str, Dialogue]:
    source, dialogue, keys = tables.source.c, tables.dialogue, list(sources)
    about = [source[name] for name in ("id", "name", "kind", "language", "genre", "origin")]
    query = select(*(column.label(f"of_{column.name}") for column in about), *dialogue.c).join_from(
        tables.source, dialogue, dialogue.c.id == source.dialogue
    )
    found: dict[str, Dialogue] = {}
    with engine.connect() as connection:
        for at in range(0, len(keys), BATCH):
            some = source.id.in_(keys[at : at + BATCH])
            for row in connection.execute(query.where(some)).mappings():
                file = {column.name: row[f"of_{column.name}"] for column in about}
                held = Source(content=b"", pages=(), **file)
                facts = {column.name: row[column.name] for column in dialogue.c}
                found[held.id] = Dialogue(**facts, sources=(held,))
    return found


def _find_labels(engine: Engine, sources: list[str]) -> dict[tuple[str, int], str]:
    page = tables.page.c
    query = select(page.source, page.number, page.label).where(page.label != "")
    found: dict[tuple[str, int], str] = {}
    with engine.connect() as connection:
        for at in range(0, len(sources), BATCH):
            some = page.source.in_(sources[at : at + BATCH])
            for source, number, label in connection.execute(query.where(some)):
                found[source, number] = label
    return found
