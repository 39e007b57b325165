"""Questions get the right point, the reason it matched, or a clear answer."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.rank import find
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


def texts(store: Engine, typed: str, wanted: Filter = Filter()) -> list[str]:  # noqa: B008
    return [hit.statement.points[0].text for hit in find(store, typed, wanted, mode="text")]


def test_a_word_is_found_in_its_other_forms_and_the_match_is_marked(store: Engine) -> None:
    hit = find(store, "permit", Filter(), mode="text")[0]
    point = hit.statement.points[0]
    assert point.text == FIRST
    assert [point.text[start:end] for start, end in hit.marks] == ["permits"]
    assert hit.why == "matched: permits"
    assert hit.score > 0


def test_points_with_all_words_come_before_those_with_some(store: Engine) -> None:
    assert texts(store, "nobody answer permits") == [SECOND, FIRST]


def test_quoted_words_must_stand_together(store: Engine) -> None:
    assert texts(store, '"500 permits"') == [FIRST]
    assert texts(store, '"permits 500"') == []


def test_a_star_ends_a_beginning(store: Engine) -> None:
    assert texts(store, "countr*") == [FIRST]


def test_filters_narrow_the_answer(store: Engine) -> None:
    assert texts(store, "country", Filter(voice="CHL")) == []
    assert texts(store, "country", Filter(voice="PRT")) == [FIRST]


@pytest.mark.parametrize(
    "typed", ["AND", "permits OR", 'permit"', "per(mits", "text:permits", "a^b", "-- ; DROP"]
)
def test_no_character_acts_as_an_operator(store: Engine, typed: str) -> None:
    find(store, typed, Filter())


@pytest.mark.parametrize("typed", ["", "  ", "!?", "\x00", "x" * 100_000])
def test_an_unusable_question_gets_a_clear_answer(store: Engine, typed: str) -> None:
    with pytest.raises(QueryError):
        find(store, typed, Filter())


def test_the_index_follows_the_store(store: Engine) -> None:
    save_run(store, make_run())
    assert texts(store, "permits") == [FIRST]
