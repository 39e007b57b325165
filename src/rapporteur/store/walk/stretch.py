"""Take the next rows along a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, tuple_

from rapporteur.errors import QueryError

Item = TypeVar("Item")
Key = tuple[str | int, ...]
LARGEST = 2**63 - 1  # SQLite's integers


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Item]):
    """Some things in a row, and the key after which to go on; empty where nothing follows."""

    items: tuple[Item, ...]
    after: Key = ()


def take(
    connection: Connection,
    query: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    after: Key,
    limit: int,
) -> Stretch[RowMapping]:
    """Return at most `limit` rows of `query` after the key `after`, in the order of `keys`.

    The columns `keys` together name a row and are never NULL. Raises QueryError where `after`
    is no key of theirs.
    """
    if after:
        check_key(after, keys)
        query = query.where(tuple_(*keys) > tuple_(*after))
    query = query.add_columns(*(key.label(f"key{at}") for at, key in enumerate(keys)))
    rows = connection.execute(query.order_by(*keys).limit(limit + 1)).mappings().all()
    shown = tuple(rows[:limit])
    return Stretch(shown, key_of(shown[-1], len(keys)) if len(rows) > limit else ())


def key_of(row: RowMapping, length: int) -> Key:
    """Return the key of a row that `take` gave."""
    return tuple(row[f"key{at}"] for at in range(length))


def check_key(after: Key, keys: Sequence[ColumnElement[Any]]) -> None:
    """Raise QueryError unless `after` has the number and types of the columns `keys`."""
    check_types(after, [key.type.python_type for key in keys])


def check_types(after: Key, types: Sequence[type]) -> None:
    """Raise QueryError unless `after` has values of these types, in their order."""
    fits = [type(value) for value in after] == list(types)
    if not fits or any(isinstance(value, int) and abs(value) > LARGEST for value in after):
        raise QueryError(
            "the cursor is none of this list",
            remedy="take the cursor as the answer before gave it, or start without one",
        )
