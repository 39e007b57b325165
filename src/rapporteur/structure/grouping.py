"""Group rows into paragraphs, headings and list items, over page breaks too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.structure.headings import (
    has_heading_words,
    is_caps,
    is_caption,
    is_numbered_caption,
    is_people_line,
)
from rapporteur.structure.markers import Marker, find_marker, follows
from rapporteur.structure.rows import Row

PARAGRAPH_GAP = 0.3  # lines; more above a row begins a new paragraph
INDENT = 1.5  # letters; a first line set in by more begins a new paragraph
OTHER_SIZE = 0.6  # points
CELL_GAP = 1.2  # font sizes; what stands further apart on one line is cells of a table
NARROW = 30  # letters of a column whose justified lines have very wide spaces
LIST_ROWS = 15  # within which the second letter of a list is looked for

_CLOSED = re.compile(r"[.?!:;…][\"”’')\]]*\d{0,3}$")
RUNS_ON = re.compile(r"(?:[,–—&/(\[-]|\b(?:and|or|of|the|to|in|for|with|by|a|an|on|at|from|as))$")
_LINK = re.compile(r"(?:https?://|www\.)\S+$")
_INNER_LETTER = re.compile(r"\s(\([a-z]\)|[a-z]\))\s")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[–—-]|\s+[A-Z])")


@dataclass(slots=True)
class Group:
    """Rows that belong together, and the marker before them (which may be a row of its own)."""

    rows: list[Row]
    marker: Marker | None = None
    marker_row: Row | None = None
    is_cell: bool = False

    @property
    def text(self) -> str:
        """The rows' text without the marker, lines joined by spaces; for judging only."""
        whole = " ".join(row.text for row in self.rows)
        return whole[self.skip :]

    @property
    def skip(self) -> int:
        """How many letters of the first row are the marker."""
        return self.marker.length if self.marker and self.marker_row is None else 0

    @property
    def last(self) -> Row:
        """The last row so far."""
        return self.rows[-1]

    @property
    def is_closed(self) -> bool:
        """Whether the text so far ends where a sentence or clause may end."""
        return _CLOSED.search(self.last.text) is not None


def group_rows(rows: Sequence[Row]) -> list[Group]:
    """Return the groups of the body's rows, in reading order."""
    groups: list[Group] = []
    lone: tuple[Row, Marker] | None = None  # a marker printed apart from its text
    numbers: dict[str, str] = {}
    for i, row in enumerate(rows):
        if lone is None and (only := _lone_marker(rows[i : i + 2])):
            lone = (row, only)
            continue
        if lone:
            groups.append(Group([row], lone[1], lone[0]))
            lone = None
            continue
        marker = find_marker(row.text)
        current = groups[-1] if groups else None
        if current is None or row.line.role or current.last.line.role:
            groups.append(Group([row], marker if _is_plain(row) else None))
        elif (beside := _gap_beside(current.last, row)) is not None:
            if beside < CELL_GAP or _is_stretched(current, row):  # a wide space in a line of text
                current.rows.append(row)
                continue
            current.is_cell = True
            groups.append(Group([row], is_cell=True))
        elif marker and _opens_item(current, rows[i:], marker, numbers):
            numbers[marker.style] = marker.text
            groups.append(Group([row], marker))
        elif _opens_block(current, rows[i:]):
            groups.append(Group([row]))
        else:
            current.rows.append(row)
    return groups


def _gap_beside(above: Row, row: Row) -> float | None:
    """Return how far apart two rows of one printed line stand, in font sizes."""
    a, b = above.line.box, row.line.box
    if a is None or b is None or above.page != row.page or b.left < a.right:
        return None
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return (b.left - a.right) / (row.size or 10) if overlap > 0.5 * (b.bottom - b.top) else None


def _is_stretched(current: Group, row: Row) -> bool:
    """Whether the row ends a line that is stretched to fill a narrow column, between two words."""
    first, box = current.rows[0].line.box, row.line.box
    if len(current.rows) < 2 or current.is_closed or first is None or box is None:
        return False
    right = max(above.line.box.right for above in current.rows[:-1] if above.line.box)
    narrow = max(above.right - above.left for above in current.rows) < NARROW
    edge = (
        abs(current.last.left - current.rows[0].left) < 1 and abs(box.right - right) < row.size / 2
    )
    return narrow and edge and row.text[:1].islower()


def _is_plain(row: Row) -> bool:
    return row.line.role in ("", "paragraph", "item", "heading")


def _lone_marker(rows: Sequence[Row]) -> Marker | None:
    """Return the marker that is all of the first row, where the second stands beside it."""
    if len(rows) < 2 or rows[0].line.role or len(rows[0].text) > 10:
        return None
    row, following = rows
    marker = find_marker(row.text + " x")
    if marker is None or marker.length != len(row.text) + 1:
        return None
    beside = _gap_beside(row, following) is not None
    return marker if beside or (row.line.box is None and marker.style == "bullet") else None


def _opens_item(
    current: Group, rows: Sequence[Row], marker: Marker, numbers: dict[str, str]
) -> bool:
    """Whether the marker at the first row's start is one, and no number in running text."""
    row = rows[0]
    if marker.style == "bullet":
        return True
    parted = row.gap > PARAGRAPH_GAP or row.starts != ""
    if marker.style == "dash":
        return _opens_dash(current, row, marker.text, parted)
    if marker.style in ("letter", "roman") and row.gap == 0 and _is_inline(rows, marker.text):
        return False
    indented = row.line.box is not None and abs(row.left - current.last.left) > INDENT
    if parted or indented or _ends_early(current, row):
        return current.is_closed or not row.starts or not row.text[marker.length].islower()
    return current.is_closed and follows(numbers.get(marker.style, ""), marker.text)


def _opens_dash(current: Group, row: Row, dash: str, parted: bool) -> bool:
    """Whether a dash at a row's start is a bullet, and none that parts a sentence."""
    in_list = current.marker is not None and current.marker.text == dash
    if parted or in_list:
        return current.is_closed or (in_list and (parted or _ends_early(current, row)))
    return dash == "-" and (current.is_closed or _ends_early(current, row))


def _is_inline(rows: Sequence[Row], marker: str) -> bool:
    """Whether the next letter of the list stands within a row: the list is one sentence."""
    for row in rows[:LIST_ROWS]:
        inner = _INNER_LETTER.search(row.text, 1)
        if inner and follows(marker, inner[1]):
            return True
        first = find_marker(row.text)
        if first and follows(marker, first.text):
            return False
    return False


def _opens_block(current: Group, rows: Sequence[Row]) -> bool:
    """Whether the first of `rows` begins a new block after `current`."""
    row = rows[0]
    if current.is_cell and abs(row.left - current.rows[0].left) > INDENT:
        return True
    if _CLOCK.match(row.text) or (current.is_closed and is_people_line(row.text)):
        return True
    if is_numbered_caption(row.text) and (current.is_closed or is_caption(current.text)):
        return True
    if _LINK.match(row.text) and (current.last.text[-1] == ":" or _LINK.match(current.text)):
        return current.last.text[-1] not in "-/_=&?"
    if row.starts or row.page != current.last.page:
        return _opens_after_break(current, rows)
    if _type_changes(current, row):
        return True
    if row.gap > PARAGRAPH_GAP:
        return not _runs_on(current, row)
    if current.is_closed:
        return _is_set_in(current, row) or (_starts_upper(row) and _ends_short(current, row))
    return _is_title_above(current, row)


def _type_changes(current: Group, row: Row) -> bool:
    """Whether the row is set in another size or weight, and not because of a word in it."""
    above = current.last
    if row.line.box is None or min(len(above.text), len(row.text)) < 2:
        return False
    if abs(above.size - row.size) > OTHER_SIZE:
        return True
    if above.line.bold == row.line.bold:
        return False
    open_line = not current.is_closed and not _ends_early(current, row)
    return not open_line or row.gap > PARAGRAPH_GAP


def _runs_on(current: Group, row: Row) -> bool:
    """Whether a sentence runs on over blank space: it is open, and the row cannot begin one."""
    if current.is_closed or is_caption(row.text):
        return False
    item = current.marker and current.marker.style in ("bullet", "dash")
    if item and row.line.box is None and not _ends_early(current, row):
        return True
    if row.text[:1].islower():
        return not has_heading_words(current.text, len(current.rows)) or not row.is_wide
    if row.line.box is not None and (_ends_early(current, row) or _is_set_in(current, row)):
        return False
    open_end = RUNS_ON.search(current.last.text) is not None
    return open_end and not is_caps(current.text) and len(current.text) > 20


def _opens_after_break(current: Group, rows: Sequence[Row]) -> bool:
    """Whether the first row of a page or column begins a new block."""
    row = rows[0]
    if _type_changes(current, row) or _is_title_over_break(current, row):
        return True
    if not current.is_closed:
        if row.text[:1].islower() or RUNS_ON.search(current.last.text):
            return False
        title = has_heading_words(current.text, len(current.rows)) and not current.last.is_wide
        return title or _begins_title(rows)
    return _ends_early(current, row) or _begins_title(rows) or not row.is_wide


def _is_title_over_break(current: Group, row: Row) -> bool:
    """Whether a short row in bold opens a page after text that is not: a label or a title."""
    if row.line.box is None or not row.line.bold or row.is_wide or not _starts_upper(row):
        return False
    return not any(above.line.bold for above in current.rows)


def _begins_title(rows: Sequence[Row]) -> bool:
    """Whether the rows up to the next blank space are a title."""
    title = [rows[0]]
    for row in rows[1:6]:
        if row.gap > PARAGRAPH_GAP or row.starts:
            break
        title.append(row)
    text = " ".join(row.text for row in title)
    if not has_heading_words(text, len(title)):
        return False
    return is_caps(text) or len(title) > 1 or not rows[0].is_wide or find_marker(text) is not None


def _starts_upper(row: Row) -> bool:
    first = next((c for c in row.text if c.isalnum()), "a")
    return not first.islower()


def _ends_early(current: Group, row: Row) -> bool:
    """Whether the row's first word would have had room on the line before."""
    word = row.text.split(" ", 1)[0]
    return current.last.room > 1.2 * (len(word) + 1) + 2


def _ends_short(current: Group, row: Row) -> bool:
    """Whether the line before ends a paragraph; surer where widths are only counted letters."""
    last = current.last
    return _ends_early(current, row) and (last.line.box is not None or 3 * last.room >= last.right)


def _is_set_in(current: Group, row: Row) -> bool:
    """Whether the row is indented as the first of a paragraph."""
    base = min(r.left for r in current.rows[1:]) if len(current.rows) > 1 else current.last.left
    return row.left - base > INDENT and _starts_upper(row)


def _is_title_above(current: Group, row: Row) -> bool:
    """Whether the group is a title and the row the text under it, though no space parts them."""
    if not _starts_upper(row) or not has_heading_words(current.text, len(current.rows)):
        return False
    if len(current.rows) == 1:
        if row.line.box is not None:
            return False
        return row.is_wide and not current.last.is_wide and current.last.room > current.last.right
    widest = max(r.right for r in current.rows)
    word = row.text.split(" ", 1)[0]
    return current.last.right + 1 + len(word) <= 0.88 * widest
