"""Searches that are kept, and when what they find came into the store."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from rapporteur.errors import QueryError, UnknownError
from rapporteur.store import open_store
from rapporteur.store.arrivals import find_arrivals
from rapporteur.store.searches import (
    get_search,
    list_searches,
    mark_seen,
    remove_search,
    save_search,
)
from rapporteur.store.write import save_run
from tests.making import make_run


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def test_a_search_is_kept_as_it_was_asked(store: Engine) -> None:
    choice = {"kind": "practice", "voice": "PRT", "group": ""}
    made = save_search(store, " Permits ", "work permits", choice, mode="text", who="Ana")
    (held,) = list_searches(store)
    assert held == made
    assert (held.name, held.question, held.mode, held.who) == (
        "Permits", "work permits", "text", "Ana",
    )  # fmt: skip
    assert held.choice == {"kind": "practice", "voice": "PRT"}
    assert held.saved == held.seen


def test_the_same_search_saved_again_takes_the_new_name(store: Engine) -> None:
    first = save_search(store, "One", "permits", {"kind": "practice"})
    again = save_search(store, "Two", "permits", {"kind": "practice"})
    other = save_search(store, "Three", "permits", {"kind": "challenge"})
    assert again.id == first.id != other.id
    assert again.saved == first.saved
    assert [search.name for search in list_searches(store)] == ["Three", "Two"]


@pytest.mark.parametrize(
    ("name", "question", "choice"),
    [("", "permits", {}), ("x" * 201, "permits", {}), ("Nothing", " ", {"kind": ""})],
)
def test_a_search_without_name_or_content_is_refused(
    store: Engine, name: str, question: str, choice: dict[str, str]
) -> None:
    with pytest.raises(QueryError):
        save_search(store, name, question, choice)
    assert list_searches(store) == ()


def test_looking_and_removing_need_a_search_that_is_there(store: Engine) -> None:
    kept = save_search(store, "One", "permits", {})
    mark_seen(store, kept.id)
    assert get_search(store, kept.id).seen > kept.saved
    remove_search(store, kept.id)
    for deed in (get_search, mark_seen, remove_search):
        with pytest.raises(UnknownError):
            deed(store, kept.id)


def test_a_source_read_anew_keeps_the_time_it_came_first(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    first = find_arrivals(store)
    save_run(store, run)
    assert find_arrivals(store) == first
    other = make_run("Another text.\nIt says more.\nAnd more.\n", "b.txt")
    save_run(store, other)
    assert list(find_arrivals(store)) == [other.source.id, run.source.id]
    assert list(find_arrivals(store, first[run.source.id])) == [other.source.id]


def test_a_store_of_the_sixth_version_knows_its_sources_as_come_now(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.db"))
    run = make_run()
    save_run(store, run)
    with store.begin() as connection:
        connection.execute(text("DROP TABLE arrival"))
        connection.execute(text("DROP TABLE search"))
        connection.execute(text("PRAGMA user_version = 6"))
    store.dispose()
    opened = open_store(str(tmp_path / "old.db"))
    assert list(find_arrivals(opened)) == [run.source.id]
    assert list_searches(opened) == ()
