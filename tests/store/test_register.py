"""Practices and recommendations are chosen, counted and paged by what they have."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.evidence import Coding, Run
from rapporteur.review.decide import By, confirm
from rapporteur.store import open_store
from rapporteur.store.register import (
    choose_practices,
    choose_recommendations,
    count_practices,
    count_recommendations,
)
from rapporteur.store.shelf import Wanted
from rapporteur.store.write import save_run
from tests.making import TEXT, make_run

ALL = Wanted({})


def make(number: int, who: str, since: str, code: str = "5") -> Run:
    run = make_run(TEXT.replace("500", str(number)), f"{number}.txt", title=f"Dialogue {number}")
    (practice,) = run.practices
    (asked,) = run.recommendations
    told = replace(practice, implementers=(who,), since=since, instruments=("visa",))
    codings = (
        *(replace(c, code=code) if c.framework == "gcm" else c for c in run.codings),
        Coding(asked.points[0], "gcm", code, "keyword", 0.6, "invented"),
        Coding(asked.points[0], "gcm", f"{code}.a", "keyword", 0.6, "invented"),
    )
    return replace(run, practices=(told,), codings=codings)


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    for run in (
        make(500, "PRT", "March 2020"),
        make(600, "CHL", "2019", "7"),
        make(700, "PRT", ""),
    ):
        save_run(engine, run)
    return engine


def takers(store: Engine, **facets: str) -> list[str]:
    return sorted(p.implementers[0] for p in choose_practices(store, Wanted(facets)))


def test_filters_narrow_and_combine(store: Engine) -> None:
    assert takers(store) == ["CHL", "PRT", "PRT"]
    assert takers(store, implementer="PRT") == ["PRT", "PRT"]
    assert takers(store, gcm="7") == ["CHL"]
    assert takers(store, implementer="PRT", gcm="7") == []
    assert takers(store, instrument="visa", implementer="CHL") == ["CHL"]
    assert takers(store, instrument="fund") == []


def test_since_a_year_takes_what_began_then_or_later(store: Engine) -> None:
    assert takers(store, begun="2020") == ["PRT"]
    assert takers(store, begun="2019") == ["CHL", "PRT"]
    assert takers(store, begun="2021") == []
    assert count_practices(store, ALL)[1]["begun"] == {"2020": 1, "2019": 2}


def test_counts_are_those_of_the_lists_they_lead_to(store: Engine) -> None:
    for chosen in ({}, {"implementer": "PRT"}, {"gcm": "5", "implementer": "CHL"}):
        total, counts = count_practices(store, Wanted(chosen))
        assert total == len(choose_practices(store, Wanted(chosen)))
        for facet, values in counts.items():
            for value, number in values.items():
                led = Wanted({**chosen, facet: value})
                assert number == len(choose_practices(store, led)), (facet, value)


def test_a_choice_leaves_its_own_alternatives_counted(store: Engine) -> None:
    _, counts = count_practices(store, Wanted({"implementer": "CHL"}))
    assert counts["implementer"] == {"PRT": 2, "CHL": 1}
    assert counts["gcm"] == {"7": 1}


def test_recommendations_are_counted_by_who_asks_and_answer(store: Engine) -> None:
    total, counts = count_recommendations(store, ALL)
    assert total == 3
    assert counts["voice"] == {"PRT": 3}
    assert counts["response"] == {"none": 3}
    assert counts["gcm"] == {"5": 2, "5.a": 2, "7": 1, "7.a": 1}
    assert len(choose_recommendations(store, Wanted({"gcm": "5.a"}))) == 2


def test_pages_hold_everything_once(store: Engine) -> None:
    pages = [choose_practices(store, ALL, start, 2) for start in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert len({one.id for page in pages for one in page}) == 3


def test_what_stands_on_the_best_point_comes_first(store: Engine) -> None:
    first, second, _ = choose_practices(store, ALL)
    wanted = Wanted({}, (second.points[0], "pnt-none", first.points[0]))
    assert [p.id for p in choose_practices(store, wanted)] == [second.id, first.id]
    assert count_practices(store, wanted)[0] == 2
    assert choose_practices(store, Wanted({}, ())) == ()


def test_counts_follow_what_is_saved_and_judged(store: Engine) -> None:
    assert count_practices(store, ALL)[0] == 3
    save_run(store, make(800, "CHL", "2021"))
    assert takers(store, implementer="CHL") == ["CHL", "CHL"]
    (latest,) = choose_practices(store, Wanted({"begun": "2021"}))
    confirm(store, latest.id, By("Bo"), ("title",))
    assert count_practices(store, ALL)[1]["reviewed"] == {"no": 3, "yes": 1}
    assert [p.id for p in choose_practices(store, Wanted({"reviewed": "yes"}))] == [latest.id]
