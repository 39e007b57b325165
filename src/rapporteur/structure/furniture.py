"""Find what stands on the pages and is no running text: heads, numbers, contents, links."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.evidence import Source
from rapporteur.structure.rows import Row
from rapporteur.structure.running import SYMBOL, find_running
from rapporteur.wording import fold

ORGAN = 13.0  # points; the names of organs in mastheads are set larger
BLOCK_GAP = 1.0  # lines; more space parts the lines under a masthead from the title
LONGEST_LINE = 80  # letters of such a line
FRONT = 6  # pages on which an imprint is looked for
SAME = 0.3  # lines; more space begins a new paragraph

_LINK = re.compile(r"(?:https?://|mailto:|www\.)\S+")
_LEADER = re.compile(r"(?:\. ?){4,}|…(?: ?…)+|·{4,}|_{4,}\s*\d")
_NUMBERED_END = re.compile(r"(?:\s|^)(?:\d{1,3}|[ivxl]{1,6})(?:\s?[-–]\s?\d{1,3})?$")
_RULE = re.compile(r"[\W_]{3,}|[/IlJ1]?\W*[.•·…/]\W*[.•·…/]\W*")  # also "/ ...", "turn over"


def find_furniture(source: Source, pages: Sequence[Sequence[Row]]) -> set[int]:
    """Return the orders of the rows that are no running text.

    Running heads and feet, page numbers, mastheads, lists of contents, links gathered at a
    page's end, outlines appended to a text, and ruled lines.
    """
    found: set[int] = set()
    finders = (
        _find_rules,
        _find_outline,
        _find_masthead,
        _find_imprint,
        _find_contents,
        _find_links,
    )
    for find in finders:
        found |= set(find(source, _without(pages, found)))
    return found | find_running(_without(pages, found))


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
    cues = load_cues("furniture")
    begins, words = tuple(cues["masthead_begins"]), set(cues["masthead"])
    texts = [(row, fold(row.text)) for row in first[:25]]
    hits: list[Row] = []
    for above, (row, text) in zip([None, *first], texts, strict=False):
        alone = above is None or above in hits or not _goes_on(above, row)
        if text.startswith(begins) or (text in words and alone):
            hits.append(row)
    if not hits:
        return
    found = {row.order for row in first if row in hits or SYMBOL.fullmatch(row.text)}
    beside = [hit.line.box for hit in hits if hit.line.box and hit.text[:2] in ("Di", "Or")]
    low = max(hit.top for hit in hits)
    if beside:
        top, left = min(b.top for b in beside), min(b.left for b in beside)
        for row in first:
            box = row.line.box
            if box and row.top <= low and (box.top <= top or box.left >= left - 20):
                found.add(row.order)
    for above, row in pairwise(first):  # the organ's name may run over several lines
        same = abs(above.size - row.size) < 1 and above.line.bold and row.line.bold
        if above.order in found and same and row.size > ORGAN and row.gap < 0.5:
            found.add(row.order)
    yield from found
    yield from find_body_lines([row for row in first if row.order not in found and row.top > low])


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row is the next of a title: "… to the President of the / Security Council"."""
    alike = above.line.bold == row.line.bold and abs(above.size - row.size) < 1
    return row.line.box is not None and alike and row.gap <= SAME and not row.starts


def find_body_lines(rows: Sequence[Row]) -> list[int]:
    """Return the orders of the rows under a masthead that name the body that a paper goes to.

    Its name, its session, and the item of its agenda with the item's title. Where the paper has
    no title of its own ("Report of the Secretary-General") the item's title is left to it.
    """
    cues = load_cues("furniture")
    block: list[Row] = []
    for row in rows:
        parted = block and (row.gap > BLOCK_GAP or row.size > block[0].size + 1.5)
        if row.line.box is None or parted or len(row.text) > LONGEST_LINE:
            break
        block.append(row)
    items = [i for i, row in enumerate(block) if re.match(cues["agenda_item"], fold(row.text))]
    sessions = [i for i, row in enumerate(block) if re.match(cues["session"], fold(row.text))]
    if not items and not sessions:
        return []
    below = fold(rows[len(block)].text) if len(block) < len(rows) else ""
    if not below or re.match(cues["untitled"], below):
        block = block[: max(items + sessions) + 1]
    return [row.order for row in block]


def _find_imprint(source: Source, pages: list[list[Row]]) -> Iterator[int]:
    """What a publisher prints on the first pages: series, numbers, how symbols are to be read."""
    cues = load_cues("furniture")
    alone, begins = re.compile("|".join(cues["imprint"])), tuple(cues["imprint_begins"])
    for rows in pages[:FRONT]:
        texts = [fold(row.text) for row in rows]
        series = [i for i, text in enumerate(texts) if text.startswith(cues["series"])]
        inside = symbol = False
        for i, (row, text) in enumerate(zip(rows, texts, strict=True)):
            parted = row.gap > SAME or row.starts != ""
            inside = text.startswith(begins) or (inside and not parted)
            below = texts[i + 1] if i + 1 < len(rows) else ""
            heads = text in cues["imprint_titles"] and below.startswith(begins)
            symbol = (parted or symbol) and SYMBOL.fullmatch(row.text.rstrip("*")) is not None
            beside = any(abs(i - n) == 1 for n in series) and re.match(cues["session"], text)
            organ = series and text in cues["masthead"]
            if inside or heads or symbol or organ or beside or alone.fullmatch(text):
                yield row.order


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
        elif title and leaders and leaders[0] > title[0]:
            first = title[0]
            last = max(i for i in (leaders[-1], *numbered) if i <= leaders[-1] + 2)
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
