"""Plain text is parted into pages as the file parts them, and keeps every character."""

from pathlib import Path

import pytest

from rapporteur.errors import SourceError
from rapporteur.evidence import Page
from rapporteur.read.text import read_text
from rapporteur.settings import Settings

PARAGRAPH = "\n".join(
    f"Row {i} of a paragraph that fills its page from edge to edge" for i in "abc"
)


def read(text: str) -> tuple[Page, ...]:
    return read_text(text.encode(), Settings())[0]


def rows(page: Page) -> list[str]:
    return [page.text[line.start : line.end] for line in page.lines]


def body(pages: int) -> list[str]:
    return ["\n".join([PARAGRAPH] * 5) + f"\nEnd of part {n}." for n in range(pages)]


def test_form_feeds_part_pages() -> None:
    pages = read("First page.\n\fSecond page.\n\f")
    assert [rows(page) for page in pages] == [["First page."], ["Second page."]]


def test_a_note_without_page_breaks_is_one_page() -> None:
    pages = read("Dear all,\n\nWe met.\n  An indented line.\n\nRegards\n")
    assert len(pages) == 1
    assert rows(pages[0]) == ["Dear all,", "We met.", "An indented line.", "Regards"]


def test_pages_of_text_taken_from_a_pdf_begin_with_a_space() -> None:
    pages = read(" " + "\n ".join(body(3)))
    assert [rows(page)[-1] for page in pages] == [
        "End of part 0.",
        "End of part 1.",
        "End of part 2.",
    ]


def test_nested_bullets_after_a_blank_line_begin_no_page() -> None:
    text = " " + "\n ".join(body(2)) + "\n\n – a nested point;\n\n – and another one.\n"
    assert len(read(text)) == 2


def test_a_text_set_in_by_one_space_throughout_is_one_page() -> None:
    assert len(read("\n".join(f" line {i} of a poem" for i in range(40)))) == 1


def test_numbered_running_heads_begin_pages_and_give_labels() -> None:
    first, second, third = body(3)
    text = f" {first}\n\n\n\n21The way ahead\n\n{second}\n\n\n\n23The way ahead\n\n{third}"
    pages = read(text)
    assert [page.label for page in pages] == ["", "21", "23"]
    assert [page.number for page in pages] == [1, 2, 3]


def test_a_year_in_a_title_is_no_page_label() -> None:
    pages = read("1\nText.\n\fText.\n2020\n\fText.\n3\n")
    assert [page.label for page in pages] == ["1", "", "3"]


def test_links_gathered_after_a_page_stay_on_it() -> None:
    first, second = body(2)
    pages = read(f" {first}\n https://example.org/a\nhttps://example.org/b\n {second}")
    assert len(pages) == 2
    assert rows(pages[0])[-1] == "https://example.org/b"


def test_windows_line_ends_and_accents_survive() -> None:
    (page,) = read("Zoë spoke.\r\nThen José.\r\n")
    assert rows(page) == ["Zoë spoke.", "Then José."]


def test_text_that_was_decoded_wrongly_once_is_text_still() -> None:
    (page,) = read("The l\x8fse-majest\x8e laws.\n")
    assert page.text.strip() == "The l\x8fse-majest\x8e laws."


def test_an_empty_file_is_refused_with_a_remedy() -> None:
    with pytest.raises(SourceError) as error:
        read(" \n\n")
    assert error.value.remedy


def test_a_file_of_too_many_pages_is_refused() -> None:
    with pytest.raises(SourceError, match="3 pages"):
        read_text(b"a\fb\fc", Settings(max_pages=2))


def test_the_report_has_its_printed_page_numbers_in_step(report_text: Path) -> None:
    pages, _ = read_text(report_text.read_bytes(), Settings())
    steps = {page.number - int(page.label) for page in pages if int(page.label or 0) > 20}
    assert steps == {1}
    assert len(pages) > 80


def test_no_letter_of_the_report_is_lost(report_text: Path) -> None:
    content = report_text.read_bytes()
    pages, _ = read_text(content, Settings())
    whole = "".join(content.decode().split())
    assert "".join("".join(page.text.split()) for page in pages) == whole
    kept = "".join(row for page in pages for row in rows(page))
    assert "".join(kept.split()) == whole
