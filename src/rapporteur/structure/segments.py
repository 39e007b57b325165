"""Part a source into its titled stretches, and tie the report's panels to the agenda's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Block, Segment, Source, content_id
from rapporteur.evidence.segment import SegmentKind
from rapporteur.structure.agenda import Agenda, Slot
from rapporteur.structure.titles import NEAR, find_kind, find_number, likeness
from rapporteur.wording import fold, squeeze

# These stand beside one another, whatever the size of their type says.
_LEAVES: frozenset[SegmentKind] = frozenset(
    {"key message", "panel", "opening", "closing", "stories", "overview", "discussion"}
)
_BESIDE: frozenset[SegmentKind] = _LEAVES | {"conclusions", "agenda", "annex", "front", "break"}
TIED: frozenset[SegmentKind] = frozenset({"panel", "opening", "closing", "stories", "side event"})


@dataclass(frozen=True, slots=True)
class Outline:
    """A source's segments in order, and the segment id of each of its blocks ("" for none)."""

    segments: tuple[Segment, ...]
    of_block: tuple[str, ...]
    slots: tuple[tuple[str, Slot], ...] = ()


@dataclass(slots=True)
class _Draft:
    """Segments as they are found, and the open ones from the outermost to the innermost."""

    source: Source
    segments: list[Segment] = field(default_factory=list)
    open: list[tuple[int, Segment]] = field(default_factory=list)
    slots: list[tuple[str, Slot]] = field(default_factory=list)

    def add(self, segment: Segment) -> Segment:
        """Number `segment` and give it its id."""
        order = len(self.segments)
        named = content_id("seg", self.source.id, order, segment.title)
        self.segments.append(replace(segment, id=named, order=order, source=self.source.id))
        return self.segments[-1]


def outline(source: Source, agenda: Agenda | None) -> Outline:
    """Find the segments of a laid-out source; `agenda` is the one found in it, if any."""
    draft = _Draft(source)
    of_block: list[str] = []
    slots_at: dict[int, str] = {}
    for index, block in enumerate(source.blocks):
        if agenda is not None and index == agenda.first:
            slots_at = _add_agenda(draft, agenda)
        if agenda is not None and agenda.first <= index <= agenda.last:
            of_block.append(_slot_of(slots_at, index))
            continue
        if agenda is not None and index == agenda.last + 1:
            draft.open = []
        if block.kind == "heading" and re.search(r"[^\W\d_]", block.text):
            _add_heading(draft, block)
        elif not draft.segments and block.kind in ("paragraph", "item", "cell"):
            _add_front(draft, block)
        of_block.append(draft.open[-1][1].id if draft.open else "")
    tied = _tie(draft.segments, {slot_id for slot_id, _ in draft.slots})
    return Outline(tuple(tied), tuple(of_block), tuple(draft.slots))


def _add_front(draft: _Draft, block: Block) -> None:
    """Text before the first heading is front matter, where the source has headings at all."""
    if any(b.kind == "heading" for b in draft.source.blocks):
        segment = draft.add(Segment("", "", "front", page=_page(block)))
        draft.open = [(99, segment)]


def _page(block: Block) -> int:
    return block.pieces[0].page if block.pieces else 0


def _add_heading(draft: _Draft, block: Block) -> None:
    title = squeeze(block.text)
    marker = block.marker.strip()
    whole = title if not marker or title.startswith(marker) else f"{marker} {title}"
    number = find_number(whole)
    kind = find_kind(title)
    level = block.level or 1
    above = _find_parent(draft, kind, title, level)
    if kind == "chapter" and number and any(_gathers_messages(s) for _, s in above):
        kind = "key message"
        above = _drop(above, _BESIDE)
    if not number and marker:
        number = marker.strip("().[] ")
    parent = above[-1][1].id if above else ""
    segment = draft.add(Segment("", title, kind, parent, number, page=_page(block)))
    draft.open = [*above, (level, segment)]


def _find_parent(
    draft: _Draft, kind: SegmentKind, title: str, level: int
) -> list[tuple[int, Segment]]:
    """The open segments that a heading stands below."""
    if kind in load_cues("segments")["inner"] and len(title.split()) <= 2:
        for depth in reversed(range(len(draft.open))):
            if draft.open[depth][1].kind in ("key message", "panel"):
                return draft.open[: depth + 1]
    above = [(depth, segment) for depth, segment in draft.open if depth < level]
    return _drop(above, _LEAVES) if kind in _BESIDE else above


def _drop(
    above: list[tuple[int, Segment]], kinds: frozenset[SegmentKind]
) -> list[tuple[int, Segment]]:
    """Cut the open segments before the first of `kinds`."""
    for index, (_, segment) in enumerate(above):
        if segment.kind in kinds:
            return above[:index]
    return above


@cache
def _messages() -> re.Pattern[str]:
    return re.compile(load_cues("segments")["key message chapters"])


def _gathers_messages(segment: Segment) -> bool:
    return segment.kind == "chapter" and bool(_messages().match(fold(segment.title)))


def _add_agenda(draft: _Draft, agenda: Agenda) -> dict[int, str]:
    """Add the agenda and its slots; return the id of the segment that begins at each block."""
    first = draft.source.blocks[agenda.first]
    opens_titled = first.kind == "heading" and find_kind(first.text) == "agenda"
    title = squeeze(first.text) if opens_titled else _running_title(draft.source, agenda)
    whole = draft.add(Segment("", title, "agenda", page=_page(first)))
    begins = {agenda.first: whole.id}
    for slot in agenda.slots:
        segment = _add_slot(draft, slot, whole.id)
        begins[slot.block] = segment.id
        for inner in slot.inner:
            begins[inner.block] = _add_slot(draft, inner, segment.id).id
    draft.open = [(1, whole)]
    return begins


def _add_slot(draft: _Draft, slot: Slot, parent: str) -> Segment:
    segment = draft.add(
        Segment(
            "",
            slot.title,
            slot.kind,
            parent,
            slot.number,
            slot.day,
            slot.begins,
            slot.ends,
            slot.description,
            page=slot.page,
        )
    )
    draft.slots.append((segment.id, slot))
    return segment


def _running_title(source: Source, agenda: Agenda) -> str:
    """The agenda's title as its pages' running heads print it; "Agenda" where none does."""
    pages = {p.page for b in source.blocks[agenda.first : agenda.last + 1] for p in b.pieces}
    for block in source.blocks:
        if (
            block.kind == "furniture"
            and find_kind(block.text) == "agenda"
            and _page(block) in pages
        ):
            return squeeze(block.text)
    return "Agenda"


def _slot_of(slots_at: dict[int, str], index: int) -> str:
    return slots_at[max(start for start in slots_at if start <= index)]


def _tie(segments: Sequence[Segment], slots: set[str]) -> list[Segment]:
    """Give each of the report's own panels the id of the agenda's slot that it tells of."""
    agenda = [s for s in segments if s.id in slots]
    return [
        replace(s, panel=find_slot(s, agenda)) if s.id not in slots and s.kind in TIED else s
        for s in segments
    ]


def find_slot(segment: Segment, slots: Sequence[Segment]) -> str:
    """Return the id of the slot that `segment` tells of; "" where none or several fit.

    A panel's number and title may not disagree; the one whose title is nearest is taken.
    """
    near = [s for s in slots if _agree(segment, s)]
    if len(near) == 1:
        return near[0].id
    return best_slot(segment.title, near)


def best_slot(title: str, slots: Sequence[Segment]) -> str:
    """Return the id of the slot with the title nearest to `title`; "" where none is near."""
    ranked = sorted(((likeness(title, s.title), s.id) for s in slots), reverse=True)
    if not ranked or ranked[0][0] < NEAR or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return ""
    return ranked[0][1]


def _agree(segment: Segment, slot: Segment) -> bool:
    if segment.kind != slot.kind:
        return False
    if segment.kind in ("opening", "closing", "stories"):
        return True
    if segment.number and slot.number and segment.number != slot.number:
        return False
    return likeness(segment.title, slot.title) >= NEAR
