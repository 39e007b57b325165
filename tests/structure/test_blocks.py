"""Paragraphs, items and sentences come out whole, each letter at its place."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.evidence import Block, Line, Page, Sentence, Source, text_of
from rapporteur.structure.blocks import lay_out
from tests.structure.laid import Printed, blocks_of, lay_printed, lay_text, paragraph, texts

TEXT = "The forum heard how the valley had rebuilt its roads after the flood of the spring."


def test_a_sentence_runs_over_a_page_a_note_and_a_running_foot() -> None:
    page = "\n".join(["Members told of roads, of bridges and of the work that they cost"] * 14)
    text = (
        f" {page}.\n\nIn the end the members had agreed to the plan3 of the valley and\n"
        "its people, which\n\n3 See the plan.\n\nThe words of the members\n"
        f" had waited for it. Then they went home and rested for a while.\n\n{page}.\n\n"
        "The words of the members\n"
    )
    source = lay_text(text)
    whole = (
        "In the end the members had agreed to the plan of the valley and its people,"
        " which had waited for it."
    )
    sentence = next(s for s in source.sentences if s.text.startswith("In the end"))
    assert sentence.text == whole
    assert {piece.page for piece in sentence.pieces} == {1, 2}
    assert texts(source, "footnote") == ["See the plan."]


def test_bullets_dashes_and_letters_nest() -> None:
    source = lay_text(
        f"{TEXT} It asked for:\n\n• Roads, for example:\n\n– Lanes;\n\n– Paths;\n\n• Bridges.\n"
    )
    items = [(b.level, b.marker, b.text) for b in blocks_of(source, "item")]
    assert items == [
        (0, "•", "Roads, for example:"),
        (1, "–", "Lanes;"),
        (1, "–", "Paths;"),
        (0, "•", "Bridges."),
    ]


def test_double_spaced_text_runs_on_over_its_blank_lines() -> None:
    lines = [
        "The forum heard how the valley, which had lost all of its roads in the",
        "spring, had rebuilt them by the winter with the help of its neighbours, who",
        "came over the river to mend what they could.",
        "The members thanked the neighbours and asked them how the",
        "work had been paid for.",
    ]
    source = lay_text("\n\n".join(lines))
    assert len(source.sentences) == 2


def test_a_note_with_each_paragraph_on_one_line_keeps_its_paragraphs() -> None:
    source = lay_text(f"{TEXT}\n\n{TEXT}\n\n{TEXT}\n")
    assert len(blocks_of(source, "paragraph")) == 3
    source = lay_text(f"{TEXT * 3}\n{TEXT * 3}\n{TEXT * 4}\n")
    assert len(blocks_of(source, "paragraph")) == 3


def test_a_dash_at_a_line_start_inside_a_sentence_is_no_bullet() -> None:
    source = lay_text(
        "Only the members who had come from the far side of the valley\n"
        "– and they were many in those days – could tell of the flood.\n"
    )
    assert len(source.sentences) == 1


def test_a_list_inside_a_paragraph_stays_in_its_sentence() -> None:
    source = lay_text(
        "The plan of the valley had four parts that the members had named:\n"
        "(a) roads for all; (b) bridges for those who asked for them in\n"
        "time; and (c) ports.\n"
    )
    assert len(blocks_of(source, "paragraph", "item")) == 1
    assert len(source.sentences) == 1


def test_numbered_paragraphs_keep_their_number_apart() -> None:
    rows = paragraph("17. A group of members welcomed the plan and asked for more of it.", 100, 40)
    more = paragraph("18. In response, the chair thanked them for what they had said.", 140, 40)
    source = lay_printed([*rows, *more])
    assert [(b.marker, b.text.split()[0]) for b in source.blocks] == [("17.", "A"), ("18.", "In")]
    assert all(s.marker == "17." for s in source.sentences if s.block == 0)


def test_a_year_at_a_line_start_is_no_paragraph_number() -> None:
    source = lay_text(
        "10. Set up for half a year, the board of the harbour was kept on twice, until April\n"
        "2022. The harbour master and the town council voiced their doubts about its work.\n"
    )
    first, second = source.sentences
    assert first.text.endswith("until April 2022.")
    assert (first.marker, second.marker) == ("10.", "10.")


def test_a_number_printed_apart_from_its_paragraph_is_its_marker() -> None:
    rows = [Printed("9.", 100, 100), *paragraph("The chair spoke and sat down.", 100, left=130)]
    (block,) = lay_printed(rows).blocks
    assert (block.marker, block.text) == ("9.", "The chair spoke and sat down.")


def test_listed_recommendations_are_items() -> None:
    rows = [
        *paragraph("77.14. Amend the road code, as announced in the report (Atlantis);", 100, 40),
        *paragraph("77.15. Build a bridge over the river, as soon as it can (Utopia);", 140, 40),
    ]
    items = blocks_of(lay_printed(rows), "item")
    assert [item.marker for item in items] == ["77.14.", "77.15."]
    assert items[0].text == "Amend the road code, as announced in the report (Atlantis);"


def test_cells_of_one_printed_line_are_apart() -> None:
    rows = [
        Printed("Roads", 100, 100),
        Printed("Ada Stone", 100, 300),
        Printed("Bridges", 120, 100),
        Printed("Ben Wood", 120, 300),
    ]
    assert texts(lay_printed(rows), "cell") == ["Roads", "Ada Stone", "Bridges", "Ben Wood"]


def test_a_wide_space_in_a_line_of_text_makes_no_cells() -> None:
    rows = [
        Printed("The members of the", 100, 100),
        Printed("forum heard what the valley had done in the years", 100, 196),
        Printed("after the flood.", 112, 100),
    ]
    (block,) = lay_printed(rows).blocks
    assert block.text.startswith("The members of the forum heard")
    assert block.text.endswith("years after the flood.")


def test_captions_are_apart_and_whole() -> None:
    source = lay_text(
        f"{TEXT}\n\nFigure 1. Roads before the flood\nFigure 2. Roads after the flood\n\n{TEXT}\n"
    )
    captions = [s.text for s in source.sentences if s.kind == "caption"]
    assert captions == ["Figure 1. Roads before the flood", "Figure 2. Roads after the flood"]


def test_roles_that_the_file_gives_are_trusted() -> None:
    text = "A title\nA point\nSome text. More text."
    lines = (
        Line(0, 7, role="heading", level=2),
        Line(8, 15, role="item", level=1),
        Line(16, len(text), role="paragraph"),
    )
    source = lay_out(Source("s", "a.docx", "docx", b"", (Page(1, text, lines),)))
    assert [(b.kind, b.level, b.text) for b in source.blocks] == [
        ("heading", 2, "A title"),
        ("item", 1, "A point"),
        ("paragraph", 0, "Some text. More text."),
    ]
    assert [s.first for s in source.sentences] == [True, True, True, False]


def test_a_heading_is_one_sentence() -> None:
    source = lay_text(f"Why now? What next?\n\n{TEXT}\n{TEXT}\n")
    assert [s.text for s in source.sentences if s.kind == "heading"] == ["Why now? What next?"]


def test_laying_out_twice_changes_nothing() -> None:
    once = lay_text(f"TITLE\n\n{TEXT}\n{TEXT}\n")
    assert lay_out(once) == once


words = st.sampled_from(
    [
        "road-",
        "roads",
        "The",
        "COVID-19",
        "plan3",
        "\u00ad",
        "3",
        "•",
        "(a)",
        "12.",
        "end.",
        "–",
        "ö",
    ]
)
rows = st.lists(words, min_size=0, max_size=9).map(" ".join)


@given(st.lists(rows, max_size=40).map("\n".join), st.booleans())
def test_every_letter_of_every_block_stands_at_its_place(text: str, pages: bool) -> None:
    if not text.strip():
        return
    source = lay_text(text.replace("end.\n", "end.\n\f") if pages else text)
    parts: list[Block | Sentence] = [*source.blocks, *source.sentences]
    for part in parts:
        assert part.pieces
        assert text_of(source.pages, part.pieces) == part.text
        assert part.text == part.text.strip()
    places = [
        (piece.page, at)
        for block in source.blocks
        for piece in block.pieces
        for at in range(piece.start, piece.end)
    ]
    assert len(places) == len(set(places))
    assert [s.order for s in source.sentences] == list(range(len(source.sentences)))


def test_nothing_of_the_report_is_lost_but_markers_and_marks(report_text: Path) -> None:
    source = lay_text(report_text.read_text(encoding="utf-8"))
    kept = sum(len("".join(block.text.split())) for block in source.blocks)
    apart = sum(len(block.marker) for block in source.blocks)
    marks = sum(len(mark.label) for block in source.blocks for mark in block.marks)
    whole = sum(len("".join(page.text.split())) for page in source.pages)
    assert whole == kept + apart + marks


def test_lines_that_are_whole_paragraphs_or_sentences_stay_apart() -> None:
    lines = [
        "Opening",
        "The chair opened the meeting and thanked the speakers. Roads matter, as everyone knows.",
        "Kenya said that it had built four roads since 2015.",
        "Uganda asked about the rivers;",
        "The chair closed the meeting.",
    ]
    source = lay_text("\n".join(lines) + "\n")
    assert texts(source, "heading") == ["Opening"]
    assert [block.text for block in source.blocks] == lines


def test_lines_that_break_within_sentences_are_joined() -> None:
    source = lay_text(
        "The chair opened the meeting and\nthanked the speakers. Roads matter.\nKenya spoke and\n"
        "Uganda asked about the rivers of\nthe north.\n"
    )
    assert len(texts(source, "paragraph")) == 1


def test_a_sentence_that_a_scan_sets_unevenly_is_whole() -> None:
    source = lay_printed(
        [
            Printed("The road was closed before the winter.", 100),
            Printed("Its repair was given to a", 100, left=360),
            Printed("company that had never built a road, and nobody in the valley", 112, size=11),
            Printed("could", 124, size=10),
            Printed("say when it would be done.", 136, size=12),
        ]
    )
    whole = "company that had never built a road, and nobody in the valley could say when it would"
    assert any(whole in sentence.text for sentence in source.sentences)


def test_words_spread_over_a_narrow_cell_are_one_line() -> None:
    rows = [
        Printed("What was the", 100),
        Printed("road", 112),
        Printed("that", 112, 140),
        Printed("led to the sea?", 124),
        *paragraph("The road by the river led to the sea, as all the others did.", 200),
    ]
    assert "What was the road that led to the sea?" in {
        block.text for block in lay_printed(rows).blocks
    }


def test_long_small_romans_mark_items() -> None:
    source = lay_text(
        "The council decided on many matters of the roads, and on these among them:\n\n"
        "(xxvii) To plant trees beside every road;\n\n(xxviii) To keep the rivers clean.\n"
    )
    assert [block.marker for block in blocks_of(source, "item")] == ["(xxvii)", "(xxviii)"]
