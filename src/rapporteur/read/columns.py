"""Put a page's fragments into reading order: columns, full-width lines, tables' rows."""

from collections.abc import Callable
from itertools import accumulate, groupby, pairwise
from math import inf
from typing import NamedTuple

from rapporteur.read.fragments import Fragment, cut_cells, group_rows

Row = list[Fragment]

BIN = 2.0  # points, the grain in which gutters are looked for
DEPTH = 8  # columns in boxes in columns; a guard, no page comes near it
MIN_LINES = 2
MANY_LINES = 4
# In parts of the font size. Justified lines leave gaps of up to 1.5, which few lines in a row
# have at the same place: where many lines agree on a gutter it may be narrow.
MIN_GUTTER = 0.6
SAFE_GUTTER = 1.8
# Running text, in contrast to cells and labels: most lines fill the column.
TEXT_LINES = 3
TEXT_LETTERS = 18
TEXT_FILL = 0.72
# Lines of one table cell stand at most this far apart, in parts of the font size.
TIGHT = 1.7
ALIGNED = 0.8
# Lines further apart are not of one stretch of columns: a page's foot, a part under a picture.
NEAR = 3.0
RULE_REACH = 15.0  # points that a rule must reach to either side of a gutter to cut it
LESSER = 0.4  # of the highest band's lines
SPAN = 0.8  # of the width or height of what a rule parts


class Rule(NamedTuple):
    """A straight edge drawn on the page: a table's rule, or the end of a coloured box.

    `at` is the y of a horizontal edge, the x of a vertical one; `start` and `end` its reach.
    """

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The horizontal and the vertical edges of a page."""

    flat: list[Rule]
    upright: list[Rule]


class Band(NamedTuple):
    """Rows that follow one another and all cross the gutter, or all leave it free."""

    rows: list[Row]
    crossing: bool


def arrange(fragments: list[Fragment], find_rules: Callable[[], Rules]) -> list[Row]:
    """Return the lines of fragments in reading order, each from left to right.

    `find_rules` is called only where a page has columns, for it costs as much as all the rest.
    """
    rows = group_rows(fragments)
    if _find_gutter(rows, []) is None:
        return cut_cells(rows)
    return _arrange(fragments, find_rules(), DEPTH)


def _arrange(fragments: list[Fragment], rules: Rules, depth: int) -> list[Row]:
    rows = group_rows(fragments)
    parts = _cut_at(rows, _spanning(rules.flat, fragments))
    if len(parts) == 1 and depth:
        parts = _divide(rows, rules)
    if len(parts) == 1:
        return cut_cells(rows)
    return [row for part in parts for row in _arrange(part, rules, depth - 1)]


def _divide(rows: list[Row], rules: Rules) -> list[list[Fragment]]:
    """Return the parts that the clearest gutter makes of rows, in reading order; or all as one."""
    at = _find_gutter(rows, rules.upright)
    if at is None:
        return [[f for row in rows for f in row]]
    parts: list[list[Fragment]] = []
    for band in _join_undivided(_cut_bands(rows, at, rules.flat), at, rules.upright):
        if band.crossing:
            parts.append([f for row in band.rows for f in row])
        elif _is_boxed(band, at, rules):
            parts += [
                [f for row in band.rows for f in row if (f.left >= at) == side]
                for side in (False, True)
            ]
        else:
            parts += _order_band(band, at)
    return parts


def _spanning(flat: list[Rule], fragments: list[Fragment]) -> list[Rule]:
    """Return the rules that reach over nearly all the width of some fragments."""
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    least = SPAN * (right - left)
    return [rule for rule in flat if min(rule.end, right) - max(rule.start, left) >= least]


def _cut_at(rows: list[Row], rules: list[Rule]) -> list[list[Fragment]]:
    """Cut rows into parts where a rule runs between them."""
    parts: list[list[Fragment]] = [[]]
    cuts = iter(sorted(rule.at for rule in rules))
    cut = next(cuts, inf)
    for row in rows:
        ruled = False
        while row[0].baseline - 0.3 * row[0].size > cut:
            ruled, cut = True, next(cuts, inf)
        if ruled and parts[-1]:
            parts.append([])
        parts[-1] += row
    return parts


def _join_undivided(bands: list[Band], at: float, upright: list[Rule]) -> list[Band]:
    """Join neighbouring bands that are to be read as one, since the gutter does not part them.

    It may seem to part a few lines of columns that have their own gutter nearby: bands much
    lower than the highest are joined too, and looked at again by themselves.
    """
    gains = [_gain(band, at, upright) for band in bands]
    least = LESSER * max(gains)
    joined: list[Band] = []
    for band, gain in zip(bands, gains, strict=True):
        undivided = gain == 0 or gain < least
        if undivided and joined and joined[-1].crossing:
            joined[-1].rows.extend(band.rows)
        else:
            joined.append(Band(band.rows, undivided))
    return joined


def _find_gutter(rows: list[Row], upright: list[Rule]) -> float | None:
    """Return the x of the clearest gutter that parts rows side by side, if there is one."""
    gaps = _find_gaps(rows)
    staggered = _is_staggered(rows)
    if not gaps and not staggered:
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
        if not staggered and not any(start <= at <= end for start, end in gaps):
            continue
        # Squared, so that one high gutter counts for more than gaps here and there.
        gain = sum(_gain(band, at, upright) ** 2 for band in _cut_bands(rows, at, []))
        # Of a table's gutters the leftmost: what stands beside a tall cell is read after it.
        if gain > support or (gain == support and best is not None and at < best):
            best, support = at, gain
    return best


def _find_gaps(rows: list[Row]) -> list[tuple[float, float]]:
    """Return where rows are parted widely enough, but for gaps after list numbers."""
    return [
        (a.right, b.left)
        for row in rows
        for a, b in pairwise(row)
        if b.left - a.right >= MIN_GUTTER * a.size and not (a is row[0] and a.marker)
    ]


def _is_staggered(rows: list[Row]) -> bool:
    """Say whether lines stand closer under one another than lines of one column can."""
    pairs = pairwise(rows)
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
    """Cut rows into bands where a line or a rule crosses the gutter, or much white space does."""
    cuts = iter(sorted(r.at for r in rules if r.start + RULE_REACH < at < r.end - RULE_REACH))
    cut = next(cuts, inf)
    bands: list[Band] = []
    for row in rows:
        crossing = any(f.left < at < f.right for f in row)
        ruled = False
        while row[0].baseline - 0.3 * row[0].size > cut:
            ruled, cut = True, next(cuts, inf)
        if bands and not ruled and bands[-1].crossing == crossing and _is_near(bands[-1], row):
            bands[-1].rows.append(row)
        else:
            bands.append(Band([row], crossing))
    return bands


def _is_near(band: Band, row: Row) -> bool:
    above = band.rows[-1][0]
    return row[0].baseline - above.baseline <= NEAR * max(above.size, row[0].size)


def _gain(band: Band, at: float, upright: list[Rule]) -> int:
    """Return how many lines the gutter sets side by side in a band; 0 where it parts nothing."""
    if band.crossing:
        return 0
    left = [[f for f in row if f.right <= at] for row in band.rows]
    right = [[f for f in row if f.left >= at] for row in band.rows]
    lefts = [f for part in left for f in part]
    rights = [f for part in right for f in part]
    if not lefts or not rights:
        return 0
    if _is_ruled(lefts, rights, upright):
        return len(band.rows)
    if len(band.rows) < MIN_LINES or all(f.marker for f in lefts):
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


def _is_ruled(left: list[Fragment], right: list[Fragment], upright: list[Rule]) -> bool:
    """Say whether a vertical rule parts the two sides over most of their height."""
    low, high = max(f.right for f in left), min(f.left for f in right)
    top, bottom = min(f.top for f in left + right), max(f.bottom for f in left + right)
    return any(
        low - 1 <= rule.at <= high + 1
        and min(rule.end, bottom) - max(rule.start, top) >= SPAN * (bottom - top)
        for rule in upright
    )


def _order_band(band: Band, at: float) -> list[list[Fragment]]:
    """Return the parts of a band that a gutter parts, in reading order.

    Columns of running text are read one after the other. What was drawn cell by cell, each
    beside or under the one before, is read so: it is a table, or a page drawn as it is read.
    """
    drawn = sorted((f for row in band.rows for f in row), key=lambda f: f.first)
    chunks = [list(part) for _, part in groupby(drawn, key=lambda f: f.left >= at)]
    left = [f for f in drawn if f.left < at]
    right = [f for f in drawn if f.left >= at]
    tidy = _is_tidy(chunks, at) and (not _is_aligned(band, at) or all(map(_is_cell, chunks[:-1])))
    if tidy and len(chunks) - 1 <= min(_count_lines(left), _count_lines(right)):
        return chunks
    if _is_text(left) and _is_text(right):
        return [left, right]
    return chunks if tidy else band.rows


def _is_boxed(band: Band, at: float, rules: Rules) -> bool:
    """Say whether the two sides are two cells of a table: rules run between and around them.

    A table may have rules around it but none between its rows; then its rows are to be told
    by the gaps between them, so nothing is a cell that has wide gaps and lines level with
    those beside it.
    """
    left = [f for row in band.rows for f in row if f.left < at]
    right = [f for row in band.rows for f in row if f.left >= at]
    if not _is_ruled(left, right, rules.upright):
        return False
    top, bottom = min(f.top for f in left + right), max(f.bottom for f in left + right)
    crossing = [rule.at for rule in rules.flat if rule.start < at < rule.end]
    if not (any(y <= top + 1 for y in crossing) and any(y >= bottom - 1 for y in crossing)):
        return False
    return not _is_aligned(band, at) or (_is_cell(left) and _is_cell(right))


def _is_aligned(band: Band, at: float) -> bool:
    """Say whether most rows of the side with fewer have one beside them: a table's do."""
    left = sum(row[0].left < at for row in band.rows)
    right = sum(row[-1].left >= at for row in band.rows)
    both = sum(row[0].left < at <= row[-1].left for row in band.rows)
    return both >= ALIGNED * min(left, right)


def _is_cell(chunk: list[Fragment]) -> bool:
    """Say whether lines that were drawn together belong together: close lines, or running text."""
    rows = group_rows(chunk)
    tight = all(
        b[0].baseline - a[0].baseline <= TIGHT * max(a[0].size, b[0].size)
        for a, b in pairwise(rows)
    )
    return tight or _is_text(chunk)


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
