"""What the whole store holds, and what came into it last, for the first page."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from rapporteur.store import tables


@dataclass(frozen=True, slots=True)
class Whole:
    """How much is held, of all dialogues."""

    dialogues: int
    practices: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A source that came lately; `at` is UTC, ISO 8601."""

    source: str
    name: str
    language: str
    dialogue: str
    title: str
    at: str


def count_whole(engine: Engine) -> Whole:
    """Count what is held."""
    counted = (tables.dialogue, tables.practice, tables.recommendation)
    with engine.connect() as connection:
        return Whole(
            *(
                int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in counted
            )
        )


def list_newcomers(engine: Engine, limit: int) -> tuple[Newcomer, ...]:
    """Return the sources that came last, the latest first."""
    source, dialogue, arrival = tables.source, tables.dialogue, tables.arrival
    query = (
        select(
            source.c.id,
            source.c.name,
            source.c.language,
            dialogue.c.id,
            dialogue.c.title,
            arrival.c.at,
        )
        .join(source, source.c.id == arrival.c.source)
        .join(dialogue, dialogue.c.id == source.c.dialogue)
        .order_by(arrival.c.at.desc(), source.c.name)
        .limit(limit)
    )
    with engine.connect() as connection:
        return tuple(Newcomer(*row) for row in connection.execute(query))
