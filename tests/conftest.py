"""Fixtures that many tests share."""

from pathlib import Path

import pytest

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
