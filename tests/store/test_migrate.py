"""A store that an earlier version made opens, with all that it holds."""

from pathlib import Path

from sqlalchemy import Engine, text

from rapporteur.evidence import Voice
from rapporteur.review.decide import By, correct
from rapporteur.store import open_store
from rapporteur.store.migrate import ADDED
from rapporteur.store.select import Filter
from rapporteur.store.view import find_practices, find_statements, find_version, list_sources
from rapporteur.store.walk import walk_statements
from rapporteur.store.write import save_run
from tests.making import make_run


def make_first(place: Path) -> str:
    """Save a run in a store and put the store back to what version 1 made; return the source."""
    store = open_store(str(place))
    run = make_run()
    save_run(store, run)
    with store.begin() as connection:
        connection.execute(text("DROP TABLE practice_implementer"))
        connection.execute(text("ALTER TABLE practice RENAME COLUMN instruments TO measures"))
        for name in ADDED:
            connection.execute(text(f'ALTER TABLE practice DROP COLUMN "{name}"'))
        connection.execute(text("PRAGMA user_version = 1"))
    store.dispose()
    return run.source.id


def schema(store: Engine) -> dict[str, set[str]]:
    with store.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {
            str(name): {
                str(row[1]) for row in connection.execute(text(f"PRAGMA table_info('{name}')"))
            }
            for name in names.scalars().all()
        }


def test_a_store_of_the_first_version_opens_with_its_practices(tmp_path: Path) -> None:
    source = make_first(tmp_path / "old.db")
    store = open_store(str(tmp_path / "old.db"))
    (practice,) = find_practices(store)
    assert practice.title == "issued over 500 permits"
    assert practice.implementers == ("PRT",)
    assert (practice.until, practice.benefits, practice.grounds) == ("", (), ())
    assert list(list_sources(store)) == [source]


def test_ingesting_a_file_again_fills_the_new_fields_of_an_old_store(tmp_path: Path) -> None:
    source = make_first(tmp_path / "old.db")
    store = open_store(str(tmp_path / "old.db"))
    assert find_version(store, source) == ""  # so that its file is read anew
    save_run(store, make_run())
    assert find_version(store, source) != ""


def test_a_store_without_judgements_keeps_its_statements_in_order(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.db"))
    run = make_run()
    save_run(store, run)
    with store.begin() as connection:
        for name in ("judgement", "subject", "judged", "divided", "sample", "sample_member"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("UPDATE statement SET position = position + 7"))
        connection.execute(text("PRAGMA user_version = 3"))
    store.dispose()
    store = open_store(str(tmp_path / "old.db"))
    point = run.statements[1].points[1]
    correct(store, point.id, "voice", Voice("floor", ("KEN",)), By("Ana"))
    walked = walk_statements(store, Filter()).items
    said = [find_statements(store, keys)[0].voice.source for keys in walked]
    assert said == ["report", "PRT", "KEN"]


def test_an_old_store_brought_forward_is_like_a_new_one(tmp_path: Path) -> None:
    make_first(tmp_path / "old.db")
    assert schema(open_store(str(tmp_path / "old.db"))) == schema(
        open_store(str(tmp_path / "new.db"))
    )
