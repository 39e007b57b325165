"""Build running text from verbatim runs of pages, and cut sentences out of it again."""

from collections.abc import Mapping, Sequence

from rapporteur.evidence import Mark, Page, Piece
from rapporteur.structure.footnotes import Call
from rapporteur.structure.hyphens import Vocabulary, join_rows
from rapporteur.structure.rows import Row


class Runs:
    """Collects verbatim runs in reading order; white space between them becomes glue."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self.pages = pages
        self.pieces: list[Piece] = []
        self.marks: list[Mark] = []
        self.glue = ""
        self.length = 0

    def add(self, page: int, start: int, end: int) -> None:
        """Add `pages[page - 1].text[start:end]`, without white space at its ends."""
        text = self.pages[page - 1].text
        run = text[start:end]
        bare = run.strip()
        if not bare:
            self.glue = self.glue or (" " if run else "")
            return
        if run[0].isspace():
            self.glue = " "
        at = start + run.index(bare)
        piece = Piece(page, at, at + len(bare), self.glue if self.pieces else "")
        self.pieces.append(piece)
        self.length += len(piece.glue) + len(bare)
        self.glue = " " if run[-1].isspace() else ""

    def add_row(self, row: Row, start: int, end: int, calls: Sequence[Call]) -> None:
        """Add a row, stepping over the footnote marks in it."""
        for call in calls:
            if start <= call.start and call.end <= end:
                self.add(row.page, start, call.start)
                self.marks.append(Mark(self.length, call.label))
                start = call.end
        self.add(row.page, start, end)


def build_runs(
    pages: tuple[Page, ...],
    rows: Sequence[Row],
    skip: int,
    calls: Mapping[int, Sequence[Call]],
    vocabulary: Vocabulary,
) -> Runs:
    """Return the running text of `rows`, less `skip` letters at the start of the first.

    `calls` are the footnote marks by the order of their row. Hyphens that only break a line are
    left out.
    """
    runs = Runs(pages)
    for i, row in enumerate(rows):
        here = calls.get(row.order, ())
        end, glue = row.line.end, " "
        if i + 1 < len(rows) and not (here and here[-1].end == end):
            drop, glue = join_rows(row.text, rows[i + 1].text, vocabulary)
            end -= drop
        runs.add_row(row, row.line.start + (0 if i else skip), end, here)
        runs.glue = glue
    return runs


def cut_runs(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the runs of the text between two offsets of the text of `pieces`.

    Neither offset may stand on glue.
    """
    cut: list[Piece] = []
    at = 0
    for piece in pieces:
        first = at + len(piece.glue)
        last = first + piece.end - piece.start
        a, b = max(start, first), min(end, last)
        if a < b:
            glue = piece.glue if cut and a == first else ""
            cut.append(Piece(piece.page, piece.start + a - first, piece.start + b - first, glue))
        at = last
        if at >= end:
            break
    return tuple(cut)
