"""What several records tell of one measure is brought together."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from rapporteur.evidence import Practice, Run
from rapporteur.find.mentions import find_mentions
from rapporteur.store import open_store, tables
from rapporteur.store.view import find_practices
from rapporteur.store.write import save_run
from tests.making import TEXT, make_run

TEXTS = (TEXT, TEXT.replace("500", "700"))


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def tell(text: str, file: str, **told: object) -> Run:
    """A run with one practice of Portugal that is named as `told` says."""
    run = make_run(text, file, title=f"Dialogue of {file}")
    (practice,) = run.practices
    named = {"names": ("Blue Boats Programme",), "title": "Blue Boats Programme", **told}
    return replace(run, practices=(replace(practice, **named),))  # type: ignore[arg-type]


def mentioned(store: Engine) -> dict[str, list[str]]:
    practices = find_practices(store)
    found = find_mentions(store, practices)
    return {p.id: [m.practice.id for m in found[p.id]] for p in practices}


def only(run: Run) -> Practice:
    (practice,) = run.practices
    return practice


def test_a_measure_told_in_two_reports_leads_from_each_to_the_other(store: Engine) -> None:
    one, two = (tell(text, f"{n}.txt") for n, text in enumerate(TEXTS))
    save_run(store, one)
    assert mentioned(store) == {only(one).id: []}
    save_run(store, two)
    assert mentioned(store) == {only(one).id: [only(two).id], only(two).id: [only(one).id]}


def test_a_report_that_is_removed_is_no_mention_any_more(store: Engine) -> None:
    one, two = (tell(text, f"{n}.txt") for n, text in enumerate(TEXTS))
    save_run(store, one)
    save_run(store, two)
    with store.begin() as connection:
        connection.execute(delete(tables.source).where(tables.source.c.id == two.source.id))
    assert mentioned(store) == {only(one).id: []}


def test_a_report_read_anew_changes_what_is_mentioned(store: Engine) -> None:
    one, two = (tell(text, f"{n}.txt") for n, text in enumerate(TEXTS))
    save_run(store, one)
    save_run(store, two)
    save_run(store, tell(TEXTS[1], "1.txt", names=("Red Boats Programme",)))
    assert set(map(tuple, mentioned(store).values())) == {()}


@pytest.mark.parametrize(
    "told",
    [
        {"names": ("Red Boats Programme",)},
        {"names": ("Blue Boats Programme 2012",), "since": "2012"},
        {"implementers": ("PER",)},
        {"implementers": ()},
        {"groups": ("children",)},
    ],
)
def test_another_measure_stays_apart(store: Engine, told: dict[str, object]) -> None:
    save_run(store, tell(TEXTS[0], "0.txt", since="2008", groups=("women",)))
    save_run(store, tell(TEXTS[1], "1.txt", **told))
    assert set(map(tuple, mentioned(store).values())) == {()}
