"""Headings are told from text, and nested as a reader would nest them."""

from rapporteur.evidence import Line, Page, Source
from rapporteur.structure.blocks import lay_out
from tests.structure.laid import Printed, blocks_of, lay_printed, lay_text, paragraph, texts

TEXT = "The forum heard how the valley had rebuilt its roads after the flood of the spring."
PAGE = "\n".join([TEXT] * 3)


def outline(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in blocks_of(lay_text(text), "heading")]


def test_capitals_stand_over_numbers_and_numbers_over_plain_titles() -> None:
    text = (
        f"THE WORDS OF THE \nMEMBERS\n\n1. Mend the roads before the\nwinter\n\n"
        f"Overview\n\n{PAGE}\n\nDiscussion\n\n{PAGE}\n\n2. Pay the menders\n\n"
        f"Overview\n\n{PAGE}\n\nDiscussion\n\n{PAGE}\n"
    )
    assert outline(text) == [
        (1, "THE WORDS OF THE MEMBERS"),
        (2, "Mend the roads before the winter"),
        (3, "Overview"),
        (3, "Discussion"),
        (2, "Pay the menders"),
        (3, "Overview"),
        (3, "Discussion"),
    ]


def test_panels_over_two_lines_are_one_heading() -> None:
    text = f"Panel 1 – Roads, bridges and\nthe people of the valley\n\n{PAGE}\n"
    assert outline(text) == [(1, "Panel 1 – Roads, bridges and the people of the valley")]


def test_a_signature_is_no_heading() -> None:
    text = f"FOREWORD\n\n{PAGE}\n\nAda Stone\nDirector\n\fINTRODUCTION\n\n{PAGE}\n"
    assert outline(text) == [(1, "FOREWORD"), (1, "INTRODUCTION")]


def test_a_line_that_names_the_moderator_is_no_heading() -> None:
    text = f"Session 2\n\n{PAGE}\n\nModerator: Ada Stone, Director, Port Office\n\n{PAGE}\n"
    assert outline(text) == [(1, "Session 2")]


def test_a_title_run_into_its_paragraph_stays_there() -> None:
    flow = "They carry the corn of the\nvalley to the ports, and its people to their work.\n"
    source = lay_text(f"SUMMARY\n\nMend the roads. {flow}\nPay the menders. {flow}")
    assert texts(source, "heading") == ["SUMMARY"]
    assert [s.text for s in source.sentences if s.first and s.kind == "paragraph"] == [
        "Mend the roads.",
        "Pay the menders.",
    ]


def test_roman_numerals_letters_and_numbers_nest_in_print() -> None:
    titles = ["I. Opening", "A. Roads", "B. Bridges", "C. Ports", "1. Large ports", "II. Closing"]
    printed: list[Printed] = []
    for i, title in enumerate(titles):
        printed.append(Printed(title, 100 + 100 * i, bold=True))
        printed += paragraph(TEXT, 130 + 100 * i)
    headings = blocks_of(lay_printed(printed), "heading")
    assert [(block.marker, block.level) for block in headings] == [
        ("I.", 1),
        ("A.", 2),
        ("B.", 2),
        ("C.", 2),
        ("1.", 3),
        ("II.", 1),
    ]


def test_the_letter_i_after_h_is_no_roman_numeral() -> None:
    printed: list[Printed] = []
    for i, title in enumerate(["I. Opening", "H. Roads", "I. Bridges", "II. Closing"]):
        printed.append(Printed(title, 100 + 100 * i, bold=True))
        printed += paragraph(TEXT, 130 + 100 * i)
    assert [b.level for b in blocks_of(lay_printed(printed), "heading")] == [1, 2, 2, 1]


def test_the_title_on_the_cover_stands_over_no_chapter() -> None:
    cover = [Printed("Roads of the Valley", 300, size=20, bold=True)]
    chapter = [Printed("Opening", 100, size=14, bold=True), *paragraph(TEXT * 3, 130)]
    levels = [block.level for block in blocks_of(lay_printed(cover, chapter), "heading")]
    assert levels == [1, 1]


def test_bold_paragraphs_are_no_headings() -> None:
    rows = [Printed(row.text, row.top, bold=True) for row in paragraph(TEXT * 2, 130)]
    assert texts(lay_printed([*rows, *paragraph(TEXT, 300)]), "heading") == []


def test_a_bold_list_is_a_list_though_an_item_lacks_its_stop() -> None:
    rows = [
        *paragraph("The report was read and then everybody went home again.", 60),
        Printed("4.1. Plant more trees along the road (Narnia)", 100, bold=True),
        Printed("4.2. Keep the road as clean as it ever was (Gondor);", 120, bold=True),
        *paragraph("After that the members spoke of other roads and of rivers.", 150),
    ]
    source = lay_printed(rows)
    assert texts(source, "heading") == []
    assert [block.marker for block in blocks_of(source, "item")] == ["4.1.", "4.2."]


def test_a_numbered_heading_is_one_though_paragraphs_are_numbered_as_well() -> None:
    rows = [
        Printed("3. Roads that lead people home", 60, bold=True),
        *paragraph("4. The members spoke of roads that lead people home.", 80),
    ]
    assert texts(lay_printed(rows), "heading") == ["Roads that lead people home"]


def test_a_label_in_bold_that_opens_a_page_does_not_run_on_from_the_page_before() -> None:
    first = [*paragraph("The members asked for more time and for more bread and", 60, letters=30)]
    second = [
        Printed("Answer to request 4:", 60, bold=True),
        *paragraph("The office will give both of them as soon as it can.", 80),
    ]
    source = lay_printed(first, second)
    assert "Answer to request 4:" in texts(source, "heading")


def test_the_only_line_that_dates_the_cover_is_no_heading() -> None:
    note = "CONCEPT NOTE\n\nForum on Roads\n\n3 and 4 May 2021, Nairobi\n\nThe Forum meets again.\n"
    assert "3 and 4 May 2021, Nairobi" in texts(lay_text(note), "paragraph")
    days = "May 3, 2021\n\nThe Forum met in the hall.\n\nMay 4, 2021\n\nIt met again there.\n"
    assert texts(lay_text(days), "heading") == ["May 3, 2021", "May 4, 2021"]


def test_bold_paragraphs_head_a_file_whose_styles_name_no_headings() -> None:
    rows = ["Key actions:", "The office will plant trees.", "Responsible unit: Gardens", "Trees."]
    text = "\n".join(rows)
    lines, start = [], 0
    for n, row in enumerate(rows):
        lines.append(Line(start, start + len(row), role="paragraph", bold=n % 2 == 0))
        start += len(row) + 1
    source = lay_out(Source("source", "note.docx", "docx", b"", (Page(1, text, tuple(lines)),)))
    assert texts(source, "heading") == ["Key actions:"]


def test_titles_that_blank_lines_part_are_titles_of_their_own() -> None:
    lines = [
        "CONCEPT NOTE",
        "Forum on Roads 2021",
        "Roads and rivers: how the valley and its towns came back after the flood of the spring",
        "3 and 4 May 2021, Nairobi",
        "The Forum meets for the tenth time in a year when roads closed. It will ask what worked.",
        "Two questions:",
        "• Who built the roads;",
        "• Who paid.",
    ]
    note = "\n\n".join(lines) + "\n"
    for text in (note, note.replace("\n", "\r\n")):
        titles = texts(lay_text(text), "heading")
        assert [title[:12] for title in titles] == ["CONCEPT NOTE", "Forum on Roa", "Roads and ri"]
