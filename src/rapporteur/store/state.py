"""Tell whether anything in a store changed, in some millionths of a second."""

import sqlite3
from threading import Lock
from weakref import finalize

from sqlalchemy import Engine


class State:
    """A number that is another as soon as any program commits anything to the store.

    It means nothing beyond: two of these may tell other numbers of one store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._told = engine.dialect.name == "sqlite" and engine.url.database not in (
            None,
            "",
            ":memory:",
        )
        self._connection: sqlite3.Connection | None = None

    def read(self) -> int | None:
        """Return the number as it is now, None where it cannot be told.

        So it is of a store in memory, and of one that cannot be read: whoever then asks that store
        hears what is amiss.
        """
        if not self._told:
            return None
        with self._lock:
            try:
                # Fetched to the end, or it would keep the log from being written back.
                ((number,),) = self._connect().execute("PRAGMA data_version").fetchall()
            except sqlite3.Error:
                return None
        return int(number)

    def _connect(self) -> sqlite3.Connection:
        """A connection of its own, which SQLite tells what all others commit."""
        if self._connection is None:
            held = self._engine.raw_connection()
            found = held.driver_connection
            assert isinstance(found, sqlite3.Connection)
            held.detach()
            finalize(self, held.close)
            self._connection = found
        return self._connection
