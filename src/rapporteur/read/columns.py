"""Put a page's fragments into reading order: columns, full-width lines, tables' rows."""

from collections.abc import Callable
from itertools import groupby, pairwise
from math import inf

from rapporteur.read.fragments import Fragment, cut_cells, group_rows
from rapporteur.read.gutters import (
    SPAN,
    Band,
    Gutter,
    Row,
    Rule,
    Rules,
    count_parted,
    cut_bands,
    find_gutter,
    is_ruled,
)

DEPTH = 8  # columns in boxes in columns; a guard, no page comes near it
# Running text, in contrast to cells and labels: most lines fill the column.
TEXT_LINES = 3
TEXT_LETTERS = 18
TEXT_FILL = 0.75
TEXT_SHARE = 0.5
# Lines of one table cell stand at most this far apart, in parts of the font size.
TIGHT = 1.7
ALIGNED = 0.8
SAME_GUTTER = 12.0  # points between where two stretches of a page seem to have one gutter
LESSER = 0.4  # of the highest band's lines


def arrange(fragments: list[Fragment], find_rules: Callable[[], Rules]) -> list[Row]:
    """Return the lines of fragments in reading order, each from left to right.

    `find_rules` is called only where a page has columns, for it costs as much as all the rest.
    """
    rows = group_rows(fragments)
    if find_gutter(rows, Rules([], [])) is None:
        return cut_cells(rows)
    return _arrange(fragments, find_rules(), DEPTH)


def _arrange(fragments: list[Fragment], rules: Rules, depth: int) -> list[Row]:
    rows = group_rows(fragments)
    parts = _cut_at(rows, _spanning(rules.flat, fragments))
    if len(parts) == 1 and depth:
        at = find_gutter(rows, rules)
        if at is not None:
            parts, gutter = _divide(rows, at, rules)
            rules = rules._replace(gutters=(*rules.gutters, gutter))
    if len(parts) == 1:
        return cut_cells(rows)
    return [row for part in parts for row in _arrange(part, rules, depth - 1)]


def _divide(rows: list[Row], at: float, rules: Rules) -> tuple[list[list[Fragment]], Gutter]:
    """Return the parts that a gutter makes of rows, in reading order, and what it parts."""
    bands = _join_undivided(cut_bands(rows, at, rules.flat), at, rules)
    textual = any(g.textual and abs(g.at - at) < SAME_GUTTER for g in rules.gutters) or any(
        all(map(_is_text, _sides(band, at))) for band in bands if not band.crossing
    )
    parts: list[list[Fragment]] = []
    for band in bands:
        if band.crossing:
            parts.append([f for row in band.rows for f in row])
        elif _is_boxed(band, at, rules):
            parts += _sides(band, at)
        else:
            parts += _order_band(band, at, textual)
    return parts, Gutter(at, textual)


def _sides(band: Band, at: float) -> tuple[list[Fragment], list[Fragment]]:
    fragments = [f for row in band.rows for f in row]
    return [f for f in fragments if f.left < at], [f for f in fragments if f.left >= at]


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


def _join_undivided(bands: list[Band], at: float, rules: Rules) -> list[Band]:
    """Join neighbouring bands that are to be read as one, since the gutter does not part them.

    It may seem to part a few lines of columns that have their own gutter nearby: bands much
    lower than the highest are joined too, and looked at again by themselves.
    """
    gains = [count_parted(band, at, rules) for band in bands]
    least = LESSER * max(gains)
    joined: list[Band] = []
    for band, gain in zip(bands, gains, strict=True):
        undivided = gain == 0 or gain < least
        if undivided and joined and joined[-1].crossing:
            joined[-1].rows.extend(band.rows)
        else:
            joined.append(Band(band.rows, undivided))
    return joined


def _order_band(band: Band, at: float, textual: bool) -> list[list[Fragment]]:
    """Return the parts of a band that a gutter parts, in reading order.

    Columns of running text are read one after the other; `textual` says that they stand to
    the gutter's sides, in this band or elsewhere. What was drawn cell by cell, each beside or
    under the one before, is read so: it is a table, or a page drawn as it is read.
    """
    left, right = _sides(band, at)
    drawn = sorted(left + right, key=lambda f: f.first)
    chunks = [list(part) for _, part in groupby(drawn, key=lambda f: f.left >= at)]
    aligned = _is_aligned(band, at)
    tidy = _is_tidy(chunks, at) and (not aligned or all(map(_is_cell, chunks[:-1])))
    if tidy and len(chunks) - 1 <= min(_count_lines(left), _count_lines(right)):
        return chunks
    if textual or not (tidy or aligned):
        return [left, right]
    return chunks if tidy else band.rows


def _is_boxed(band: Band, at: float, rules: Rules) -> bool:
    """Say whether the two sides are two cells of a table: rules run between and around them.

    A table may have rules around it but none between its rows; then its rows are to be told
    by the gaps between them, so nothing is a cell that has wide gaps and lines level with
    those beside it.
    """
    left, right = _sides(band, at)
    if not is_ruled(left, right, rules.upright):
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
    """Say whether chunks were drawn in an order to read: right after left, down each side.

    Back at the left side, all drawn before is to stand higher, as the rows of a table do.
    """
    ends = {False: -inf, True: -inf}
    last_top = -inf
    for chunk in chunks:
        side = chunk[0].left >= at
        top, bottom = min(f.top for f in chunk), max(f.bottom for f in chunk)
        least = max(ends[side], last_top if side else ends[True])
        if top < least - 0.6 * chunk[0].size:
            return False
        ends[side], last_top = bottom, top
    first, second = chunks[:2]
    return first[0].left < at or max(f.bottom for f in first) <= min(f.top for f in second)


def _count_lines(fragments: list[Fragment]) -> int:
    return len({round(f.baseline / 3) for f in fragments})


def _is_text(fragments: list[Fragment]) -> bool:
    """Say whether fragments of one column are lines of running text: close, long and full."""
    rows = group_rows(fragments)
    if len(rows) < TEXT_LINES:
        return False
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    least = TEXT_FILL * (right - left)
    full = sum(row[-1].right - row[0].left >= least for row in rows if len(cut_cells([row])) == 1)
    close = sum(b[0].baseline - a[0].baseline <= TIGHT * b[0].size for a, b in pairwise(rows))
    letters = sum(f.last - f.first for f in fragments) / len(rows)
    return letters >= TEXT_LETTERS and min(full, close) >= TEXT_SHARE * len(rows)
