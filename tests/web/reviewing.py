"""A store of the sample dialogue for one test alone, and reviewers who work on it."""

from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.web.app import make_app

OWN = {"Sec-Fetch-Site": "same-origin"}


def copy_store(store: Engine, place: Path) -> Engine:
    """Return a copy of a store, kept at `place`."""
    with store.connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(place),))
    return open_store(str(place))


def reviewer(store: Engine, name: str = "") -> TestClient:
    """Return a browser without scripts in which `name` works."""
    client = TestClient(make_app(store), headers=OWN)
    if name:
        client.cookies.set("reviewer", name)
    return client
