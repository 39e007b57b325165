"""A small store that two people review."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.store.write import save_run
from tests.making import make_run
from tests.web.reviewing import reviewer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    opened = open_store(str(tmp_path / "a.db"))
    save_run(opened, make_run())
    yield opened
    opened.dispose()


@pytest.fixture
def ana(store: Engine) -> TestClient:
    return reviewer(store, "Ana")


@pytest.fixture
def ben(store: Engine) -> TestClient:
    return reviewer(store, "Ben")
