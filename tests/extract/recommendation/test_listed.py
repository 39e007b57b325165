"""The lists of human-rights reviews: every recommendation, its State, the answer given."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
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
    make_anchor,
)
from rapporteur.evidence.source import BlockKind
from rapporteur.extract.recommendation.brackets import find_states
from rapporteur.extract.recommendation.drafts import Draft
from rapporteur.extract.recommendation.listed import find_listed
from rapporteur.extract.recommendation.recommendations import find_recommendations
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.read import read_source
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.wording import fold


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def lay_out_lines(*lines: tuple[BlockKind, str, str]) -> Source:
    """Make a source of blocks, each given as its kind, marker and text."""
    text = "\n".join(line for _, _, line in lines)
    page = Page(1, text, ())
    blocks, at = [], 0
    for kind, marker, line in lines:
        piece = Piece(1, at, at + len(line))
        blocks.append(Block(kind, (piece,), line, marker=marker))
        at += len(line) + 1
    return Source("src", "review.pdf", "pdf", b"", (page,), blocks=tuple(blocks))


def told(draft: Draft) -> tuple[str, str, tuple[str, ...], str | None]:
    return draft.number, draft.words.text, draft.voices, draft.response


def test_each_item_comes_with_its_number_state_and_answer(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("heading", "II.", "Conclusions and/or recommendations"),
        ("paragraph", "90.", "The recommendations listed below enjoy the support of Fiji:"),
        ("item", "90.1.", "Plant more trees along the coast (Chile, Bosnia and Herzegovina);"),
        ("item", "90.2.", "Open two libraries (United Kingdom of Great Britain and Northern "
         "Ireland)."),
        ("paragraph", "91.", "The following recommendations did not enjoy the support of Fiji:"),
        ("item", "91.1.", "Close the old harbour (Viet Nam)."),
        ("paragraph", "92.", "All conclusions and recommendations reflect the position of the "
         "submitting States."),
    )  # fmt: skip
    found = find_listed(source, gazetteer)
    assert [told(draft) for draft in found] == [
        ("90.1.", "Plant more trees along the coast", ("CHL", "BIH"), "accepted"),
        ("90.2.", "Open two libraries", ("GBR",), "accepted"),
        ("91.1.", "Close the old harbour", ("VNM",), "noted"),
    ]
    assert {draft.addressed_to for draft in found} == {("FJI",)}


@pytest.mark.parametrize(
    ("introduction", "response"),
    [
        ("The recommendations listed below enjoy the support of the State under review:",
         "accepted"),
        ("The following recommendations enjoy the support of Fiji, which considers that they are "
         "already implemented or in the process of implementation:", "accepted"),
        ("Fiji considers that the following recommendations are already implemented:", "accepted"),
        ("Fiji expressed its support for the following recommendations:", "accepted"),
        ("The recommendations below did not enjoy the support of Fiji and would thus be noted:",
         "noted"),
        ("The following recommendations did not enjoy the support of Fiji, as it considers that "
         "they are already implemented:", "noted"),
        ("Fiji was not in a position to support the following recommendations:", "noted"),
        ("Fiji was unable to support the recommendations below:", "noted"),
        ("The following recommendations will not be accepted by Fiji:", "noted"),
        ("The following recommendations have been duly noted by Fiji:", "noted"),
        ("Fiji partially accepts the following recommendations:", None),
        ("The following recommendations are still under review by Fiji:", None),
        ("Fiji will provide its position on the following recommendations by June:", None),
        ("The following recommendations will be examined by Fiji, and its responses will be "
         "included in the outcome report:", None),
    ],
)  # fmt: skip
def test_a_lists_introduction_gives_the_answer(
    introduction: str, response: str | None, gazetteer: Gazetteer
) -> None:
    source = lay_out_lines(
        ("paragraph", "138.", introduction),
        ("item", "138.1", "Repair the bridge (Spain) (Togo);"),
        (
            "item",
            "138.2",
            "Paint the school (Chad)/(Iran (Islamic Republic of)); open its library to all (Peru).",
        ),
    )
    found = [(draft.voices, draft.response) for draft in find_listed(source, gazetteer)]
    voices = [("ESP", "TGO"), ("TCD", "IRN"), ("PER",)]
    assert found == [(voice, response) for voice in voices]


def test_an_answer_still_due_is_left_open(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "12.", "As for the recommendations below, Fiji notes those recommendations "
         "and will provide its response in due time."),
        ("item", "1.", "Repair the bridge (Spain);"),
        ("item", "2.", "Paint the school (Togo)."),
    )  # fmt: skip
    assert [draft.response for draft in find_listed(source, gazetteer)] == [None, None]


def test_several_recommendations_in_one_item_are_told_apart(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "5.", "The following recommendations enjoy the support of Fiji:"),
        ("item", "1.", "Buy boats (Chad); train the crews (Oman, Peru)/share the maps (Togo);"),
        ("item", "2.", "Sign (Egypt) and keep the treaty (Albania, Egypt);"),
        ("item", "3.", "Feed the birds (Chad)."),
    )
    found = find_listed(source, gazetteer)
    assert [(draft.words.text, draft.voices) for draft in found] == [
        ("Buy boats", ("TCD",)),
        ("train the crews", ("OMN", "PER")),
        ("share the maps", ("TGO",)),
        ("Sign (Egypt) and keep the treaty", ("EGY", "ALB")),
        ("Feed the birds", ("TCD",)),
    ]


def test_what_a_page_break_left_of_an_item_is_no_recommendation(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "5.", "The following recommendations enjoy the support of Fiji:"),
        ("item", "5.1.", "Buy boats for the crews (Chad);"),
        ("paragraph", "", "the crews” (Oman);"),
        ("item", "5.2.", "Feed the birds (Chad)."),
    )
    found = find_listed(source, gazetteer)
    assert [draft.words.text for draft in found] == ["Buy boats for the crews", "Feed the birds"]


def test_a_refusal_may_name_parts_of_a_part(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "Norway thanked Fiji. It recommended that Fiji (a) count the boats; "
         "and (b): (i) sell the old boats, (ii) paint the pier and (iii) buy a bell."),
        ("paragraph", "2.", "The recommendations listed below enjoy the support of Fiji."),
        ("item", "1.", "Repair the bridge (Spain);"),
        ("item", "2.", "Paint the school (Togo)."),
        ("paragraph", "3.", "The recommendations noted in the report in paragraphs 1 (b) (i) and "
         "(iii) above did not enjoy the support of Fiji."),
    )  # fmt: skip
    refused = [d.words.text for d in find_listed(source, gazetteer) if d.response == "noted"]
    assert refused == ["sell the old boats", "buy a bell"]


def test_a_state_under_review_calls_for_nothing_and_repeats_count_once(
    gazetteer: Gazetteer,
) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "Fiji should respect its forests."),
        ("paragraph", "2.", "Chad recommended that Fiji (a) repair the northern bridge quickly; "
         "and (b) feed the birds."),
        ("paragraph", "3.", "The following recommendations enjoy the support of Fiji:"),
        ("item", "3.1.", "Repair the northern bridge quickly (Chad);"),
        ("item", "3.2.", "Paint the school (Togo)."),
    )  # fmt: skip
    told = (("FJI", source.blocks[0]), ("TCD", source.blocks[1]))
    statements = [
        Statement(f"s{n}", "src", "", Voice("floor", (code,)), (
            Point(f"p{n}", block.text, make_anchor(source, block.pieces), "", n,
                  "recommendation", 1.0, ""),))
        for n, (code, block) in enumerate(told)
    ]  # fmt: skip
    found = find_recommendations(Dialogue("d", ""), source, statements, gazetteer)
    calls = [(r.voices, r.text, r.addressed_to) for r in found if r.origin == "call"]
    assert calls == [(("TCD",), "feed the birds", ("FJI",))]


def test_an_item_that_the_layout_broke_or_took_for_a_heading_is_whole(
    gazetteer: Gazetteer,
) -> None:
    source = lay_out_lines(
        ("heading", "7.", "The recommendations below have been examined by Fiji and"),
        ("paragraph", "", "enjoy its support:"),
        ("heading", "7.1", "Build a road from the northern"),
        ("furniture", "", "A/TEST/1"),
        ("footnote", "3", "As first worded: build two roads (Kuwait)."),
        ("paragraph", "", "villages to the market (New"),
        ("paragraph", "", "Zealand);"),
        ("heading", "7.2.", "Light the road (Iraq)."),
    )
    found = find_listed(source, gazetteer)
    assert [told(draft) for draft in found] == [
        ("7.1", "Build a road from the northern villages to the market", ("NZL",), "accepted"),
        ("7.2.", "Light the road", ("IRQ",), "accepted"),
    ]


def test_recommendations_refused_by_their_paragraph_are_found_there(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "Norway welcomed the report. It recommended that Fiji (a) count the "
         "boats; (b) sell the old boats; and (c) buy none."),
        ("paragraph", "2.", "The recommendations listed below enjoy the support of Fiji."),
        ("item", "1.", "Repair the bridge (Spain);"),
        ("item", "2.", "Paint the school (Togo)."),
        ("paragraph", "3.", "The recommendations noted in the report in paragraphs 1 (b) above "
         "did not enjoy the support of Fiji."),
    )  # fmt: skip
    assert told(find_listed(source, gazetteer)[-1]) == ("", "sell the old boats", ("NOR",), "noted")


def test_who_is_under_review_or_no_state_did_not_make_what_was_refused(
    gazetteer: Gazetteer,
) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "Noting that Fiji had joined UNESCO, Norway recommended that it "
         "(a) count the boats; (b) sell the old boats; and (c) buy none."),
        ("paragraph", "2.", "The recommendations listed below enjoy the support of Fiji."),
        ("item", "1.", "Repair the bridge (Spain);"),
        ("item", "2.", "Paint the school (Togo)."),
        ("paragraph", "3.", "The recommendations noted in the report in paragraphs 1 (b) above "
         "did not enjoy the support of Fiji."),
    )  # fmt: skip
    assert find_listed(source, gazetteer)[-1].voices == ("NOR",)


def test_a_misspelt_state_is_one_that_spoke_or_stays_unknown(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "The Philippines welcomed the report and made recommendations."),
        ("paragraph", "2.", "The following recommendations enjoy the support of Fiji:"),
        ("item", "2.1.", "Repair the bridge (Phillipines);"),
        ("item", "2.2.", "Paint the school (Togo);"),
        ("item", "2.3.", "Mend the pier (Atlantis);"),
        ("item", "2.4.", "Count the boats (Peru)."),
    )
    found = find_listed(source, gazetteer)
    assert [draft.voices for draft in found] == [("PHL",), ("TGO",), (), ("PER",)]


def test_a_list_without_an_introduction_has_no_answer(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("item", "3.1.", "Repair the bridge (Peru);"),
        ("item", "3.2.", "Paint the school (Togo, Chad;"),
    )
    found = find_listed(source, gazetteer)
    assert [(draft.voices, draft.response) for draft in found] == [
        (("PER",), None),
        (("TGO", "TCD"), None),
    ]


def test_brackets_without_states_make_no_list(gazetteer: Gazetteer) -> None:
    source = lay_out_lines(
        ("paragraph", "1.", "The auditors made the following recommendations:"),
        ("item", "1.", "Keep the books (see annex II);"),
        ("item", "2.", "Train the clerks (International Labour Organization)."),
    )
    assert find_listed(source, gazetteer) == ()


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("Germany", ("DEU",)),
        ("Chile, Spain and Viet Nam", ("CHL", "ESP", "VNM")),
        ("Trinidad and Tobago and Bosnia and Herzegovina", ("TTO", "BIH")),
        ("Canada; the Netherlands", ("CAN", "NLD")),
        ("see paragraph 12", ()),
        ("three months", ()),
    ],
)
def test_a_bracket_is_read_as_states_or_not_at_all(
    names: str, codes: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    assert find_states(names, gazetteer) == codes


# Names as the hand-made table spells them where the States' own names differ.
SPELT = {"DR Congo": "Democratic Republic of the Congo", "UAE": "United Arab Emirates"}


@dataclass
class Tally:
    asked: int = 0
    found: int = 0
    right_state: int = 0
    answered: int = 0
    right_answer: int = 0


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z0-9]+", fold(text)))


def count(row: dict[str, str], listed: list[Recommendation], gazetteer: Gazetteer) -> Tally:
    """Look a row of the hand-made table up among what was found in its review."""
    name = row["recommending_state"].replace(" & ", " and ")
    state = gazetteer.find_state(SPELT.get(name, name))
    sought = words_of(row["text"])
    best, match = 0.0, None
    for one in listed:
        shared = sum((sought & words_of(one.text)).values()) / sum(sought.values())
        value = shared + (0.1 if state in one.voices else 0)
        if shared >= 0.75 and value > best:
            best, match = value, one
    tally = Tally(asked=1)
    if match is not None:
        tally.found, tally.right_state = 1, int(state in match.voices)
        if match.response is not None:
            tally.answered = 1
            tally.right_answer = int(match.response == row["response"].lower())
    return tally


@pytest.mark.parametrize(
    "name", ["greece2011", "saudiarabia2009", "uganda2011", "iran2010", "mexico2009"]
)
def test_the_recommendations_people_extracted_are_found(
    name: str, shared: Path, gazetteer: Gazetteer
) -> None:
    folder = shared / "data" / "upr"
    dialogue = structure_source(read_source(folder / f"{name}.pdf", Settings()), gazetteer)
    listed = [
        r
        for r in find_recommendations(dialogue, dialogue.sources[0], (), gazetteer)
        if r.origin == "listed"
    ]
    with (folder / "recommendations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] == f"{name}.pdf"]
    tallies = [count(row, listed, gazetteer) for row in rows]
    total = Tally(*(sum(column) for column in zip(*(vars(t).values() for t in tallies))))  # noqa: B905
    assert total.found / total.asked >= 0.95
    assert total.right_state / total.found >= 0.97
    assert total.right_answer >= 0.97 * total.answered
