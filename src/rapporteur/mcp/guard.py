"""Keep the database from changing anything but what can be worked out anew."""

import sqlite3
from typing import Any

from rapporteur.store.tables import vector

# Action codes of sqlite.org/c3ref/c_alter_table.html: those that leave everything as it is.
READS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_PRAGMA,
    }
)


def forbid_writing(connection: sqlite3.Connection, _: Any = None) -> None:
    """Make every statement of a connection that would change the record an error.

    A sentence's vector may be added: search works it out where an earlier version kept none,
    and would do so again for every question otherwise.
    """
    connection.set_authorizer(_allow)


def _allow(action: int, table: str | None, *_: str | None) -> int:
    adds = action == sqlite3.SQLITE_INSERT and table == vector.name
    return sqlite3.SQLITE_OK if adds or action in READS else sqlite3.SQLITE_DENY
