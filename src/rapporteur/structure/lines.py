"""The printed lines of a source's blocks, as agendas need them."""

from dataclasses import dataclass

from rapporteur.evidence import Block, Source
from rapporteur.evidence.source import BlockKind
from rapporteur.wording import squeeze

RUNNING: frozenset[BlockKind] = frozenset({"heading", "paragraph", "item", "cell", "caption"})


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a block: its words, page, and the index of the block; `first` of its block."""

    text: str
    page: int
    block: int
    kind: BlockKind
    first: bool
    marker: str = ""


def lines_of(source: Source, masthead: bool = False) -> tuple[PrintedLine, ...]:
    """Return the lines of the running blocks in reading order; furniture and notes left out.

    With `masthead` the furniture of the first page is left in.
    """
    found: list[PrintedLine] = []
    for index, block in enumerate(source.blocks):
        kept = masthead and block.kind == "furniture" and block.pieces[0].page == 1
        if block.kind in RUNNING or kept:
            found += _split(source, block, index)
    return tuple(found)


def _split(source: Source, block: Block, index: int) -> list[PrintedLine]:
    rows: list[tuple[int, str]] = []
    for piece in block.pieces:
        words = source.pages[piece.page - 1].text[piece.start : piece.end]
        if rows and not piece.glue:
            rows[-1] = (rows[-1][0], rows[-1][1] + words)
        else:
            rows.append((piece.page, words))
    return [
        PrintedLine(squeeze(text), page, index, block.kind, n == 0, block.marker if n == 0 else "")
        for n, (page, text) in enumerate(rows)
        if text.strip()
    ]
