"""A received file with its pages, and the blocks and sentences found in them."""

from array import array
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapporteur.evidence.notice import Notice

SourceKind = Literal["pdf", "docx", "html", "text"]
LineRole = Literal["", "heading", "paragraph", "item", "cell", "footnote", "comment", "caption"]
BlockKind = Literal[
    "heading", "paragraph", "item", "cell", "footnote", "comment", "caption", "furniture"
]


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: `page.text[start:end]`, without its line break.

    `role` and `level` are set only where the file itself says so (a DOCX or HTML paragraph is
    one line with its role); readers of PDF and plain text leave them empty and `structure`
    infers them. `size` is the font size in points. `edges` holds, for PDFs, the left x of each
    of the line's characters and the right x of the last: `end - start + 1` values in points.
    `raised` are the (start, end) offsets in the page's text of superscript runs in the line,
    such as footnote marks.
    """

    start: int
    end: int
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    role: LineRole = ""
    level: int = 0
    edges: "array[float] | None" = None  # array takes no type argument at run time
    raised: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text in reading order, lines parted by a line feed.

    `number` counts the file's pages from 1; `label` is the number printed on the page, where
    one was found. Anchors refer to offsets in `text`, so a reader never changes it afterwards.
    `origin` says how the text was had; "none" marks a page that could not be read.
    """

    number: int
    text: str
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None
    label: str = ""
    origin: Literal["text", "ocr", "none"] = "text"


class Piece(NamedTuple):
    """A verbatim run of a page's text: `pages[page - 1].text[start:end]`.

    `glue` is what joins it to the run before: a space at a line break, nothing where a hyphen
    was repaired or a footnote mark stepped over.
    """

    page: int
    start: int
    end: int
    glue: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark taken out of a block's text: where it stood, and the note's number."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table cell, footnote or piece of furniture.

    `text` is the glue and verbatim run of each piece in turn. `marker` is the bullet or number
    that was printed before the text ("•", "(a)", "77.14.", "12."), a footnote's mark for
    footnotes; it stands in the pieces only where it reads as part of the text.
    `level` is the nesting depth of headings (1 = chapter) and of items (0 = outermost).
    """

    kind: BlockKind
    pieces: tuple[Piece, ...]
    text: str
    level: int = 0
    marker: str = ""
    segment: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the running text, in reading order.

    `order` counts from 0 in its source; `block` is the index of the block it stands in (a
    sentence that runs on over a page break belongs to the block it began in). `kind` and
    `marker` are its block's; `first` is true for the first sentence of its block. `segment` is
    the id of the innermost Segment.
    """

    order: int
    text: str
    pieces: tuple[Piece, ...]
    block: int
    kind: BlockKind
    segment: str = ""
    marker: str = ""
    first: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A received file, kept as it came: its bytes, pages, blocks and sentences.

    `name` is the file's own name, `origin` the path or address it came from. `blocks` and
    `sentences` are empty until `structure` has run. `genre` is what the file is to the dialogue:
    a report, an agenda, a concept note, a statement.
    """

    id: str
    name: str
    kind: SourceKind
    content: bytes
    pages: tuple[Page, ...]
    origin: str = ""
    language: str = "en"
    genre: Literal["report", "agenda", "concept note", "statement", "other"] = "other"
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    notices: tuple[Notice, ...] = ()


def text_of(pages: tuple[Page, ...], pieces: tuple[Piece, ...]) -> str:
    """Return the running text of `pieces`: each one's glue and verbatim run, in turn."""
    return "".join(p.glue + pages[p.page - 1].text[p.start : p.end] for p in pieces)
