"""Facts of a meeting, read where its record states them."""

from datetime import date
from pathlib import Path

import pytest

from rapporteur.evidence import Dialogue, Source
from rapporteur.gazetteer import load_gazetteer
from rapporteur.read.text import read_text
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.structure.cover import Facts
from rapporteur.structure.facts import find_facts
from tests.structure.laid import Printed, lay_printed, paragraph
from tests.structure.made import PAGE, lay

GAZETTEER = load_gazetteer()


def facts(source: Source) -> Facts:
    return find_facts(source, GAZETTEER)


def read(path: Path) -> Dialogue:
    content = path.read_bytes()
    pages, _ = read_text(content, Settings())
    return structure_source(Source(path.stem, path.name, "text", content, pages), GAZETTEER)


def test_a_cover_gives_title_theme_dates_and_place() -> None:
    found = facts(
        lay(
            "International Forum on Roads 2021\nRoads after the flood:\nmending what is left\n"
            "3 and 4 May 2021, Nairobi",
            "Roads are of use to everybody.",
        )
    )
    assert found.title == "International Forum on Roads 2021"
    assert found.theme == "Roads after the flood: mending what is left"
    assert (found.starts, found.ends) == (date(2021, 5, 3), date(2021, 5, 4))
    assert found.place == "Nairobi"


def test_a_cover_line_that_stands_alone_is_not_part_of_the_theme() -> None:
    found = facts(
        lay(
            ("heading", "International Forum on\nRoads 2021"),
            ("heading", "Roads after the flood"),
            "Written by friends of the road",
            "Nairobi, 3 and 4 May 2021",
        )
    )
    assert found.title == "International Forum on Roads 2021"
    assert found.theme == "Roads after the flood"
    assert found.place == "Nairobi"


def test_a_sentence_gives_what_no_cover_does() -> None:
    found = facts(
        lay(
            ("heading", "INTRODUCTION"),
            "The 2021 International Forum on Roads was held at the Old Mill in Nairobi, Kenya, "
            "on the theme Roads after the flood. It was the ninth edition of the Forum. "
            "The Forum was organized by the World Health Organization.",
            "The Forum, convened on 3 and 4 May 2021, was well attended.",
        )
    )
    assert found.title == "2021 International Forum on Roads"
    assert found.theme == "Roads after the flood"
    assert (found.starts, found.ends) == (date(2021, 5, 3), date(2021, 5, 4))
    assert found.place == "the Old Mill in Nairobi, Kenya"
    assert found.edition == "ninth edition"
    assert found.convenor == "WHO"


def test_a_session_report_gives_its_session_and_not_the_day_it_was_issued() -> None:
    found = facts(
        lay(
            "22 May 2025",
            "Eightieth session",
            ("heading", "Report of the Board of Roads on its\ntwelfth executive session"),
            "Geneva, 3 to 5 February 2025",
            PAGE,
            "The twelfth executive session of the Board of Roads was held at the Old Mill, Geneva, "
            "from 3 to 5 February 2025.",
        )
    )
    assert found.title == "Report of the Board of Roads on its twelfth executive session"
    assert (found.starts, found.ends) == (date(2025, 2, 3), date(2025, 2, 5))
    assert found.place == "the Old Mill, Geneva"
    assert found.edition == "twelfth executive session"
    assert found.convenor == "Board of Roads"


def test_the_session_a_paper_is_sent_to_is_not_the_session_it_reports_on() -> None:
    found = facts(
        lay(
            ("heading", "Second regular session of 2025"),
            "9–10 September 2025",
            "Item 1 of the provisional agenda",
            ("heading", "Report on the annual session of 2025, 17 to 19 June 2025"),
            "The annual session of 2025 of the Executive Board of the Road Fund was held in "
            "New York, from 17 to 19 June 2025.",
        )
    )
    assert found.title == "Annual session of 2025 of the Executive Board of the Road Fund"
    assert (found.starts, found.ends) == (date(2025, 6, 17), date(2025, 6, 19))


def test_reviews_of_two_countries_are_two_meetings() -> None:
    found = [
        facts(
            lay(
                ("heading", "Report of the Working Group on the Universal Periodic Review"),
                ("heading", country),
                "The Working Group on the Universal Periodic Review held its ninth session from "
                f"2 to 13 May 2011. The review of {country} was held on {day} May 2011.",
            )
        )
        for country, day in (("Kenya", 9), ("Peru", 10))
    ]
    assert [f.title.rpartition(": ")[2] for f in found] == ["Kenya", "Peru"]
    assert [f.starts for f in found] == [date(2011, 5, 9), date(2011, 5, 10)]


def test_a_concept_note_under_a_letter_names_its_meeting() -> None:
    found = facts(
        lay(
            "22 August 2025",
            ("heading", "Letter dated 20 August 2025 from a Representative"),
            PAGE,
            (
                "heading",
                "Concept note for the Council’s open debate on the theme “Roads for all”, "
                "to be held on 2 September 2025",
            ),
        )
    )
    assert found.title == "Council’s open debate"
    assert found.theme == "Roads for all"
    assert found.starts == date(2025, 9, 2)


def test_a_meeting_of_the_past_gives_no_dates() -> None:
    found = facts(lay("The previous Forum on Roads was held in Lima from 3 to 4 May 2011."))
    assert found == Facts()


def test_nothing_is_made_up_where_nothing_is_stated() -> None:
    assert facts(lay("Roads are of use.", "They lead home.")) == Facts()


def test_the_report_states_all_its_facts(report_text: Path) -> None:
    dialogue = read(report_text)
    assert dialogue.title == "2020 International Dialogue on Migration"
    assert (dialogue.starts, dialogue.ends) == (date(2020, 10, 15), date(2020, 10, 16))
    assert dialogue.theme.endswith("achievement of the Sustainable Development Goals")
    assert "Geneva, Switzerland, and online" in dialogue.place
    assert dialogue.edition == "twentieth anniversary edition"
    assert dialogue.convenor == "IOM"
    assert dialogue.sources[0].genre == "report"


def test_report_and_concept_note_get_one_id(report_text: Path, concept_note: Path) -> None:
    note = read(concept_note)
    assert note.sources[0].genre == "concept note"
    assert note.edition == "20th edition"
    assert note.id == read(report_text).id


@pytest.mark.parametrize("words", ["2021 Forum on Roads", "Forum on Roads 2021"])
def test_the_order_of_a_titles_words_does_not_change_the_id(words: str) -> None:
    source = lay(f"{words}\n3 May 2021, Nairobi", name=words)
    assert facts(source).title == words


def test_a_paper_that_names_no_meeting_has_the_title_set_largest_on_its_first_page() -> None:
    rows = [
        Printed("December 2031", 60, size=20, bold=True),
        Printed("Review of the Roads that Lead Home", 100, size=16, bold=True),
        Printed("Summary", 140, size=16, bold=True),
        *paragraph("The review looked at four roads and at the people who use them.", 180),
    ]
    assert find_facts(lay_printed(rows), GAZETTEER).title == "Review of the Roads that Lead Home"


def test_a_report_that_says_only_whose_it_is_has_its_subject_before_it() -> None:
    rows = [
        Printed("Question of the northern roads", 60, size=14, bold=True),
        Printed("Progress report of the Secretary-General", 90, size=12, bold=True),
        *paragraph("The present report covers the period from 4 May 2030 to 3 May 2031.", 130),
        *paragraph("At its 9012th meeting, held on 6 June 2030, the Council spoke.", 170),
    ]
    found = find_facts(lay_printed(rows), GAZETTEER)
    whole = "Question of the northern roads: Progress report of the Secretary-General"
    assert (found.title, found.starts, found.ends) == (whole, date(2030, 5, 4), date(2031, 5, 3))


def test_the_heading_of_a_chapter_is_no_title_of_the_meeting() -> None:
    rows = [
        Printed("Ninth yearly report of the Facilitator on the roads", 60, size=14, bold=True),
        Printed("II. Summary of the activities of the Council", 90, size=12, bold=True),
        *paragraph("The Council looked at four roads and at the people who use them.", 130),
    ]
    title = find_facts(lay_printed(rows), GAZETTEER).title
    assert title == "Ninth yearly report of the Facilitator on the roads"
