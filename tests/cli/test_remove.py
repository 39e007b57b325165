"""Removing from the command line: told what goes, asked, and done whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rapporteur.cli import main
from rapporteur.store import open_store
from rapporteur.store.view import list_dialogues, list_sources
from rapporteur.store.write import save_run
from tests.making import make_run


@pytest.fixture
def place(tmp_path: Path) -> str:
    store = open_store(str(tmp_path / "a.db"))
    save_run(store, make_run())
    save_run(store, make_run("Panel 1\nThe first.\nThe second.\n", "b.txt", "Another Dialogue"))
    store.dispose()
    return str(tmp_path / "a.db")


def run(place: str, *words: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["--store", place, "remove", *words], input=answer)


def held(place: str) -> set[str]:
    store = open_store(place)
    found = {name for name, _ in list_sources(store).values()}
    store.dispose()
    return found


def test_it_says_what_goes_and_asks(place: str) -> None:
    key = make_run().source.id
    result = run(place, key, answer="n\n")
    assert result.exit_code == 1
    assert "3 sentences" in result.output
    assert "1 practices" in result.output
    assert "Nothing was removed." in result.output
    assert held(place) == {"invented.txt", "b.txt"}
    assert run(place, key, answer="y\n").exit_code == 0
    assert held(place) == {"b.txt"}


def test_a_dialogue_goes_by_its_title_without_asking(place: str) -> None:
    assert run(place, "--dialogue", "another dialogue", "--yes").exit_code == 0
    store = open_store(place)
    assert [d.title for d in list_dialogues(store)] == ["A Dialogue"]
    store.dispose()


@pytest.mark.parametrize("words", [(), ("src-1", "--dialogue", "A Dialogue"), ("src-unknown",)])
def test_a_slip_removes_nothing(place: str, words: tuple[str, ...]) -> None:
    assert run(place, *words, "--yes").exit_code == 2
    assert held(place) == {"invented.txt", "b.txt"}
