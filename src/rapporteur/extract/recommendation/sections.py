"""Gather the stretches of a source that stand under a title announcing recommendations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Block, Dialogue, Segment, Source
from rapporteur.extract.recommendation.listings import ASIDE

NUMBER = re.compile(r"\(?\d{1,3}[.)]?$")
ELSEWHERE = ("agenda", "annex", "front", "panel")  # kinds of segment: no lists of the record's own


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under an announcing title; `mixed` where the title holds other matter too."""

    blocks: tuple[Block, ...]
    mixed: bool


def announces(title: str) -> bool:
    """Tell whether a title announces recommendations ("Recommendations", "The way forward")."""
    headings, not_headings, _ = _titles()
    return bool(headings.search(title)) and not not_headings.search(title)


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("recommendations")
    names = ("headings", "not_headings", "mixed_headings")
    headings, not_headings, mixed = (
        re.compile("|".join(rf"\b{cue}" for cue in cues[name]), re.I) for name in names
    )
    return headings, not_headings, mixed


def gather_sections(dialogue: Dialogue, source: Source) -> Iterator[Section]:
    """Yield the sections of `source` whose title announces recommendations, in order.

    A section is a segment of the dialogue, or what follows a heading that no segment begins
    with, up to the next heading of its level or the next segment.
    """
    gathered: list[Block] = []
    current = ""
    for block, title in _titled(dialogue, source):
        if title != current and gathered:
            yield _section(gathered, current)
            gathered = []
        current = title
        if title:
            gathered.append(block)
    if gathered:
        yield _section(gathered, current)


def _section(blocks: list[Block], title: str) -> Section:
    # Under "Recommendation 2" stands all that is told of it, what was done included.
    mixed = bool(_titles()[2].search(title)) or bool(re.match(r"recommendation \W?\d", title, re.I))
    return Section(tuple(blocks), mixed)


def _titled(dialogue: Dialogue, source: Source) -> Iterator[tuple[Block, str]]:
    """Yield each running block with the announcing title it stands under, or nothing."""
    of_segment = announced_segments(dialogue)
    firsts: dict[int, str] = {}
    for sentence in source.sentences:
        firsts.setdefault(sentence.block, sentence.segment)
    segment, heading, level, since = "", "", 0, ""
    for index, block in enumerate(source.blocks):
        if block.kind in ASIDE:
            continue
        segment = firsts.get(index, block.segment) or segment
        if block.kind == "heading" and announces(block.text) and not block.text.endswith("."):
            heading, level, since = block.text, block.level, segment
        elif block.kind == "heading" and NUMBER.match(block.marker):
            since = segment  # an item in bold, taken for a title
        elif segment != since or (block.kind == "heading" and block.level <= level):
            heading = ""
        yield block, of_segment.get(segment, "") or heading


def announced_segments(dialogue: Dialogue) -> dict[str, str]:
    """Return the announcing title of each segment that stands under one, by segment id."""
    known = {segment.id: segment for segment in dialogue.segments}
    titles: dict[str, str] = {}
    for segment in dialogue.segments:
        above = _announcing(segment, known)
        if above is not None:
            titles[segment.id] = f"{above.title}\n{above.id}"
    return titles


def _announcing(segment: Segment, known: dict[str, Segment]) -> Segment | None:
    at: Segment | None = segment
    for _ in range(len(known)):
        if at is None or at.kind in ELSEWHERE:
            return None
        if announces(at.title):
            return at
        at = known.get(at.parent)
    return None
