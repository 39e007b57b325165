"""Open a store kept in one SQLite file."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text

from rapporteur.errors import SettingError
from rapporteur.store.tables import metadata

SCHEMA = 1

# The full-text index follows the table of points by triggers, so the two cannot part.
FULL_TEXT = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS point_text USING fts5(
       text, content='point', content_rowid='serial', tokenize='porter unicode61')""",
    """CREATE TRIGGER IF NOT EXISTS point_added AFTER INSERT ON point BEGIN
       INSERT INTO point_text(rowid, text) VALUES (new.serial, new.text); END""",
    """CREATE TRIGGER IF NOT EXISTS point_removed AFTER DELETE ON point BEGIN
       INSERT INTO point_text(point_text, rowid, text)
       VALUES ('delete', old.serial, old.text); END""",
)


def open_sqlite(path: str) -> Engine:
    """Open the store at `path`, making it where there is none.

    Raises SettingError where the folder is missing, the file is no store, or it was made by a
    newer version.
    """
    if path != ":memory:" and not Path(path).absolute().parent.is_dir():
        raise SettingError(
            "the folder of the store does not exist",
            place=path,
            remedy="make the folder, or name another place with --store",
        )
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    try:
        _make(engine, path)
    except Exception as error:
        engine.dispose()
        if isinstance(error, SettingError):
            raise
        raise SettingError(
            f"cannot be opened as a store: {getattr(error, 'orig', error)}",
            place=path,
            remedy="name another place with --store",
        ) from error
    return engine


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    # WAL lets readers go on while one process writes; foreign keys are off in SQLite by default.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _make(engine: Engine, path: str) -> None:
    with engine.begin() as connection:
        version = connection.execute(text("PRAGMA user_version")).scalar_one()
        if version > SCHEMA:
            raise SettingError(
                "was made by a newer version", place=path, remedy="update rapporteur"
            )
        if version == SCHEMA:
            return
        metadata.create_all(connection)
        for statement in FULL_TEXT:
            connection.execute(text(statement))
        connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
