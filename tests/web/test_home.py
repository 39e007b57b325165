"""The first page: what is held, what came last, and what to do where there is nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.store.view import list_sources
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_run


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    yield engine
    engine.dispose()


def tiles_of(client: TestClient) -> dict[str, int]:
    found = re.findall(r'<a href="([^"]+)"><b>([\d,]+)</b>', client.get("/").text)
    return {address: int(number.replace(",", "")) for address, number in found}


@pytest.mark.parametrize("address", ["/explore", "/practices", "/recommendations"])
def test_each_number_is_that_of_what_it_links_to(sample_store: Engine, address: str) -> None:
    client = TestClient(make_app(sample_store))
    rows = client.get(f"{address}.json").json()
    listed = (
        rows if isinstance(rows, list) else next(v for v in rows.values() if isinstance(v, list))
    )
    assert tiles_of(client)[address] == len(listed) > 0


def test_an_empty_store_says_what_to_do(empty: Engine) -> None:
    told = TestClient(make_app(empty)).get("/").text
    assert "No dialogue is held yet." in told
    assert 'class="button" href="/ingest"' in told
    assert "Added last" not in told
    closed = TestClient(make_app(empty, read_only=True)).get("/").text
    assert "No dialogue is held yet." in closed
    assert "/ingest" not in closed


def test_what_came_last_stands_first(empty: Engine) -> None:
    save_run(empty, make_run())
    save_run(empty, make_run("Panel 1\nThe first.\nThe second.\n", "b.txt", "Another Dialogue"))
    told = TestClient(make_app(empty)).get("/").text
    latest = told[told.index("Added last") :]
    assert 0 < latest.index("b.txt") < latest.index("invented.txt")
    for key in list_sources(empty):
        assert f'href="/sources/{key}"' in latest
