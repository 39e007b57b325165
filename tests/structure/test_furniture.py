"""What stands around the text of a record is kept apart from it."""

from pathlib import Path

from tests.structure.laid import Printed, blocks_of, lay_printed, lay_text, paragraph, texts

SENTENCE = "The forum heard how the valley had rebuilt its roads after the flood of the spring."


def numbered_pages(count: int) -> list[list[Printed]]:
    return [
        [
            Printed("Forum on Roads", 40),
            *paragraph(f"{'abcdefgh'[n - 1].upper()} began. {SENTENCE} " * 3, 120),
            Printed(f"{n + 4}", 770, 300),
        ]
        for n in range(1, count + 1)
    ]


def test_running_heads_and_page_numbers_are_out_of_the_text() -> None:
    source = lay_printed(*numbered_pages(4))
    heads_and_numbers = [text for n in "5678" for text in ("Forum on Roads", n)]
    assert texts(source, "furniture") == heads_and_numbers
    assert not any("Forum on Roads" in sentence.text for sentence in source.sentences)


def test_a_running_head_that_ends_in_a_year_is_out_of_the_text() -> None:
    pages = numbered_pages(4)
    for page in pages:
        page[0] = Printed("Forum on Roads 2031", 40)
    assert texts(lay_printed(*pages), "furniture").count("Forum on Roads 2031") == 4


def test_a_running_head_that_carries_the_page_number_is_out_of_the_text() -> None:
    pages = numbered_pages(4)
    for n, page in enumerate(pages, 5):
        page[0] = Printed(f"{n} | Forum on Roads", 40)
    assert "7 | Forum on Roads" in texts(lay_printed(*pages), "furniture")


def test_numbered_titles_that_open_pages_stay() -> None:
    pages = [
        [Printed(f"Recommendation {n}", 80, bold=True), *paragraph(SENTENCE * 4, 110)]
        for n in (1, 3, 4, 7)
    ]
    assert len(blocks_of(lay_printed(*pages), "heading")) == 4


def test_a_title_that_opens_several_pages_stays_when_it_stands_elsewhere_too() -> None:
    pages = [
        [Printed("Discussion", 80, bold=True), *paragraph(SENTENCE * 4, 110)]
        + [Printed("Discussion", 400 + 60 * i, bold=True) for i in range(4)]
        for _ in range(4)
    ]
    source = lay_printed(*pages)
    assert len(blocks_of(source, "heading")) == 20


def test_a_number_in_a_table_at_the_page_head_is_no_page_number() -> None:
    pages = numbered_pages(3)
    pages[1].insert(0, Printed("731", 60, 300))
    assert "731" not in texts(lay_printed(*pages), "furniture")


def test_contents_with_dot_leaders_are_no_text() -> None:
    contents = [
        Printed("Contents", 100, bold=True),
        Printed("Opening ................................ 3", 130),
        Printed("A very long title that runs over the line and ends on", 145),
        Printed("the next one ........................... 4", 157),
        Printed("Closing ................................ 9", 175),
    ]
    source = lay_printed(contents, paragraph(SENTENCE * 3, 120))
    assert len(texts(source, "furniture")) == 5
    assert all("Closing" not in sentence.text for sentence in source.sentences)


def test_a_masthead_is_apart_and_the_title_is_a_heading() -> None:
    first = [
        Printed("United Nations", 50, 100, 14),
        Printed("A/99/1", 50, 450),
        Printed("General Assembly", 80, 100, 20, bold=True),
        Printed("Distr.: General", 80, 400),
        Printed("4 March 2031", 92, 400),
        Printed("Original: English", 110, 400),
        Printed("Report of the Forum on Roads", 220, 100, 16, bold=True),
        *paragraph(SENTENCE * 4, 300),
    ]
    source = lay_printed(first)
    assert texts(source, "heading") == ["Report of the Forum on Roads"]
    assert len(texts(source, "furniture")) == 6


def test_links_gathered_at_a_page_end_are_apart() -> None:
    source = lay_text(f"{SENTENCE}\n\n{SENTENCE}\n\nhttps://example.org/a\nhttps://example.org/b\n")
    assert texts(source, "furniture") == ["https://example.org/a", "https://example.org/b"]


def test_the_report_has_no_running_heads_in_its_sentences(report_text: Path) -> None:
    source = lay_text(report_text.read_text(encoding="utf-8"))
    tail = "for the achievement of the Sustainable Development Goals"
    assert not any(s.text == tail or "Goalstheir" in s.text for s in source.sentences)
    feet = [
        s for s in source.sentences if s.text == "The key messages in the words of the participants"
    ]
    assert not feet
    assert not any(s.text.startswith("http") for s in source.sentences)


def masthead(title: str) -> list[Printed]:
    return [
        Printed("United Nations", 40, size=14),
        Printed("Distr.: General", 60, 400),
        Printed("Road Board", 200, bold=True),
        Printed("Eighteenth session", 212, bold=True),
        Printed("Agenda item 6*", 224),
        Printed("Roads and rivers", 236, bold=True),
        Printed(title, 280, size=14, bold=True),
        *paragraph(SENTENCE * 3, 310),
        Printed("* A/99/1.", 740, size=8),
    ]


def test_the_body_its_session_and_item_under_a_masthead_are_no_text() -> None:
    source = lay_printed(masthead("How the valley rebuilt its roads"))
    assert texts(source, "heading") == ["How the valley rebuilt its roads"]
    assert texts(source, "footnote") == ["A/99/1."]


def test_the_items_title_is_left_to_a_report_without_its_own() -> None:
    source = lay_printed(masthead("Report of the Secretary-General"))
    assert texts(source, "heading") == ["Roads and rivers", "Report of the Secretary-General"]


def test_the_imprint_of_a_series_is_no_text_and_a_symbol_in_a_sentence_is() -> None:
    source = lay_printed(
        [
            Printed("General Assembly", 60, size=16, bold=True),
            Printed("Official Records", 80, size=14, bold=True),
            Printed("Ninety-ninth Session", 100, size=14, bold=True),
            Printed("Supplement No. 6", 120, size=14, bold=True),
            Printed("Roads", 200, size=20, bold=True),
            Printed("United Nations • New York, 2031", 700, size=14, bold=True),
        ],
        [
            Printed("Note", 60, bold=True),
            Printed("Symbols of United Nations documents are composed of letters", 80),
            Printed("combined with figures.", 92),
            Printed("ISSN 1728-0095", 120),
            Printed("[22 May 2031]", 150),
            *paragraph("The Board took note of the papers on roads and rivers in", 300),
            Printed("A/99/6 and of the one that came after it in the spring.", 312),
        ],
    )
    assert texts(source, "heading") == ["Roads"]
    (block,) = blocks_of(source, "paragraph")
    assert "in A/99/6 and of the one" in block.text


def test_contents_of_two_lines_are_no_text() -> None:
    rows = [
        Printed("Contents", 100, bold=True),
        Printed("I. Opening of the forum ............", 120),
        Printed("II. Roads that lead home ..........", 140),
        *paragraph(SENTENCE, 300),
    ]
    assert texts(lay_printed(rows), "heading", "paragraph", "item") == [SENTENCE]
