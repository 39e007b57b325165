"""Read a PDF: its text with every character's place, in the order a person reads it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium

from rapporteur.errors import SourceError
from rapporteur.evidence import Notice, Page
from rapporteur.read.columns import arrange
from rapporteur.read.fragments import cut_fragments
from rapporteur.read.glyphs import take_glyphs
from rapporteur.read.lines import write_page
from rapporteur.read.rules import find_rules
from rapporteur.settings import Settings


def read_pdf(content: bytes, settings: Settings) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Return the pages of a PDF and what could not be read of it.

    Raises SourceError where the file is encrypted, broken, too long or an error page.
    """
    with _open(content, settings) as document:
        pages = tuple(_read_page(page, i + 1) for i, page in enumerate(document))
    return pages, ()


@contextmanager
def _open(content: bytes, settings: Settings) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(content, password="")
    except pdfium.PdfiumError as error:
        raise SourceError(str(error)) from error
    try:
        yield document
    finally:
        document.close()


def _read_page(page: pdfium.PdfPage, number: int) -> Page:
    glyphs = take_glyphs(page)
    return write_page(number, glyphs, arrange(cut_fragments(glyphs), lambda: find_rules(page)))
