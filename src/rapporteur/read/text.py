"""Plain text, also text that was taken from a PDF, into pages and lines."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from rapporteur.errors import SourceError
from rapporteur.evidence import Line, Notice, Page
from rapporteur.read.kind import decode_text
from rapporteur.settings import Settings
from rapporteur.wording import fold

# Text taken from a PDF by common tools has no form feeds: there a page begins with one space,
# straight after the last line of the page before, or with its number after blank lines.
_SPACED = re.compile(r"(?<=\S)[ \t]*\n (?=\S)")
_AFTER_BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+(?=[ \t]*\d)")
_BLANK_RUN = re.compile(r"\n[ \t]*\n[ \t]*\n")
_LABEL = re.compile(r"(?:page |[-–—] ?)?(\d{1,4}|[ivxl]{1,6})(?: ?[-–—]| (?:of|/) \d+)?", re.I)
_LABEL_AND_HEAD = re.compile(r"(\d{1,4}) ?([^\W\d_].*)")
_ROW = re.compile(r"[^\n]+")
_LINK = re.compile(r"(?:https?://|mailto:|www\.)\S+")

FEWEST_ROWS = 12  # of a page, on average; where pages are shorter the spaces are no page starts
SMALLEST = 2  # rows; a shorter part is a text frame of the page before, not a page


def read_text(content: bytes, settings: Settings) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Return the pages of a text file, parted in the way that this file parts them.

    Pages part at form feeds; else, in text taken from a PDF, at lines that begin with one space
    and at page numbers after blank lines. A file that shows neither is one page. A number
    printed at a page's head or foot becomes its label. Raises SourceError for a file without
    text and for more pages than `settings.max_pages`.
    """
    text = decode_text(content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError("the file holds no text", remedy="send the file again")
    known = Counter(fold(_bare_head(row)) for row in text.split("\n") if row.strip())
    parts = _split_pages(text, known)
    if len(parts) > settings.max_pages:
        raise SourceError(
            f"{len(parts)} pages, more than the {settings.max_pages} allowed",
            remedy="send it in parts, or raise RAPPORTEUR_MAX_PAGES",
        )
    labels = _in_step([_find_label(part, known) for part in parts])
    pages = tuple(
        Page(number, part, _find_lines(part), label=label)
        for number, (part, label) in enumerate(zip(parts, labels, strict=True), 1)
    )
    return pages, ()


def _bare_head(row: str) -> str:
    """Return a running head without its page number, which may be glued to it."""
    match = _LABEL_AND_HEAD.fullmatch(row.strip())
    return match[2] if match else row


def _split_pages(text: str, known: Counter[str]) -> list[str]:
    if "\f" in text:
        return text.removesuffix("\f").split("\f")
    first = re.match(r" \S", text) is not None
    starts = {match.end() for match in _SPACED.finditer(text)}
    rows = text.count("\n") + 1
    if not (first or len(starts) > 1) or rows < FEWEST_ROWS * len(starts):
        starts = set()
    if len(_BLANK_RUN.findall(text)) * FEWEST_ROWS < rows:
        ends = (match.end() for match in _AFTER_BLANKS.finditer(text))
        starts |= {end for end in ends if _find_label(text[end:].split("\n", 1)[0], known)}
    cuts = [1 if first else 0, *sorted(starts), len(text)]
    return _join_scraps([text[a:b] for a, b in pairwise(cuts)])


def _join_scraps(parts: Iterable[str]) -> list[str]:
    """Give parts that are no pages, such as a list of a page's links, back to that page."""
    pages: list[str] = []
    for part in parts:
        rows = [row.strip() for row in part.split("\n") if row.strip()]
        if pages and (len(rows) < SMALLEST or all(_LINK.fullmatch(row) for row in rows)):
            pages[-1] += part
        else:
            pages.append(part)
    return pages


def _find_lines(text: str) -> tuple[Line, ...]:
    lines = []
    for match in _ROW.finditer(text):
        bare = match.group().strip()
        if bare:
            start = match.start() + match.group().index(bare)
            lines.append(Line(start, start + len(bare)))
    return tuple(lines)


def _find_label(part: str, known: Counter[str]) -> str:
    """Return the number at the head or foot of `part`: alone, or with a head known elsewhere."""
    rows = [row.strip() for row in part.split("\n") if row.strip()]
    for row in (*rows[:1], *rows[-1:]):
        if match := _LABEL.fullmatch(row):
            return match[1]
    match = _LABEL_AND_HEAD.fullmatch(rows[0]) if rows else None
    return match[1] if match and known[fold(match[2])] > 1 else ""


def _in_step(labels: list[str]) -> list[str]:
    """Keep the longest run of numbers that ascend with the pages; others are no page numbers."""
    ends: list[tuple[int, int]] = []  # per length of run: its smallest last number, and where
    before: dict[int, int] = {}
    for i, label in enumerate(labels):
        if label.isdigit():
            at = bisect_left(ends, (int(label), -1))
            before[i] = ends[at - 1][1] if at else -1
            ends[at : at + 1] = [(int(label), i)]
    kept = set()
    last = ends[-1][1] if ends else -1
    while last >= 0:
        kept.add(last)
        last = before[last]
    return [x if i in kept or not x.isdigit() else "" for i, x in enumerate(labels)]
