"""Keep evidence in a database, whole or not at all."""

from pathlib import Path

from sqlalchemy import Engine

from rapporteur.errors import SettingError
from rapporteur.store.sqlite import open_sqlite


def open_store(place: str) -> Engine:
    """Open the store at a path or `sqlite:///` address, making it where there is none.

    Raises SettingError for an address of another database: SQLite is the one served so far.
    """
    if "://" not in place:
        return open_sqlite(place)
    scheme, _, path = place.partition(":///")
    if scheme != "sqlite" or not path:
        raise SettingError(
            "names a database that is not served",
            place=place,
            remedy="give a path, such as rapporteur.db",
        )
    return open_sqlite(path)


def open_existing(place: str) -> Engine:
    """Open a store that must be there already, so that a slip of the name makes no empty one."""
    path = place.removeprefix("sqlite:///")
    if "://" not in path and not Path(path).is_file():
        raise SettingError(
            "there is no store here",
            place=place,
            remedy="run `rapporteur ingest FILE` first, or name the store with --store",
        )
    return open_store(place)
