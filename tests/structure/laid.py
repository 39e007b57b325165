"""Small sources for the tests of layout: plain text, and lines with boxes."""

from array import array
from dataclasses import dataclass

from rapporteur.evidence import Block, Box, Line, Page, Source
from rapporteur.read.text import read_text
from rapporteur.settings import Settings
from rapporteur.structure.blocks import lay_out

WIDTH, HEIGHT, LETTER = 600.0, 800.0, 5.0


def lay_text(text: str) -> Source:
    """Lay out plain text; a form feed begins a page."""
    content = text.encode()
    pages, _ = read_text(content, Settings())
    return lay_out(Source("source", "note.txt", "text", content, pages))


@dataclass(frozen=True)
class Printed:
    """A line as a PDF shows it: places in points, `raised` letters of its text."""

    text: str
    top: float
    left: float = 100.0
    size: float = 10.0
    bold: bool = False
    raised: str = ""


def lay_printed(*pages: list[Printed]) -> Source:
    """Lay out pages of printed lines."""
    made = tuple(_make_page(number, lines) for number, lines in enumerate(pages, 1))
    return lay_out(Source("source", "report.pdf", "pdf", b"", made))


def paragraph(text: str, top: float, letters: int = 70, **style: float) -> list[Printed]:
    """Break a text into printed lines 12 points apart."""
    rows: list[str] = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > letters:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return [Printed(row, top + 12 * i, **style) for i, row in enumerate(rows)]


def blocks_of(source: Source, *kinds: str) -> list[Block]:
    """Return the blocks of some kinds."""
    return [block for block in source.blocks if block.kind in kinds]


def texts(source: Source, *kinds: str) -> list[str]:
    """Return the texts of the blocks of some kinds."""
    return [block.text for block in blocks_of(source, *kinds)]


def _make_page(number: int, printed: list[Printed]) -> Page:
    text = "\n".join(line.text for line in printed)
    lines = []
    start = 0
    for line in printed:
        end = start + len(line.text)
        letter = LETTER * line.size / 10
        edges = array("f", [line.left + letter * i for i in range(len(line.text) + 1)])
        box = Box(line.left, line.top, edges[-1], line.top + line.size)
        at = start + line.text.rfind(line.raised)
        raised = ((at, at + len(line.raised)),) if line.raised else ()
        lines.append(Line(start, end, box, line.size, line.bold, edges=edges, raised=raised))
        start = end + 1
    return Page(number, text, tuple(lines), WIDTH, HEIGHT)
