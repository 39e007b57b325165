"""A web page gives its main text and nothing of what surrounds it."""

import re
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.errors import SourceError
from rapporteur.evidence import Line, Notice, Page
from rapporteur.read.html import read_html
from rapporteur.settings import Settings

SPEECH = (
    "The delegate of Atlantis said that the night ferry runs again between the islands, and"
    " thanked the crews who had kept it in repair."
)
FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title}</title><style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">All news</a></li></ul></nav>
</header><main><article>{body}</article></main>
<aside><h3>Most read</h3><ul><li><a href="/x">Ten facts about whales</a></li></ul></aside>
<footer><p>Copyright of the islands. All rights reserved.</p></footer>
<script>var hidden = "never read this";</script></body></html>"""


def page_of(body: str, title: str = "Record of the ferry dialogue | Islands") -> str:
    return FRAME.format(title=title, body=body)


def read(text: str) -> tuple[Page, tuple[Notice, ...]]:
    pages, notices = read_html(text.encode(), Settings())
    assert len(pages) == 1
    return pages[0], notices


def cut(page: Page, line: Line) -> str:
    return page.text[line.start : line.end]


def seen(page: Page) -> list[tuple[str, int, str]]:
    return [(line.role, line.level, cut(page, line)) for line in page.lines]


def test_only_the_main_text_is_read_each_block_a_line() -> None:
    page, notices = read(
        page_of(
            f"<h1>Record of the ferry dialogue</h1><p>{SPEECH}</p><h2>Panel 1</h2>"
            "<ul><li>Boats<ul><li>Small boats</li></ul></li><li>Quays</li></ul>"
            "<table><tr><th>State</th><th>Measure</th></tr>"
            "<tr><td>Atlantis</td><td>Night ferry</td></tr></table>"
            f"<blockquote><p>It floats.</p></blockquote><p>{SPEECH}</p>"
        )
    )
    assert notices == ()
    assert seen(page) == [
        ("heading", 1, "Record of the ferry dialogue"),
        ("paragraph", 0, SPEECH),
        ("heading", 2, "Panel 1"),
        ("item", 0, "Boats"),
        ("item", 1, "Small boats"),
        ("item", 0, "Quays"),
        ("cell", 0, "State"),
        ("cell", 0, "Measure"),
        ("cell", 0, "Atlantis"),
        ("cell", 0, "Night ferry"),
        ("paragraph", 0, "It floats."),
        ("paragraph", 0, SPEECH),
    ]


def test_the_title_stands_first_where_the_text_has_no_main_heading() -> None:
    page, _ = read(page_of(f"<p>{SPEECH}</p><p>Twice: {SPEECH}</p>"))
    assert seen(page)[0] == ("heading", 1, "Record of the ferry dialogue")
    assert page.text.count("Record of the ferry dialogue") == 1


def test_a_note_mark_is_raised_and_an_exponent_is_not() -> None:
    body = (
        f'<p>{SPEECH}<sup><a href="#n1">1</a></sup> An area of 40 km<sup>2</sup> is served'
        ', every <b>bold</b> word kept.<sup id="r"><a href="#n2">[2]</a></sup></p>'
    )
    page, _ = read(page_of(f"{body}<p>{SPEECH}</p>"))
    line = page.lines[1]
    assert cut(page, line) == (f"{SPEECH}1 An area of 40 km2 is served, every bold word kept.[2]")
    assert [page.text[a:b] for a, b in line.raised] == ["1", "[2]"]


def test_empty_lines_part_paragraphs_and_single_breaks_do_not() -> None:
    page, _ = read(page_of(f"<p>{SPEECH}<br>Same.<br><br/>\n{SPEECH} Another.</p>"))
    assert [text for _, _, text in seen(page)[1:]] == [f"{SPEECH} Same.", f"{SPEECH} Another."]


def test_a_bold_paragraph_is_known() -> None:
    page, _ = read(page_of(f"<p><b>Ferry crews</b></p><p>{SPEECH} <b>Yes.</b></p><p>{SPEECH}</p>"))
    assert [line.bold for line in page.lines[1:]] == [True, False, False]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", "windows-1251"),
        ("cp1252", "iso-8859-1"),
        ("iso-8859-2", "iso-8859-2"),
        ("utf-16", "utf-16"),
        ("cp1252", "no-such-encoding"),
    ],
)
def test_a_page_is_read_in_its_encoding(encoding: str, declared: str) -> None:
    words = "Délégué ß öffnet"
    text = page_of(f"<p>{words}: {SPEECH}</p>").replace('"utf-8"', f'"{declared}"')
    (page,), _ = read_html(text.encode(encoding), Settings())
    assert f"{words}: {SPEECH}" in page.text


def test_an_xhtml_page_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + page_of(f"<p>{SPEECH}</p>")
    assert SPEECH in read(text)[0].text


def test_a_short_page_is_read() -> None:
    page, _ = read("<html><body><p>The ferry runs.</p></body></html>")
    assert seen(page) == [("paragraph", 0, "The ferry runs.")]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found here.</p>"),
        ("Page not found | Islands", "<p>Go back to the home page.</p>"),
        ("Islands", "<h1>Access denied</h1><p>Reference 18.3f</p>"),
        ("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr>"),
        ("Error 503: service unavailable", "<p>Try again later.</p>"),
        ("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"),
        ("Islands", "<p>The page you are looking for no longer exists.</p>"),
        ("Página no encontrada", "<p>Volver</p>"),
    ],
)
def test_a_page_that_tells_of_an_error_is_refused(title: str, body: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(page_of(body, title))
    assert "tells of an error" in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("404 migrants rescued off the islands", "The crews were praised."),
        ("Access to health care denied to crews", "The clinic no longer exists."),
        ("404 boats", "Few crews were rescued."),
        ("Record of the dialogue", "Access denied, error, page not found: so the speaker began."),
    ],
)
def test_a_record_that_speaks_of_errors_is_read(title: str, opening: str) -> None:
    page, _ = read(
        page_of(f"<p>{opening} {SPEECH}</p>" + f"<p>{opening[::-1]}</p><p>{SPEECH}</p>" * 6, title)
    )
    assert opening in page.text


@pytest.mark.parametrize(
    "text",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head><body><script>x()</script></body></html>",
        "<html>",
    ],
)
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no text"):
        read(text)


def test_a_page_longer_than_allowed_is_refused() -> None:
    with pytest.raises(SourceError, match="too long"):
        read_html(page_of(f"<p>{SPEECH}</p>" * 99).encode(), Settings(max_bytes=2000))


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 30_000 + SPEECH,
        "<html><body>" + "<ul><li>x" * 5_000,
        "<html><body>" + "<table><tr><td>x" * 3_000,
        "<html><body>" + "<a href=x>" * 20_000,
        "<html><body>" + "<b>x<p>" * 5_000,
        "<html><body>" + "<br>" * 100_000 + "x",
        "<html><body>" + "<sup><a>1</a></sup>" * 5_000,
        "<html><body><p>" + "&" * 100_000,
        "<html><body " + "x=y " * 50_000 + f"><p>{SPEECH}</p>",
        "<html><head>" + "<!--" * 50_000,
        f"<html><body><p>{SPEECH}\x1f\x00\x08{SPEECH}</p>",
    ],
)
def test_pages_made_to_harm_end_soon(text: str) -> None:
    begun = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            page, _ = read(text)
        except SourceError as error:
            assert error.remedy
        else:
            assert "\x1f" not in page.text
            assert_lines_fit(page)
    assert time.monotonic() - begun < 10


def test_nothing_is_said_on_the_terminal(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    read(page_of(f"<p>{SPEECH}</p>"))
    with pytest.raises(SourceError):
        read("<html><body></body></html>")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


pieces = st.sampled_from(
    re.findall(
        r"\S+",
        "<p> </p> <div> </div> <ul> <li> </ul> <table> <tr> <td> </table> <br> <h1> </h1> <h2>"
        " <sup> <a> </a> <b> </b> <!-- --> <script> </script> &nbsp; &#31; &#0; <blockquote> <pre>"
        " <body> <html> </html> <head> <title> </title> <svg> <math> <select> <template> <",
    )
)
texts = st.lists(st.one_of(pieces, st.text(max_size=12), st.just(SPEECH)), max_size=40).map("".join)


@settings(max_examples=150, deadline=3000)
@given(texts)
def test_any_markup_is_read_or_refused(text: str) -> None:
    try:
        pages, _ = read_html(f"<html>{text}".encode("utf-8", "replace"), Settings())
    except SourceError as error:
        assert error.remedy
    else:
        assert_lines_fit(pages[0])


@settings(max_examples=100, deadline=3000)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        pages, _ = read_html(b"<html>" + content, Settings())
    except SourceError as error:
        assert error.remedy
    else:
        assert_lines_fit(pages[0])


def assert_lines_fit(page: Page) -> None:
    assert "\n".join(cut(page, line) for line in page.lines) == page.text
    for line in page.lines:
        assert cut(page, line).strip() == cut(page, line) != ""
        assert "\n" not in cut(page, line)
        assert all(line.start <= a < b <= line.end for a, b in line.raised)
