"""Take sources out of the store with all that hangs on them, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Column, Connection, Engine, delete, func, select

from rapporteur.errors import StoreError
from rapporteur.evidence import Run
from rapporteur.store import tables
from rapporteur.store.judged.forget import count_judgements, forget_judgements
from rapporteur.store.judged.log import writing
from rapporteur.store.vectors import forget_vectors
from rapporteur.store.write import put_run

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


@dataclass(frozen=True, slots=True)
class Hanging:
    """What goes with sources that are removed: how many of each, and of how many people."""

    sources: int
    sentences: int
    statements: int
    practices: int
    recommendations: int
    judgements: int
    people: int


def find_hanging(engine: Engine, sources: Sequence[str]) -> Hanging:
    """Count what hangs on these sources."""
    with engine.connect() as connection:
        count = partial(_count, connection, sources)
        judgements, people = count_judgements(connection, sources)
        return Hanging(
            sources=count(tables.source.c.id),
            sentences=count(tables.point.c.source),
            statements=count(tables.statement.c.source),
            practices=count(tables.practice.c.source),
            recommendations=count(tables.recommendation.c.source),
            judgements=judgements,
            people=people,
        )


def replace_dialogue(
    engine: Engine, dialogue: str, held: Iterable[str], gone: Sequence[str], runs: Sequence[Run]
) -> None:
    """Put `runs` in the place of the dialogue, and forget all that is known of the sources `gone`.

    `held` are the sources that the dialogue had when the runs were made; raises StoreError, and
    changes nothing, where it has others by now. What people judged of the sources in `runs`
    stands in its place again.
    """
    with writing(engine) as connection:
        table = tables.source.c
        now = connection.execute(select(table.id).where(table.dialogue == dialogue)).scalars()
        if set(now) != set(held):
            raise StoreError(
                "the dialogue was changed while its other files were read anew",
                place=dialogue,
                remedy="try again; nothing was removed",
            )
        texts = _texts(connection, dialogue)
        notice = tables.notice.c.dialogue
        connection.execute(delete(tables.notice).where(notice == dialogue))
        connection.execute(delete(tables.dialogue).where(tables.dialogue.c.id == dialogue))
        for part in _batches(gone):
            arrival = tables.arrival.c.source
            connection.execute(delete(tables.arrival).where(arrival.in_(part)))
        forget_judgements(connection, gone)
        for run in runs:
            put_run(connection, run)
        forget_vectors(connection, texts)


def _texts(connection: Connection, dialogue: str) -> set[str]:
    """Return the texts of the dialogue that vectors were made of.

    Sentences, titles, and recommendations, whose wording may be a part of their sentence.
    """
    mine = select(tables.source.c.id).where(tables.source.c.dialogue == dialogue)
    said = select(tables.point.c.text).where(tables.point.c.source.in_(mine))
    titled = select(tables.segment.c.title).where(tables.segment.c.dialogue == dialogue)
    asked = select(tables.recommendation.c.text).where(tables.recommendation.c.source.in_(mine))
    return {text for query in (said, titled, asked) for text in connection.execute(query).scalars()}


def _count(connection: Connection, sources: Sequence[str], column: Column[str]) -> int:
    return sum(
        connection.execute(select(func.count()).where(column.in_(part))).scalar_one()
        for part in _batches(sources)
    )


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
