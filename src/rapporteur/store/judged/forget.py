"""Forget what people judged of sources that are removed: their words quote the source."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, delete, func, select

from rapporteur.store.judged.tables import judgement, sample, sample_member, subject

BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


def count_judgements(connection: Connection, sources: Sequence[str]) -> tuple[int, int]:
    """Return the number of judgements on these sources, and of people who made them."""
    number, people = 0, set[str]()
    for part in _batches(sources):
        mine = judgement.c.subject.in_(_subjects(part))
        number += connection.execute(select(func.count()).where(mine)).scalar_one()
        people.update(connection.execute(select(judgement.c.who).distinct().where(mine)).scalars())
    return number, len(people)


def forget_judgements(connection: Connection, sources: Sequence[str]) -> None:
    """Take the judgements on these sources out of the log, and their sentences out of samples."""
    for part in _batches(sources):
        for table in (judgement, sample_member):
            connection.execute(delete(table).where(table.c.subject.in_(_subjects(part))))
        connection.execute(delete(subject).where(subject.c.source.in_(part)))
    left = select(sample_member.c.sample)
    connection.execute(delete(sample).where(sample.c.id.not_in(left)))


def _subjects(sources: Sequence[str]) -> Select[tuple[str]]:
    return select(subject.c.id).where(subject.c.source.in_(sources))


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
