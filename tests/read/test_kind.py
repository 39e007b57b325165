"""What a file is told by its bytes, whatever its name says."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.errors import SourceError
from rapporteur.read.kind import decode_text, find_kind, is_html, name_disagrees

PAGE = "<!DOCTYPE html><html><head><title>Note</title></head><body><p>Más</p></body></html>"
PROSE = "The delegate of Atlantis said that the ferry runs again — “at last”, she added.\n"


def make_zip(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj\n", "pdf"),
        (b"HTTP junk before\n\n%PDF-1.4\n1 0 obj\n<<>>\nendobj", "pdf"),
        (make_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (make_zip("word/document2.xml"), "docx"),
        (PAGE.encode(), "html"),
        (b"\xef\xbb\xbf\r\n  " + PAGE.encode(), "html"),
        (PAGE.encode("utf-16"), "html"),
        (PAGE.encode("latin-1"), "html"),
        (b"<?xml version='1.0'?>\n<!-- made by hand -->\n" + PAGE.encode(), "html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "html"),
        (b"<div><p>A page without its head</p><p>still</p></div>", "html"),
        (PROSE.encode(), "text"),
        (PROSE.encode("cp1252"), "text"),
        (PROSE.encode("utf-16"), "text"),
        (PROSE.encode("utf-16-le"), "text"),
        (PROSE.encode("utf-16-be"), "text"),
        (b"A guide: a PDF file begins with %PDF-1.7, a page with <html>.", "text"),
        (b"MZ is how the ministry signs its notes.", "text"),
        (b"x < y and y > z, as <b>bold</b> as it sounds, " * 4, "text"),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    assert find_kind(content, "wrong.name") == kind


@pytest.mark.parametrize(
    ("content", "word", "remedy"),
    [
        (b"", "empty", "again"),
        (b" \r\n\t", "empty", "again"),
        (b"\x00" * 500, "empty", "again"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG picture", "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "JPEG picture", "PDF"),
        (make_zip("xl/workbook.xml"), "Excel workbook", "PDF"),
        (make_zip("ppt/presentation.xml"), "PowerPoint", "PDF"),
        (make_zip("mimetype", "content.xml"), "OpenDocument", "DOCX"),
        (make_zip("holiday/beach.jpg"), "zip archive", "unpack"),
        (make_zip("word/document.xml")[:60], "cut short", "again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc", "DOCX"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
            "without a password",
        ),
        (rb"{\rtf1\ansi hello}", "RTF", "DOCX"),
        (b"MZ\x90\x00\x03" + bytes(200), "program", "document"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "XML data (rss)", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>", "XML data (svg)", "PDF"),
        (
            b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/related\n\nx",
            "mail",
            "HTML",
        ),
        (bytes(range(256)) * 4, "no kind", "PDF"),
    ],
)
def test_another_file_is_refused_with_what_it_is_and_what_to_do(
    content: bytes, word: str, remedy: str
) -> None:
    with pytest.raises(SourceError) as caught:
        find_kind(content, "report.pdf")
    assert caught.value.place == "report.pdf"
    assert word in caught.value.what
    assert remedy in caught.value.remedy


def test_a_name_that_claims_another_format_is_noticed() -> None:
    assert name_disagrees("html", "report.PDF")
    assert name_disagrees("text", "report.doc")
    assert not name_disagrees("pdf", "report.pdf")
    assert not name_disagrees("docx", "form.docm")
    assert not name_disagrees("html", "index.php")
    assert not name_disagrees("text", "README")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    assert decode_text(PROSE.encode(encoding)) == PROSE


def test_one_broken_byte_does_not_garble_the_other_accents() -> None:
    text = "Où l’élève étudie, la délégation a été écoutée."
    broken = text.encode() + b" \xe9t"
    assert decode_text(broken).startswith(text)


def test_a_page_quoting_a_few_tags_is_not_taken_for_markup() -> None:
    assert not is_html("Use <p> for a paragraph and <br> for a break. " * 3)


@given(st.binary(max_size=400))
def test_any_bytes_get_a_kind_or_a_reason(content: bytes) -> None:
    try:
        kind = find_kind(content, "any")
    except SourceError as error:
        assert error.what
        assert error.remedy
    else:
        assert kind in ("pdf", "docx", "html", "text")


@given(
    st.sampled_from([b"PK\x03\x04", b"%PDF-", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf"]), st.binary()
)
def test_any_bytes_behind_a_known_beginning_get_a_kind_or_a_reason(
    start: bytes, rest: bytes
) -> None:
    try:
        assert find_kind(start + rest, "any") in ("pdf", "docx", "html", "text")
    except SourceError as error:
        assert error.remedy
