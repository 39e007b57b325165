"""Lay a source out: furniture apart, footnotes apart, blocks and sentences in reading order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapporteur.evidence import Block, Sentence, Source, text_of
from rapporteur.evidence.source import BlockKind
from rapporteur.structure.footnotes import Call, find_calls, find_notes, usual_size
from rapporteur.structure.furniture import find_furniture
from rapporteur.structure.grouping import Group, group_rows
from rapporteur.structure.headings import (
    LONGEST,
    LONGEST_SET,
    has_heading_words,
    is_caption,
    rank_shapes,
    shape_of,
    stands_out,
)
from rapporteur.structure.hyphens import Vocabulary
from rapporteur.structure.markers import follows
from rapporteur.structure.pieces import build_runs, cut_runs
from rapporteur.structure.rows import Row, measure_rows
from rapporteur.structure.sentences import split_sentences
from rapporteur.wording import fold

_RUNNING: frozenset[BlockKind] = frozenset({"heading", "paragraph", "item", "cell", "caption"})
_ITEM_STYLES = frozenset({"bullet", "dash", "decimal", "letter", "roman"})
LABEL = 15  # letters of "Figure 12."
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
    notes = find_notes(text)
    in_notes = {row.order for note in notes for row in note.rows}
    body = [[row for row in rows if row.order not in in_notes] for rows in text]
    groups = group_rows(list(chain.from_iterable(body)))
    parts = _name_groups(groups, usual_size(body), _has_type(body))
    parts += [_Part(n.rows[0].order, "footnote", n.rows, n.skip, n.label) for n in notes]
    apart = (row for row in chain.from_iterable(pages) if row.order in furniture)
    parts += [_Part(row.order, "furniture", (row,)) for row in apart]
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
    for i, group in enumerate(groups):
        below = groups[i + 1] if i + 1 < len(groups) else None
        first = group.marker_row or group.rows[0]
        marker = group.marker.text if group.marker else ""
        kind = _find_kind(group, below, body, typed)
        parts.append(_Part(first.order, kind, group.rows, group.skip, marker, group))
    return parts


def _find_kind(group: Group, below: Group | None, body: float, typed: bool) -> BlockKind:
    role = group.rows[0].line.role
    if role:
        return role
    if group.is_cell:
        return "cell"
    text, style = group.text, group.marker.style if group.marker else ""
    if is_caption(text) and len(group.rows) < 8:
        return "caption"
    if _is_heading(group, text, below, body, typed):
        return "heading"
    return "item" if style in _ITEM_STYLES else "paragraph"


def _is_heading(group: Group, text: str, below: Group | None, body: float, typed: bool) -> bool:
    if group.marker and group.marker.style not in _HEADING_STYLES:
        return False
    boxed = group.rows[0].line.box is not None and typed
    if not has_heading_words(text, len(group.rows), LONGEST_SET if boxed else LONGEST):
        return False
    if boxed:
        return stands_out(group.rows, text, body)
    # Without type to go by, a heading is short, stands free, and has text under it.
    last = group.rows[-1]
    if below is None or (below.rows[0].starts == "page" and last.page != group.rows[0].page):
        return False
    return last.room > 2 and below.rows[0].page == last.page


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
    for (i, _), level in zip(own, rank_shapes(shapes), strict=True):
        levels[i] = level
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
        return [(0, len(block.text))]
    spans = split_sentences(block.text)
    if block.kind == "caption" and len(spans) > 1 and spans[0][1] < LABEL:
        return [(0, spans[1][1]), *spans[2:]]  # "Figure 1. Title" is one sentence
    return spans
