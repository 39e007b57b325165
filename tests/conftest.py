"""Fixtures that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests that need it skip without it."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the folder of real documents (../shared) is not here")
    return SHARED


@pytest.fixture(scope="session")
def report_text(shared: Path) -> Path:
    """The report of the International Dialogue on Migration 2020, as text taken from its PDF."""
    return next((shared / "seeds").glob("000*.txt"))


@pytest.fixture(scope="session")
def concept_note(shared: Path) -> Path:
    """The concept note of the same dialogue."""
    return next((shared / "seeds").glob("002*.txt"))


@pytest.fixture(scope="session")
def report_store(
    report_text: Path, concept_note: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A store with the report and its concept note, for reading only."""
    engine = open_store(str(tmp_path_factory.mktemp("report") / "a.db"))
    outcomes = ingest([str(report_text), str(concept_note)], engine, Settings())
    assert [outcome.error for outcome in outcomes] == [None, None]
    yield engine
    engine.dispose()
