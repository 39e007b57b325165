"""Keep samples that are read blind, and the readings given of them."""

from sqlalchemy import Connection, Engine, insert, select

from rapporteur.errors import UnknownError
from rapporteur.evidence import Judgement, Sample
from rapporteur.store.judged import tables
from rapporteur.store.judged.log import find_alive, keep_subject, read_log
from rapporteur.store.judged.places import get_subject


def save_sample(connection: Connection, sample: Sample) -> None:
    """Keep the sample, and what it takes to find its points again."""
    row = {name: getattr(sample, name) for name in ("id", "drawn", "who", "fields")}
    connection.execute(insert(tables.sample).values(row))
    for position, key in enumerate(sample.points):
        keep_subject(connection, get_subject(connection, key), key)
        member = {"sample": sample.id, "position": position, "subject": key}
        connection.execute(insert(tables.sample_member).values(member))


def list_samples(engine: Engine) -> tuple[Sample, ...]:
    """Return all samples, oldest first."""
    with engine.connect() as connection:
        keys = connection.execute(select(tables.sample.c.id).order_by(tables.sample.c.drawn))
        return tuple(_sample(connection, str(key)) for key in keys.scalars().all())


def get_sample(engine: Engine, key: str) -> Sample:
    """Return the sample of this id; raise UnknownError if there is none."""
    with engine.connect() as connection:
        return _sample(connection, key)


def find_readings(engine: Engine, sample: str) -> tuple[tuple[str, Judgement], ...]:
    """Return the blind readings of a sample that nobody took back, oldest first, by target."""
    with engine.connect() as connection:
        log = read_log(connection, tables.judgement.c.sample == sample)
    return tuple(
        (target, judgement)
        for target, judgement in find_alive(log)
        if target and judgement.stage == "blind"
    )


def _sample(connection: Connection, key: str) -> Sample:
    table, member, subject = tables.sample, tables.sample_member.c, tables.subject.c
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        raise UnknownError(
            "there is no sample by this id",
            place=key,
            remedy="`rapporteur review agreement` lists the samples",
        )
    query = select(subject.target).join(tables.sample_member, member.subject == subject.id)
    points = connection.execute(query.where(member.sample == key).order_by(member.position))
    held = tuple(str(target) for target in points.scalars() if target)
    return Sample(key, row["drawn"], row["who"], tuple(row["fields"]), held)
