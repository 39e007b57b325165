"""The title of a document that names no meeting: the largest words of its first page."""

import re

from rapporteur.evidence import Block, Source
from rapporteur.structure.titles import find_kind
from rapporteur.wording import fold, squeeze

_PAGES = 2  # a cover may be blank or a picture
_FEWEST = 2  # words
_LONGEST = 250  # characters
_OTHER = re.compile(
    r"(?:identical )?letters? (?:dated|from)\b|annex\b|enclosure\b|summary\b|note (?:by|from)\b|"
    r"chair.s summary\b|draft (?:resolution|decision)"
)


def find_largest(source: Source) -> str:
    """Return the heading in the largest type on the first page that has one; "" without one.

    Headings that name a part of a document ("Summary", "Introduction") are no titles, nor is the
    first line of a letter. Where the file tells no sizes the first such heading is taken.
    """
    found: list[tuple[float, str]] = []
    page = 0
    for block in source.blocks:
        if block.kind in ("paragraph", "item") and found:
            break  # the text has begun
        if block.kind != "heading" or block.pieces[0].page > _PAGES:
            continue
        if page and block.pieces[0].page != page:
            break
        if _may_be_title(block):
            page = block.pieces[0].page
            found.append((_size_of(source, block), squeeze(block.text)))
    if not found:
        return ""
    largest = max(size for size, _ in found)
    return next(text for size, text in found if size >= largest - 0.5)


def _may_be_title(block: Block) -> bool:
    text = squeeze(block.text)
    if block.marker or len(re.findall(r"[^\W\d_]+", text)) < _FEWEST or len(text) > _LONGEST:
        return False
    return find_kind(text) == "chapter" and not _OTHER.match(fold(text))


def _size_of(source: Source, block: Block) -> float:
    page, start = block.pieces[0].page, block.pieces[0].start
    lines = source.pages[page - 1].lines
    return next((line.size or 0.0 for line in lines if line.start <= start < line.end), 0.0)
