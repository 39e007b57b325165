"""Hold on to one state of the store while much of it is read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, StaticPool, create_engine

from rapporteur.store.sqlite import is_writable


class _Held(sqlite3.Connection):
    """A connection whose one transaction ends when it is closed, not between two questions."""

    def commit(self) -> None:
        """Nothing is written here."""

    def rollback(self) -> None:
        """The state that is read stays."""


@contextmanager
def hold(engine: Engine) -> Iterator[Engine]:
    """Yield the store as it is now: what is written meanwhile is not seen through it.

    It is for reading, one question after the other. A store in memory has one state only.
    """
    path = engine.url.database
    if not path or path == ":memory:":
        yield engine
        return
    connection = sqlite3.connect(_address(path), uri=True, check_same_thread=False, factory=_Held)
    held = create_engine(engine.url, creator=lambda: connection, poolclass=StaticPool)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM dialogue").fetchone()  # the state is that of now
        yield held
    finally:
        held.dispose()
        connection.close()


def _address(path: str) -> str:
    place = f"file:{quote(str(Path(path).absolute()))}"
    if is_writable(path):
        return f"{place}?mode=rw"
    return f"{place}?{'mode=ro' if Path(f'{path}-wal').exists() else 'immutable=1'}"
