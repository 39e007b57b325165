"""Write the arranged fragments of a page down as its text and lines."""

from array import array
from itertools import chain

import numpy as np
import numpy.typing as npt

from rapporteur.evidence import Box, Line, Page
from rapporteur.read.fragments import Fragment
from rapporteur.read.glyphs import APART, SOFT_HYPHEN, Floats, Glyphs, Ints

WORD_GAP = 0.15  # of the font size: what parts words
# A mark is raised when it is so much smaller than its line and stands so much higher.
RAISED_SIZE = 0.85
RAISED_BY = 0.12
SPACE, BREAK = 32, 10


def write_page(number: int, glyphs: Glyphs, cells: list[list[Fragment]]) -> Page:
    """Return the page whose lines are `cells`, each a line's fragments from left to right."""
    if not cells:
        return Page(number, "", (), glyphs.width, glyphs.height)
    fragments = list(chain.from_iterable(cells))
    order = np.concatenate([np.arange(f.first, f.last) for f in fragments])
    part = _parting(glyphs, cells, order)
    # Where each character comes to stand once spaces and line breaks are put in.
    place = np.arange(len(order)) + np.cumsum(part > 0)
    heads = np.flatnonzero(part == BREAK)
    starts = np.concatenate([[0], place[heads]])
    ends = np.append(place[heads] - 1, place[-1] + 1)
    codes = np.full(place[-1] + 1, SPACE, "<u4")
    codes[place] = glyphs.codes[order]
    codes[place[heads] - 1] = BREAK
    _mend_hyphens(codes, ends)
    left, right = _find_edges(glyphs, order, place)
    text = codes.tobytes().decode("utf-32-le")
    lines = _make_lines(glyphs, cells, order, np.concatenate([[0], heads]))
    raised = _find_raised(cells, place)
    made: list[Line] = []
    for start, end, line, runs, cell in zip(
        starts.tolist(), ends.tolist(), lines, raised, cells, strict=True
    ):
        turned = glyphs.turned or cell[0].baseline >= APART
        xs = None if turned else array("f", [*left[start:end].tolist(), right[end - 1]])
        made.append(Line(start, end, *line, edges=xs, raised=runs))
    return Page(number, text, tuple(made), glyphs.width, glyphs.height)


def _parting(glyphs: Glyphs, cells: list[list[Fragment]], order: Ints) -> Ints:
    """Return what stands before each character: 0 for nothing, a space or a line break."""
    part = np.where(glyphs.spaced[order], SPACE, 0)
    at = 0
    for cell in cells:
        before = None
        for fragment in cell:
            if before is None:
                part[at] = BREAK
            else:
                gap = fragment.left - before.right
                least = WORD_GAP * min(fragment.size, before.size)
                follows = fragment.first == before.last
                # Text over text was set at two times: its words are not one.
                if gap > least or (gap < -least and not follows):
                    part[at] = SPACE
                elif not follows:
                    part[at] = 0
            at += fragment.last - fragment.first
            before = fragment
    part[0] = 0
    return part


def _mend_hyphens(codes: npt.NDArray[np.uint32], ends: Ints) -> None:
    """Keep soft hyphens at lines' ends only: within a line they were printed as hyphens."""
    soft = codes == SOFT_HYPHEN
    soft[ends - 1] = False
    codes[soft] = ord("-")


def _find_edges(glyphs: Glyphs, order: Ints, place: Ints) -> tuple[Floats, Floats]:
    """Return the left and right x of every character, spaces filling the gap they stand for."""
    left = np.zeros(place[-1] + 1, np.float32)
    right = np.zeros(place[-1] + 1, np.float32)
    left[place] = glyphs.boxes[order, 0]
    right[place] = glyphs.boxes[order, 2]
    gaps = np.flatnonzero(np.diff(place) > 1)
    space = place[gaps] + 1
    left[space] = right[place[gaps]]
    right[space] = left[place[gaps + 1]]
    return left, right


def _make_lines(
    glyphs: Glyphs, cells: list[list[Fragment]], order: Ints, heads: Ints
) -> list[tuple[Box, float, bool, bool]]:
    """Return the box, size, boldness and slant of each line, which begin at `heads`."""
    boxes = glyphs.shown[order]
    lefts = np.minimum.reduceat(boxes[:, 0], heads).tolist()
    tops = np.minimum.reduceat(boxes[:, 1], heads).tolist()
    rights = np.maximum.reduceat(boxes[:, 2], heads).tolist()
    bottoms = np.maximum.reduceat(boxes[:, 3], heads).tolist()
    half = np.diff(np.append(heads, len(order))) / 2
    bold = (np.add.reduceat(glyphs.bold[order].astype(np.int64), heads) > half).tolist()
    italic = (np.add.reduceat(glyphs.italic[order].astype(np.int64), heads) > half).tolist()
    sizes = [_largest(cell).size for cell in cells]
    return [
        (Box(*corners), round(size, 2), is_bold, is_italic)
        for *corners, size, is_bold, is_italic in zip(
            lefts, tops, rights, bottoms, sizes, bold, italic, strict=True
        )
    ]


def _find_raised(cells: list[list[Fragment]], place: Ints) -> list[tuple[tuple[int, int], ...]]:
    """Return for each line the offsets of its runs that stand smaller and higher than it."""
    found: list[tuple[tuple[int, int], ...]] = []
    at = 0
    for cell in cells:
        runs: list[tuple[int, int]] = []
        body = _largest(cell) if len(cell) > 1 else cell[0]
        for fragment in cell:
            end = at + fragment.last - fragment.first
            small = fragment.size < RAISED_SIZE * body.size
            if small and body.baseline - fragment.baseline > RAISED_BY * body.size:
                runs.append((int(place[at]), int(place[end - 1]) + 1))
            at = end
        found.append(tuple(runs))
    return found


def _largest(cell: list[Fragment]) -> Fragment:
    """Return the fragment with most letters: the one whose size and baseline are the line's."""
    return max(cell, key=lambda f: f.letters)
