"""Ask in SQL as it stands, where making a query would take longer than answering it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

BATCH = 500  # keys in one question; SQLite takes at least 999 parameters
AMONG = "IN (:keys)"  # what a query holds once where the keys go


def find_rows(connection: Connection, query: str, keys: Iterable[str | int]) -> list[Any]:
    """Return the rows of a query that holds `AMONG`, for `keys`; JSON comes as text.

    Many keys are asked for in several turns, so that the query's order holds among the rows of
    one key only.
    """
    wanted = list(keys)
    found: list[Any] = []
    for at in range(0, len(wanted), BATCH):
        some = tuple(wanted[at : at + BATCH])
        marks = f"IN ({','.join('?' * len(some))})"
        found += connection.exec_driver_sql(query.replace(AMONG, marks), some).all()
    return found
