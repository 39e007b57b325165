"""Measures brought together from the sentences that tell of them."""

import re
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.evidence import (
    Anchor,
    AnchorPart,
    Kind,
    Point,
    Practice,
    Source,
    Statement,
    Voice,
)
from rapporteur.extract.point.figures import find_figures
from rapporteur.extract.practice.dates import find_since
from rapporteur.extract.practice.partners import find_partners
from rapporteur.extract.practice.practices import gather_practices
from rapporteur.extract.practice.titles import find_title
from rapporteur.gazetteer import Gazetteer, load_gazetteer

SOURCE = Source("src", "report.txt", "text", b"", ())
VOCABULARY = re.findall(
    r"\S+",
    "the Fund had adopted a law, which crews and ports in Chile noted that programme by "
    "their for opened with (one) harbours; was national “plan” of nets.",
)
Told = tuple[Kind, str, tuple[str, ...]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def state(voice: Voice, start: int, *told: Told) -> Statement:
    """Make a statement of points, each given as kind, text and the countries it is about."""
    orders = count(start)
    points = tuple(
        Point(
            f"p{order}",
            text,
            Anchor("src", (AnchorPart(1, 0, 1),)),
            "",
            order,
            kind,
            1.0,
            "test",
            about,
            figures=find_figures(text),
        )
        for (kind, text, about), order in zip(told, orders, strict=False)
    )
    return Statement(f"s{start}", "src", "", voice, points)


def gather(gazetteer: Gazetteer, *statements: Statement) -> tuple[Practice, ...]:
    return gather_practices(SOURCE, statements, gazetteer)


def points_of(practices: Sequence[Practice]) -> list[tuple[str, ...]]:
    return [practice.points for practice in practices]


CHILE = Voice("floor", ("CHL",))


def test_a_measure_keeps_the_sentences_that_take_it_up(gazetteer: Gazetteer) -> None:
    practices = gather(
        gazetteer,
        state(
            CHILE,
            0,
            ("practice", "In May 2029 the Chilean Government had decreed that all sailors without "
             "papers would be given a harbour card.", ("CHL",)),
            ("practice", "That measure had helped over 3,000 sailors.", ("CHL",)),
            ("practice", "Another example was the Blue Boats Programme, which lent boats to young "
             "crews with the support of local fishers.", ("CHL",)),
            ("practice", "The programme also taught them to swim.", ("CHL",)),
        ),
    )  # fmt: skip
    assert points_of(practices) == [("p0", "p1"), ("p2", "p3")]
    decree, boats = practices
    assert decree.implementers == ("CHL",)
    assert decree.since == "May 2029"
    assert [figure.value for figure in decree.figures] == [3000]
    assert "law" in decree.instruments
    assert boats.title == "Blue Boats Programme"


def test_a_further_measure_begins_a_practice_of_its_own(gazetteer: Gazetteer) -> None:
    practices = gather(
        gazetteer,
        state(
            CHILE,
            0,
            ("practice", "The Government had opened a shelter for crews.", ("CHL",)),
            ("practice", "In addition, it had launched a hotline in four languages.", ("CHL",)),
            ("practice", "It had also adopted a law on harbour pay.", ("CHL",)),
        ),
    )
    assert points_of(practices) == [("p0",), ("p1",), ("p2",)]


def test_a_measure_told_twice_is_one_practice(gazetteer: Gazetteer) -> None:
    practices = gather(
        gazetteer,
        state(CHILE, 0, ("practice", "Her country had extended the deadlines of all harbour "
                         "licences so that sailors would not lose their boats.", ("CHL",))),
        state(Voice("report"), 40, ("practice", "Chile extended deadlines for all harbour licences "
                                    "so that sailors would not lose boats.", ("CHL", "PER"))),
    )  # fmt: skip
    assert points_of(practices) == [("p0", "p40")]


def test_measures_of_two_countries_are_never_joined(gazetteer: Gazetteer) -> None:
    told = "The Government had extended the deadlines of all harbour licences for sailors."
    practices = gather(
        gazetteer,
        state(CHILE, 0, ("practice", told, ("CHL",))),
        state(Voice("floor", ("PER",)), 9, ("practice", told, ("PER",))),
    )
    assert [practice.implementers for practice in practices] == [("CHL",), ("PER",)]


def test_a_speaker_who_tells_of_another_country_is_not_the_implementer(
    gazetteer: Gazetteer,
) -> None:
    practices = gather(
        gazetteer,
        state(CHILE, 0, ("practice", "Norway had opened a school for Peruvian sailors.",
                         ("NOR", "PER"))),
    )  # fmt: skip
    assert [practice.implementers for practice in practices] == [("NOR",)]


@pytest.mark.parametrize(
    ("voice", "told", "about", "takes"),
    [
        (CHILE, "Peru and Norway had agreed on a plan.", ("CHL", "NOR", "PER"), ("PER", "NOR")),
        (CHILE, "Her country and Peru had agreed on a plan.", ("CHL", "PER"), ("CHL",)),
        (Voice("report"), "The crews killed many fishers in Chile.", ("CHL",), None),
        (Voice("report"), "A school for crews was opened by Chile.", ("CHL",), ("CHL",)),
        (Voice("report"), "Chile’s plan had opened two schools.", ("CHL",), ("CHL",)),
        (Voice("collective"), "Their offices had opened a school in Chile.", ("CHL",), ()),
        (Voice("panellist", ("IOM",)), "It had tested a tool in Chile.", ("CHL",), ("IOM",)),
        (
            Voice("panellist", ("IOM",)),
            "The Chilean Government had opened a school.",
            ("CHL",),
            ("CHL",),
        ),
    ],
)
def test_a_country_that_a_sentence_is_about_is_not_the_one_who_acts(
    voice: Voice,
    told: str,
    about: tuple[str, ...],
    takes: tuple[str, ...] | None,
    gazetteer: Gazetteer,
) -> None:
    practices = gather(gazetteer, state(voice, 0, ("practice", told, about)))
    assert [practice.implementers for practice in practices] == ([] if takes is None else [takes])


def test_a_forum_named_twice_joins_no_measures(gazetteer: Gazetteer) -> None:
    practices = gather(
        gazetteer,
        state(
            CHILE,
            0,
            ("practice", "Chile had opened a school, as it told the Human Rights Council.", ()),
            ("practice", "Another law on nets was adopted, the Human Rights Council heard.", ()),
            ("practice", "It welcomed the adoption of the Plan for Small Boats.", ()),
            ("practice", "It also noted the adoption of the Plan against Old Nets.", ()),
        ),
    )
    assert points_of(practices) == [("p0",), ("p1",), ("p2",), ("p3",)]


def test_names_without_a_deed_make_no_practice(gazetteer: Gazetteer) -> None:
    text = "Ana Reis, Programme Manager, Harbour Fund, Chile"
    assert gather(gazetteer, state(CHILE, 0, ("practice", text, ("CHL",)))) == ()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "To calm the crews, Chile and Peru had set up the Quiet Harbour Academy in 2028.",
            "Quiet Harbour Academy",
        ),
        (
            "The representative of Chile said that his country had adopted a law on nets, which "
            "all crews knew.",
            "adopted a law on nets",
        ),
        ("In addition, 60,000 crews had been brought home.", "60,000 crews had been brought home"),
        ("In line with the Global Compact, Peru had built two piers.", "built two piers"),
        (
            "The Director of Boats of Chile, Ana Reis, spoke of her country’s progress in building "
            "a fleet of small boats.",
            "building a fleet of small boats",
        ),
        ("Peru welcomed the adoption of the Harbour Law.", "Harbour Law"),
        ("Norway commended Chile for opening a school for crews.", "opening a school for crews"),
        ("A national policy on nets had been adopted to save fish.", "national policy on nets"),
        (
            "On nets, it was indicated that a plan had been drawn up, and that crews liked it.",
            "plan had been drawn up",
        ),
        (
            "She outlined good practices, including new rules on nets and a fund for crews.",
            "new rules on nets and a fund for crews",
        ),
        (
            "It was designed to teach crews how to mend nets.",
            "teach crews how to mend nets",
        ),
        (
            "It had opened shelters for the crews of all ports in the north with help from local "
            "and national fishers.",
            "opened shelters for the crews of all ports in the north with help",
        ),
    ],
)  # fmt: skip
def test_a_title_is_a_run_of_the_sentence_that_names_the_measure(sentence: str, title: str) -> None:
    span = find_title(sentence)
    assert span is not None
    assert sentence[span[0] : span[1]] == title


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile provided information on its ports.",
        "The conclusions of the meeting were adopted.",
        "The President of the Council addressed the meeting.",
        "Listening to crews was a priority.",
        "A harbour master had not yet been appointed.",
        "No office costs will be paid through the harbour fund.",
        "Chile opposed references to the Global Compact.",
        "Several speakers highlighted the important role of ports.",
    ],
)
def test_what_tells_of_nothing_done_has_no_title_and_makes_no_practice(
    sentence: str, gazetteer: Gazetteer
) -> None:
    assert find_title(sentence) is None
    assert gather(gazetteer, state(CHILE, 0, ("practice", sentence, ("CHL",)))) == ()


@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=40))
def test_a_title_is_never_long_nor_loose(words: list[str]) -> None:
    sentence = " ".join(words)
    span = find_title(sentence)
    if span is not None:
        title = sentence[span[0] : span[1]].split()
        assert 1 <= len(title) <= 14
        assert title[-1] not in ("the", "a", "in", "by", "for", "with", "of", "and", "which")


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        (
            "It gave shelter in collaboration with local governments, civil society and IOM.",
            ("local governments", "civil society", "IOM"),
        ),
        ("It had a bilateral agreement with Germany on nurses.", ("DEU",)),
        ("The two worked with the Sudanese Government.", ("SDN",)),
        ("Boats were sold with care.", ()),
    ],
)
def test_partners_are_those_worked_with(
    text: str, partners: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    assert find_partners(text, gazetteer) == partners


def test_one_who_stands_beside_the_implementer_is_a_partner(gazetteer: Gazetteer) -> None:
    text = "Ireland and IOM had set up an academy."
    assert find_partners(text, gazetteer, ("IRL",)) == ("IOM",)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("In March 2020 it opened.", "March 2020"),
        ("The office, established in 2008, helps.", "2008"),
        ("The plan for 2021–2027 was adopted.", ""),
        ("It would be ready by 2040.", ""),
        ("It would open a school in June 2031.", ""),
        ("It paid those hurt from 1980 to 2000.", ""),
        ("Its report was examined on 11 February 2009.", ""),
        ("Nobody had been hanged there; the last case was in 1979.", ""),
        ("A decree of March 2020 had opened clinics to crews.", "March 2020"),
        ("The 2019 Act gives crews a right to appeal.", "2019"),
        ("A law of 2006 protects crews.", "2006"),
        ("Decree No. 4/2020 of 3 May 2020 let crews stay.", "3 May 2020"),
        ("Under the Crews Act, 2015, crews may appeal.", "2015"),
        ("Law 27,360 (2017) protects crews.", "2017"),
        ("It repealed the Act of 1965.", ""),
        ("The 1965 Act had been replaced by fairer rules.", ""),
        ("The draft law of 2024 was debated.", ""),
        ("It recalled Security Council resolution 1325 (2000).", ""),
        ("It was bound by the 1951 Convention.", ""),
        ("The 2030 Agenda and the law guided it.", ""),
    ],
)
def test_since_is_worded_as_the_record_does(text: str, since: str) -> None:
    assert find_since(text) == since
