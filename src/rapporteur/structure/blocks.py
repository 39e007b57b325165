"""Lay a source out: furniture apart, footnotes apart, blocks and sentences in reading order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapporteur.evidence import Block, Sentence, Source, text_of
from rapporteur.evidence.source import BlockKind
from rapporteur.structure.broken import join_broken
from rapporteur.structure.footnotes import Call, find_calls, find_notes, usual_size
from rapporteur.structure.furniture import find_furniture
from rapporteur.structure.grouping import Group, group_rows
from rapporteur.structure.headings import (
    LONGEST,
    LONGEST_NUMBERED,
    LONGEST_SET,
    has_heading_words,
    is_caption,
    is_date_line,
    is_labelled,
    is_numbered_label,
    rank_shapes,
    shape_of,
    stands_out,
)
from rapporteur.structure.hyphens import Vocabulary
from rapporteur.structure.markers import follows
from rapporteur.structure.pieces import build_runs, cut_runs
from rapporteur.structure.rows import Row, measure_rows
from rapporteur.structure.sentences import cut_long, split_sentences
from rapporteur.wording import fold

_RUNNING: frozenset[BlockKind] = frozenset({"heading", "paragraph", "item", "cell", "caption"})
_ITEM_STYLES = frozenset({"bullet", "dash", "decimal", "letter", "roman"})
LABEL = 15  # letters of "Figure 12."
LONGEST_BOLD = 120  # letters of a heading that only bold type sets apart
_HEADING_STYLES = frozenset({"chapter", "capital", "number", "decimal"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows that make one block, `skip` letters of the first being its marker."""

    order: int
    kind: BlockKind
    rows: Sequence[Row]
    skip: int = 0
    marker: str = ""
    group: Group | None = None


def lay_out(source: Source) -> Source:
    """Return `source` with its blocks and sentences; the pages stay as they are.

    Every line of the pages goes into one block: headings, paragraphs, items, cells and captions
    are running text; footnotes, comments and furniture are kept apart from it.
    """
    pages = measure_rows(source)
    furniture = find_furniture(source, pages)
    text = [[row for row in rows if row.order not in furniture] for rows in pages]
    aside = [[row for row in rows if row.order in furniture] for rows in pages]
    notes = find_notes(text, {rows[0].page: rows for rows in aside if rows})
    in_notes = {row.order for note in notes for row in note.rows}
    body = [[row for row in rows if row.order not in in_notes] for rows in text]
    typed = _has_type(body)
    groups = join_broken(group_rows(list(chain.from_iterable(body))), typed)
    parts = _name_groups(groups, usual_size(body), typed)
    parts += [_Part(n.rows[0].order, "footnote", n.rows, n.skip, n.label) for n in notes]
    parts += [_Part(row.order, "furniture", (row,)) for row in chain.from_iterable(aside)]
    parts.sort(key=lambda part: part.order)
    calls: dict[int, list[Call]] = defaultdict(list)
    for call in find_calls(body, notes):
        calls[call.row].append(call)
    vocabulary = Vocabulary(row.text for row in chain.from_iterable(text))
    levels = _find_levels(parts)
    blocks = tuple(
        block
        for part, level in zip(parts, levels, strict=True)
        if (block := _build_block(source, part, level, calls, vocabulary)).pieces
    )
    return replace(source, blocks=blocks, sentences=tuple(_cut_sentences(blocks)))


def _build_block(
    source: Source,
    part: _Part,
    level: int,
    calls: Mapping[int, Sequence[Call]],
    vocabulary: Vocabulary,
) -> Block:
    runs = build_runs(source.pages, part.rows, part.skip, calls, vocabulary)
    pieces = tuple(runs.pieces)
    return Block(
        part.kind,
        pieces,
        text_of(source.pages, pieces),
        level=level,
        marker=part.marker,
        marks=tuple(runs.marks),
    )


def _has_type(body: Iterable[Sequence[Row]]) -> bool:
    """Whether headings are set apart by type: old scans know neither bold nor sizes."""
    return any(row.line.bold and len(row.text) > 3 for row in chain.from_iterable(body))


def _name_groups(groups: Sequence[Group], body: float, typed: bool) -> list[_Part]:
    parts = []
    styled = sum(group.rows[0].line.role == "heading" for group in groups)
    dated = [i for i, group in enumerate(groups) if is_date_line(group.text)]
    for i, group in enumerate(groups):
        above = groups[i - 1] if i else None
        below = groups[i + 1] if i + 1 < len(groups) else None
        first = group.marker_row or group.rows[0]
        marker = group.marker.text if group.marker else ""
        kind: BlockKind
        if _is_listed(above, group) or _is_listed(group, below):
            kind = "item" if _style_of(group) in _ITEM_STYLES else "paragraph"
        elif styled <= 1 and below and _is_bold_title(group, below):
            kind = "heading"
        elif dated == [i] and not group.rows[0].line.role:  # the cover's; more may part a text
            kind = "paragraph"
        else:
            kind = _find_kind(group, below, body, typed)
        parts.append(_Part(first.order, kind, group.rows, group.skip, marker, group))
    return parts


def _style_of(group: Group) -> str:
    return group.marker.style if group.marker else ""


def _is_listed(above: Group | None, below: Group | None) -> bool:
    """Whether two groups are neighbours in one numbered list, and so no headings, bold or not."""
    if above is None or below is None or above.is_cell or below.is_cell:
        return False
    one, other = above.rows[0].line, below.rows[0].line
    if one.role or other.role or one.bold != other.bold:
        return False
    if not (above.marker and below.marker) or _style_of(below) not in ("decimal", "number"):
        return False
    return follows(above.marker.text, below.marker.text)


def _is_bold_title(group: Group, below: Group) -> bool:
    """Whether a paragraph is a heading by its type, in a file whose styles name no headings."""
    line, text = group.rows[0].line, group.text.removesuffix(":")
    if line.role != "paragraph" or not line.bold or below.rows[0].line.bold:
        return False
    labelled = ": " in text and not is_labelled(text)  # "Responsible unit: Finance"
    return len(text) <= LONGEST_BOLD and not labelled and has_heading_words(text, 1)


def _find_kind(group: Group, below: Group | None, body: float, typed: bool) -> BlockKind:
    role = group.rows[0].line.role
    if role:
        return role
    if group.is_cell:
        return "cell"
    text, style = group.text, _style_of(group)
    if is_caption(text) and len(group.rows) < 8:
        return "caption"
    if _is_heading(group, text, below, body, typed):
        return "heading"
    return "item" if style in _ITEM_STYLES else "paragraph"


def _is_heading(group: Group, text: str, below: Group | None, body: float, typed: bool) -> bool:
    if group.marker and group.marker.style not in _HEADING_STYLES:
        return False
    boxed = group.rows[0].line.box is not None and typed
    if boxed and is_numbered_label(text):
        return all(row.line.bold for row in group.rows)
    if not has_heading_words(text, len(group.rows), _longest(group, boxed)):
        return False
    if boxed:
        return stands_out(group.rows, text, body)
    # Without type to go by, a heading is short, stands free, and has text under it.
    last = group.rows[-1]
    if below is None or (below.rows[0].starts == "page" and last.page != group.rows[0].page):
        return False
    return last.room > 2 and below.rows[0].page == last.page


def _longest(group: Group, boxed: bool) -> int:
    if not boxed:
        return LONGEST
    numbered = _style_of(group) in ("chapter", "capital")
    return LONGEST_NUMBERED if numbered and group.rows[0].line.bold else LONGEST_SET


def _find_levels(parts: Sequence[_Part]) -> list[int]:
    """Return the depth of each part: of headings from 1, of nested items from 0."""
    levels = [part.rows[0].line.level for part in parts]
    own = [
        (i, part.group)
        for i, part in enumerate(parts)
        if part.kind == "heading" and part.group and not levels[i]
    ]
    words = Counter(fold(group.text) for _, group in own)
    shapes = []
    capital = ""
    for _, group in own:
        shape = shape_of(group.rows, group.text, group.marker, words[fold(group.text)] > 1)
        if group.marker and shape.style in ("chapter", "capital"):
            if follows(capital, group.marker.text):  # "I." after "H." is a letter
                shape = replace(shape, style="capital")
            capital = group.marker.text if shape.style == "capital" else ""
        shapes.append(shape)
    top = min((level for level in levels if level), default=0)  # of the headings by style
    for (i, group), level in zip(own, rank_shapes(shapes), strict=True):
        levels[i] = level + (top if group.rows[0].line.role else 0)
    for i, level in _find_depths(parts):
        levels[i] = level
    return levels


def _find_depths(parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """Yield the place and depth of list items, by the order in which their markers first come."""
    open_lists: list[tuple[str, str]] = []  # style and latest marker, outermost first
    for i, part in enumerate(parts):
        if part.kind in ("footnote", "furniture"):
            continue
        if part.kind != "item" or part.rows[0].line.role or not (part.group and part.group.marker):
            open_lists = []
            continue
        style: str = part.group.marker.style
        marker = part.marker
        if open_lists and follows(open_lists[-1][1], marker):
            style = open_lists[-1][0]  # "(i)" after "(h)" is a letter
        depth = next((d for d, (s, _) in enumerate(open_lists) if s == style), len(open_lists))
        open_lists[depth:] = [(style, marker)]
        yield i, depth


def _cut_sentences(blocks: Iterable[Block]) -> Iterator[Sentence]:
    order = 0
    for index, block in enumerate(blocks):
        if block.kind not in _RUNNING:
            continue
        spans = _split_block(block)
        for start, end in spans:
            yield Sentence(
                order,
                block.text[start:end],
                cut_runs(block.pieces, start, end),
                index,
                block.kind,
                marker=block.marker,
                first=start == spans[0][0],
            )
            order += 1


def _split_block(block: Block) -> list[tuple[int, int]]:
    if block.kind == "heading":
        return cut_long(block.text, [(0, len(block.text))])
    spans = cut_long(block.text, split_sentences(block.text))
    if block.kind == "caption" and len(spans) > 1 and spans[0][1] < LABEL:
        return [(0, spans[1][1]), *spans[2:]]  # "Figure 1. Title" is one sentence
    return spans
