"""Measure a page's lines: distances, indents and room, in letters and lines, boxed or not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from rapporteur.evidence import Line, Page, Source

Start = Literal["", "column", "page"]

DOUBLE = 0.25  # of the lines after a blank one begin small where that is a double spacing
UNBROKEN = 160  # letters; in a text of longer lines every line is a paragraph
FEWEST_PAIRS = 3  # of lines that follow each other, to tell whether a text is wrapped
UNWRAPPED = 0.02  # of such pairs run on, at most, where every line is whole
PITCH = 1.2  # from line to line of a paragraph, in font sizes, where the file does not tell


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line with what the rules of layout ask of it.

    `order` counts through the source. `left` and `right` are in mean letters from the left edge
    of the row's column, `room` in letters free at its end; `gap` is the height above it beyond
    the normal distance of lines, in lines (0 inside a paragraph). `starts` tells rows that open
    a page or a column. `top` and `bottom` are shares of the page's height, from boxes or from
    the row's place among the page's rows. `size` is 0 where the file gives none.
    """

    order: int
    page: int
    line: Line
    text: str
    left: float
    right: float
    room: float
    gap: float
    starts: Start
    top: float
    bottom: float
    size: float

    @property
    def is_wide(self) -> bool:
        """Whether the row fills at least three quarters of its column."""
        return self.right >= 3 * self.room


def measure_rows(source: Source) -> list[list[Row]]:
    """Return the rows of each page in reading order."""
    spacing = _usual_spacing(source.pages)
    wrapped = spacing > 1 or is_wrapped(source.pages)
    pitches = _usual_pitches(source.pages)
    rows: list[list[Row]] = []
    order = 0
    for page in source.pages:
        boxed = bool(page.lines) and all(line.box is not None for line in page.lines)
        rows.append(
            _measure_boxes(page, order, pitches)
            if boxed
            else _measure_text(page, order, spacing, wrapped)
        )
        order += len(page.lines)
    return rows


def _usual_spacing(pages: Sequence[Page]) -> int:
    """Return how many line feeds part two lines of a paragraph: 1, or 2 in double spacing.

    In double spacing sentences run on over the blank lines; else those part paragraphs.
    """
    feeds: Counter[int] = Counter()
    runs_on = 0
    for page in pages:
        for a, b in pairwise(page.lines):
            between = page.text.count("\n", a.end, b.start)
            feeds[between] += 1
            is_open = page.text[a.end - 1] not in ".:;!?" and page.text[b.start].islower()
            runs_on += between == 2 and is_open
    double = feeds[2] > feeds[1] and runs_on > DOUBLE * feeds[2]
    return 2 if double else 1


def is_wrapped(pages: Sequence[Page]) -> bool:
    """Whether the lines of a text break within sentences, as printed lines do.

    Else each line is a paragraph or a sentence. Sentences that run on to a line that begins
    small tell it; in lists and titles, which seldom do, lines that fill the width.
    """
    pairs = runs_on = full = 0
    for page in pages:
        width = max((line.end - line.start for line in page.lines), default=0)
        for a, b in pairwise(page.lines):
            if page.text.count("\n", a.end, b.start) > 1:
                continue
            words = page.text[b.start : b.end].split(" ", 1)[0]
            pairs += 1
            runs_on += page.text[a.end - 1] not in ".:;!?" and page.text[b.start].islower()
            full += a.end - a.start + 1 + len(words) > width
    if pairs < FEWEST_PAIRS:
        return pairs > 0  # blank lines part all others
    return runs_on > UNWRAPPED * pairs or 2 * full > pairs


def _measure_text(page: Page, order: int, spacing: int, wrapped: bool) -> list[Row]:
    rows: list[Row] = []
    lefts = [_indent(page.text, line) for line in page.lines]
    ends = sorted(
        left + line.end - line.start for left, line in zip(lefts, page.lines, strict=True)
    )
    width = ends[int(len(ends) * 0.9)] if ends else 0
    count = len(page.lines)
    before = 0
    for i, (line, left) in enumerate(zip(page.lines, lefts, strict=True)):
        right = left + line.end - line.start
        gap = page.text.count("\n", before, line.start) - spacing if i else 0
        gap = gap if wrapped or not i else max(1, gap)
        rows.append(
            Row(
                order + i,
                page.number,
                line,
                page.text[line.start : line.end],
                left,
                right,
                max(0, width - right) if wrapped and width <= UNBROKEN else width,
                max(0, gap),
                "" if i else "page",
                i / count,
                (i + 1) / count,
                0.0,
            )
        )
        before = line.end
    return rows


def _indent(text: str, line: Line) -> int:
    start = text.rfind("\n", 0, line.start) + 1
    return len(text[start : line.start].expandtabs(4))


def _usual_pitches(pages: Sequence[Page]) -> dict[int, float]:
    """Return the height from line to line of a paragraph for each font size, in points.

    Measured from foot to foot: the heads of boxes vary with the letters in the line.
    """
    found: dict[int, list[float]] = {}
    for page in pages:
        for a, b in pairwise(page.lines):
            if a.box and b.box and a.size and b.size and abs(a.size - b.size) < 0.5:
                pitch = b.box.bottom - a.box.bottom
                if 0.8 * a.size < pitch < 2.2 * a.size:
                    found.setdefault(round(a.size), []).append(pitch)
    return {size: sorted(pitches)[len(pitches) // 3] for size, pitches in found.items()}


def _measure_boxes(page: Page, order: int, pitches: dict[int, float]) -> list[Row]:
    rows: list[Row] = []
    height = page.height or 1.0
    for column, lines in _cut_columns(page.lines):
        boxes = [line.box for line in lines if line.box]
        left = min(box.left for box in boxes)
        rights = sorted(box.right for box in boxes)
        right = rights[int(len(rights) * 0.9)]
        letter = _letter(lines)
        before: Line | None = None
        for line, box in zip(lines, boxes, strict=True):
            size = line.size or box.bottom - box.top
            gap = _gap(before, line, pitches)
            rows.append(
                Row(
                    order + len(rows),
                    page.number,
                    line,
                    page.text[line.start : line.end],
                    (box.left - left) / letter,
                    (box.right - left) / letter,
                    max(0.0, (right - box.right) / letter),
                    gap,
                    "" if before else column,
                    box.top / height,
                    box.bottom / height,
                    size,
                )
            )
            before = line
    return rows


def _cut_columns(lines: Sequence[Line]) -> list[tuple[Start, list[Line]]]:
    """Part lines where the reading order jumps back up the page."""
    columns: list[tuple[Start, list[Line]]] = []
    before: Line | None = None
    for line in lines:
        back = before and before.box and line.box and line.box.bottom < before.box.top
        if not columns or back:
            columns.append(("column" if columns else "page", []))
        columns[-1][1].append(line)
        before = line
    return columns


def _letter(lines: Sequence[Line]) -> float:
    widths = [
        (line.box.right - line.box.left) / (line.end - line.start)
        for line in lines
        if line.box and line.end - line.start > 5
    ]
    return max(1.0, median(widths)) if widths else 5.0


def _gap(before: Line | None, line: Line, pitches: dict[int, float]) -> float:
    if before is None or before.box is None or line.box is None:
        return 0.0
    size = max(line.size or 0.0, before.size or 0.0) or line.box.bottom - line.box.top or 1.0
    usual = pitches.get(round(size), PITCH * size)
    return max(0.0, (line.box.bottom - before.box.bottom) / usual - 1)
