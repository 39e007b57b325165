"""A filter that names nothing is refused; one that names something may have no points."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.store import open_store
from rapporteur.store.choice import Choice, make_filter
from rapporteur.store.select import find_points
from rapporteur.store.write import save_run
from tests.making import make_run

BODY = "Réseau des Ports"  # known to the record alone


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    place: Path = tmp_path_factory.mktemp("choice") / "a.db"
    engine = open_store(str(place))
    run = make_run()
    save_run(engine, run)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO statement_entity(statement, entity) VALUES (?, ?)",
            (run.statements[1].id, BODY),
        )
        connection.exec_driver_sql(
            "INSERT INTO entity(dialogue, position, code, name, kind) VALUES (?, 9, ?, ?, ?)",
            (run.dialogue.id, "Silent Union", "Silent Union", "organisation"),
        )
    yield engine
    engine.dispose()


def count(store: Engine, **choice: Any) -> int:
    return len(find_points(store, make_filter(store, cast(Choice, choice))))


@pytest.mark.parametrize(
    ("choice", "named", "remedy"),
    [
        ({"voice": "Narnia"}, "Narnia", "participants"),
        ({"about": "xyz"}, "xyz", "ISO3"),
        ({"about": "IOM"}, "IOM", "ISO3"),  # no country
        ({"group": "wizards"}, "wizards", "women"),
        ({"gcm": "99"}, "99", "23, or a part such as 1.a"),
        ({"sdg": "18"}, "18", "17, or a part such as 1.1"),
        ({"segment": "zzz"}, "zzz", "take an id"),
        ({"source": "zzz"}, "zzz", "take an id"),
        ({"since": "2021", "until": "2019"}, "2021 to 2019", "not after"),
        ({"since": "2020-03-02", "until": "2020-03-01"}, "2020-03-02", "not after"),
    ],
)
def test_a_value_that_names_nothing_is_refused_with_the_remedy(
    store: Engine, choice: dict[str, str], named: str, remedy: str
) -> None:
    with pytest.raises(QueryError) as refused:
        make_filter(store, cast(Choice, choice))
    assert named in refused.value.place
    assert remedy in refused.value.remedy


@pytest.mark.parametrize(
    "choice",
    [
        {"voice": "ISL"},
        {"voice": "silent union"},
        {"about": "Iceland"},
        {"group": "seafarers"},
        {"gcm": "23"},
        {"sdg": "17"},
        {"since": "2021", "until": "2021"},
    ],
)
def test_a_value_that_nothing_has_gives_no_points_and_no_error(
    store: Engine, choice: dict[str, str]
) -> None:
    assert count(store, **choice) == 0


def test_an_empty_value_asks_for_nothing(store: Engine) -> None:
    names = ("voice", "about", "group", "gcm", "sdg", "segment", "source", "since", "until")
    assert count(store, **dict.fromkeys(names, "")) == count(store) > 0


def test_a_voice_that_only_the_record_knows_is_found_in_any_case(store: Engine) -> None:
    assert count(store, voice=BODY) == count(store, voice="reseau DES ports") > 0
    assert count(store, voice="prt") == count(store, voice="Portugal") > 0


def test_codes_are_taken_in_any_case(store: Engine) -> None:
    assert make_filter(store, {"group": "Women"}).group == "women"
    assert make_filter(store, {"gcm": "1.A"}).codes == (("gcm", "1.a"),)


def test_ids_that_are_held_pass(store: Engine) -> None:
    run = make_run()
    assert count(store, source=run.dialogue.sources[0].id) == 3
    assert count(store, segment=run.dialogue.segments[0].id) == 3
