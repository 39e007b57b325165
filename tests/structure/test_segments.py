"""Titled stretches of a record, nested, and tied to its agenda."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.evidence import Segment, Source
from rapporteur.gazetteer import load_gazetteer
from rapporteur.read.text import read_text
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.structure.agenda import find_agenda
from rapporteur.structure.dialogue import read_dialogue
from rapporteur.structure.segments import Outline, outline
from rapporteur.structure.titles import find_kind, find_number
from tests.structure.made import lay

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FOREWORD", "front"),
        ("Introduction", "introduction"),
        ("Opening of the session", "opening"),
        ("Opening up new markets", "chapter"),
        ("Panel 2 – Ways home", "panel"),
        ("High-level round table on skills", "panel"),
        ("Session IV: Ways home", "panel"),
        ("Side event on health", "side event"),
        ("Migrants’ stories", "stories"),
        ("Closing remarks", "closing"),
        ("Closing the gap", "chapter"),
        ("Coffee break", "break"),
        ("Registration of births", "chapter"),
        ("Reception conditions", "chapter"),
        ("Health", "chapter"),
        ("Overview", "overview"),
        ("II. Interactive dialogue and responses", "discussion"),
        ("Conclusions and/or recommendations", "recommendations"),
        ("RECOMMENDATIONS FOR THE WAY FORWARD", "recommendations"),
        ("Follow-up to the recommendations of the Inspection Unit", "chapter"),
        ("Conclusions", "conclusions"),
        ("Final agenda", "agenda"),
        ("Programme 3 Disarmament", "chapter"),
        ("Annex II", "annex"),
        ("Key message 3: Listen", "key message"),
    ],
)
def test_a_title_tells_what_a_segment_is(title: str, kind: str) -> None:
    assert find_kind(title) == kind


@pytest.mark.parametrize(
    ("title", "number"),
    [("Panel 1 – Roads", "1"), ("Session II", "2"), ("Panel three: X", "3"), ("Roads in 2020", "")],
)
def test_a_segment_keeps_its_own_number(title: str, number: str) -> None:
    assert find_number(title) == number


def a_report() -> Source:
    return lay(
        "Printed on paper.",
        ("heading", "INTRODUCTION", 1),
        "The dialogue was held.",
        ("heading", "THE PROCEEDINGS", 1),
        ("heading", "Opening of the session", 2),
        "It was opened.",
        ("heading", "Panel 1 – Roads that lead people home", 2),
        "The panel spoke of roads.",
        ("heading", "Panel 2 – Rivers and the people who cross them", 2),
        "During Panel 1, a speaker had said so.",
        ("heading", "THE KEY MESSAGES IN THE WORDS OF THE PARTICIPANTS", 1),
        ("heading", "1. Mend the roads", 2),
        ("heading", "Overview", 2),
        "Roads were broken.",
        ("heading", "Recommendations", 2),
        ("item", "Roads should be mended."),
        ("heading", "2. Cross the rivers", 2),
        ("heading", "Discussion", 2),
        "During Panel 2, a speaker disagreed.",
        ("heading", "Conclusions", 2),
        "All agreed.",
        ("heading", "RECOMMENDATIONS FOR THE WAY FORWARD", 1),
        ("heading", "Roads first", 2),
        "Mend them.",
        ("heading", "AGENDA", 1),
        "10:00–10:15 Opening session",
        "10:15–11:00 Panel 1: Roads that lead people home",
        "11:00–12:00 Panel 2: Rivers, and people who cross them",
    )


def plan() -> Outline:
    source = a_report()
    return outline(source, find_agenda(source, GAZETTEER))


def named(title: str) -> Segment:
    (found,) = (s for s in plan().segments if s.title == title)
    return found


def chain(segment: Segment) -> list[str]:
    known = {s.id: s for s in plan().segments}
    titles = [segment.title]
    while segment.parent:
        segment = known[segment.parent]
        titles.insert(0, segment.title)
    return titles


def test_segments_nest_as_the_headings_do() -> None:
    assert chain(named("Roads first")) == ["RECOMMENDATIONS FOR THE WAY FORWARD", "Roads first"]
    assert chain(named("Panel 1: Roads that lead people home"))[0] == "AGENDA"


def test_an_overview_stands_below_its_key_message_whatever_its_size() -> None:
    assert chain(named("Overview"))[1:] == ["1. Mend the roads", "Overview"]
    assert chain(named("Discussion"))[1:] == ["2. Cross the rivers", "Discussion"]


def test_numbered_headings_of_the_key_messages_are_key_messages() -> None:
    messages = [(s.number, s.title) for s in plan().segments if s.kind == "key message"]
    assert messages == [("1", "1. Mend the roads"), ("2", "2. Cross the rivers")]


def test_conclusions_do_not_fall_below_the_last_key_message() -> None:
    assert "2. Cross the rivers" not in chain(named("Conclusions"))


def test_panels_of_the_report_tie_to_the_agendas_panels() -> None:
    known = {s.id: s.title for s in plan().segments}
    ties = {s.title: known[s.panel] for s in plan().segments if s.panel}
    assert ties == {
        "Opening of the session": "Opening session",
        "Panel 1 – Roads that lead people home": "Panel 1: Roads that lead people home",
        "Panel 2 – Rivers and the people who cross them": (
            "Panel 2: Rivers, and people who cross them"
        ),
    }


def test_text_before_the_first_heading_is_front_matter() -> None:
    first = plan().segments[0]
    assert (first.kind, first.title) == ("front", "")
    assert plan().of_block[0] == first.id


def test_ids_are_the_same_at_every_run() -> None:
    assert [s.id for s in plan().segments] == [s.id for s in plan().segments]
    assert len({s.id for s in plan().segments}) == len(plan().segments)


@given(
    st.lists(
        st.sampled_from(
            (
                "10:00–11:00",
                "Speakers:",
                "Day 2",
                "Panel 1: X",
                "• A, B, IOM",
                "12 May 2020",
                "(",
                "",
                "Chair:",
                "Ana Lua (Kenya) Bo Ek (Peru)",
                "Report of the X on its",
                "was held in",
                ",",
            )
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_order_of_lines_breaks_the_reading(rows: list[str]) -> None:
    source = lay(*[("heading", row) if n % 3 == 0 else row for n, row in enumerate(rows)])
    dialogue = read_dialogue(source, GAZETTEER)
    assert dialogue == read_dialogue(source, GAZETTEER)
    known = {s.id for s in dialogue.segments}
    assert all(s.parent in known | {""} and s.panel in known | {""} for s in dialogue.segments)
    assert {p.segment for p in dialogue.participants} <= known | {""}


def test_every_sentence_of_the_report_has_its_segment(report_text: Path) -> None:
    content = report_text.read_bytes()
    pages, _ = read_text(content, Settings())
    dialogue = structure_source(Source("src-1", "report.txt", "text", content, pages), GAZETTEER)
    known = {s.id: s for s in dialogue.segments}
    sentences = dialogue.sources[0].sentences
    assert all(s.segment in known for s in sentences if s.pieces[0].page < 89)
    kinds = [known[s.segment].kind for s in sentences if s.text.startswith("Malek Deng Dau Deng")]
    assert kinds and set(kinds) <= {"discussion", "panel"}
    assert len([s for s in dialogue.segments if s.kind == "key message"]) == 6
    panels = {s.number: s for s in dialogue.segments if s.kind == "panel" and s.panel}
    assert sorted(panels) == ["1", "2", "3", "4", "5", "6"]
