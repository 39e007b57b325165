"""Cut a page's characters into fragments: stretches of one line without a wide gap in them."""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rapporteur.read.glyphs import Glyphs

# All in parts of the font size. Words stand about 0.25 apart, justified ones up to 1.5 and
# more; two columns as little as 0.7. Cutting too often does no harm: what is one line is
# joined again where no gutter runs through it.
WIDE_GAP = 0.6
BACKWARD = -0.4
CELL_GAP = 2.0
LEVEL = 0.08
SAME_SIZE = 0.12
LINE_TOLERANCE = 0.35
LONGEST_MARKER = 8
# What may stand before a line's text with a gap after it and still belongs to the line.
MARKER = re.compile(
    r"[(\[]?(?:[\dIVXLCivxlc]+(?:\.\d+)*|\w)[.)\]:°ºª]{0,2}|[^\w\s]{1,2}|\w{1,2}\.\w?"
)


class Fragment(NamedTuple):
    """Glyphs `first` to `last` (not included) of a page, in one line; places in points.

    `first` also tells when the fragment was drawn. `letters` counts its letters and digits, not
    dots that lead to a page number; `words` counts its words; `marker` says that it looks like
    a list number or bullet.
    """

    first: int
    last: int
    left: float
    right: float
    baseline: float
    size: float
    letters: int = 0
    words: int = 1
    marker: bool = False

    @property
    def top(self) -> float:
        """Where the fragment's letters begin: three quarters of the size over the baseline."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Where the fragment's letters end: a fifth of the size under the baseline."""
        return self.baseline + 0.2 * self.size


def cut_fragments(glyphs: Glyphs) -> list[Fragment]:
    """Return the fragments in drawing order."""
    count = len(glyphs.codes)
    if not count:
        return []
    left, right = glyphs.boxes[:, 0], glyphs.boxes[:, 2]
    size = glyphs.size
    gap = (left[1:] - right[:-1]) / size[1:]
    back = left[1:] < left[:-1] + BACKWARD * size[1:]
    leftward = _is_leftward(glyphs.codes)
    if leftward.any():
        both = leftward[1:] & leftward[:-1]
        gap = np.where(both, (left[:-1] - right[1:]) / size[1:], gap)
        back &= ~both
    shift = np.abs(np.diff(glyphs.baseline)) / size[1:]
    scale = np.abs(np.diff(glyphs.size)) / size[1:]
    breaks = (gap > WIDE_GAP) | back | (shift > LEVEL) | (scale > SAME_SIZE)
    firsts = np.concatenate([[0], np.flatnonzero(breaks) + 1])
    lasts = np.append(firsts[1:], count)
    inner = glyphs.spaced.astype(np.int64)
    inner[firsts] = 0
    columns = (
        firsts,
        lasts,
        np.minimum.reduceat(left, firsts),
        np.maximum.reduceat(right, firsts),
        glyphs.baseline[firsts],
        size[firsts],
        np.add.reduceat((glyphs.codes > ord("/")).astype(np.int64), firsts),
        1 + np.add.reduceat(inner, firsts),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Fragment(*row)._replace(marker=_is_marker(glyphs, row[0], row[1])) for row in rows]


def _is_leftward(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Say which characters are of Hebrew, Arabic and the other scripts written leftward."""
    return (
        ((codes >= 0x590) & (codes < 0x900))
        | ((codes >= 0xFB1D) & (codes < 0xFE00))
        | ((codes >= 0xFE70) & (codes < 0xFF00))
    )


def _is_marker(glyphs: Glyphs, first: int, last: int) -> bool:
    if last - first > LONGEST_MARKER:
        return False
    return MARKER.fullmatch("".join(map(chr, glyphs.codes[first:last].tolist()))) is not None


def group_rows(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Return the fragments that stand on one line together, top line first, left to right.

    A raised footnote mark or a lowered index belongs to the line it touches; full-size
    fragments are taken first so that marks find their line.
    """
    if not fragments:
        return []
    rows: list[list[Fragment]] = []
    heads: list[Fragment] = []
    main, marks = _part_marks(fragments)
    for fragment in sorted(main, key=lambda f: f.baseline):
        head = heads[-1] if heads else None
        reach = LINE_TOLERANCE * min(fragment.size, head.size) if head else 0.0
        if head and fragment.baseline - head.baseline <= reach:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
            heads.append(fragment)
    for mark in marks:
        _add_mark(mark, rows, heads)
    order = sorted(range(len(rows)), key=lambda i: heads[i].baseline)
    return [sorted(rows[i], key=lambda f: f.left) for i in order]


def _part_marks(fragments: list[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Set apart the short fragments that are clearly smaller than most of the page's text."""
    weights: dict[float, int] = {}
    for f in fragments:
        weights[round(f.size * 2) / 2] = weights.get(round(f.size * 2) / 2, 0) + f.last - f.first
    usual = max(weights, key=lambda s: weights[s])
    marks = [f for f in fragments if f.size < 0.8 * usual and f.last - f.first <= 4]
    return [f for f in fragments if not (f.size < 0.8 * usual and f.last - f.first <= 4)], marks


def _add_mark(mark: Fragment, rows: list[list[Fragment]], heads: list[Fragment]) -> None:
    """Put a small fragment into the line it touches, or into a line of its own."""
    best, nearest = -1, 0.0
    for i, head in enumerate(heads):
        if head.bottom < mark.top or head.top > mark.bottom:
            continue
        near = min(max(f.left - mark.right, mark.left - f.right, 0.0) for f in rows[i])
        lowered = abs(head.baseline - mark.baseline)
        if best < 0 or near + lowered < nearest:
            best, nearest = i, near + lowered
    if best < 0:
        rows.append([mark])
        heads.append(mark)
    else:
        rows[best].append(mark)


def cut_cells(rows: list[list[Fragment]]) -> list[list[Fragment]]:
    """Cut the rows of one column where a gap is too wide for the words of one line.

    A list number keeps its text, and a line set out to both sides of its column keeps its
    words, however wide the gaps between them.
    """
    if all(len(row) == 1 for row in rows):
        return rows
    left = min(row[0].left for row in rows)
    right = max(f.right for row in rows for f in row)
    cells: list[list[Fragment]] = []
    for row in rows:
        slack = 0.5 * row[0].size
        full = row[0].left < left + slack and row[-1].right > right - slack
        if full and len(rows) > 1 and all(f.words == 1 for f in row):
            cells.append(row)
        else:
            cells += _cut_row(row)
    return cells


def _cut_row(row: list[Fragment]) -> list[list[Fragment]]:
    cells = [[row[0]]]
    for before, after in pairwise(row):
        wide = after.left - before.right > CELL_GAP * max(before.size, after.size)
        if wide and not (len(cells[-1]) == 1 and before.marker):
            cells.append([after])
        else:
            cells[-1].append(after)
    return cells
