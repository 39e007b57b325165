"""Cut and join verbatim stretches without losing where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.evidence import Block, Piece

LEADER = re.compile(r"(?:\.\s?){4,}\d*\s*$")  # the dots of a table of contents, not of a list


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text with the pieces it was read from; offsets count characters of `text`."""

    text: str
    pieces: tuple[Piece, ...]

    def cut(self, start: int, end: int) -> "Stretch":
        """Return the part from `start` to `end` without white space at its ends.

        The result has no pieces where nothing but white space is left.
        """
        run = self.text[start:end]
        start += len(run) - len(run.lstrip())
        end = start + len(run.strip())
        return Stretch(self.text[start:end], cut_pieces(self.pieces, start, end))


def cut_pieces(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of the characters `start` to `end` of the text that `pieces` read as."""
    kept: list[Piece] = []
    at = 0
    for piece in pieces:
        begin = at + len(piece.glue)
        at = begin + piece.end - piece.start
        first, last = max(start, begin), min(end, at)
        if first < last:
            glue = piece.glue if kept else ""
            shift = piece.start - begin
            kept.append(Piece(piece.page, first + shift, last + shift, glue))
    return tuple(kept)


def join_stretches(parts: Iterable[Stretch]) -> Stretch:
    """Return one stretch of `parts` in turn, joined by spaces."""
    texts: list[str] = []
    pieces: list[Piece] = []
    for part in parts:
        if not part.pieces:
            continue
        first = part.pieces[0]
        glue = " " if pieces else ""
        pieces.append(Piece(first.page, first.start, first.end, glue))
        pieces.extend(part.pieces[1:])
        texts.append(part.text)
    return Stretch(" ".join(texts), tuple(pieces))


def stretch_of(block: Block) -> Stretch:
    """Return a block's running text as a stretch."""
    return Stretch(block.text, block.pieces)
