"""Put a page's fragments into reading order: columns, full-width lines, tables' rows."""

from collections.abc import Callable
from itertools import accumulate, groupby
from math import inf
from typing import NamedTuple

from rapporteur.read.fragments import Fragment, group_rows

Row = list[Fragment]

BIN = 2.0  # points, the grain in which gutters are looked for
DEPTH = 8  # columns in boxes in columns; a guard, no page comes near it
MIN_LINES = 2
MANY_LINES = 4
# In parts of the font size. Justified lines leave gaps of up to 1.5, which few lines in a row
# have at the same place: where many lines agree on a gutter it may be narrow.
MIN_GUTTER = 0.7
SAFE_GUTTER = 1.8
# Running text, in contrast to cells and labels: most lines fill the column.
TEXT_LINES = 3
TEXT_LETTERS = 18
TEXT_FILL = 0.72
# No column holds only list numbers and bullets; they belong to the text beside them.
MARKER_LETTERS = 6


class Rule(NamedTuple):
    """A horizontal edge drawn on the page: a table's rule, or the end of a coloured box."""

    y: float
    left: float
    right: float


class Band(NamedTuple):
    """Rows that follow one another and all cross the gutter, or all leave it free."""

    rows: list[Row]
    crossing: bool


def arrange(fragments: list[Fragment], find_rules: Callable[[], list[Rule]]) -> list[Row]:
    """Return the rows of fragments in reading order, each from left to right.

    `find_rules` is called only where a page has columns, for it costs as much as all the rest.
    """
    return _arrange(fragments, find_rules, DEPTH)


def _arrange(
    fragments: list[Fragment], find_rules: Callable[[], list[Rule]], depth: int
) -> list[Row]:
    rows = group_rows(fragments)
    at = _find_gutter(rows) if depth else None
    if at is None:
        return rows
    bands = _join_undivided(_cut_bands(rows, at, find_rules()), at)
    arranged: list[Row] = []
    for band in bands:
        parts = [[f for row in band.rows for f in row]]
        if not band.crossing:
            parts = _order_band(band, at)
        if len(parts) == len(bands) == 1:
            arranged += band.rows
        else:
            for part in parts:
                arranged += _arrange(part, find_rules, depth - 1)
    return arranged


def _join_undivided(bands: list[Band], at: float) -> list[Band]:
    """Join neighbouring bands in which the gutter parts nothing: they are to be read as one."""
    joined: list[Band] = []
    for band in bands:
        undivided = not _is_divided(band, at)
        if undivided and joined and joined[-1].crossing:
            joined[-1].rows.extend(band.rows)
        else:
            joined.append(Band(band.rows, undivided))
    return joined


def _find_gutter(rows: list[Row]) -> float | None:
    """Return the x of the clearest gutter that parts rows side by side, if there is one."""
    if not any(len(row) > 1 for row in rows) and not _is_staggered(rows):
        return None
    fragments = [f for row in rows for f in row]
    left = min(f.left for f in fragments)
    width = int((max(f.right for f in fragments) - left) / BIN) + 2
    cover = [0] * (width + 1)
    for f in fragments:
        cover[int((f.left - left) / BIN)] += 1
        cover[int((f.right - left) / BIN) + 1] -= 1
    best, support = None, 0
    for x in _valleys(list(accumulate(cover[:width]))):
        at = left + (x + 0.5) * BIN
        gain = sum(_gain(band, at) for band in _cut_bands(rows, at, []))
        if gain > support:
            best, support = at, gain
    return best


def _is_staggered(rows: list[Row]) -> bool:
    """Say whether lines stand closer under one another than lines of one column can."""
    pairs = zip(rows, rows[1:], strict=False)
    return sum(b[0].baseline - a[0].baseline < 0.8 * b[0].size for a, b in pairs) >= 2


def _valleys(height: list[int]) -> list[int]:
    """Return the middles of the stretches that fewer fragments cover than those beside them.

    The lowest come first; a dozen is more than any page has columns.
    """
    found: list[tuple[int, int, int]] = []
    start = 0
    for x in range(1, len(height)):
        if height[x] == height[start]:
            continue
        if start > 0 and height[x] > height[start] < height[start - 1]:
            found.append((height[start], start - x, (start + x - 1) // 2))
        start = x
    return [middle for _, _, middle in sorted(found)[:12]]


def _cut_bands(rows: list[Row], at: float, rules: list[Rule]) -> list[Band]:
    """Cut rows into bands where a line crosses the gutter, or a rule does."""
    cuts = iter(sorted(rule.y for rule in rules if rule.left < at < rule.right))
    cut = next(cuts, inf)
    bands: list[Band] = []
    for row in rows:
        crossing = any(f.left < at < f.right for f in row)
        ruled = False
        while row[0].baseline - 0.3 * row[0].size > cut:
            ruled, cut = True, next(cuts, inf)
        if bands and not ruled and bands[-1].crossing == crossing:
            bands[-1].rows.append(row)
        else:
            bands.append(Band([row], crossing))
    return bands


def _is_divided(band: Band, at: float) -> bool:
    """Say whether a band has two sides, or is one row of a table between its rules."""
    sides = {f.left >= at for row in band.rows for f in row}
    return (
        not band.crossing
        and len(sides) == 2
        and (len(band.rows) < MIN_LINES or _gain(band, at) > 0)
    )


def _gain(band: Band, at: float) -> int:
    """Return how many lines the gutter sets side by side in a band; 0 where it parts nothing."""
    if band.crossing:
        return 0
    left = [[f for f in row if f.right <= at] for row in band.rows]
    right = [[f for f in row if f.left >= at] for row in band.rows]
    lefts = [f for part in left for f in part]
    rights = [f for part in right for f in part]
    if not lefts or not rights or len(band.rows) < MIN_LINES:
        return 0
    if all(f.last - f.first <= MARKER_LETTERS for f in lefts):
        return 0
    fewer = min(sum(map(bool, left)), sum(map(bool, right)))
    size = min(f.size for f in lefts + rights)
    gap = (min(f.left for f in rights) - max(f.right for f in lefts)) / size
    over = min(f.bottom for f in (lefts[-1], rights[-1])) - max(
        f.top for f in (lefts[0], rights[0])
    )
    if over <= 0 or gap < (MIN_GUTTER if fewer >= MANY_LINES else SAFE_GUTTER):
        return 0
    return fewer


def _order_band(band: Band, at: float) -> list[list[Fragment]]:
    """Return the parts of a band that a gutter parts, in reading order.

    Columns of running text are read one after the other. What was drawn cell by cell, each
    beside or under the one before, is read so: it is a table, or a page drawn as it is read.
    """
    drawn = sorted((f for row in band.rows for f in row), key=lambda f: f.first)
    chunks = [list(part) for _, part in groupby(drawn, key=lambda f: f.left >= at)]
    left = [f for f in drawn if f.left < at]
    right = [f for f in drawn if f.left >= at]
    tidy = _is_tidy(chunks, at)
    if tidy and len(chunks) - 1 <= min(_count_lines(left), _count_lines(right)):
        return chunks
    if _is_text(left) and _is_text(right):
        return [left, right]
    return chunks if tidy else band.rows


def _is_tidy(chunks: list[list[Fragment]], at: float) -> bool:
    """Say whether chunks were drawn in an order to read: right after left, down each side."""
    ends = {False: -inf, True: -inf}
    last_top = -inf
    for chunk in chunks:
        side = chunk[0].left >= at
        top, bottom = min(f.top for f in chunk), max(f.bottom for f in chunk)
        slack = 0.6 * chunk[0].size
        if top < ends[side] - slack or top < last_top - slack:
            return False
        ends[side], last_top = bottom, top
    return chunks[0][0].left < at or max(f.bottom for f in chunks[0]) <= min(
        f.top for f in chunks[1]
    )


def _count_lines(fragments: list[Fragment]) -> int:
    return len({round(f.baseline / 3) for f in fragments})


def _is_text(fragments: list[Fragment]) -> bool:
    """Say whether fragments of one column are lines of running text that fill it."""
    rows = group_rows(fragments)
    if len(rows) < TEXT_LINES:
        return False
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    full = sum(row[-1].right - row[0].left >= TEXT_FILL * (right - left) for row in rows)
    letters = sum(f.last - f.first for f in fragments) / len(rows)
    return letters >= TEXT_LETTERS and full >= 0.5 * len(rows)
