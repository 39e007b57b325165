"""Tell when each source first came into the store: what is new, and what is not."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select

from rapporteur.store.tables import arrival, source


def now() -> str:
    """Return the time as the store keeps it: UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def note_arrival(connection: Connection, key: str) -> None:
    """Note that a source came; a file that is read anew keeps the time it came first."""
    if connection.execute(select(arrival.c.at).where(arrival.c.source == key)).first() is None:
        connection.execute(insert(arrival).values(source=key, at=now()))


def note_held(connection: Connection) -> None:
    """Note the sources that an earlier version took in as come now: when they did is not known."""
    known = select(arrival.c.source)
    held = connection.execute(select(source.c.id).where(source.c.id.not_in(known))).scalars()
    rows = [{"source": key, "at": now()} for key in held]
    if rows:
        connection.execute(insert(arrival), rows)


def find_arrivals(engine: Engine, since: str = "") -> dict[str, str]:
    """Return the sources that came after `since`, the latest first, each with its time."""
    query = (
        select(arrival.c.source, arrival.c.at)
        .join(source, source.c.id == arrival.c.source)
        .where(arrival.c.at > since)
        .order_by(arrival.c.at.desc(), arrival.c.source)
    )
    with engine.connect() as connection:
        return {str(key): str(at) for key, at in connection.execute(query)}
