"""Find running heads and feet and page numbers, by what comes again from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.cues import load_cues
from rapporteur.structure.rows import Row
from rapporteur.wording import fold

HEAD, FOOT = 0.13, 0.86  # of the page's height: where heads and feet stand on pages with boxes
FEW_PAGES = 8  # in shorter files what comes twice is enough

SYMBOL = re.compile(r"(?=.*\d)[A-Z]{1,5}(?:[./][\w().-]+)*/[\w()./-]+(?: \([^)]*\))*\*?")
_NUMBER = re.compile(
    r"(?:page |[-–—|] ?)?(\d{1,4}|[ivxl]{1,7})(?: ?[-–—|]|/\d+| (?:of|/) \d+)?", re.I
)
# Job numbers ("25-09651 (E) 110425"), pages of pages ("3/24") and bar codes, in any order.
_MARKS = re.compile(
    r"(?:(?:[A-Z]{1,4}\.)?\d{2}-\d{4,6}X?\*?|\d{1,4}/\d{1,4}|\([A-Z]\)|\*\d{7,}\*|\d{6})"
    r"(?:\s+|$)"
)
_LEADING = re.compile(r"(?:page )?(\d{1,4}) ?[|–-]? ?(?=[^\W\d_])", re.I)
_TRAILING = re.compile(r"(?<=[^\W\d_]) ?[|–-]? ?(?:page )?(\d{1,4})$", re.I)


@dataclass(frozen=True, slots=True)
class Edge:
    """A row at a page's edge: its words without the page number, and the number's lead.

    `lead` is the printed number less the page's own, the same on every page; None without one.
    """

    row: Row
    words: str
    lead: int | None


def find_running(pages: Sequence[Sequence[Row]]) -> set[int]:
    """Return the orders of the rows that are heads, feet and page numbers."""
    readings = {row.order: _read_edge(row) for rows in pages for row in rows}
    anywhere = Counter(words for edges in readings.values() for words in {e.words for e in edges})
    found: set[int] = set()
    while more := set(_find_outermost(pages, readings, anywhere)):  # feet may stand over feet
        found |= more
        pages = [[row for row in rows if row.order not in more] for rows in pages]
    return found


def _find_outermost(
    pages: Sequence[Sequence[Row]], readings: Mapping[int, Sequence[Edge]], anywhere: Counter[str]
) -> Iterator[int]:
    alone = set(load_cues("furniture")["edges"])
    for is_head in (True, False):
        outer = [row for rows in pages for row in _outermost(rows, is_head=is_head)]
        edges = [edge for row in outer for edge in readings[row.order]]
        on_pages: dict[tuple[str, int | None], set[int]] = defaultdict(set)
        for edge in edges:
            on_pages[edge.words, edge.lead].add(edge.row.page)
        for edge in edges:
            times = len(on_pages[edge.words, edge.lead])
            known = edge.words in alone or _is_mark(edge.row, times, len(pages))
            if known or _repeats(edge, times, anywhere[edge.words], is_head, len(pages)):
                yield edge.row.order


def _outermost(rows: Sequence[Row], *, is_head: bool) -> list[Row]:
    if rows and rows[0].line.box is not None:
        return [row for row in rows if (row.bottom < HEAD if is_head else row.top > FOOT)]
    return list(rows[:1] if is_head else rows[-1:])


def _read_edge(row: Row) -> list[Edge]:
    """Return the ways to read a row: as it is, and with a page number at its start or end."""
    text = fold(row.text)
    number = _NUMBER.fullmatch(text)
    if number:
        return [Edge(row, "", int(number[1]) - row.page if number[1].isdigit() else None)]
    edges = [Edge(row, text, None)]
    for match in (_LEADING.match(text), _TRAILING.search(text)):
        if match:
            bare = text[: match.start()] + text[match.end() :]
            edges.append(Edge(row, bare.strip(), int(match[1]) - row.page))
    return edges


def _is_mark(row: Row, times: int, of: int) -> bool:
    """Whether the row is a page number, or a document's symbol or job number."""
    if row.line.box is None or (_NUMBER.fullmatch(row.text) and "/" not in row.text):
        return _NUMBER.fullmatch(row.text) is not None and (times > 1 or of < 3)
    rest = _MARKS.sub("", row.text)
    numbered = rest != row.text and rest.strip().isdigit()  # "12 25-11430"
    return bool(SYMBOL.fullmatch(row.text)) or not rest or numbered


def _repeats(edge: Edge, times: int, anywhere: int, is_head: bool, of: int) -> bool:
    """Whether an edge row is a running head or foot, by how often its words come again."""
    row = edge.row
    if not edge.words or "://" in row.text:
        return False
    if any(start == row.line.start for start, _ in row.line.raised):
        return False  # a footnote that cites what others cite
    if row.line.box is None and edge.lead is not None and anywhere > 1:
        return _LEADING.match(row.text) is not None  # a number and the title of the chapter
    if anywhere > 2 * times:  # also the title of parts of the text, such as "Discussion"
        return False
    if row.line.box is not None:
        few = 2 * times > of if edge.lead is not None else of < FEW_PAGES
        return times > 2 or (times > 1 and few)
    if is_head:
        return times > 2 and anywhere == times
    return row.gap > 0 and anywhere > 1 and row.text[-1] not in ".;:"
