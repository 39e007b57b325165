"""Find the recommendations that a record lists as its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Block, Dialogue, Source
from rapporteur.extract.addressees import find_addressees
from rapporteur.extract.cuts import Stretch, stretch_of
from rapporteur.extract.drafts import Draft
from rapporteur.extract.listings import ASIDE
from rapporteur.gazetteer import Gazetteer

NUMBERED = re.compile(
    r"(?:Key |Main |Strategic |Priority )?Recommendation\s+(?:No\.?\s*|#)?"
    r"(\d+[a-z]?(?:\.\d+)*)\s*[:.–—-]\s+(?=\S)",
    re.I,
)
LEADER = re.compile(r"(?:\.\s?){4,}\d*\s*$")
SHORTEST = 12  # characters: a shorter item is a label


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under a title that announces recommendations; `mixed` holds other matter too."""

    blocks: tuple[Block, ...]
    mixed: bool


def find_own(dialogue: Dialogue, source: Source, gazetteer: Gazetteer) -> tuple[Draft, ...]:
    """Return the recommendations of the record's own lists, in reading order.

    They are the list items under a title that announces recommendations, each sub-item and
    its parent counting as one, and whatever is printed after "Recommendation 1:".
    """
    drafts: list[Draft] = []
    for section in _gather_sections(dialogue, source):
        drafts.extend(_read_section(section, gazetteer))
    known = {draft.words.pieces[0][:2] for draft in drafts}
    drafts.extend(
        d for d in _find_numbered(source, gazetteer) if d.words.pieces[0][:2] not in known
    )
    unique = {draft.words.text: draft for draft in reversed(drafts)}
    return tuple(sorted(unique.values(), key=lambda draft: draft.words.pieces[0][:2]))


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


def _gather_sections(dialogue: Dialogue, source: Source) -> Iterator[Section]:
    titles = _titles_of_blocks(dialogue, source)
    gathered: list[Block] = []
    current = ""
    for block, title in zip(source.blocks, titles, strict=True):
        if block.kind in ASIDE:
            continue
        if title != current:
            if gathered:
                yield Section(tuple(gathered), bool(_titles()[2].search(current)))
            gathered, current = [], title
        if title:
            gathered.append(block)
    if gathered:
        yield Section(tuple(gathered), bool(_titles()[2].search(current)))


def _titles_of_blocks(dialogue: Dialogue, source: Source) -> list[str]:
    """Return, for each block, the announcing title it stands under, or nothing."""
    by_segment = _titles_of_segments(dialogue)
    segments: dict[int, str] = {}
    for sentence in source.sentences:
        segments.setdefault(sentence.block, sentence.segment)
    if not any(segments.values()):
        return _titles_of_headings(source.blocks)
    titles: list[str] = []
    for index, block in enumerate(source.blocks):
        segment = segments.get(index, block.segment)
        titles.append(by_segment.get(segment, "") if segment else (titles[-1] if titles else ""))
    return titles


def _titles_of_segments(dialogue: Dialogue) -> dict[str, str]:
    known = {segment.id: segment for segment in dialogue.segments}
    titles: dict[str, str] = {}
    for segment in dialogue.segments:
        at, seen = segment, {segment.id}
        while not (at.kind == "recommendations" or announces(at.title)):
            parent = known.get(at.parent)
            if parent is None or parent.id in seen or at.kind in ("agenda", "annex", "front"):
                break
            seen.add(parent.id)
            at = parent
        else:
            titles[segment.id] = f"{at.title}\n{segment.id}"
    return titles


def _titles_of_headings(blocks: Sequence[Block]) -> list[str]:
    titles: list[str] = []
    current, level = "", 0
    for block in blocks:
        if block.kind == "heading":
            if announces(block.text):
                current, level = block.text, block.level
            elif block.level <= level:
                current = ""
        titles.append(current)
    return titles


def _read_section(section: Section, gazetteer: Gazetteer) -> Iterator[Draft]:
    introduction = ""
    for block in section.blocks:
        if block.kind != "item":
            introduction = block.text if block.kind == "paragraph" else ""
            continue
        if len(block.text) < SHORTEST or LEADER.search(block.text):
            continue
        if section.mixed and not _directs(block.text, introduction):
            continue
        asked = find_addressees(block.text, gazetteer, introduction)
        yield Draft(stretch_of(block), "report", ("report",), asked, number=_number(block.marker))


def _number(marker: str) -> str:
    return marker if any(c.isalnum() for c in marker) else ""


def _directs(text: str, introduction: str) -> bool:
    """Tell whether an item asks for something, by itself or by what introduces it."""
    cues = load_cues("recommendations")
    asking = "|".join([*cues["modals"], *cues["asking"], cues["recommending"]])
    return bool(
        re.search(rf"\b(?:{asking})\b", text, re.I) or re.search(r"\brecommend", introduction, re.I)
    )


def _find_numbered(source: Source, gazetteer: Gazetteer) -> Iterator[Draft]:
    for block in source.blocks:
        if block.kind in ASIDE:
            continue
        label = NUMBERED.match(block.text)
        if label is None or LEADER.search(block.text):
            continue
        words: Stretch = stretch_of(block).cut(label.end(), len(block.text))
        if len(words.text) >= SHORTEST:
            asked = find_addressees(words.text, gazetteer)
            yield Draft(words, "report", ("report",), asked, number=label.group(1))
