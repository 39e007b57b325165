"""DOCX files into pages and lines, from the file's own XML.

A paragraph is one line with the role its style gives it. Where Word prints a number before a
paragraph ("12.", "(a)") and the file says for certain which, the number opens the line; bullets
do not. A paragraph with a running number ("12.") is a paragraph, one with a letter or a bullet an
item. The cells of a table are lines in the order of its rows; a table of one column is taken
for a frame around running text. Pages begin where the author broke them and where Word, when it
last saved the file, saw one begin; a paragraph that runs over stands whole on the page it begins
on.
"""

from collections.abc import Iterator

from rapporteur.errors import SourceError
from rapporteur.evidence import Notice, Page
from rapporteur.read.word.body import Body
from rapporteur.read.word.parts import W, WordParts, open_word
from rapporteur.settings import Settings

_CHANGES = (W + "ins", W + "del", W + "moveFrom", W + "moveTo")
_FOREIGN = (W + "altChunk", W + "subDoc")


def read_word(content: bytes, settings: Settings) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Return a DOCX file's pages: the body in order, then each page's footnotes and comments.

    Headers, footers and tables of contents are left out, tracked changes are read as if accepted.
    Raises SourceError for a file that cannot be opened, holds no text, or has more pages than
    `settings.max_pages`.
    """
    parts = open_word(content, settings)
    body = Body(parts, settings)
    try:
        pages = body.read()
    except RecursionError as error:
        what = "its tables or boxes stand in one another too deep"
        raise SourceError(what, remedy="save it as PDF") from error
    if not any(page.text for page in pages):
        remedy = "if it is a scan, send the scan as PDF"
        raise SourceError("the document holds no text", remedy=remedy)
    return pages, tuple(_find_notices(parts, pages, body.book.rendered))


def _find_notices(parts: WordParts, pages: tuple[Page, ...], rendered: int) -> Iterator[Notice]:
    if next(parts.document.iter(*_CHANGES), None) is not None:
        yield Notice(
            "read",
            "tracked-changes",
            "the document holds tracked changes; it is read as if all were accepted",
            remedy="accept or reject the changes, save and send it again",
        )
    printed = parts.printed_pages
    if printed and abs(len(pages) - printed) > max(1, printed // 10):
        known = "keeps old page beginnings" if rendered else "does not say where its pages begin"
        yield Notice(
            "read",
            "pages-unsure",
            f"the document had {printed} pages when it was saved, but {known}; it is read as "
            f"{len(pages)}, and their numbers may differ from those in print",
            remedy="open it in Word, page through it and save it; or send it as PDF",
        )
    if next(parts.document.iter(*_FOREIGN), None) is not None:
        yield Notice(
            "read",
            "part-unread",
            "the document draws in text from another file, which is not read",
            remedy="open it in Word, save it anew and send that",
        )
