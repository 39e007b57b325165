"""Two sides compared: what is repeated, new and dropped, and what is not taken for the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from rapporteur.errors import QueryError
from rapporteur.evidence import (
    Kind,
    Point,
    Practice,
    Recommendation,
    Run,
    Statement,
    Voice,
    content_id,
    make_anchor,
)
from rapporteur.find import compare as comparing
from rapporteur.find.alike import is_same, read_traits
from rapporteur.find.compare import Fates, Sort, compare, count_sides
from rapporteur.find.things import read_things
from rapporteur.publish.compared import compared_rows
from rapporteur.store import open_store, tables
from rapporteur.store.remove import replace_dialogue
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import make_run, make_source

Said = tuple[str, Kind, str]  # who, what kind, in which words

REPEATED = "Governments should issue seasonal work permits within one month."
AGAIN = "Governments ought to issue seasonal work permits within a month."
NEW = "Employers should translate every labour contract into the language of the worker."
DROPPED = "Fishing villages should receive cold storage halls before winter."
SCHOOL = "The Government opened a night school for harbour workers and their children."
BOATS = "The harbour office lends rescue boats to the fishing crews of the coast."


def meeting(title: str, year: int, said: Sequence[Said], name: str = "") -> Run:
    """A record in which each of `said` is a statement of its own."""
    run = make_run(title=title)
    source = make_source("".join(f"{text}\n" for _, _, text in said), f"{title}{name}.txt")
    segment = content_id("seg", source.id)
    points, statements = [], []
    for order, (who, kind, text) in enumerate(said):
        anchor = make_anchor(source, source.sentences[order].pieces)
        key = content_id("pnt", source.id, order, text)
        point = Point(key, text, anchor, segment, order, kind, 0.8, "invented", about=(who,))
        points.append(point)
        voice = Voice("floor", (who,))
        head = content_id("stm", key)
        statements.append(Statement(head, source.id, segment, voice, (point,)))
    asked = tuple(
        Recommendation(content_id("rec", p.id), p.text, p.anchor, "call", (who,),
                       segment=segment, points=(p.id,))
        for p, (who, kind, _) in zip(points, said, strict=True) if kind == "recommendation"
    )  # fmt: skip
    took = tuple(
        Practice(content_id("prc", p.id), p.text[:30], (who,), (p.id,))
        for p, (who, kind, _) in zip(points, said, strict=True) if kind == "practice"
    )  # fmt: skip
    panel = replace(run.dialogue.segments[0], id=segment, source=source.id)
    held = {"sources": (source,), "segments": (panel,), "participants": ()}
    dialogue = replace(run.dialogue, starts=date(year, 5, 4), ends=None, **held)
    return Run(dialogue, source, tuple(statements), asked, took, (), ())


FIRST = meeting("Spring meeting", 2019, [
    ("PRT", "recommendation", REPEATED),
    ("PRT", "recommendation", DROPPED),
    ("GHA", "practice", SCHOOL),
    ("GHA", "challenge", "Young nurses leave the northern clinics every autumn."),
])  # fmt: skip
SECOND = meeting("Autumn meeting", 2021, [
    ("ESP", "recommendation", AGAIN),
    ("ESP", "recommendation", NEW),
    ("GHA", "practice", SCHOOL.replace("opened", "has opened")),
    ("ESP", "practice", BOATS),
    ("ESP", "challenge", "Young nurses leave our northern clinics each autumn."),
])  # fmt: skip
ONE, TWO = Filter(dialogue=FIRST.dialogue.id), Filter(dialogue=SECOND.dialogue.id)


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "two.db"))
    save_run(engine, FIRST)
    save_run(engine, SECOND)
    return engine


def words(store: Engine, fates: Fates, sort: Sort, fate: comparing.Fate) -> list[str]:
    keys = [told.own[0] for told in fates.of(fate)]
    return [thing.text for thing in read_things(store, sort, keys).values()]


def test_a_recommendation_is_repeated_one_is_new_and_one_was_dropped(store: Engine) -> None:
    fates = compare(store, ONE, TWO, "recommendations")
    assert words(store, fates, "recommendations", "repeated") == [REPEATED]
    assert words(store, fates, "recommendations", "new") == [NEW]
    assert words(store, fates, "recommendations", "dropped") == [DROPPED]
    twin = fates.repeated[0].others[0][0]
    assert read_things(store, "recommendations", [twin])[twin].text == AGAIN
    assert fates.held == (2, 2)


def test_practices_and_other_points_are_followed_too(store: Engine) -> None:
    practices = compare(store, ONE, TWO, "practices")
    assert words(store, practices, "practices", "repeated") == [SCHOOL]
    assert words(store, practices, "practices", "new") == [BOATS]
    assert practices.dropped == ()
    points = compare(store, ONE, TWO, "points")
    assert len(points.repeated) == 1
    assert points.new == points.dropped == ()


def test_exchanged_sides_exchange_new_and_dropped(store: Engine) -> None:
    forth = compare(store, ONE, TWO, "recommendations")
    back = compare(store, TWO, ONE, "recommendations")
    assert [told.own for told in forth.new] == [told.own for told in back.dropped]
    assert [told.own for told in forth.dropped] == [told.own for told in back.new]


def test_voices_years_and_regions_can_be_sides(store: Engine) -> None:
    for one, two in (
        (Filter(voice="PRT"), Filter(voice="ESP")),
        (Filter(since="2019", until="2019"), Filter(since="2020", until="2022")),
        (Filter(region="Southern Europe", until="2019"), Filter(region="Europe", since="2021")),
    ):
        fates = compare(store, one, two, "recommendations")
        assert words(store, fates, "recommendations", "repeated") == [REPEATED]


def test_what_is_nearly_identical_on_one_side_counts_once(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    again = REPEATED.replace("one month", "a month")
    said: list[Said] = [("PRT", "recommendation", REPEATED), ("GHA", "recommendation", again)]
    save_run(store, meeting("Spring meeting", 2019, said))
    save_run(store, SECOND)
    fates = compare(store, ONE, TWO, "recommendations")
    assert [len(told.own) for told in fates.repeated] == [2]
    assert fates.held[0] == 2
    assert fates.different(0) == 1


def test_a_side_is_compared_anew_after_a_file_was_taken_in(store: Engine) -> None:
    assert len(compare(store, ONE, TWO, "recommendations").dropped) == 1
    said: list[Said] = [("ESP", "recommendation", DROPPED.replace("should", "must"))]
    save_run(store, meeting("Autumn meeting", 2021, said, name=" annex"))
    assert compare(store, ONE, TWO, "recommendations").dropped == ()


def test_a_side_compared_with_itself_is_refused(store: Engine) -> None:
    with pytest.raises(QueryError, match="the same"):
        compare(store, ONE, ONE, "points")


def test_a_side_too_large_is_compared_in_part_and_says_so(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(comparing.MOST, "recommendations", 1)
    fates = compare(store, ONE, TWO, "recommendations")
    assert fates.held == (2, 2)
    assert [len(side) for side in fates.seen] == [1, 1]


def test_an_empty_side_makes_all_of_the_other_new(store: Engine) -> None:
    nobody = Filter(voice="ATA")
    fates = compare(store, nobody, TWO, "recommendations")
    assert len(fates.new) == 2
    assert fates.repeated == fates.dropped == ()


def test_counts_are_those_of_each_side(store: Engine) -> None:
    counted = count_sides(store, ONE, TWO)
    assert (counted.one, counted.two) == (4, 5)
    kinds = {row.value: (row.one, row.two, row.change) for row in counted.rows["kind"]}
    assert kinds["practice"] == (1, 2, 1)
    assert kinds["recommendation"] == (2, 2, 0)
    voices = {row.value: (row.one, row.two) for row in counted.rows["voice"]}
    assert voices["PRT"] == (2, 0)
    assert voices["ESP"] == (0, 4)


def test_each_row_of_the_file_says_what_became_of_a_thing(store: Engine) -> None:
    rows = list(compared_rows(store, ONE, TWO, ("recommendations",)))
    assert [(row["fate"], row["text"]) for row in rows] == [
        ("repeated", REPEATED), ("new", NEW), ("dropped", DROPPED),
    ]  # fmt: skip
    assert rows[0]["other_text"] == AGAIN
    assert rows[0]["said_by"] == "PRT"
    assert rows[0]["other_said_by"] == "ESP"
    assert len({tuple(row) for row in rows}) == 1  # all rows have the same columns


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Approve the plan of programme 5 without change.",
         "Approve the plan of programme 7 without change."),
        ("Ratify the International Covenant on Civil and Political Rights.",
         "Ratify the International Covenant on Economic, Social and Cultural Rights."),
        ("Young nurses leave the clinics.", "Fishing crews mend the boats."),
    ],
)  # fmt: skip
def test_what_differs_in_number_title_or_words_is_not_the_same(one: str, other: str) -> None:
    assert not is_same(read_traits(one), read_traits(other), 0.95)


def test_years_and_names_alone_do_not_part_what_is_the_same() -> None:
    one = read_traits("In 2019 Portugal asked for seasonal work permits within one month.")
    other = read_traits("In 2021 Ghana asked for seasonal work permits within one month.")
    assert is_same(one, other, 0.9)
    assert not is_same(one, other, 0.5)


def test_what_was_compared_leaves_nothing_behind_when_it_is_removed(store: Engine) -> None:
    compare(store, ONE, TWO, "recommendations")
    for run in (FIRST, SECOND):
        replace_dialogue(store, run.dialogue.id, [run.source.id], [run.source.id], ())
    with store.connect() as connection:
        assert connection.execute(select(func.count()).select_from(tables.vector)).scalar() == 0


def test_a_recommendation_is_compared_by_its_own_words(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    run = meeting("Spring meeting", 2019, [("PRT", "recommendation", REPEATED)])
    (asked,) = run.recommendations
    anchor = replace(asked.anchor, parts=(replace(asked.anchor.parts[0], end=46),))
    cut = replace(asked, text=REPEATED[:46], anchor=anchor)
    save_run(store, replace(run, recommendations=(cut,)))
    save_run(store, SECOND)
    (told,) = compare(store, ONE, TWO, "recommendations").repeated
    assert read_things(store, "recommendations", told.own)[told.own[0]].text == REPEATED[:46]
