"""Find what stands on the pages and is no running text: heads, numbers, contents, links."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.evidence import Source
from rapporteur.structure.rows import Row
from rapporteur.wording import fold

HEAD, FOOT = 0.13, 0.86  # of the page's height: where heads and feet stand on pages with boxes
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:page |[-–—|] ?)?(?:\d{1,4}|[ivxl]{1,7})(?: ?[-–—|]|/\d+| (?:of|/) \d+)?", re.I
)
_SYMBOL = re.compile(r"[A-Z]{1,5}(?:[./][A-Z\d()._-]+)*/[A-Z\d()./_-]+(?: \([^)]*\))*")
_JOB = re.compile(r"(?:[A-Z]{1,4}\.?)?\d{2}-\d{4,6}X?(?:\s*\([A-Z]\))?(?:\s+[\d/]+)*|\*\d{7,}\*")
_LINK = re.compile(r"(?:https?://|mailto:|www\.)\S+")
_LEADER = re.compile(r"(?:\. ?){4,}|…(?: ?…)+|·{4,}|_{4,}\s*\d")
_NUMBERED_END = re.compile(r"(?:\s|^)(?:\d{1,3}|[ivxl]{1,6})(?:\s?[-–]\s?\d{1,3})?$")
_RULE = re.compile(r"[_\-–—=*·.\s]{5,}")
_GLUED_NUMBER = re.compile(r"\d{1,4} ?(?=[^\W\d_])|(?<=[^\W\d_]) \d{1,4}$|\d{1,4}$")


def find_furniture(source: Source, pages: Sequence[Sequence[Row]]) -> set[int]:
    """Return the orders of the rows that are no running text.

    Running heads and feet, page numbers, mastheads, lists of contents, links gathered at a
    page's end, outlines appended to a text, and ruled lines.
    """
    found: set[int] = set()
    for find in (_find_rules, _find_outline, _find_masthead, _find_contents, _find_links):
        found |= set(find(source, _without(pages, found)))
    rest = _without(pages, found)
    while more := set(_find_running(rest)):  # a foot may stand over another foot
        found |= more
        rest = _without(rest, more)
    return found


def _without(pages: Sequence[Sequence[Row]], found: set[int]) -> list[list[Row]]:
    return [[row for row in rows if row.order not in found and not row.line.role] for rows in pages]


def _find_rules(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    for rows in pages:
        yield from (row.order for row in rows if _RULE.fullmatch(row.text))


def _find_outline(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    """Bookmarks written out after the last page: rows that begin with tabs."""
    if source.kind == "text" and pages:
        text = source.pages[-1].text
        for row in reversed(pages[-1]):
            if text[row.line.start - 1 : row.line.start] != "\t":
                return
            yield row.order


def _find_masthead(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    """The head of a United Nations document: symbol, organ, distribution, date, language."""
    first = pages[0] if pages else []
    words = tuple(load_cues("furniture")["masthead"])
    hits = [row for row in first[:25] if fold(row.text).startswith(words)]
    if not hits:
        return
    found = {row.order for row in first if row in hits or _SYMBOL.fullmatch(row.text)}
    beside = [hit.line.box for hit in hits if hit.line.box and hit.text[:2] in ("Di", "Or")]
    low = max(hit.top for hit in hits)
    if beside:
        top, left = min(b.top for b in beside), min(b.left for b in beside)
        for row in first:
            box = row.line.box
            if box and row.top <= low and (box.top <= top or box.left >= left - 20):
                found.add(row.order)
    for above, row in pairwise(first):  # the organ's name may run over several lines
        same = above.size == row.size and abs(above.left - row.left) < 1
        if above.order in found and above.line.bold and row.line.bold and same and row.gap < 0.5:
            found.add(row.order)
    yield from found


def _find_contents(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    titles = set(load_cues("furniture")["contents"])
    for rows in pages:
        leaders = [i for i, row in enumerate(rows) if _LEADER.search(row.text)]
        title = [i for i, row in enumerate(rows) if fold(row.text).strip(" :") in titles]
        numbered = [i for i, row in enumerate(rows) if _NUMBERED_END.search(row.text)]
        if len(leaders) >= 3:
            first = min(leaders[0], title[0] if title else leaders[0])
            last = max(i for i, row in enumerate(rows) if _is_beside(row, rows[leaders[-1]]))
            last = max([last, *(i for i in numbered if i <= last + 4)])
        elif title and len(numbered) > 3 and len(numbered) * 3 > len(rows) - title[0]:
            first, last = title[0], numbered[-1]
        else:
            continue
        yield from (row.order for row in rows[first : last + 1])


def _is_beside(row: Row, other: Row) -> bool:
    if row is other:
        return True
    return other.line.box is not None and abs(row.top - other.top) < 0.005


def _find_links(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    """The addresses of a page's links, which text tools write once more after its last line."""
    if source.kind != "text":
        return
    for rows in pages:
        tail: list[Row] = []
        for row in reversed(rows):
            if not _LINK.fullmatch(row.text) or (tail and (tail[-1].gap or tail[-1].left)):
                break
            tail.append(row)
        # The last line of a note may be an address, too, but no space parts it from the note.
        if tail and (tail[-1].gap or tail[-1].left):
            yield from (row.order for row in tail)


def _find_running(pages: list[list[Row]]) -> Iterator[int]:
    """Heads and feet, by their wording on several pages, and page numbers at the edges."""
    heads = [_edge(rows, head=True) for rows in pages]
    feet = [_edge(rows, head=False) for rows in pages]
    inner = Counter(_key(row) for rows in pages for row in rows)
    edge_words = set(load_cues("furniture")["edges"])
    for edges, is_head in ((heads, True), (feet, False)):
        on_pages = _count_pages(edges)
        for row in (row for rows in edges for row in rows):
            key = _key(row)
            boxed = row.line.box is not None
            numbered = _is_number(row, boxed) or fold(row.text) in edge_words
            if numbered or _repeats(row, on_pages[key], inner[key], is_head, len(pages)):
                yield row.order


def _repeats(row: Row, pages: int, anywhere: int, is_head: bool, of: int) -> bool:
    """Whether an edge row is a running head or foot, by how often its words come again."""
    if "://" in row.text or any(start == row.line.start for start, _ in row.line.raised):
        return False  # a footnote that cites what others cite
    if anywhere > 2 * pages:  # also the title of parts of the text, such as "Discussion"
        return False
    if row.line.box is not None:
        return pages > 2 or (pages > 1 and of < 8)
    if anywhere > 1 and _GLUED_NUMBER.match(row.text):
        return True  # a page number and the title of the chapter
    if is_head:
        return pages > 2 and anywhere == pages
    return row.gap > 0 and anywhere > 1 and row.text[-1] not in ".;:"


def _edge(rows: Sequence[Row], *, head: bool) -> list[Row]:
    if rows and rows[0].line.box is not None:
        return [row for row in rows if (row.bottom < HEAD if head else row.top > FOOT)]
    return list(rows[:1] if head else rows[-1:])


def _count_pages(edges: Iterable[Sequence[Row]]) -> Counter[str]:
    pages: dict[str, set[int]] = defaultdict(set)
    for rows in edges:
        for row in rows:
            pages[_key(row)].add(row.page)
    return Counter({key: len(found) for key, found in pages.items()})


def _key(row: Row) -> str:
    """Return what stays the same of a running head from page to page."""
    return _DIGITS.sub("#", _GLUED_NUMBER.sub("", fold(row.text)))


def _is_number(row: Row, boxed: bool) -> bool:
    if _NUMBER.fullmatch(row.text):
        return True
    return boxed and bool(_SYMBOL.fullmatch(row.text) or _JOB.fullmatch(row.text))
