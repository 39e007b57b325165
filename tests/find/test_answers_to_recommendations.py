"""What was already done is found for a recommendation, and nothing rather than nonsense."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.evidence import Coding, Practice, Recommendation, content_id
from rapporteur.extract.practice.wordings import content_words
from rapporteur.find.among import find_among
from rapporteur.find.answers import Answer, asking_words, find_answers, passes
from rapporteur.frameworks.indicators import find_indicators, load_indicators
from rapporteur.store import open_store
from rapporteur.store.view import find_recommendations
from rapporteur.store.write import save_run
from tests.making import make_run

ASKED = "Governments should lower the fees that banks take for sending remittances home."
BANKS = "Ana Lua (Portugal) said that banks had halved the fees for sending remittances."
SCHOOLS = "She said that schools had opened their doors to the children of seasonal pickers."
FOREIGN = "Nobody in particular had lowered the fees for sending remittances home."


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    run = make_run(f"Panel 1\n{BANKS}\n{ASKED}\n")
    own = run.statements[1]
    other = make_run(f"Panel 1\n{SCHOOLS}\n{FOREIGN}\n", "b.txt", title="Other Dialogue")
    codes = [
        Coding(point.id, "gcm", "20", "keyword", 0.6, "invented")
        for statement in (*run.statements, *other.statements)
        for point in statement.points
    ]
    mine, theirs = (
        tuple(c for c in codes if c.point in {p.id for s in made.statements for p in s.points})
        for made in (run, other)
    )
    (asked,) = run.recommendations
    whom = replace(asked, text=ASKED, addressed_to=("PRT",), voices=("CHL",))
    taken = Practice(content_id("prc", own.points[0].id), "halved the fees for sending remittances",
                     ("PRT",), (own.points[0].id,), words=tuple(content_words(BANKS)))  # fmt: skip
    schools, nobody = (
        Practice(
            content_id("prc", point.id),
            point.text[:30],
            who,
            (point.id,),
            words=tuple(content_words(point.text)),
        )
        for point, who in zip(other.statements[1].points, (("CHL",), ()), strict=True)
    )
    save_run(engine, replace(run, recommendations=(whom,), practices=(taken,), codings=mine))
    save_run(engine, replace(other, recommendations=(), practices=(schools, nobody),
                             codings=theirs))  # fmt: skip
    return engine


def answers(store: Engine) -> list[Answer]:
    (asked,) = find_recommendations(store)
    return find_answers(store, asked)


def test_a_measure_on_the_same_objective_that_says_much_the_same_answers(store: Engine) -> None:
    (found,) = answers(store)
    assert found.practice.title == "halved the fees for sending remittances"
    assert (found.framework, found.codes) == ("gcm", ("20",))
    assert {"fees", "remittances"} <= set(found.words)
    assert found.by == "asked"
    assert found.here


def test_what_nobody_took_or_is_on_another_matter_is_no_answer(store: Engine) -> None:
    titles = [answer.practice.title for answer in answers(store)]
    assert not any(title.startswith(("Nobody", "She said")) for title in titles)


def test_a_recommendation_without_objectives_is_answered_by_nothing(store: Engine) -> None:
    (asked,) = find_recommendations(store)
    bare: Recommendation = replace(asked, points=())
    assert find_answers(store, bare) == []


def test_likeness_alone_is_not_enough() -> None:
    assert passes(0.5, 2)
    assert passes(0.6, 1)
    assert not passes(0.5, 1)
    assert not passes(0.9, 0)


def test_words_that_say_nothing_of_what_is_asked_do_not_count() -> None:
    words = asking_words("The representative of Chile said that States should reduce bank fees.")
    assert words >= {"reduce", "bank", "fees"}
    assert not words & {"chile", "repres", "states", "said"}


def test_points_are_found_by_their_words_best_first(store: Engine) -> None:
    keys = find_among(store, "fees remittances")
    assert len(keys) == 3
    assert find_among(store, "zebras") == ()


def test_indicators_are_the_official_ones_of_a_target() -> None:
    assert [one.code for one in find_indicators(["10.c"])] == ["10.c.1"]
    assert [one.code for one in find_indicators(["10.7"])] == [f"10.7.{n}" for n in range(1, 5)]
    assert find_indicators(["99.1"]) == ()
    every = load_indicators()
    assert len(every) == 252
    assert all(one.titles[name] for one in every for name in ("en", "fr", "es"))
