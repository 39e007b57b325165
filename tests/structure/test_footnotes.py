"""Footnotes stand apart, and their marks are out of the running text."""

from pathlib import Path

from rapporteur.evidence import Line, Page, Source
from rapporteur.structure.blocks import lay_out
from tests.structure.laid import Printed, blocks_of, lay_printed, lay_text, paragraph, texts


def page_with(mark: str, note: str) -> str:
    return (
        "The members spoke of the new harbour and of the people who\n"
        f"had built it in the last years of the old council{mark} and\n"
        "praised the COVID-19 wards, which had met SDG 3.7 early.\n\n"
        f"{note}\n"
    )


def running(text: str) -> str:
    source = lay_text(text)
    return " ".join(texts(source, "paragraph"))


def test_a_mark_glued_to_a_word_is_taken_out_and_kept() -> None:
    source = lay_text(page_with("7", "7 See the harbour plan (Port Office, 2031)."))
    (block,) = blocks_of(source, "paragraph")
    assert "old council and praised" in block.text
    assert [mark.label for mark in block.marks] == ["7"]
    assert block.text[: block.marks[0].offset].endswith("old council")
    (note,) = blocks_of(source, "footnote")
    assert (note.marker, note.text) == ("7", "See the harbour plan (Port Office, 2031).")


def test_marks_after_stops_brackets_capitals_and_years_are_found() -> None:
    for before in ("council.", "council,", "council (2018–2030)", "UNESCO", "in 2020–2024"):
        text = page_with(f" {before}6", "6 See the plan.")
        assert f"{before}6" not in running(text)
        assert before in running(text)


def test_digits_without_a_note_of_that_number_stay() -> None:
    text = running(page_with("4", "19 Not a note anybody called."))
    assert "council4" in text
    assert "COVID-19" in text
    assert "SDG 3.7" in text


def test_two_notes_and_a_long_one_are_told_apart() -> None:
    notes = "8 First note, which runs\nover two lines.\n\n9 Second note."
    source = lay_text(page_with("8", notes).replace("early.", "early.9"))
    assert texts(source, "footnote") == ["First note, which runs over two lines.", "Second note."]


def test_a_raised_mark_in_a_pdf_is_taken_out() -> None:
    rows = paragraph("The chair closed the meeting and thanked all who had come to the valley", 120)
    marked = Printed("for it. 2 Then they left.", 144, raised="2")
    note = Printed("2 See the programme.", 700, size=8, raised="2")
    source = lay_printed([*rows, marked, note])
    assert "for it. Then they left." in source.blocks[0].text
    assert texts(source, "footnote") == ["See the programme."]


def test_an_asterisk_note_is_no_text() -> None:
    first = [
        Printed("Report of the Forum on Roads*", 200, size=16, bold=True),
        *paragraph("The forum met in the spring and heard of roads and of the valley.", 300),
        Printed("* Issued again for technical reasons.", 700),
    ]
    source = lay_printed(first)
    assert texts(source, "heading") == ["Report of the Forum on Roads"]
    assert texts(source, "footnote") == ["Issued again for technical reasons."]


def test_a_numbered_paragraph_is_no_footnote_of_its_first_digit() -> None:
    rows = [
        *paragraph("56. The board took up the request in document L.6 and agreed to it.", 400),
        *paragraph("60. Several members spoke of the harbour and of the roads to it.", 440),
    ]
    source = lay_printed(rows)
    assert texts(source, "footnote") == []
    assert "document L.6 and" in source.blocks[0].text


def test_a_date_under_a_text_is_no_footnote() -> None:
    rows = paragraph(
        "The council adopted its programme for 2026 at its 6th meeting this year.", 120
    )
    source = lay_printed([*rows, Printed("6 February 2026", 500)])
    assert texts(source, "footnote") == []


def test_all_thirty_notes_of_the_report_are_tied_to_their_marks(report_text: Path) -> None:
    source = lay_text(report_text.read_text(encoding="utf-8"))
    notes = [block.marker for block in blocks_of(source, "footnote")]
    marks = [mark.label for block in source.blocks for mark in block.marks]
    assert notes == [str(n) for n in range(1, 31)]
    assert sorted(marks, key=int) == notes


def test_endnotes_with_roman_numbers_are_told_apart_and_found_where_they_are_called() -> None:
    said = Line(0, 30, role="paragraph", raised=((28, 30),))
    text = "The harbour was opened earlyii"
    ends = "iv A note of four.\nii See the harbour plan."
    lines = (Line(0, 18, role="footnote"), Line(19, 43, role="footnote"))
    pages = (Page(1, text, (said,)), Page(2, "One more page.", ()), Page(3, ends, lines))
    source = lay_out(Source("source", "note.docx", "docx", b"", pages))
    assert [block.marker for block in blocks_of(source, "footnote")] == ["iv", "ii"]
    (block,) = blocks_of(source, "paragraph")
    assert block.text == "The harbour was opened early"
    assert [mark.label for mark in block.marks] == ["ii"]
