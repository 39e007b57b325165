"""Find the gutters between columns, and the stretches of a page that they part."""

from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from rapporteur.read.fragments import Fragment

Row = list[Fragment]

BIN = 2.0  # points, the grain in which gutters are looked for
MIN_LINES = 2
MANY_LINES = 4
# In parts of the font size. Justified lines leave gaps of up to 1.5, which few lines in a row
# have at the same place: where many lines agree on a gutter it may be narrow.
MIN_GUTTER = 0.6
SAFE_GUTTER = 1.8
KNOWN_GUTTER = 1.0  # for a single row, where a gutter is known from other rows
TALL_CELL = 12  # lines; one line beside more is a page's foot or a mark in the margin
# Lines further apart are not of one stretch of columns: a page's foot, a part under a picture.
NEAR = 3.0
RULE_REACH = 15.0  # points that a rule must reach to either side of a gutter to cut it
SPAN = 0.8  # of the width or height of what a rule parts


class Rule(NamedTuple):
    """A straight edge drawn on the page: a table's rule, or the end of a coloured box.

    `at` is the y of a horizontal edge, the x of a vertical one; `start` and `end` its reach.
    """

    at: float
    start: float
    end: float


class Gutter(NamedTuple):
    """A gutter found at `at`; `textual` where columns of running text stand on both its sides."""

    at: float
    textual: bool


class Rules(NamedTuple):
    """The horizontal and the vertical edges of a page, and the gutters already found."""

    flat: list[Rule]
    upright: list[Rule]
    gutters: tuple[Gutter, ...] = ()


class Band(NamedTuple):
    """Rows that follow one another and all cross the gutter, or all leave it free."""

    rows: list[Row]
    crossing: bool


def find_gutter(rows: list[Row], rules: Rules) -> float | None:
    """Return the x of the clearest gutter that parts rows side by side, if there is one."""
    gaps = _find_gaps(rows)
    sure = bool(rules.upright or rules.gutters) or _is_staggered(rows)
    if not gaps and not sure:
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
        if not sure and not _is_promising(at, gaps):
            continue
        # Squared, so that one high gutter counts for more than gaps here and there.
        gain = sum(count_parted(band, at, rules) ** 2 for band in cut_bands(rows, at, []))
        # Of a table's gutters the leftmost: what stands beside a tall cell is read after it.
        if gain > support or (gain == support and best is not None and at < best):
            best, support = at, gain
    return best


class _Gap(NamedTuple):
    """White space within a row, and whether it is too wide to stand between words."""

    start: float
    end: float
    wide: bool


def _find_gaps(rows: list[Row]) -> list[_Gap]:
    """Return where rows are parted widely enough, but for gaps after list numbers.

    A row by itself, such as a page's foot, is left out: it is read from left to right anyway.
    """
    near = [False, *(_is_near(a, b) for a, b in pairwise(rows)), False]
    return [
        _Gap(a.right, b.left, b.left - a.right >= SAFE_GUTTER * a.size)
        for i, row in enumerate(rows)
        if len(row) > 1 and (near[i] or near[i + 1])
        for a, b in pairwise(row)
        if b.left - a.right >= MIN_GUTTER * a.size and not (a is row[0] and a.marker)
    ]


def _is_promising(at: float, gaps: list[_Gap]) -> bool:
    """Say whether a gutter can be at `at`: one gap between words is none, and to look costs."""
    here = [gap for gap in gaps if gap.start <= at <= gap.end]
    return len(here) >= MIN_LINES or any(gap.wide for gap in here)


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


def cut_bands(rows: list[Row], at: float, rules: list[Rule]) -> list[Band]:
    """Cut rows into bands where a line or a rule crosses the gutter, or much white space does."""
    cuts = iter(sorted(r.at for r in rules if r.start + RULE_REACH < at < r.end - RULE_REACH))
    cut = next(cuts, inf)
    bands: list[Band] = []
    for row in rows:
        crossing = any(f.left < at < f.right for f in row)
        ruled = False
        while row[0].baseline - 0.3 * row[0].size > cut:
            ruled, cut = True, next(cuts, inf)
        if (
            bands
            and not ruled
            and bands[-1].crossing == crossing
            and _is_near(bands[-1].rows[-1], row)
        ):
            bands[-1].rows.append(row)
        else:
            bands.append(Band([row], crossing))
    return bands


def _is_near(above: Row, row: Row) -> bool:
    return row[0].baseline - above[0].baseline <= NEAR * max(above[0].size, row[0].size)


def count_parted(band: Band, at: float, rules: Rules) -> int:
    """Return how many lines the gutter sets side by side in a band; 0 where it parts nothing."""
    if band.crossing:
        return 0
    left = [[f for f in row if f.right <= at] for row in band.rows]
    right = [[f for f in row if f.left >= at] for row in band.rows]
    lefts = [f for part in left for f in part]
    rights = [f for part in right for f in part]
    if not lefts or not rights:
        return 0
    if is_ruled(lefts, rights, rules.upright):
        return len(band.rows)
    fewer = min(sum(map(bool, left)), sum(map(bool, right)))
    low, high = max(f.right for f in lefts), min(f.left for f in rights)
    over = min(f.bottom for f in (lefts[-1], rights[-1])) - max(
        f.top for f in (lefts[0], rights[0])
    )
    if over <= 0 or all(f.marker for f in lefts) or (fewer == 1 and len(band.rows) > TALL_CELL):
        return 0
    gap = (high - low) / min(f.size for f in lefts + rights)
    known = any(low <= gutter.at <= high for gutter in rules.gutters)
    return fewer if gap >= _least_gap(len(band.rows), fewer, known) else 0


def _least_gap(rows: int, fewer: int, known: bool) -> float:
    """Return how wide a gutter must be, in parts of the font size, to be believed."""
    if fewer >= MANY_LINES or (known and rows >= MIN_LINES):
        return MIN_GUTTER
    if rows < MIN_LINES:
        return KNOWN_GUTTER if known else inf
    return SAFE_GUTTER


def is_ruled(left: list[Fragment], right: list[Fragment], upright: list[Rule]) -> bool:
    """Say whether a vertical rule parts the two sides over most of their height."""
    low, high = max(f.right for f in left), min(f.left for f in right)
    top, bottom = min(f.top for f in left + right), max(f.bottom for f in left + right)
    return any(
        low - 1 <= rule.at <= high + 1
        and min(rule.end, bottom) - max(rule.start, top) >= SPAN * (bottom - top)
        for rule in upright
    )
