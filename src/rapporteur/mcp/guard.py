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
    }
)
SCHEMA = "sqlite_master"
SET = ("read_uncommitted",)  # pragmas that the driver sets; of all others the value is only read


def forbid_writing(connection: sqlite3.Connection, _: Any = None) -> None:
    """Make every statement of a connection that would change the record an error.

    A sentence's vector may be added: search works it out where an earlier version kept none,
    and would do so again for every question otherwise.
    """
    connection.set_authorizer(_allow)


def _allow(action: int, name: str | None, value: str | None, *_: str | None) -> int:
    """Judge one step; `name` is a table's or a pragma's, `value` what the pragma would set.

    To read a list with json_each, SQLite asks whether it may update its schema: it declares what
    json_each gives as a table, in memory. It takes no such statement from anybody unless
    `PRAGMA writable_schema` is set, which is refused.
    """
    if action == sqlite3.SQLITE_PRAGMA:
        allowed = value is None or name in SET
    elif action == sqlite3.SQLITE_UPDATE:
        allowed = name == SCHEMA
    elif action == sqlite3.SQLITE_INSERT:
        allowed = name == vector.name
    else:
        allowed = action in READS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
