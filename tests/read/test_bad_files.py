"""What a sender of a bad PDF is told, and that nothing of it is taken for text."""

from pathlib import Path

import pytest

from rapporteur.errors import SettingError, SourceError
from rapporteur.read import read_bytes, read_source
from rapporteur.settings import Settings, read_settings
from tests.read.pdfs import Drawn, Text, make_pdf, protect

GOOD = make_pdf([Text(50, 100, "The chair opened the meeting.")])


def refusal(content: bytes, name: str = "report.pdf", **settings: int) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_bytes(content, name, Settings(**settings))  # type: ignore[arg-type]
    assert caught.value.place == name
    assert caught.value.remedy
    return caught.value


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal(b"").what


def test_a_file_that_is_no_pdf_is_not_read_as_one() -> None:
    assert "no kind that can be read" in refusal(bytes(range(256)) * 8).what


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_pdf_cut_short_is_refused(kept: float) -> None:
    pages = [[Text(50, 100, f"Page {i} of the record.")] for i in range(9)]
    content = make_pdf(*pages)
    assert "cut short" in refusal(content[: int(len(content) * kept)]).what


def test_a_real_pdf_cut_short_is_refused(shared: Path) -> None:
    content = (shared / "data" / "un-docs" / "A_79_796.en.pdf").read_bytes()
    assert "cut short" in refusal(content[: len(content) * 2 // 3]).what


def test_a_broken_pdf_is_refused() -> None:
    assert "broken" in refusal(b"%PDF-1.7\nnothing that a PDF holds\nstartxref\n7\n%%EOF\n").what


def test_a_pdf_without_pages_is_refused() -> None:
    assert "broken" in refusal(make_pdf()).what


def test_a_pdf_with_a_password_is_refused_and_says_so() -> None:
    assert "password" in refusal(protect(GOOD, "secret")).what


def test_a_pdf_that_is_only_protected_against_changes_is_read() -> None:
    (page,) = read_bytes(protect(GOOD, ""), "report.pdf", Settings()).pages
    assert page.text == "The chair opened the meeting."


def test_what_a_refusal_says_to_raise_can_be_raised() -> None:
    named = {"RAPPORTEUR_MAX_BYTES": "7", "RAPPORTEUR_MAX_PAGES": "8"}
    limits = read_settings(named)
    assert (limits.max_bytes, limits.max_pages) == (7, 8)
    assert "RAPPORTEUR_MAX_BYTES" in refusal(GOOD, max_bytes=7).remedy
    assert "RAPPORTEUR_MAX_PAGES" in refusal(b"a\fb\fc", "minutes.txt", max_pages=2).remedy
    with pytest.raises(SettingError, match="no whole number"):
        read_settings({"RAPPORTEUR_MAX_PAGES": "many"})


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    content = make_pdf(*[[Text(50, 100, str(i))] for i in range(6)])
    error = refusal(content, max_pages=5)
    assert "6 pages" in error.what


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    assert "larger" in refusal(GOOD, max_bytes=100).what
    path = tmp_path / "report.pdf"
    path.write_bytes(GOOD)
    with pytest.raises(SourceError, match="larger"):
        read_source(path, Settings(max_bytes=100))


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened") as caught:
        read_source(tmp_path / "none.pdf", Settings())
    assert caught.value.remedy


@pytest.mark.parametrize(
    "lines",
    [
        ["The document you requested could not be found on this server.", "Go to the home page."],
        ["404 Not Found", "nginx"],
        ["Access denied"],
        ["Please wait...", "If this message is not eventually replaced by the proper contents"],
    ],
)
def test_an_error_page_saved_as_a_pdf_is_refused(lines: list[str]) -> None:
    page: list[Drawn] = [Text(50, 100 + 14 * i, line) for i, line in enumerate(lines)]
    assert "error page" in refusal(make_pdf(page)).what


@pytest.mark.parametrize("name", ["A_78_383", "A_78_891", "S_2024_207", "S_2024_798"])
def test_error_pages_of_a_document_system_are_refused(shared: Path, name: str) -> None:
    content = (shared / "data" / "un-docs" / f"{name}.en.pdf").read_bytes()
    assert "error page" in refusal(content).what


def test_a_record_that_speaks_of_missing_documents_is_no_error_page() -> None:
    said = "The delegate regretted that the document requested in March could not be found."
    lines = [Text(50, 60 + 14 * i, f"{i}. {said}") for i in range(12)]
    (page,) = read_bytes(make_pdf([*lines]), "report.pdf", Settings()).pages
    assert page.text.count("regretted") == 12


def test_a_short_note_is_no_error_page() -> None:
    (page,) = read_bytes(GOOD, "report.pdf", Settings()).pages
    assert page.text


def test_junk_after_the_end_of_a_pdf_does_no_harm() -> None:
    (page,) = read_bytes(GOOD + b"\0" * 9_000, "report.pdf", Settings()).pages
    assert page.text
