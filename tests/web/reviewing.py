"""A store for one test alone, reviewers who work on it, and what their pages hold."""

import re
from html import unescape
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_statements
from rapporteur.web.app import make_app
from tests.making import FIRST

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


def key_of(store: Engine, text: str = FIRST) -> str:
    """Return the id of the point that says this."""
    told = find_statements(store, find_points(store, Filter()))
    return next(p.id for s in told for p in s.points if p.text == text)


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])
