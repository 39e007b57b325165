"""Open a PDF, or say why it cannot be opened and who can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rapporteur.errors import SourceError

RESEND = "download or ask for the file again: it seems to have been cut or damaged on its way"
# pdfium keeps state of its own between calls: two threads in it at once crash the process.
PDFIUM = RLock()
TAIL = 4_096  # bytes at a file's end in which a PDF must say that it ends
END_MARKS = (b"startxref", b"%%EOF")


@contextmanager
def open_document(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF; no other thread can open one until it is closed.

    An empty password is tried, since many files are only protected against changes. Raises
    SourceError where a password is needed, the file is cut short or broken, or has no pages.
    """
    with PDFIUM:
        document = _load(content)
        try:
            if not len(document):
                raise SourceError("is a PDF without pages", remedy=RESEND)
            yield document
        finally:
            document.close()


def _load(content: bytes) -> pdfium.PdfDocument:
    whole = _is_whole(content)
    try:
        document = pdfium.PdfDocument(content, password="")
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise SourceError(
                "is a PDF protected by a password",
                remedy="open it with the password, save a copy without one, and send that",
            ) from error
        if whole:
            raise SourceError("is a broken PDF: it cannot be opened", remedy=RESEND) from error
        raise SourceError("is a PDF cut short: its end is missing", remedy=RESEND) from error
    if not whole:
        # pdfium mends such a file as far as it goes, and the pages that are missing stay unseen.
        document.close()
        raise SourceError("is a PDF cut short: its end is missing", remedy=RESEND)
    return document


def _is_whole(content: bytes) -> bool:
    tail = content.rstrip(b"\0\t\r\n ")[-TAIL:]
    return any(mark in tail for mark in END_MARKS)
