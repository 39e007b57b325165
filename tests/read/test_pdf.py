"""What a reader of a PDF would notice: words, order, places, styles."""

import random
from pathlib import Path

import pytest

from rapporteur.evidence import Line, Page
from rapporteur.read import read_bytes, read_source
from rapporteur.settings import Settings
from tests.read.pdfs import HEIGHT, WIDTH, Drawn, Stroke, Text, make_pdf

LEFT = (
    "The first speaker welcomed the new law on permits",
    "and thanked the towns that had opened their",
    "offices to everyone. He added that the fee would",
    "be dropped by the end of the year, and that the",
    "forms were to be printed in three languages so",
    "that nobody had to pay for a translation. The",
    "minister of the interior agreed to all of this.",
)
RIGHT = (
    "Another delegate asked how many had applied and",
    "was told that the count was still under way. She",
    "regretted that, since the budget depended on it.",
    "Two towns offered to send their own lists before",
    "the summer. The chair proposed to return to the",
    "question on the second day, and nobody objected",
    "to that. The meeting then turned to the fees.",
)
TITLE = Text(50, 80, "Report of the second day of the meeting on permits", 16, "F2")
CLOSING = Text(
    50,
    240,
    "The meeting rose at noon, and all of those present took their lunch together in the hall.",
)


def read(*pages: list[Drawn], rotate: int = 0) -> tuple[Page, ...]:
    return read_bytes(make_pdf(*pages, rotate=rotate), "made.pdf", Settings()).pages


def words_of(page: Page, line: Line) -> str:
    return page.text[line.start : line.end]


def column(lines: tuple[str, ...], x: float) -> list[Text]:
    return [Text(x, 120 + 14 * i, line) for i, line in enumerate(lines)]


def rows(left: list[Text], right: list[Text]) -> list[Drawn]:
    return [text for pair in zip(left, right, strict=True) for text in pair]


def orders() -> dict[str, list[Drawn]]:
    left, right = column(LEFT, 50), column(RIGHT, 320)
    mixed: list[Drawn] = [TITLE, *left, *right, CLOSING]
    random.Random(7).shuffle(mixed)
    return {
        "as it is read": [TITLE, *left, *right, CLOSING],
        "row by row across both columns": [TITLE, *rows(left, right), CLOSING],
        "right column first": [CLOSING, *right, *left, TITLE],
        "in no order": mixed,
    }


@pytest.mark.parametrize("order", list(orders()))
def test_two_columns_are_read_one_after_the_other_however_they_are_drawn(order: str) -> None:
    (page,) = read(orders()[order])
    assert page.text == "\n".join([TITLE.text, *LEFT, *RIGHT, CLOSING.text])


def test_columns_a_letter_apart_are_still_two_columns() -> None:
    (page,) = read(rows(column(LEFT, 50), column(RIGHT, 285)))
    assert page.text == "\n".join([*LEFT, *RIGHT])


def test_a_heading_across_the_columns_ends_them_even_two_lines_from_the_foot() -> None:
    heading = Text(50, 230, "On the second day the meeting turned to the towns and their lists", 14)
    below = [[Text(50, 250 + 14 * i, LEFT[i]), Text(292, 250 + 14 * i, RIGHT[i])] for i in range(2)]
    (page,) = read(
        [*rows(column(LEFT, 50), column(RIGHT, 292)), heading, *(t for row in below for t in row)]
    )
    expected = [*LEFT, *RIGHT, heading.text, *LEFT[:2], *RIGHT[:2]]
    assert page.text.split("\n") == expected


def test_a_column_drawn_in_two_pieces_is_read_whole() -> None:
    left, right = column(LEFT, 50), column(RIGHT, 320)
    (page,) = read([*left[:3], *right, *left[3:]])
    assert page.text == "\n".join([*LEFT, *RIGHT])


def test_columns_whose_lines_are_not_level_are_read_one_after_the_other() -> None:
    right = [Text(320, 125 + 13 * i, line) for i, line in enumerate(RIGHT)]
    (page,) = read(rows(column(LEFT, 50), right))
    assert page.text == "\n".join([*LEFT, *RIGHT])


def test_columns_in_the_upper_half_do_not_cut_lines_of_the_lower_half() -> None:
    body = [Text(50, 300 + 14 * i, f"{i} " + "word and word " * 6) for i in range(8)]
    (page,) = read([*rows(column(LEFT, 50), column(RIGHT, 320)), *body])
    assert page.text.split("\n")[14:] == [text.text.strip() for text in body]


def test_words_set_apart_by_place_alone_are_not_glued() -> None:
    # As many programmes draw: each word by itself, no space anywhere.
    (page,) = read([Text(50, 100, "four"), Text(71, 100, "words"), Text(50, 114, "in two lines")])
    assert page.text == "four words\nin two lines"


def test_words_whose_letters_are_loosely_set_are_not_split() -> None:
    letters = [Text(50 + 6.4 * i, 100, letter) for i, letter in enumerate("uuuuuuuuuuuu")]
    (page,) = read([*letters])
    assert page.text == "uuuuuuuuuuuu"


def test_a_footnote_mark_stays_in_its_line_and_is_known_as_raised() -> None:
    (page,) = read(
        [
            Text(50, 100, "The fee was dropped"),
            Text(142, 96, "12", 6),
            Text(152, 100, "in the spring."),
            Text(50, 114, "Nobody objected."),
        ]
    )
    assert page.text == "The fee was dropped12 in the spring.\nNobody objected."
    assert page.lines[0].raised == ((19, 21),)
    assert page.lines[1].raised == ()


def test_a_lowered_index_is_not_taken_for_a_footnote_mark() -> None:
    (page,) = read([Text(50, 100, "CO"), Text(65, 102, "2", 6), Text(72, 100, "was measured")])
    assert page.text == "CO2 was measured"
    assert page.lines[0].raised == ()


def test_a_list_number_keeps_its_text_however_wide_the_gap() -> None:
    (page,) = read([Text(50, 100, "12."), Text(110, 100, "The chair opened the meeting.")])
    assert page.text == "12. The chair opened the meeting."


def test_cells_of_a_ruled_table_are_each_read_whole() -> None:
    cells = {
        (50, 100): ["Make the forms", "easier to read", "for everybody"],
        (200, 100): ["Ministry"],
        (300, 100): ["by the end of", "the year"],
        (50, 150): ["Drop the fee"],
        (200, 150): ["Parliament and", "the towns"],
        (300, 150): ["at once"],
    }
    texts = [Text(x, y + 12 * i, t) for (x, y), c in cells.items() for i, t in enumerate(c)]
    frame = [Stroke(45, y, 400, y) for y in (88, 138, 180)]
    frame += [Stroke(x, 88, x, 180) for x in (45, 195, 295, 400)]
    random.Random(5).shuffle(texts)
    (page,) = read([*frame, *texts])
    assert page.text == "\n".join(line for cell in cells.values() for line in cell)


def test_rows_of_a_table_without_rules_are_read_row_by_row() -> None:
    names = ("Argentina", "Brazil", "Chile", "Ecuador", "Peru")
    table = [
        [Text(50, 100 + 14 * i, n), Text(300, 100 + 14 * i, str(i))] for i, n in enumerate(names)
    ]
    (page,) = read([cell for row in table for cell in row])
    assert page.text.split("\n") == [t for i, n in enumerate(names) for t in (n, str(i))]


def test_soft_hyphens_stand_only_at_line_ends() -> None:
    (page,) = read([Text(50, 100, "a well-known consul-"), Text(50, 114, "tation took place")])
    first, second = page.text.split("\n")
    assert first in ("a well-known consul\u00ad", "a well-known consul-")
    assert second == "tation took place"


def test_bold_italic_and_size_are_known_line_by_line() -> None:
    (page,) = read(
        [Text(50, 80, "A heading", 14, "F2"), Text(50, 100, "a quote", 9, "F3"), Text(50, 120, "x")]
    )
    assert [(line.size, line.bold, line.italic) for line in page.lines] == [
        (14, True, False),
        (9, False, True),
        (10, False, False),
    ]


def test_every_character_has_its_place_on_the_page() -> None:
    (page,) = read([Text(50, 100, "The fee")])
    (line,) = page.lines
    assert line.box is not None
    assert line.edges is not None
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert len(line.edges) == line.end - line.start + 1
    assert list(line.edges) == sorted(line.edges)
    assert line.edges[0] == pytest.approx(50, abs=1)
    assert line.edges[-1] == pytest.approx(line.box.right, abs=1)
    assert line.box.top < 100 < line.box.bottom


def test_a_page_turned_in_the_file_is_read_as_it_is_shown() -> None:
    (page,) = read([Text(50, 100, "upright in the file"), Text(50, 114, "second line")], rotate=90)
    assert page.text == "upright in the file\nsecond line"
    assert (page.width, page.height) == (HEIGHT, WIDTH)


def test_text_along_the_margin_does_not_mix_with_the_lines() -> None:
    margin = Text(0, 0, "printed on the margin", 8, matrix=f"0 1 -1 0 40 {HEIGHT - 300}")
    (page,) = read([margin, *column(LEFT, 60)])
    assert page.text == "\n".join([*LEFT, "printed on the margin"])


def test_text_off_the_page_is_left_out() -> None:
    (page,) = read([Text(-80, 100, "unseen"), *column(LEFT, 60)])
    assert page.text == "\n".join(LEFT)


@pytest.mark.parametrize("step", [1, -1])
def test_a_word_in_arabic_is_read_as_it_is_spoken(step: int) -> None:
    spoken = "\u0645\u062d\u0645\u062f"
    letters = [Text(100 - 6 * i, 100, letter) for i, letter in enumerate("abcd")]
    content = make_pdf(letters[::step], means=dict(zip("abcd", spoken, strict=True)))
    (page,) = read_bytes(content, "made.pdf", Settings()).pages
    assert page.text == spoken


def test_characters_without_width_do_not_part_a_word() -> None:
    content = make_pdf([Text(50, 100, "www~example")], means={"~": "\u200b"})
    (page,) = read_bytes(content, "made.pdf", Settings()).pages
    assert page.text == "wwwexample"


def test_pages_without_anything_on_them_are_no_cause_for_a_notice() -> None:
    source = read_bytes(make_pdf([], [Text(50, 100, "something")]), "made.pdf", Settings())
    assert [page.text for page in source.pages] == ["", "something"]
    assert source.notices == ()


def test_reading_twice_gives_the_same_source() -> None:
    content = make_pdf([TITLE, *column(LEFT, 50)])
    assert read_bytes(content, "made.pdf", Settings()) == read_bytes(
        content, "made.pdf", Settings()
    )


def test_the_language_of_a_file_is_told(tmp_path: Path) -> None:
    french = [
        "Le ministre a rappelé que les communes avaient ouvert leurs portes à tous",
        "et que personne ne devait attendre plus d'un mois pour obtenir une réponse.",
    ]
    path = tmp_path / "compte rendu.pdf"
    path.write_bytes(make_pdf([Text(50, 100 + 14 * i, t) for i, t in enumerate(french)]))
    source = read_source(path, Settings())
    assert (source.language, source.name, source.kind) == ("fr", "compte rendu.pdf", "pdf")
    assert read_bytes(make_pdf([*column(LEFT, 50)]), "x.pdf", Settings()).language == "en"


def test_a_designed_brief_reads_column_after_column(shared: Path) -> None:
    path = shared / "data" / "iom-docs" / "AAP_EN_Evaluation_Brief_final_0.pdf"
    first, second = read_source(path, Settings()).pages
    heads = ("Evaluation type", "Evaluation objective", "BACKGROUND", "Project information")
    places = [first.text.index(head) for head in heads]
    assert places == sorted(places)
    assert second.text.index("KEY FINDINGS") < second.text.index("KEY RECOMMENDATIONS")
