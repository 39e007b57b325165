"""Whatever changes in the store is noted, so that an index can follow it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text, update

from rapporteur.store import open_store, tables
from rapporteur.store.changes import find_changes, find_last_change, note_change
from rapporteur.store.write import save_run
from tests.making import make_run


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def test_a_new_store_has_no_change(store: Engine) -> None:
    assert find_last_change(store) is None


def test_a_source_saved_twice_is_one_change_with_a_later_turn(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    (first,) = find_changes(store)
    assert first.source == run.source.id
    save_run(store, run)
    (second,) = find_changes(store)
    assert (second.source, second.turn > first.turn) == (run.source.id, True)
    assert second.token != first.token
    assert find_changes(store, second.turn) == ()


@pytest.mark.parametrize("change", ["remove", "judge", "note"])
def test_removals_and_judgements_are_changes(store: Engine, change: str) -> None:
    run = make_run()
    save_run(store, run)
    turn = find_changes(store)[0].turn
    with store.begin() as connection:
        if change == "remove":
            connection.execute(delete(tables.source))
        elif change == "judge":
            connection.execute(update(tables.point).values(kind="challenge"))
        else:
            note_change(connection, run.source.id)
    assert [c.source for c in find_changes(store, turn)] == [run.source.id]


def test_a_store_of_the_second_version_has_all_its_sources_as_changes(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    run = make_run()
    save_run(store, run)
    with store.begin() as connection:
        for name in ("source_added", "source_removed", "point_changed", "statement_changed"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("DROP TABLE change"))
        connection.execute(text("PRAGMA user_version = 2"))
    store.dispose()
    assert [c.source for c in find_changes(open_store(str(tmp_path / "a.db")))] == [run.source.id]
