"""Read a PDF: its text with every character's place, in the order a person reads it."""

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from rapporteur.cues import load_cues
from rapporteur.errors import SettingError, SourceError
from rapporteur.evidence import Notice, Page
from rapporteur.read.columns import arrange
from rapporteur.read.document import RESEND, open_document
from rapporteur.read.fragments import Fragment, cut_fragments
from rapporteur.read.glyphs import APART, Glyphs, take_glyphs
from rapporteur.read.gutters import Rules
from rapporteur.read.lines import write_page
from rapporteur.read.ocr import open_engine, recognise
from rapporteur.read.rules import find_rules
from rapporteur.read.scans import Fault, find_fault
from rapporteur.settings import Settings
from rapporteur.wording import fold

ERROR_PAGE = 700  # characters; a document that says as little says nothing else
STATUS = re.compile(r"^(?:error|erreur)?[\s:]*[45]\d\d\b[\s:.–-]*")  # of a web server
DOUBTFUL = 60.0  # mean confidence under which a picture was probably not text, or badly scanned
MORE = 2  # times the letters that a picture must give to be believed over the page's own text
DIGITS = re.compile(r"\d+")


class _Reading(NamedTuple):
    page: Page
    fault: Fault


def read_pdf(content: bytes, settings: Settings) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Return the pages of a PDF and notices of those that could not be read, or only by OCR.

    Raises SourceError where the file is encrypted, cut short, broken, too long or an error page.
    """
    with open_document(content) as document:
        if len(document) > settings.max_pages:
            raise SourceError(
                f"has {len(document):,} pages, more than the {settings.max_pages:,} allowed",
                remedy="split the file, or ask the operator to raise RAPPORTEUR_MAX_PAGES",
            )
        readings = _pass_titled([_read_page(document, i) for i in range(len(document))])
        pages, notices = _recognise_rest(document, readings, settings)
    _refuse_error_page(pages)
    return tuple(pages), tuple(notices)


def _read_page(document: pdfium.PdfDocument, index: int) -> _Reading:
    """Read the page at `index`, counted from 0."""
    try:
        page = document[index]
        glyphs = take_glyphs(page)
    except pdfium.PdfiumError:
        return _Reading(Page(index + 1, "", (), origin="none"), "broken")
    fault = find_fault(page, glyphs)
    if fault == "garbled":
        return _Reading(Page(index + 1, "", (), glyphs.width, glyphs.height, origin="none"), fault)
    written = _lay_out(page, index + 1, glyphs)
    page.close()
    return _Reading(written if fault != "empty" else replace(written, origin="none"), fault)


def _lay_out(page: pdfium.PdfPage, number: int, glyphs: Glyphs) -> Page:
    lines: list[list[Fragment]] = []
    fragments = sorted(cut_fragments(glyphs), key=_find_rank)
    for rank, part in groupby(fragments, key=_find_rank):
        find = partial(find_rules, page) if rank == 0 and not glyphs.turned else _find_no_rules
        lines += arrange(list(part), find)
    return write_page(number, glyphs, lines)


def _find_no_rules() -> Rules:
    """Stand in for the rules of turned text, which are not looked for: such pages are few."""
    return Rules([], [])


def _find_rank(fragment: Fragment) -> int:
    """Return 0 for text that stands as most of its page does, 1 to 3 for other ways of turning."""
    return int(max(0.0, fragment.baseline) // APART)


def _pass_titled(readings: list[_Reading]) -> list[_Reading]:
    """Tell titles set on a picture from stamps on scans.

    The words of a stamp stand on several pages, or no page of the file has more than a stamp.
    """
    stamps = Counter(_stamp(r.page) for r in readings if r.fault == "stamped")
    has_text = any(not r.fault and len(r.page.text) > ERROR_PAGE for r in readings)
    return [
        r._replace(fault="titled")
        if r.fault == "stamped" and has_text and stamps[_stamp(r.page)] == 1
        else r
        for r in readings
    ]


def _stamp(page: Page) -> str:
    return DIGITS.sub("0", fold(page.text))


def _recognise_rest(
    document: pdfium.PdfDocument, readings: list[_Reading], settings: Settings
) -> tuple[list[Page], list[Notice]]:
    """Read off their pictures the pages whose text cannot be used, and tell of the others."""
    pages = [r.page for r in readings]
    notices = _tell_broken([r.page.number for r in readings if r.fault == "broken"])
    poor = [r for r in readings if r.fault not in ("", "broken")]
    if not poor:
        return pages, notices
    try:
        with open_engine(settings) as engine:
            for reading in poor:
                page, confidence = _recognise_page(document, engine, reading)
                pages[page.number - 1] = page
                if page.origin == "ocr" and page.text and confidence < DOUBTFUL:
                    notices.append(_tell_doubtful(page.number, confidence))
    except SettingError as error:
        unread = [r.page.number for r in poor if r.fault != "titled"]
        return pages, notices + _tell_unread(unread, error)
    return pages, notices + _tell_recognised([p.number for p in pages if p.origin == "ocr"])


def _recognise_page(
    document: pdfium.PdfDocument, engine: Any, reading: _Reading
) -> tuple[Page, float]:
    """Return the better of a page's own text and what its picture says, and the confidence."""
    own = reading.page
    page = document[own.number - 1]
    glyphs, confidence = recognise(engine, page)
    seen = replace(_lay_out(page, own.number, glyphs), origin="ocr")
    page.close()
    if reading.fault == "titled" and confidence < DOUBTFUL:
        return own, 0.0
    if own.text and len(seen.text) < MORE * len(own.text):
        return replace(own, origin="text"), 0.0
    return seen, confidence


def _tell_broken(numbers: list[int]) -> list[Notice]:
    if not numbers:
        return []
    what = f"{_name_pages(numbers)} could not be read: the file is damaged there"
    return [Notice("read", "page-unread", what, places=tuple(numbers), remedy=RESEND)]


def _tell_unread(numbers: list[int], error: SettingError) -> list[Notice]:
    if not numbers:
        return []
    what = (
        f"{_name_pages(numbers)} could not be read: no usable text in the file, only a picture "
        f"of it, and {error.what}"
    )
    return [Notice("read", "page-unread", what, places=tuple(numbers), remedy=error.remedy)]


def _tell_recognised(numbers: list[int]) -> list[Notice]:
    if not numbers:
        return []
    what = f"{_name_pages(numbers)} had no usable text and were read off their pictures by OCR"
    remedy = "compare quotations from there with the picture of the page"
    return [Notice("read", "page-recognised", what, places=tuple(numbers), remedy=remedy)]


def _tell_doubtful(number: int, confidence: float) -> Notice:
    return Notice(
        "read",
        "page-doubtful",
        f"page {number} was read by OCR with little confidence: {confidence:.0f} of 100",
        places=(number,),
        remedy="scan the page again, straight and at 300 dots an inch",
    )


def _name_pages(numbers: list[int]) -> str:
    """Return "page 3" or "pages 3–5, 9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return f"page {named}" if len(numbers) == 1 else f"pages {named}"


def _refuse_error_page(pages: list[Page]) -> None:
    """Raise SourceError for a page that a site sent in place of the document asked for."""
    text = fold(pages[0].text)
    if len(pages) > 1 or not 0 < len(text) < ERROR_PAGE:
        return
    cues = load_cues("error_pages")
    first = fold(pages[0].text.split("\n", 1)[0])
    worded = any(fold(phrase) in text for phrase in (*cues["phrases"], *cues["documents"]))
    if worded or STATUS.sub("", first) in map(fold, cues["titles"]):
        raise SourceError(
            f"is an error page saved as a PDF: {text[:80]!r}",
            remedy="download the document again, and look at it before you send it",
        )
