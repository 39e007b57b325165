"""Tell what changed in the store, so that an index beside it can follow."""

from typing import NamedTuple

from sqlalchemy import Connection, Engine, select, text

from rapporteur.store.tables import change

# A source that is saved anew is deleted and inserted in one transaction: one change remains.
# REPLACE gives a new number, and AUTOINCREMENT never gives one twice.
NOTE = "INSERT OR REPLACE INTO change(source, token) VALUES ({}, lower(hex(randomblob(8))))"
LAST = "SELECT turn, source, token FROM change ORDER BY turn DESC LIMIT 1"
FOLLOWED = (
    ("source_added", "INSERT ON source", "new.id"),
    ("source_removed", "DELETE ON source", "old.id"),
    ("point_changed", "UPDATE ON point", "new.source"),
    ("statement_changed", "UPDATE ON statement", "new.source"),
)


class Change(NamedTuple):
    """A source that was saved, changed or removed; `turn` grows, `token` is like no other."""

    turn: int
    source: str
    token: str


def follow_changes(connection: Connection) -> None:
    """Make the database note by itself what is saved and removed; what it holds is a change."""
    for name, event, source in FOLLOWED:
        deed = f"AFTER {event} BEGIN {NOTE.format(source)}; END"
        connection.execute(text(f"CREATE TRIGGER IF NOT EXISTS {name} {deed}"))
    connection.execute(
        text(
            "INSERT OR REPLACE INTO change(source, token) "
            "SELECT id, lower(hex(randomblob(8))) FROM source"
        )
    )


def note_change(connection: Connection, source: str) -> None:
    """Note that something said of `source` changed: for judgements, codings and the like."""
    connection.execute(text(NOTE.format(":source")), {"source": source})


def find_changes(engine: Engine, since: int = 0) -> tuple[Change, ...]:
    """Return what changed after turn `since`, oldest first; a source stands there once."""
    query = select(change.c.turn, change.c.source, change.c.token)
    with engine.connect() as connection:
        rows = connection.execute(query.where(change.c.turn > since).order_by(change.c.turn))
        return tuple(Change(*row) for row in rows)


def find_last_change(engine: Engine) -> Change | None:
    """Return the latest change, None where nothing was ever saved."""
    with engine.connect() as connection:  # asked with every question: spelt out, it costs a third
        row = connection.exec_driver_sql(LAST).first()
        return Change(*row) if row else None
