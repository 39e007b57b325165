"""Where a quotation stands in its source, exactly."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from rapporteur.errors import EvidenceError
from rapporteur.evidence.source import Box, Page, Piece, Source, text_of

CONTEXT = 32  # characters of prefix and suffix, as W3C TextQuoteSelector examples use


@dataclass(frozen=True, slots=True)
class AnchorPart:
    """One verbatim run of the quotation and, where the file has a layout, its box."""

    page: int
    start: int
    end: int
    glue: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation's place: parts in reading order, and the words before and after.

    A quotation has several parts where it runs over lines, a page, or around a footnote mark.
    """

    source: str
    parts: tuple[AnchorPart, ...]
    prefix: str = ""
    suffix: str = ""

    @property
    def page(self) -> int:
        """The page on which the quotation begins."""
        return self.parts[0].page


def make_anchor(source: Source, pieces: tuple[Piece, ...]) -> Anchor:
    """Anchor the text of `pieces`; boxes come from the lines of the pages they stand on."""
    parts = tuple(
        AnchorPart(p.page, p.start, p.end, p.glue, _box(source.pages[p.page - 1], p))
        for p in pieces
    )
    first, last = pieces[0], pieces[-1]
    before = source.pages[first.page - 1].text[max(0, first.start - CONTEXT) : first.start]
    after = source.pages[last.page - 1].text[last.end : last.end + CONTEXT]
    return Anchor(source.id, parts, before, after)


def check_quotation(quotation: str, anchor: Anchor, pages: tuple[Page, ...]) -> None:
    """Raise EvidenceError unless `quotation` stands at `anchor`, character by character."""
    pieces = tuple(Piece(p.page, p.start, p.end, p.glue) for p in anchor.parts)
    whole = all(
        0 < p.page <= len(pages)
        and 0 <= p.start < p.end <= len(pages[p.page - 1].text)
        and p.glue in ("", " ")
        for p in pieces
    )
    if not pieces or not whole or text_of(pages, pieces) != quotation:
        raise EvidenceError(
            f"quotation not found at its anchor: {quotation[:80]!r}",
            place=f"{anchor.source}, page {anchor.page if pieces else '?'}",
            remedy="report this: quotations are cut from the source and must match it",
        )


def _box(page: Page, piece: Piece) -> Box | None:
    # Lines follow each other in the page's text; a plain text's one page may have very many.
    at = bisect_right(page.lines, piece.start, key=attrgetter("start")) - 1
    line = page.lines[at] if at >= 0 else None
    if line is None or line.box is None or piece.end > line.end:
        return None
    if line.edges is None:
        return line.box
    left = line.edges[piece.start - line.start]
    right = line.edges[piece.end - line.start]
    return Box(left, line.box.top, right, line.box.bottom)
