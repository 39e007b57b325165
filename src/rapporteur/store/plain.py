"""Ask in SQL as it stands, where making a query would take longer than answering it."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

BATCH = 500  # keys in one question; SQLite takes at least 999 parameters
AMONG = "IN (:keys)"  # what a query holds once where the keys go


def find_rows(
    connection: Connection, query: str, keys: Iterable[str | int]
) -> list[tuple[Any, ...]]:
    """Return the rows of a query that holds `AMONG`, for `keys`; JSON comes as text.

    Many keys are asked for in several turns, so that the query's order holds among the rows of
    one key only.
    """
    wanted = list(keys)
    found: list[tuple[Any, ...]] = []
    store: Any = connection.connection.driver_connection
    for at in range(0, len(wanted), BATCH):
        some = tuple(wanted[at : at + BATCH])
        marks = f"IN ({','.join('?' * len(some))})"
        asked = query.replace(AMONG, marks)
        try:
            found += store.execute(asked, some).fetchall()
        except sqlite3.Error:  # asked again, to say what is amiss in the store's own words
            found += [tuple(row) for row in connection.exec_driver_sql(asked, some)]
    return found
