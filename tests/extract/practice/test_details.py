"""What a practice tells besides who did what: dates, scale, effects, lessons, links."""

from itertools import count

import pytest

from rapporteur.evidence import Anchor, AnchorPart, Figure, Kind, Point, Source, Statement, Voice
from rapporteur.extract.practice.aspects import find_principles
from rapporteur.extract.practice.dates import Period, find_period
from rapporteur.extract.practice.practices import gather_practices
from rapporteur.extract.practice.scale import find_scale
from rapporteur.extract.practice.titles import find_title
from rapporteur.gazetteer import load_gazetteer

CHILE = Voice("floor", ("CHL",))


def state(*told: tuple[Kind, str]) -> Statement:
    orders = count()
    points = tuple(
        Point(f"p{n}", text, Anchor("src", (AnchorPart(1, 0, 1),)), "", n, kind, 1.0, "test",
              ("CHL",))
        for (kind, text), n in zip(told, orders, strict=False)
    )  # fmt: skip
    return Statement("s", "src", "", CHILE, points)


@pytest.mark.parametrize(
    ("text", "title", "period"),
    [
        ("It adopted the Blue Boats Plan 2019–2023.", "Blue Boats Plan 2019–2023",
         Period("2019", "2023")),
        ("The Harbour Strategy for 2010-15 was told of.", "Harbour Strategy",
         Period("2010", "2015")),
        ("The scheme had been launched from May 2029 to June 2030.", "scheme",
         Period("May 2029", "June 2030")),
        ("Permits were extended until 31 December 2030.", "Permits were extended",
         Period("", "31 December 2030")),
        ("It welcomed the establishment of the Harbour Fund in 2006.", "Harbour Fund",
         Period("2006", "")),
    ],
)  # fmt: skip
def test_start_and_end_are_worded_as_the_record_does(text: str, title: str, period: Period) -> None:
    assert find_period(text, title) == period


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Wages had grown since the Fund’s first years, between 2006 and 2012.", "Fund"),
        ("It noted the shelters and the establishment, in 2006, of a court.", "shelters"),
        ("The Fund was open; harbours grew, 2010–2012.", "Fund"),
    ],
)
def test_a_date_of_something_else_is_not_the_measure_s(text: str, title: str) -> None:
    assert find_period(text, title) == Period()


def test_scale_leaves_out_time_and_the_parts_of_a_plan() -> None:
    crews = Figure(300, "crews", "300 crews")
    others = [
        Figure(3, "years", "three years"),
        Figure(4, "priority areas", "four priority areas"),
        Figure(18, "", "18"),
    ]
    assert find_scale([crews, *others]) == (crews,)


def test_effects_lessons_and_obstacles_lead_to_their_sentences() -> None:
    statement = state(
        ("practice", "Chile had launched the Blue Boats Programme, the first of its kind."),
        ("practice", "The programme had helped over 300 crews, see www.boats.example/a."),
        ("challenge", "The programme still lacked boats."),
        ("other", "The programme had shown that crews learn fast."),
        ("recommendation", "The programme should be replicated in other harbours."),
    )
    source = Source("src", "a.txt", "text", b"", ())
    (practice,) = gather_practices(source, (statement,), load_gazetteer())
    assert practice.innovation == ("p0",)
    assert practice.benefits == ("p1",)
    assert practice.links == ("www.boats.example/a",)
    assert practice.challenges == ("p2",)


def test_every_field_names_the_sentence_it_was_read_from() -> None:
    statement = state(
        ("practice", "Chile had launched the Blue Boats Programme in cooperation with IOM."),
        ("practice", "It had begun in May 2029."),
    )
    source = Source("src", "a.txt", "text", b"", ())
    (practice,) = gather_practices(source, (statement,), load_gazetteer())
    assert {("title", "p0"), ("partners", "p0"), ("since", "p1")} <= set(practice.grounds)


def test_a_principle_is_named_only_where_the_words_stand() -> None:
    assert find_principles("A gender-responsive plan drawn up with civil society") == (
        "Gender-responsive",
        "Whole-of-society approach",
    )
    assert find_principles("A plan for crews") == ()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("A captain who was interviewed said that Chile had opened two harbours for crews.",
         "opened two harbours for crews"),
        ("Peru was pleased with the 2028 reform of the harbour courts.",
         "2028 reform of the harbour courts"),
        ("It commended the Harbour Rights Plan in May 2029.", "Harbour Rights Plan"),
        ("Chile had repaired the boats of all crews and paid their debts.",
         "repaired the boats of all crews"),
    ],
)  # fmt: skip
def test_a_title_ends_where_the_measure_does(sentence: str, title: str) -> None:
    span = find_title(sentence)
    assert span is not None
    assert sentence[slice(*span)] == title
