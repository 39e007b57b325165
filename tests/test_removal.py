"""A source that is removed leaves the store as if it had never been there."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from rapporteur.errors import SourceError, UnknownError
from rapporteur.evidence import Source
from rapporteur.find.rank import find
from rapporteur.pipeline import ingest
from rapporteur.removal import remove_sources
from rapporteur.review.decide import By, correct
from rapporteur.settings import Settings
from rapporteur.store import open_store, tables
from rapporteur.store.judged import tables as judged
from rapporteur.store.remove import find_hanging
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue, list_dialogues
from rapporteur.vectors import vector_key

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
FILES = ("agenda.html", "concept-note.txt", "report.pdf")
# What numbers itself or tells of time: two stores with the same in them differ in these.
PASSING = {"point": ("serial",), "notice": ("id",)}
APART = ("change", "arrival", "sample")
OTHER = """Forum on Ports 2019

Lagos, 3 to 4 June 2019

The representative of Ghana said that 40 ports had been opened.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    shutil.copytree(SAMPLE, place)
    (place / "forum.txt").write_text(OTHER, encoding="utf-8")
    return place


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    take_in(engine, folder, *FILES, "forum.txt")
    yield engine
    engine.dispose()


def take_in(store: Engine, folder: Path, *names: str, dialogue: str = "") -> None:
    places = [str(folder / name) for name in names]
    outcomes = ingest(places, store, Settings(), dialogue=dialogue)
    assert [outcome.error for outcome in outcomes] == [None] * len(names)


def source_of(store: Engine, name: str) -> tuple[str, Source]:
    for dialogue in list_dialogues(store):
        for source in get_dialogue(store, dialogue.id, blocks=False).sources:
            if source.name == name:
                return dialogue.id, source
    raise AssertionError(f"{name} is not held")


def remove(store: Engine, *names: str) -> str:
    keys = [source_of(store, name) for name in names]
    return remove_sources(store, keys[0][0], [source.id for _, source in keys], Settings())


def rows_of(store: Engine) -> dict[str, list[str]]:
    """Every row of every table, in no order, without what only numbers it."""
    found = {}
    with store.connect() as connection:
        for table in judged.metadata.sorted_tables:
            if table.name in APART:
                continue
            columns = [c for c in table.c if c.name not in PASSING.get(table.name, ())]
            found[table.name] = sorted(
                repr(tuple(row)) for row in connection.execute(select(*columns))
            )
    return found


def rows_without(tmp_path: Path, folder: Path, *names: str, **options: Any) -> dict[str, list[str]]:
    engine = open_store(str(tmp_path / "never.db"))
    take_in(engine, folder, *names, **options)
    rows = rows_of(engine)
    engine.dispose()
    return rows


@pytest.mark.parametrize("name", [*FILES, "forum.txt"])
def test_the_store_is_as_one_that_never_held_the_file(
    store: Engine, folder: Path, tmp_path: Path, name: str
) -> None:
    remove(store, name)
    others = [other for other in (*FILES, "forum.txt") if other != name]
    assert rows_of(store) == rows_without(tmp_path, folder, *others)


def test_the_comparison_would_see_a_trace(store: Engine, folder: Path, tmp_path: Path) -> None:
    others = ("concept-note.txt", "report.pdf", "forum.txt")
    whole, without = rows_of(store), rows_without(tmp_path, folder, *others)
    differing = {name for name, rows in whole.items() if rows != without[name]}
    assert {"source", "segment", "participant", "notice", "point", "vector"} <= differing


def test_a_given_name_stays_with_the_files_that_are_left(tmp_path: Path, folder: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, folder, *FILES, "forum.txt", dialogue="Our meeting")
    remove(store, "report.pdf")
    left = ("agenda.html", "concept-note.txt", "forum.txt")
    assert rows_of(store) == rows_without(tmp_path, folder, *left, dialogue="Our meeting")
    store.dispose()


def test_a_file_that_somebody_put_there_stays_there(tmp_path: Path, folder: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, folder, "report.pdf")
    (dialogue,) = list_dialogues(store)
    take_in(store, folder, "forum.txt", dialogue=dialogue.title)
    remove(store, "report.pdf")
    assert [d.title for d in list_dialogues(store)] == [dialogue.title]
    store.dispose()


def test_the_last_file_takes_the_dialogue_with_it(store: Engine) -> None:
    left = remove(store, "forum.txt")
    assert left == ""
    assert [d.title for d in list_dialogues(store)] == ["International Dialogue on Migration 2020"]


def test_the_whole_dialogue_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, folder, *FILES)
    remove(store, *FILES)
    assert {name: rows for name, rows in rows_of(store).items() if rows} == {}
    store.dispose()


def test_search_finds_nothing_of_it_any_more(store: Engine) -> None:
    assert find(store, "ports", Filter(), 5)
    remove(store, "forum.txt")
    assert [hit for hit in find(store, "ports", Filter(), 5) if "ports" in hit.why] == []


def test_vectors_that_another_file_needs_are_kept(tmp_path: Path, folder: Path) -> None:
    said = "The representative of Ghana said that 40 ports had been opened."
    (folder / "again.txt").write_text(f"Forum on Harbours 2021\n\n{said}\n", encoding="utf-8")
    store = open_store(str(tmp_path / "a.db"))
    take_in(store, folder, "forum.txt", "again.txt")
    remove(store, "forum.txt")
    with store.connect() as connection:
        kept = set(connection.execute(select(judged.metadata.tables["vector"].c.key)).scalars())
    assert vector_key(said) in kept
    assert vector_key("Lagos, 3 to 4 June 2019") not in kept
    store.dispose()


def judge(store: Engine, name: str, who: str) -> str:
    _, source = source_of(store, name)
    with store.connect() as connection:
        point = (
            connection.execute(
                select(tables.point.c.id)
                .where(tables.point.c.source == source.id)
                .order_by(tables.point.c.order)
            )
            .scalars()
            .first()
        )
    assert point
    correct(store, point, "kind", "challenge", By(who))
    return point


def test_judgements_on_it_go_and_those_on_others_stay(store: Engine) -> None:
    judge(store, "report.pdf", "Ana")
    judge(store, "report.pdf", "Ben")
    kept = judge(store, "agenda.html", "Ana")
    _, report = source_of(store, "report.pdf")
    hanging = find_hanging(store, [report.id])
    assert (hanging.judgements, hanging.people) == (2, 2)
    remove(store, "report.pdf")
    with store.connect() as connection:
        left = connection.execute(select(judged.judged.c.subject)).scalars().all()
        log = connection.execute(select(judged.judgement.c.who)).scalars().all()
    assert (left, log) == ([kept], ["Ana"])


def test_nothing_is_removed_where_another_file_cannot_be_read_now(store: Engine) -> None:
    before = rows_of(store)
    dialogue, report = source_of(store, "report.pdf")
    with pytest.raises(SourceError, match="Nothing was removed"):
        remove_sources(store, dialogue, [report.id], Settings(max_bytes=10))
    assert rows_of(store) == before


def test_a_file_of_another_dialogue_is_not_removed_by_mistake(store: Engine) -> None:
    dialogue, _ = source_of(store, "forum.txt")
    _, report = source_of(store, "report.pdf")
    with pytest.raises(UnknownError):
        remove_sources(store, dialogue, [report.id], Settings())
