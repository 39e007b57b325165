"""Where a record disagrees with itself."""

from pathlib import Path

import pytest

from rapporteur.evidence import Notice, Participant, Segment, Source
from rapporteur.gazetteer import load_gazetteer
from rapporteur.read.text import read_text
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.structure.contradictions import find_moderators
from rapporteur.structure.dialogue import read_dialogue
from rapporteur.structure.roster import edit_distance
from tests.structure.made import PAGE, Row, lay

GAZETTEER = load_gazetteer()

AGENDA: tuple[Row, ...] = (
    PAGE,
    ("heading", "AGENDA"),
    "10:00–11:00 Panel 1: Roads that lead people home",
    "Moderator: Bo Ekstrand, Adviser, ILO",
    "Speakers:",
    ("item", "Cyril Odhiambo, Minister of Labour, Kenya"),
    ("item", "Ana Luarca, Head of Unit, Portugal"),
    "11:00–12:00 Closing session",
)


def notices(*rows: Row) -> dict[str, Notice]:
    return {n.code: n for n in read_dialogue(lay(*rows, *AGENDA), GAZETTEER).notices}


def panel(*sentences: str) -> tuple[Row, ...]:
    heading: Row = ("heading", "Panel 1 – Roads that lead people home")
    return (heading, *sentences)


def test_two_moderators_of_one_panel_are_reported_with_both_pages() -> None:
    found = notices(*panel("The panel was moderated by Flo Hale, Director, IOM."))
    notice = found["moderator-differs"]
    assert "Bo Ekstrand" in notice.message
    assert "Flo Hale" in notice.message
    assert sorted(notice.places) == [1, 2]
    assert notice.remedy


def test_a_moderator_named_before_the_verb_counts_too() -> None:
    found = notices(*panel("Flo Hale, Director, Roads Division, IOM, moderated the discussion."))
    assert "Flo Hale" in found["moderator-differs"].message


def test_the_same_moderator_twice_is_no_contradiction() -> None:
    assert notices(*panel("The panel was moderated by Bo Ekstrand, Adviser, ILO.")) == {}


def test_two_spellings_of_one_name_are_reported() -> None:
    found = notices(*panel("Cyril Odhianbo (Kenya) said that roads mattered."))
    assert "Cyril Odhianbo" in found["name-spelling"].message
    assert sorted(found["name-spelling"].places) == [1, 2]


def test_near_names_from_two_countries_are_two_people() -> None:
    assert notices(*panel("Cyril Odhianbo (Peru) said that roads mattered.")) == {}


def test_a_panel_that_lists_fewer_speakers_than_it_states_is_reported() -> None:
    found = notices(
        *panel(
            "The panel had three speakers: Cyril Odhiambo, Minister of Labour, Kenya, who spoke; "
            "and Ana Luarca, Head of Unit, Portugal, who spoke too."
        )
    )
    assert "states 3 speakers" in found["speaker-count"].message
    assert "lists 2" in found["speaker-count"].message


def test_a_panel_that_lists_as_many_as_it_states_is_not_reported() -> None:
    found = notices(
        *panel(
            "The panel had two speakers: Cyril Odhiambo, Minister of Labour, Kenya, who spoke; "
            "and Ana Luarca, Head of Unit, Portugal, who spoke too."
        )
    )
    assert found == {}


def test_one_organisation_under_two_names_is_reported() -> None:
    found = notices(
        "The representative of Lantern Road Initiatives spoke.",
        "The representative of Lantern Road Initiative agreed.",
    )
    assert "Lantern Road Initiative" in found["name-spelling"].message


def test_states_with_like_names_are_not_reported() -> None:
    found = notices(
        "The representative of South Sudan spoke.",
        "The representative of the Niger spoke.",
        "The representative of Nigeria spoke.",
    )
    assert found == {}


@pytest.mark.parametrize(
    ("one", "other", "distance"), [("dau", "dan", 1), ("road", "roads", 1), ("", "ab", 2)]
)
def test_distance_counts_letters(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == distance


def test_the_report_disagrees_with_itself_in_these_places(report_text: Path) -> None:
    content = report_text.read_bytes()
    pages, _ = read_text(content, Settings())
    dialogue = structure_source(Source("src-1", "report.txt", "text", content, pages), GAZETTEER)
    said = [(n.code, n.message) for n in dialogue.notices if n.stage == "structure"]
    expected = [
        ("moderator-differs", "Jacqueline Weekers"),
        ("name-spelling", "Malek Deng Dan Deng"),
        ("speaker-count", "states 39 speakers"),
        ("name-spelling", "Global Policy Insights"),
    ]
    for code, words in expected:
        assert any(c == code and words in message for c, message in said), code
    assert len([c for c, _ in said if c in {code for code, _ in expected}]) == len(expected)


def test_everybody_of_the_report_is_found_once(report_text: Path) -> None:
    content = report_text.read_bytes()
    pages, _ = read_text(content, Settings())
    people = structure_source(
        Source("src-1", "report.txt", "text", content, pages), GAZETTEER
    ).participants
    assert len(people) == 41  # the agenda's forty, and the moderator whom only the text names
    assert all(p.entity and p.role for p in people)
    by_name = {p.name: p for p in people}
    assert by_name["Mohammed Adjei Sowah"].entity == "GHA"
    assert by_name["Socorro Flores Liera"].entity == "MEX"
    assert by_name["Pauline Tamesis"].country == "KHM"
    assert by_name["Trang Hong Vu"].entity == "UNMGCY"
    assert by_name["Boubou Camara"].country == "MRT"
    assert "Malek Deng Dan Deng" in by_name["Malek Deng Dau Deng"].spellings


def test_a_file_that_joins_is_not_blamed_for_what_another_says_twice() -> None:
    segment = Segment("seg-1", "Panel 1: Bridges", "panel")
    people = [
        Participant(name, "", "IOM", "", "seg-1", "moderator", "src-report", page)
        for name, page in (("Ana Luarca", 4), ("Bo Ekstrand", 9))
    ]
    files = {"src-report": "report.txt", "src-agenda": "agenda.txt"}
    (notice,) = find_moderators("src-agenda", [segment], people, files)
    assert (notice.source, notice.places) == ("src-report", (4, 9))
    assert "agenda.txt" not in notice.message
