"""Open a store kept in one SQLite file."""

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DatabaseError

from rapporteur.errors import SettingError, StoreError
from rapporteur.store.arrivals import note_held
from rapporteur.store.changes import follow_changes
from rapporteur.store.judged.need import note_all
from rapporteur.store.judged.tables import metadata
from rapporteur.store.migrate import bring_forward

SCHEMA = 11
ELSEWHERE = "name another place with --store"

# By the words of SQLite's own messages (sqlite.org/rescode.html), in the order looked for.
REMEDIES = {
    "locked": "another program holds the store; wait till it is done, and try again",
    "disk is full": "make room on the disk, and try again",
    "disk I/O": "make room on the disk and see that it is sound, and try again",
    "readonly": "get leave to write the file and its folder, or name another with --store",
    "malformed": "the store is damaged: bring it back from a copy, or name another with --store",
    "unable to open": "see that its folder is there and may be written, or name another place",
}


def open_sqlite(path: str) -> Engine:
    """Open the store at `path`, making it where there is none.

    Raises SettingError where the folder is missing, the file is no store, or it was made by a
    newer version. A store of an earlier version is brought forward.
    """
    if path != ":memory:" and not Path(path).absolute().parent.is_dir():
        raise SettingError(
            "the folder of the store does not exist",
            place=path,
            remedy="make the folder, or name another place with --store",
        )
    url = URL.create("sqlite", database=path)
    if is_writable(path):
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare)
    else:
        engine = create_engine(url, creator=partial(_read_only, path))
    event.listen(engine, "handle_error", partial(_name_error, path), retval=True)
    try:
        _make(engine, path)
    except Exception as error:
        engine.dispose()
        if isinstance(error, SettingError):
            raise
        raise SettingError(
            f"cannot be opened as a store: {getattr(error, 'orig', error)}",
            place=path,
            remedy=ELSEWHERE,
        ) from error
    return engine


def is_writable(path: str) -> bool:
    """Return whether the store at `path` can be written: the file, and beside it."""
    if path == ":memory:":
        return True
    file, own = Path(path).absolute(), os.access in os.supports_effective_ids
    beside = os.access(file.parent, os.W_OK, effective_ids=own)
    return beside and (not file.exists() or os.access(file, os.W_OK, effective_ids=own))


def _read_only(path: str) -> sqlite3.Connection:
    """Read a store as it lies; SQLite would else want to write beside it.

    Where another program has it open, the log that lies beside it is read too.
    """
    how = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    address = f"file:{quote(str(Path(path).absolute()))}?{how}"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _name_error(path: str, context: ExceptionContext) -> StoreError | None:
    """Put what SQLite says of a full disk, a lock or a damaged file into words for the operator."""
    if not isinstance(context.sqlalchemy_exception, DatabaseError):
        return None
    said = str(context.original_exception)
    remedy = next((remedy for words, remedy in REMEDIES.items() if words in said), "")
    return StoreError(f"cannot be used now: {said}", place=path, remedy=remedy) if remedy else None


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 10000")  # before the first that may have to wait
    # WAL lets readers go on while one process writes; foreign keys are off in SQLite by default.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
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
        if not is_writable(path):
            raise SettingError(
                "was made by an earlier version, and cannot be brought forward where it lies",
                place=path,
                remedy="get leave to write the file and its folder, or copy it to another",
            )
        # Of two runs that begin on a new store, the second waits here till its tables are made.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if connection.execute(text("PRAGMA user_version")).scalar_one() == SCHEMA:
            return
        if version:
            bring_forward(connection, version)
        metadata.create_all(connection)
        follow_changes(connection)
        note_held(connection)
        note_all(connection)
        connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
