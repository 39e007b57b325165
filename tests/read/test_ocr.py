"""What becomes of pages that are pictures of text."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from rapporteur.evidence import Source
from rapporteur.read import read_bytes
from rapporteur.read.ocr import DATA_FOLDERS
from rapporteur.settings import Settings
from tests.read.pdfs import Drawn, Picture, Text, make_pdf

SAID = (
    "The first speaker welcomed the new law on permits and",
    "thanked the towns that had opened their offices. She",
    "added that the fee of 25 dollars would be dropped in",
    "the spring, and that nobody had to pay for a form.",
)
FULL = [Text(50, 120 + 16 * i, f"{i}. {line}") for i in range(6) for line in SAID[:1]]
NO_DATA = Settings(ocr_languages="none")


def has_ocr() -> bool:
    try:
        import tesserocr
    except ImportError:
        return False
    return any(
        Path(folder).is_dir() and "eng" in tesserocr.get_languages(folder)[1]
        for folder in DATA_FOLDERS
    )


needs_ocr = pytest.mark.skipif(not has_ocr(), reason="Tesseract or its English data is not here")


def photograph(drawn: list[Drawn]) -> Picture:
    """Return a picture of a page, as a scanner makes it."""
    document = pdfium.PdfDocument(make_pdf(drawn))
    page = document[0]
    bitmap = page.render(scale=200 / 72, grayscale=True)
    picture = bitmap.to_pil().convert("L")
    made = Picture(picture.width, picture.tobytes())
    page.close()
    document.close()
    return made


SCAN = photograph([Text(60, 120 + 20 * i, line, 12) for i, line in enumerate(SAID)])
GREY = Picture(8, bytes([200]) * 64)


def read(*pages: list[Drawn], settings: Settings = NO_DATA) -> Source:
    return read_bytes(make_pdf(*pages), "scan.pdf", settings)


def test_without_ocr_the_pages_not_read_are_named_and_how_to_mend_it() -> None:
    source = read([SCAN], [*FULL], [SCAN], [SCAN])
    (notice,) = source.notices
    assert notice.code == "page-unread"
    assert notice.places == (1, 3, 4)
    assert "pages 1, 3–4" in notice.message
    assert "rapporteur[ocr]" in notice.remedy
    assert notice.source == source.id
    assert [page.origin for page in source.pages] == ["none", "text", "none", "none"]


def test_a_scan_with_a_stamp_on_every_page_counts_as_not_read() -> None:
    stamp = [Text(50, 780, "Digitized by the town library", 8)]
    source = read([SCAN, *stamp], [SCAN, *stamp])
    (notice,) = source.notices
    assert (notice.code, notice.places) == ("page-unread", (1, 2))


def test_a_title_on_a_picture_is_read_without_a_notice() -> None:
    pages: list[list[Drawn]] = [[GREY, Text(50, 300, "Part two: fees", 30)], [*FULL * 3]]
    source = read(*pages)
    assert source.notices == ()
    assert source.pages[0].text == "Part two: fees"


def test_a_scan_that_carries_its_text_is_read_as_text() -> None:
    source = read([SCAN, *FULL])
    assert source.notices == ()
    assert source.pages[0].origin == "text"
    assert SAID[0] in source.pages[0].text


def test_text_whose_letters_nobody_can_tell_counts_as_not_read() -> None:
    means = {"a": "\ue001", "b": "\ue002", "c": "\ue003", "d": "\ue004"}
    lines = [Text(50, 100 + 14 * i, "abcd" * 12) for i in range(9)]
    source = read_bytes(make_pdf(lines, means=means), "odd.pdf", NO_DATA)
    assert source.pages[0].text == ""
    assert [notice.code for notice in source.notices] == ["page-unread"]


@needs_ocr
def test_a_scan_is_read_with_the_place_of_every_line() -> None:
    source = read([SCAN], settings=Settings(ocr_languages="eng"))
    (page,) = source.pages
    assert page.origin == "ocr"
    assert page.text == "\n".join(SAID)
    for i, line in enumerate(page.lines):
        assert line.box is not None
        assert line.box.left == pytest.approx(60, abs=3)
        assert line.box.top < 120 + 20 * i < line.box.bottom + 3
        assert line.edges is not None
        assert len(line.edges) == line.end - line.start + 1
        assert line.size == pytest.approx(12, abs=2)
    assert [notice.code for notice in source.notices] == ["page-recognised"]


@needs_ocr
def test_two_columns_of_a_scan_are_read_one_after_the_other() -> None:
    left = [Text(40, 120 + 16 * i, line[:40], 11) for i, line in enumerate(SAID * 2)]
    right = [Text(330, 120 + 16 * i, line[:40][::-1].title(), 11) for i, line in enumerate(SAID)]
    (page,) = read([photograph([*left, *right])], settings=Settings(ocr_languages="eng")).pages
    assert page.text.startswith("\n".join(text.text.strip() for text in left))


@needs_ocr
def test_the_text_under_a_stamp_is_read() -> None:
    stamp = [Text(50, 780, "Digitized by the town library", 8)]
    source = read([SCAN, *stamp], settings=Settings(ocr_languages="eng"))
    assert SAID[1] in source.pages[0].text
    assert source.pages[0].origin == "ocr"


@needs_ocr
def test_a_picture_without_text_gives_no_text() -> None:
    source = read([GREY], [*FULL], settings=Settings(ocr_languages="eng"))
    assert source.pages[0].text == ""
    assert "page-unread" not in [notice.code for notice in source.notices]
