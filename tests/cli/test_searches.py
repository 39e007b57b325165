"""`rapporteur searches`, as a person or a script calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rapporteur.cli import main
from rapporteur.store import open_store
from rapporteur.store.write import save_run
from tests.making import make_run

LATER = "Panel 1\nBo Ek (Norway) said that permits were rare.\nVisas too should be had by all.\n"


def call(store: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), "searches", *words])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    place = tmp_path / "a.db"
    engine = open_store(str(place))
    save_run(engine, make_run())
    engine.dispose()
    return place


def add_later(place: Path) -> None:
    engine = open_store(str(place))
    save_run(engine, make_run(LATER, "later.txt", "Later Dialogue"))
    engine.dispose()


def test_a_search_is_kept_listed_and_removed(store: Path) -> None:
    words = ("save", "Permits", "permits", "--mode", "text", "--kind", "practice", "--who", "Ana")
    key = call(store, *words).stdout.strip()
    assert key.startswith("sch-")
    (held,) = json.loads(call(store, "list", "--json").stdout)
    assert held["id"] == key
    assert (held["name"], held["question"], held["filters"], held["who"]) == (
        "Permits", "permits", {"kind": "practice"}, "Ana",
    )  # fmt: skip
    assert '"permits" --kind practice' in call(store, "list").stdout
    assert call(store, "remove", key).exit_code == 0
    assert "No search is kept" in call(store, "list").stdout
    assert call(store, "remove", key).exit_code == 2


def test_what_is_new_is_told_till_it_was_seen(store: Path) -> None:
    key = call(store, "save", "Permits", "permits", "--mode", "text").stdout.strip()
    assert "Nothing new" in call(store, "new", key).stdout
    add_later(store)
    assert "permits were rare" in call(store, "new", key).stdout
    (row,) = json.loads(call(store, "new", key, "--seen", "--json").stdout)
    assert (row["source_file"], row["source"]) == ("later.txt", "PRT")
    assert row["came"][:2] == "20"
    assert json.loads(call(store, "new", key, "--json").stdout) == []


def test_more_than_the_limit_is_said(store: Path) -> None:
    key = call(store, "save", "All of Portugal", "--voice", "PRT").stdout.strip()
    add_later(store)
    shown = call(store, "new", key, "--limit", "1").stdout
    assert "permits were rare" in shown and "Visas" not in shown
    assert "1 more" in shown


@pytest.mark.parametrize(
    "words",
    [("save", "x"), ("save", "x", "!!"), ("save", "x", "permits", "--dialogue", "None such"),
     ("save", "", "permits"), ("new", "sch-none")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(store: Path, words: tuple[str, ...]) -> None:
    result = call(store, *words)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert json.loads(call(store, "list", "--json").stdout) == []
