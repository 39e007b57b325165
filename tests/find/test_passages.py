"""What is said around a point tells what it is about; how a question is typed is no trap."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.find.passages import LENGTH, cut_passages
from rapporteur.find.question import Words, read_question
from rapporteur.find.rank import answer
from rapporteur.find.words import guess_language
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import make_run

ROAD = "Panel 1\nThe bridge took two years.\nIt cost more than was planned.\n"
SCHOOL = "Panel 1\nPupils were counted.\nIt cost more than was hoped.\n"


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run(SCHOOL, "a.txt", "Schools"))
    save_run(engine, make_run(ROAD, "b.txt", "Roads"))
    return engine


def test_a_sentence_is_found_by_what_is_said_around_it(store: Engine) -> None:
    found = answer(store, "what more did the bridge cost", Filter(), mode="text")
    said = [hit.statement.points[0].text for hit in found.hits]
    assert said.index("It cost more than was planned.") < said.index("It cost more than was hoped.")


def test_passages_lost_from_the_disk_are_built_anew(store: Engine) -> None:
    before = answer(store, "bridge cost", Filter(), mode="text").hits
    for path in Path(f"{store.url.database}.index").rglob("passages/*"):
        path.unlink()
    place = str(store.url.database)
    store.dispose()
    after = answer(open_store(place), "bridge cost", Filter(), mode="text").hits
    assert [hit.score for hit in after] == [hit.score for hit in before]


def test_passages_keep_to_one_segment_and_are_of_like_length() -> None:
    firsts = cut_passages(["a"] * (2 * LENGTH + 3) + ["b"] * 3 + ["a"] * 2)
    assert firsts == [0] * 18 + [18] * 17 + [35] * 3 + [38] * 2
    assert cut_passages([]) == []


@pytest.mark.parametrize(
    "typed",
    [
        "TALKS BETWEEN PORTUGAL AND CHILE ON FISHERIES OR FORESTS .",
        "the party (renamed) and its leader",
        "WHAT IS NOT PERMITTED",
    ],
)
def test_a_question_in_capitals_or_with_brackets_is_read_as_words(typed: str) -> None:
    assert isinstance(read_question(typed), Words)


@pytest.mark.parametrize("typed", ["GCM AND SDG", "ports OR roads", "(ports OR roads) AND cost"])
def test_capital_and_or_not_still_join(typed: str) -> None:
    assert not isinstance(read_question(typed), Words)


def test_a_genitive_makes_no_question_french() -> None:
    assert guess_language("Djibouti's makers' workshop") == "en"
    assert guess_language("s'est-il passé") == "fr"
