"""Recommendations of a record's own lists and of its speakers: all of them, and none invented."""

from pathlib import Path

import pytest

from rapporteur.evidence import (
    Block,
    Dialogue,
    Page,
    Piece,
    Point,
    Recommendation,
    Source,
    Statement,
    Voice,
    check_quotation,
    content_id,
    make_anchor,
)
from rapporteur.evidence.source import BlockKind
from rapporteur.extract.recommendation.addressees import find_addressees
from rapporteur.extract.recommendation.recommendations import find_recommendations
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.read import read_bytes, read_source
from rapporteur.settings import Settings
from rapporteur.structure import structure_source

REPORT = """Harbour Dialogue 2031
Report

Discussion

The representative of Chile said that her country had opened a school in 2029. She urged cities
to share their plans.

• A point that was only talked about in the discussion, at length.

Recommendations

• Governments and other stakeholders should count the boats. They should also publish the
counts every year.

• As storms are frequent, governments should warn the crews in time.

Annex

• List of the boats that were seen in the harbour.
"""


def lay_out_lines(*lines: tuple[BlockKind, str, str]) -> Source:
    """Make a source of blocks, each given as its kind, marker and text."""
    page = Page(1, "\n".join(line for _, _, line in lines), ())
    blocks, at = [], 0
    for kind, marker, line in lines:
        blocks.append(Block(kind, (Piece(1, at, at + len(line)),), line, 1, marker))
        at += len(line) + 1
    return Source("src", "record.pdf", "pdf", b"", (page,), blocks=tuple(blocks))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def open_text(text: str, gazetteer: Gazetteer) -> tuple[Dialogue, Source]:
    source = read_bytes(text.encode(), "report.txt", Settings())
    dialogue = structure_source(source, gazetteer)
    return dialogue, dialogue.sources[0]


def find_own(text: str, gazetteer: Gazetteer) -> tuple[Recommendation, ...]:
    dialogue, source = open_text(text, gazetteer)
    return find_recommendations(dialogue, source, (), gazetteer)


def test_lists_under_announcing_titles_are_found_and_no_others(gazetteer: Gazetteer) -> None:
    found = find_own(REPORT, gazetteer)
    assert [r.text for r in found] == [
        "Governments and other stakeholders should count the boats. They should also publish the "
        "counts every year.",
        "As storms are frequent, governments should warn the crews in time.",
    ]
    assert {(r.origin, r.voices) for r in found} == {("report", ("report",))}
    assert [r.addressed_to for r in found] == [
        ("Governments and other stakeholders",),
        ("Governments",),
    ]


def test_items_take_whom_they_ask_from_the_sentence_before_them(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("heading", "", "The way forward"),
        ("paragraph", "", "In harbour towns, cities should help by:"),
        ("item", "•", "Opening more schools, for example by:"),
        ("item", "–", "Training teachers;"),
        ("item", "–", "Lending books to crews."),
        ("heading", "", "Boats seen in the harbour"),
        ("item", "•", "A list of boats that nobody recommends."),
    )
    found = find_recommendations(Dialogue("d", ""), source, (), gazetteer)
    assert [(r.text, r.addressed_to) for r in found] == [
        ("Opening more schools, for example by:", ("Cities",)),
        ("Training teachers", ("Cities",)),
        ("Lending books to crews.", ("Cities",)),
    ]


def test_conclusions_give_only_what_asks_for_something(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("heading", "V.", "Conclusions and recommendations"),
        ("paragraph", "30.", "The Committee welcomed the new harbour."),
        ("paragraph", "31.", "The Committee recommended that the General Assembly approve it."),
        ("paragraph", "32.", "Governments should mend the pier before winter comes."),
        ("item", "(a)", "Noted that delegations had asked governments to hurry;"),
    )
    found = find_recommendations(Dialogue("d", ""), source, (), gazetteer)
    assert [(r.number, r.addressed_to) for r in found] == [
        ("31.", ("General Assembly",)),
        ("32.", ("Governments",)),
    ]


def test_every_recommendation_stands_where_its_anchor_says(gazetteer: Gazetteer) -> None:
    _, source = open_text(REPORT, gazetteer)
    recommendations = find_own(REPORT, gazetteer)
    assert recommendations
    for found in recommendations:
        check_quotation(found.text, found.anchor, source.pages)


def test_a_text_without_recommendations_gives_none(gazetteer: Gazetteer) -> None:
    text = "Minutes\n\nDiscussion\n\n• Boats should be counted, a speaker said.\n\n• Tea.\n"
    assert find_own(text, gazetteer) == ()


def test_a_labelled_recommendation_is_found_with_its_number(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("heading", "", "Evaluation of the harbour"),
        ("paragraph", "", "Recommendation 3: The harbour office should mend the pier."),
        ("heading", "", "Recommendation 4: The harbour office should count the"),
        ("paragraph", "", "boats that come in."),
    )
    found = find_recommendations(Dialogue("d", ""), source, (), gazetteer)
    assert [(r.number, r.text) for r in found] == [
        ("3", "The harbour office should mend the pier."),
        ("4", "The harbour office should count the boats that come in."),
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("All governments should count boats.", ("All governments",)),
        (
            "Governments and other stakeholders, especially the private sector, should pay.",
            ("Governments and other stakeholders, especially the private sector",),
        ),
        ("He urged the international community to help.", ("International community",)),
        ("She encouraged IOM, WHO and the ILO to meet.", ("IOM", "WHO", "ILO")),
        ("It was important for governments to work together.", ("Governments",)),
        ("It recommended that the General Assembly approve the plan.", ("General Assembly",)),
        ("He called on all stakeholders to hurry.", ("All stakeholders",)),
        ("They urged that the Convention on Boats be kept.", ()),
        ("Authorities had to be involved.", ()),
        ("It recommended that Chile: (a) count boats; (b) mend piers.", ("CHL",)),
        ("He urged the Government of Chile to count boats.", ("CHL",)),
        ("In winter, the ABC team should count boats.", ("ABC team",)),
        (
            "IOM more broadly, and the ABC team more specifically, should go on.",
            ("IOM", "ABC team"),
        ),
        ("The boats were old.", ()),
    ],
)
def test_whom_a_sentence_asks_is_told_in_its_words(
    text: str, asked: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    assert find_addressees(text, gazetteer) == asked


def test_what_a_speaker_asks_is_a_call_of_that_speaker(gazetteer: Gazetteer) -> None:
    dialogue, source = open_text(REPORT, gazetteer)
    spoken = [s for s in source.sentences if "urged cities" in s.text]
    points = tuple(
        Point(
            content_id("pnt", source.id, s.order),
            s.text,
            make_anchor(source, s.pieces),
            s.segment,
            s.order,
            "recommendation",
            1.0,
            "test",
        )
        for s in spoken
    )
    statement = Statement("stm", source.id, "", Voice("floor", ("CHL",)), points)
    calls = [
        r
        for r in find_recommendations(dialogue, source, (statement,), gazetteer)
        if r.origin == "call"
    ]
    assert [(r.voices, r.addressed_to, r.points) for r in calls] == [
        (("CHL",), ("Cities",), (points[0].id,))
    ]


def test_the_real_report_gives_its_fifty_three_recommendations(
    report_text: Path, gazetteer: Gazetteer
) -> None:
    dialogue = structure_source(read_source(report_text, Settings()), gazetteer)
    source = dialogue.sources[0]
    found = find_recommendations(dialogue, source, (), gazetteer)
    by_page: dict[bool, int] = {False: 0, True: 0}
    for one in found:
        check_quotation(one.text, one.anchor, source.pages)
        by_page[one.anchor.page > 76] += 1
    assert by_page == {False: 24, True: 29}
    assert {one.origin for one in found} == {"report"}
    assert sum(not one.addressed_to for one in found[:24]) == 0


def test_the_concept_note_has_no_recommendations(concept_note: Path, gazetteer: Gazetteer) -> None:
    dialogue = structure_source(read_source(concept_note, Settings()), gazetteer)
    assert find_recommendations(dialogue, dialogue.sources[0], (), gazetteer) == ()


def say(voice: Voice, *told: str) -> tuple[Source, Statement]:
    """Make a source of these sentences, each a call by its kind, all said by `voice`."""
    source = lay_out_lines(*(("paragraph", "", text) for text in told))
    points = tuple(
        Point(
            f"p{n}", block.text, make_anchor(source, block.pieces), "", n, "recommendation", 1, ""
        )
        for n, block in enumerate(source.blocks)
    )
    return source, Statement("stm", source.id, "", voice, points)


def find_in(
    source: Source, statement: Statement, gazetteer: Gazetteer
) -> tuple[Recommendation, ...]:
    return find_recommendations(Dialogue("d", ""), source, (statement,), gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour office explained the number by noting that crews were away.",
        "The captain filed an appeal to the court.",
        "It should benefit some 300 crews.",
        "One speaker questioned the need for a new pier.",
        "The fund gives the resources that crews need to sail.",
    ],
)
def test_what_asks_nothing_is_no_call(text: str, gazetteer: Gazetteer) -> None:
    assert find_in(*say(Voice("collective"), text), gazetteer) == ()


def test_a_call_in_lettered_clauses_is_one_call_a_clause(gazetteer: Gazetteer) -> None:
    told = "Norway recommended that Chile: (a) count the boats; and (b) mend the pier."
    found = find_in(*say(Voice("floor", ("NOR",)), told), gazetteer)
    assert [(r.number, r.text, r.addressed_to) for r in found] == [
        ("(a)", "count the boats", ("CHL",)),
        ("(b)", "mend the pier", ("CHL",)),
    ]


def test_what_a_record_urges_in_its_own_voice_is_found(gazetteer: Gazetteer) -> None:
    voice = Voice("report")
    told = ("I urge all Member States to count their boats.", "The pier should last long.")
    found = find_in(*say(voice, *told), gazetteer)
    assert [(r.text, r.voices, r.addressed_to) for r in found] == [
        (told[0], ("report",), ("All Member States",))
    ]


def test_numbered_principles_are_recommendations_with_their_numbers(gazetteer: Gazetteer) -> None:
    text = "\n\n".join(
        (
            "Harbour Principles",
            "Principle 1: Counting",
            "Boats are many in all seas and all winters. Cities should count them every year.",
            "Principle 2: Mending",
            "Piers must be mended before the winter. They should then be painted white.",
            "Principle 3: Thanks",
            "All of this was written by many hands in a short time last winter.",
            "",
        )
    )
    assert [(r.number, r.text) for r in find_own(text, gazetteer)] == [
        ("1", "Cities should count them every year."),
        ("2", "Piers must be mended before the winter. They should then be painted white."),
    ]


def test_an_evaluation_gives_its_list_and_the_answer_of_the_management(
    gazetteer: Gazetteer,
) -> None:
    source = lay_out_lines(
        ("paragraph", "", "Recommendation # 1: The harbour team should keep order by:"),
        ("item", "", "Counting the boats."),
        ("item", "", "Mending the pier."),
        ("paragraph", "", "Management response - accept/partially accept/reject: We accept it."),
        ("paragraph", "", "Recommendation # 2: The harbour team should paint the pier."),
        ("heading", "", "Management response (Accept/Partially Accept/Reject)"),
        ("paragraph", "", "Rejected"),
        ("paragraph", "", "Recommendation # 3: The harbour team should sell the pier."),
    )
    found = find_recommendations(Dialogue("d", ""), source, (), gazetteer)
    assert [(r.text, r.response) for r in found] == [
        (
            "The harbour team should keep order by: Counting the boats. Mending the pier.",
            "accepted",
        ),
        ("The harbour team should paint the pier.", "noted"),
        ("The harbour team should sell the pier.", None),
    ]
