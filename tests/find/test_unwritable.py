"""A store that may only be read is searched all the same, also without vectors and an index."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur.store import open_store
from rapporteur.store.write import save_run
from tests.making import make_run

# Everything is imported by a search of a store that may be written, before rights are given up:
# the libraries of the superuser need not be readable for anybody else.
SCRIPT = """
import os, sys
from rapporteur.find.reply import ask
from rapporteur.errors import RapporteurError
from rapporteur.find.similar import find_similar
from rapporteur.store import open_existing
from rapporteur.store.select import Filter

def search(place):
    store = open_existing(place)
    hits = ask(store, "issued permits", Filter()).hits
    find_similar(store, hits[0].statement.points[0].id)
    store.dispose()
    return hits[0].statement.points[0].text

search(sys.argv[1])
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    print(search(sys.argv[2]))
except RapporteurError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may look into, as those of pytest are not."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    (made / "kept").chmod(0o755)
    shutil.rmtree(made)


def search(folder: Path) -> str:
    (folder / "kept").chmod(0o555)
    for path in (folder / "kept").iterdir():
        path.chmod(0o444)
    command = [sys.executable, "-c", SCRIPT]
    places = [str(folder / "other.db"), str(folder / "kept" / "a.db")]
    done = subprocess.run([*command, *places], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.mark.parametrize("lacking", ["nothing", "vectors", "while it is open elsewhere"])
def test_a_store_that_may_only_be_read_is_searched(folder: Path, lacking: str) -> None:
    (folder / "kept").mkdir()
    for place in (folder / "other.db", folder / "kept" / "a.db"):
        store = open_store(str(place))
        save_run(store, make_run())
        store.dispose()
    other = sqlite3.connect(folder / "kept" / "a.db")
    if lacking == "vectors":
        other.execute("DELETE FROM vector")
    elif lacking != "nothing":
        other.execute("UPDATE point SET reason = 'read by another program'")
    other.commit()
    if lacking != "while it is open elsewhere":
        other.close()
    assert "over 500 permits" in search(folder)
    other.close()
    assert not list((folder / "kept").glob("*.index"))


def test_an_earlier_store_that_cannot_be_brought_forward_says_what_to_do(folder: Path) -> None:
    (folder / "kept").mkdir()
    for place in (folder / "other.db", folder / "kept" / "a.db"):
        store = open_store(str(place))
        save_run(store, make_run())
        store.dispose()
    with sqlite3.connect(folder / "kept" / "a.db") as connection:
        connection.execute("PRAGMA user_version = 5")
    connection.close()
    told = search(folder)
    assert (
        told.startswith("SettingError") and "earlier version" in told and "leave to write" in told
    )
