"""Lay out small invented records for tests, block by block."""

import re

from rapporteur.evidence import Block, Line, Page, Piece, Sentence, Source, content_id
from rapporteur.evidence.source import BlockKind

PAGE = "\f"  # begins a new page

Row = str | tuple[BlockKind, str] | tuple[BlockKind, str, int]


def lay(*rows: Row, name: str = "invented.txt") -> Source:
    """A source whose blocks are `rows`: paragraphs, or (kind, text, level); "\\n" parts lines."""
    pages: list[tuple[str, list[Line]]] = [("", [])]
    blocks: list[Block] = []
    for row in rows:
        if row == PAGE:
            pages.append(("", []))
            continue
        kind: BlockKind = "paragraph" if isinstance(row, str) else row[0]
        words = row if isinstance(row, str) else row[1]
        level = row[2] if len(row) == 3 and not isinstance(row, str) else 0
        text, lines = pages[-1]
        pieces = []
        for printed in words.split("\n"):
            start, end = len(text), len(text) + len(printed)
            text += printed + "\n"
            lines.append(Line(start, end))
            pieces.append(Piece(len(pages), start, end, " " if pieces else ""))
        pages[-1] = (text, lines)
        default = 1 if kind == "heading" else 0
        blocks.append(Block(kind, tuple(pieces), words.replace("\n", " "), level or default))
    made = tuple(Page(n, text, tuple(lines)) for n, (text, lines) in enumerate(pages, 1))
    content = "".join(text for text, _ in pages).encode()
    return Source(
        content_id("src", name, content), name, "text", content, made,
        blocks=tuple(blocks), sentences=_sentences(blocks),
    )  # fmt: skip


def _sentences(blocks: list[Block]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for index, block in enumerate(blocks):
        parts = re.split(r"(?<=[a-z0-9)”]\.) (?=[A-Z])", block.text)
        for n, part in enumerate(parts):
            found.append(
                Sentence(len(found), part, block.pieces[:1], index, block.kind, first=n == 0)
            )
    return tuple(found)
