"""Comparisons and profiles at the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rapporteur.cli import main
from rapporteur.store import open_store
from rapporteur.store.write import save_run
from tests.find.test_compare import AGAIN, DROPPED, FIRST, NEW, REPEATED, SECOND


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("compared") / "a.db"
    engine = open_store(str(place))
    for run in (FIRST, SECOND):
        save_run(engine, run)
    engine.dispose()
    return place


def call(*words: str, store: Path) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *words])


def test_a_comparison_marks_what_is_repeated_new_and_dropped(store: Path) -> None:
    result = call(
        "compare", "Spring meeting", "Autumn meeting", "--what", "recommendations", store=store
    )
    assert result.exit_code == 0, result.output
    assert "recommendations: 2 and 2; 1 repeated, 1 new, 1 dropped" in result.stdout
    for line in (f"  = {REPEATED}", f"    = {AGAIN}", f"  + {NEW}", f"  - {DROPPED}"):
        assert line in result.stdout.splitlines()
    assert "practices" not in result.stdout


def test_years_and_voices_can_be_compared_and_counted(store: Path) -> None:
    result = call("compare", "2019", "2021", "--by", "year", "--what", "counts", store=store)
    assert "       4       5      +1  points" in result.stdout.splitlines()
    result = call("compare", "Portugal", "ESP", "--by", "voice", "--json", store=store)
    rows = json.loads(result.stdout)
    assert {(row["fate"], row["text"]) for row in rows} >= {("repeated", REPEATED), ("new", NEW)}


def test_of_two_voices_none_is_said_to_come_first(store: Path) -> None:
    words = ("compare", "PRT", "ESP", "--by", "voice", "--what", "recommendations")
    told = call(*words, store=store).stdout
    assert "recommendations: 2 and 2; 1 in both, 1 only in ESP, 1 only in PRT" in told
    assert f"  + {NEW}" in told.splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compare", "PRT", "PRT", "--by", "voice"), "the two sides are the same"),
        (("compare", "2019", "2021", "--by", "year", "--since", "2020"), "what is compared"),
        (("compare", "No such", "Autumn meeting"), "no dialogue of this name"),
        (("profile", "nobody"), "no State or organisation has this code"),
    ],
)
def test_what_cannot_be_answered_says_why(store: Path, words: tuple[str, ...], said: str) -> None:
    result = call(*words, store=store)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_profile_by_code_is_that_of_the_state(store: Path) -> None:
    assert "Namibia (NAM)" in call("profile", "NAM", store=store).stdout


def test_a_profile_tells_its_numbers(store: Path) -> None:
    result = call("profile", "portugal", store=store)
    assert result.exit_code == 0, result.output
    assert "Portugal (PRT)" in result.stdout
    row = json.loads(call("profile", "PRT", "--json", store=store).stdout)
    assert (row["said"], row["asks"], row["took"]) == (2, 2, 0)
    assert [meeting["title"] for meeting in row["dialogues"]] == ["Spring meeting"]
