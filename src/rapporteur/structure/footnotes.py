"""Set footnotes apart from the running text, and find the marks that call them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapporteur.cues import load_cues
from rapporteur.structure.rows import Row

SMALL = 0.95  # of the body's font size: notes are set smaller
HIGHEST = 0.3  # of the page's height: no note begins above it

_LABEL = re.compile(
    r"(\d{1,3}(?!\d)|[*†‡]{1,4}|(?:[a-z]|[ivxl]{2,6})(?=\s))\s*(?=[^\W_]|[“\"‘'(#])"
    r"|(?P<old>\d{1,3}|[a-z])/\s+(?=\S)"
)
_RAISED = re.compile(r"\d+|[ivxl]+(?![a-z])|\D")
_ROMANS = [
    tens + units
    for tens in ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
    for units in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
][1:]
_AFTER = r"(?=[\s.,;:!?)\]”’\"—–-]|$)"


@dataclass(slots=True)
class Note:
    """A footnote: its number or sign, and its rows; `skip` letters of the first are the label."""

    label: str
    rows: list[Row] = field(default_factory=list)
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A footnote mark in running text: `page.text[start:end]`, in the row of order `row`."""

    row: int
    start: int
    end: int
    label: str


def usual_size(pages: Sequence[Sequence[Row]]) -> float:
    """Return the font size of most letters, 0 where the file gives no sizes."""
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def find_notes(
    pages: Sequence[Sequence[Row]], apart: Mapping[int, Sequence[Row]] | None = None
) -> list[Note]:
    """Return the footnotes of all pages, in order.

    `apart` are rows of each page that are not in `pages`, such as a masthead's, which may hold
    signs that call a note.

    On pages with font sizes a note is small and stands below the text; without them, a row that
    begins with a number is a note where that number is glued to a word above it.
    """
    body = usual_size(pages)
    notes: list[Note] = []
    for rows in pages:
        named = [row for row in rows if row.line.role == "footnote"]
        others = apart.get(rows[0].page, ()) if apart and rows else ()
        first = _find_first(rows, others, body, notes[-1].label if notes else "")
        if named or first is not None:
            _take_notes(named or rows[first:], notes)
    return notes


def _find_first(rows: Sequence[Row], apart: Sequence[Row], body: float, latest: str) -> int | None:
    """Return the index of the row where the page's footnotes begin."""
    tail = len(rows)
    while tail and 0 < rows[tail - 1].size < SMALL * body:
        tail -= 1
    for i, row in enumerate(rows):
        label, _ = _read_label(row)
        if not label or row.line.role or row.top < HIGHEST:
            continue
        raised = any(start == row.line.start for start, _ in row.line.raised)
        numbered = latest.isdigit() and _comes_next(latest, label)
        if i >= tail and (raised or numbered):
            return i
        parted = i >= tail or row.gap > 0 or row.size < rows[i - 1].size
        if parted and find_mark(rows[:i], label):
            return i
        if parted and not label.isalnum() and find_mark(apart, label):
            return i
    return None


def _read_label(row: Row) -> tuple[str, int]:
    """Return the note's label that the row begins with, and how many letters it takes."""
    match = _LABEL.match(row.text)
    return (match[1] or match["old"], match.end()) if match else ("", 0)


def _take_notes(rows: Sequence[Row], notes: list[Note]) -> None:
    current: Note | None = None
    for row in rows:
        label, skip = _read_label(row)
        named = row.line.role == "footnote"  # the file itself tells each note apart
        if label and (current is None or named or _comes_next(current.label, label)):
            current = Note(label, [row], skip)
            notes.append(current)
        elif current:
            current.rows.append(row)


def _comes_next(before: str, label: str) -> bool:
    if before.isdigit() and label.isdigit():
        return 0 < int(label) - int(before) <= 2
    if before.isdigit() != label.isdigit():
        return not label.isalpha()
    if not label.isalpha():
        return len(label) == len(before) + 1
    return label == _after_letter(before) or label == _after_roman(before)


def _after_letter(label: str) -> str:
    return chr(ord(label) + 1) if len(label) == 1 else ""


def _after_roman(label: str) -> str:
    """Return the Roman numeral after `label`, to 89; "" where that is none."""
    return _ROMANS[_ROMANS.index(label) + 1] if label in _ROMANS[:-1] else ""


def find_mark(rows: Sequence[Row], label: str) -> tuple[Row, int, int] | None:
    """Return the row and the offsets in its text where `label` is a mark in running text.

    Raised digits come first, then digits after a word or its punctuation, after capitals, after
    a year ("2020–20246"), after a number's punctuation ("2025.26"), and where a number counts
    nothing ("a study 24 on").
    """
    for row in rows:
        for start, end in row.line.raised:
            at = start - row.line.start
            if label in _RAISED.findall(row.text, at, end - row.line.start):
                at = row.text.index(label, at)
                return row, at, at + len(label)
    for form in _forms(label):
        for row in rows:
            if match := form.search(row.text):
                return row, match.start(), match.end()
    return None


@lru_cache(maxsize=1024)
def _forms(label: str) -> list[re.Pattern[str]]:
    sign = re.escape(label)
    cues = load_cues("footnotes")
    counts = "".join(rf"(?<!\b{word} )" for word in cues["counts"])
    if not label.isdigit():
        if label.isalpha():
            return []
        return [
            re.compile(
                rf"(?<=[^\W_])(?<!\*){sign}(?![*†‡])|(?<=[)”’.,]){sign}(?![*†‡])|(?<=\S) {sign}$"
            )
        ]
    return [
        re.compile(
            rf"(?:(?<=[^\W\d_A-Z])|(?<=[^\W\d_]{{2}}[.,;:!?])|(?<=[)\]”’\"])){sign}{_AFTER}"
        ),
        re.compile(rf"(?:(?<=[^\W\d_]{{2}})|(?<=[)\]”’\"][.,;:!?])){sign}{_AFTER}"),
        re.compile(rf"(?<=\b(?:19|20)\d\d){sign}{_AFTER}"),
        re.compile(rf"(?<=\d[.,;:]){sign}(?=\s|$)"),
        re.compile(rf"(?<=\S ){sign}/(?=[\s.,;:)]|$)"),
        re.compile(rf"{counts}(?<=[a-z]{{4}} ){sign}(?= (?:{'|'.join(cues['joins'])})\b)"),
    ]


def find_calls(pages: Sequence[Sequence[Row]], notes: Sequence[Note]) -> list[Call]:
    """Return where each note is called: on its own page, or on the page before."""
    by_page = {rows[0].page: rows for rows in pages if rows}
    calls = []
    for note in notes:
        page = note.rows[0].page
        at_end = note.rows[0].line.role and note.label.isalpha()  # endnotes stand after all text
        for number in range(page, 0 if at_end else page - 2, -1):
            found = find_mark(by_page.get(number, ()), note.label)
            if found:
                row, start, end = found
                base = row.line.start
                calls.append(Call(row.order, base + start, base + end, note.label))
                break
    return calls
