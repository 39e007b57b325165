"""Bring a store that an earlier version made forward, with all that it holds."""

from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text
from sqlalchemy.schema import CreateColumn

from rapporteur.store import tables

# Version 2: practices carry the fields of the practice template of the UN Network on Migration.
ADDED = (
    "until",
    "benefits",
    "challenges",
    "lessons",
    "replication",
    "innovation",
    "links",
    "grounds",
    "names",
    "words",
)


# Version 11: practices name the bodies that act and the level of government.
ACTING = ("level", "bodies")

# Version 4: a statement's position is the order of its first point.
POSITIONS = """UPDATE statement SET position = coalesce(
    (SELECT min(point."order") FROM point WHERE point.statement = statement.id), position)"""

# Version 6: words are looked for in an index beside the store.
# Version 10: the needs know which points are headings; they are worked out anew.
DROPPED = (
    "DROP TRIGGER IF EXISTS point_added",
    "DROP TRIGGER IF EXISTS point_removed",
    "DROP TABLE IF EXISTS point_text",
    "DROP TABLE IF EXISTS need",
)


# Version 11: what stands beside a point is found by its place.
PLACES = 'CREATE INDEX IF NOT EXISTS point_by_place ON point(source, "order")'


def bring_forward(connection: Connection, version: int) -> None:
    """Change the tables of `version` into those of today; new ones are made by whoever calls."""
    if version < 2:
        _add_template(connection)
    if version < 4:
        connection.execute(text(POSITIONS))
    if version < 5:
        # Version 5 keeps vectors and weighs kinds and codes by a trained model: each source is
        # marked as read by no version, so that the next `rapporteur ingest` reads it anew.
        connection.execute(text("UPDATE source SET version = ''"))
    _add_columns(connection, ACTING)
    connection.execute(text(PLACES))
    for statement in DROPPED:
        connection.execute(text(statement))


def _add_template(connection: Connection) -> None:
    """Change the table of practices of version 1 into that of version 2.

    What the new fields hold is read when the file is read anew.
    """
    connection.execute(text("ALTER TABLE practice RENAME COLUMN measures TO instruments"))
    _add_columns(connection, ADDED)
    connection.execute(text("UPDATE practice SET instruments = '[]'"))


def _add_columns(connection: Connection, names: Sequence[str]) -> None:
    """Add columns to the table of practices; what they hold is read when a file is read anew."""
    held = {column["name"] for column in inspect(connection).get_columns("practice")}
    for name in (name for name in names if name not in held):
        column = CreateColumn(tables.practice.c[name]).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE practice ADD COLUMN {column}"))
