"""Tell headings from text, and how deep each stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.structure.forms import MONTHS, find_dates
from rapporteur.structure.markers import Marker
from rapporteur.structure.rows import Row
from rapporteur.wording import fold

LONGEST = 220  # letters of a heading
LONGEST_SET = 420  # letters of one that its type sets apart
LONGEST_NUMBERED = 800  # letters of one in bold that is numbered as chapters and sections are
LONGEST_DATE = 70  # letters of a line that only dates a meeting
MOST_ROWS = 8
LETTERS_A_ROW = 50

_CLOSED = re.compile(r"[.;,:…][\"”’')\]]*$")
_INNER_STOP = re.compile(r"[a-z)\]”]{2}[.;] +[A-Z]")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_LABELLED = re.compile(
    r"(?:Panel|Session|Chapter|Part|Section|Annex|Appendix|Round ?table|Workshop|Theme|Day|Item"
    r"|Agenda item|Side event|Module|Cluster|Objective|Goal|Question|Topic|Box)\s+"
    r"(?:\d+|[IVX]+|[A-Z]\b)",
)
_ANNEX = re.compile(
    r"(?:Annex|Appendix|Enclosure)(?:es)?(?:\s+(?:\d+|[IVX]+|[A-Z]))?(?:\W|$)", re.I
)
_CAPTION = re.compile(
    r"(?:Figure|Table|Chart|Graph|Map|Box|Photo|Diagram)\s+(?:\d+|[IVX]+)\b[.:]?", re.I
)
_NUMBERED_LABEL = re.compile(r"[A-Z](?:[\w#-]+ ){1,5}\d{1,3} ?:")  # "Evaluation recommendation 2:"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOURCE = re.compile(r"(?:Source|Sources|Note|Photo credit)\s?:")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a heading looks like, for telling its place among headings.

    `style` is its marker's, or "labelled" ("Panel 1 – …"), "clock" ("10:00–10:15 …") or empty;
    `recurs` tells that other headings have the same words, `opens` that it opens a page.
    """

    size: float
    bold: bool
    caps: bool
    style: str
    recurs: bool = False
    opens: bool = False
    page: int = 0


def is_caption(text: str) -> bool:
    """Whether `text` labels a figure or table, or gives its source."""
    return bool(_CAPTION.match(text) or _SOURCE.match(text))


def is_numbered_caption(text: str) -> bool:
    """Whether `text` begins as "Figure 2." or "Table IV:" or "Source:" does."""
    label = _CAPTION.match(text)
    return bool(_SOURCE.match(text)) or (label is not None and label.group()[-1] in ".:")


def is_labelled(text: str) -> bool:
    """Whether `text` begins as "Panel 1" or "Annex II" does."""
    return bool(_LABELLED.match(text) or _ANNEX.match(text))


def is_numbered_label(text: str) -> bool:
    """Whether `text` is only a label with a number and a colon: "Evaluation recommendation 2:"."""
    return _NUMBERED_LABEL.fullmatch(text) is not None


def is_date_line(text: str) -> bool:
    """Whether `text` is only a month, or days and a place, as covers print under a title."""
    if len(text) > LONGEST_DATE or not _YEAR.search(text):
        return False
    dates = find_dates(text)
    if not dates:
        month, _, year = fold(text).rpartition(" ")
        return month in MONTHS and year.isdigit()
    rest = text[: dates[0].start] + " " + text[dates[0].end :]
    return len(dates) == 1 and len(re.findall(r"\w+", rest)) <= 4 and ":" not in rest


@cache
def _people_lines() -> frozenset[str]:
    return frozenset(load_cues("headings")["people_lines"])


def is_people_line(text: str) -> bool:
    """Whether `text` begins as a line that names people: "Moderator: …"."""
    word, colon, _ = text[:40].partition(":")
    return bool(colon) and fold(word) in _people_lines()


def has_heading_words(text: str, rows: int, longest: int = LONGEST) -> bool:
    """Whether the wording alone allows a heading: short, one phrase, not closed by a stop."""
    if not text or len(text) > longest or _CLOSED.search(text):
        return False
    if rows > max(MOST_ROWS, longest // LETTERS_A_ROW):
        return False
    if is_people_line(text):
        return False
    first = next((c for c in text if c.isalnum()), "")
    if not first or first.islower() or _INNER_STOP.search(text):
        return False
    return sum(c.isalpha() for c in text) >= 3 and "://" not in text and "@" not in text


def is_caps(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def shape_of(rows: Sequence[Row], text: str, marker: Marker | None, recurs: bool) -> Shape:
    """Return the shape of a heading's rows."""
    style: str = marker.style if marker else ""
    if not marker and _LABELLED.match(text):
        style = "labelled"
    if _CLOCK.match(text):
        style = "clock"
    if _ANNEX.match(text):
        style = "annex"
    return Shape(
        size=max(round(row.size * 2) / 2 for row in rows),
        bold=all(row.line.bold for row in rows),
        caps=is_caps(text),
        style=style,
        recurs=recurs,
        opens=rows[0].starts == "page",
        page=rows[0].page,
    )


def stands_out(rows: Sequence[Row], text: str, body: float) -> bool:
    """Whether type alone sets the rows off from the running text (only where sizes are known)."""
    bold = all(row.line.bold for row in rows)
    italic = all(row.line.italic for row in rows)
    return bold or italic or is_caps(text) or min(row.size for row in rows) > body + 0.9


_RANKS = {"chapter": 1, "capital": 2, "number": 3, "decimal": 4, "labelled": 3, "clock": 4}


def rank_shapes(shapes: Sequence[Shape]) -> list[int]:
    """Return the level of each heading, 1 for the outermost; levels never jump by two.

    Larger type stands over smaller, capitals over other letters; among equals Roman numerals
    over capital letters over numbers, numbers over none, bold over light.
    """
    levels: list[int] = []
    stack: list[Shape] = []
    cover = _cover_size(shapes)
    for shape in shapes:
        if stack and stack[0].size >= cover:
            stack.clear()  # the document's title stands over nothing else
        while stack and not _is_over(stack[-1], shape):
            stack.pop()
        stack.append(shape)
        levels.append(len(stack))
    return levels


def _cover_size(shapes: Sequence[Shape]) -> float:
    """Return the size from which a heading is the document's title: larger than all others."""
    first = [shape.size for shape in shapes if shape.page == 1]
    later = [shape.size for shape in shapes if shape.page > 1]
    largest = max(later, default=0.0)
    return largest + 0.5 if first and 0 < largest < max(first) else float("inf")


def _is_over(a: Shape, b: Shape) -> bool:
    """Whether a heading of shape `a` is of a higher rank than one of shape `b`."""
    if b.style == "annex":
        return False
    if abs(a.size - b.size) >= 0.6:
        return a.size > b.size
    if a.caps != b.caps:
        return a.caps
    first, second = _RANKS.get(a.style, 0), _RANKS.get(b.style, 0)
    if first and second:
        return first < second
    if a.bold != b.bold:
        return a.bold
    if not first or second:
        return False
    # A title without a number stands under the numbered one before it, unless it stands once
    # and in a place of its own, as "Conclusions" does.
    return b.recurs or not (a.style == "labelled" or b.opens)
