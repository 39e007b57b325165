"""The segments of a dialogue in order, with who is in each: short on its page, whole on its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from rapporteur.evidence import Dialogue, Participant, Segment
from rapporteur.store.count import count_segments, count_voices
from rapporteur.store.select import Filter
from rapporteur.store.strip import list_voices_of_segments
from rapporteur.store.view import get_dialogue
from rapporteur.web.names import language_of
from rapporteur.web.page import PageNumber, count_pages, render, store_of

router = APIRouter()

LONG = 60  # segments and people; a page of a dialogue that shows more is slow to load and to read
SHORT = 50  # segments that stand for a longer outline
PER_PAGE = 50  # segments


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment in the outline: how deep it lies, who is in it, how many points it holds.

    `others` are the States and organisations that speak in it without a person who is named.
    """

    segment: Segment
    depth: int
    people: tuple[Participant, ...]
    points: int
    others: tuple[str, ...] = ()


@router.get("/dialogues/{key}/segments")
def show(request: Request, key: str, page: PageNumber = 1) -> HTMLResponse:
    """Show all segments of a dialogue with their people, some at a time."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    within = Filter(dialogue=key, headings=False)
    entries = outline(dialogue, count_segments(store, within), list_voices_of_segments(store, key))
    pages = count_pages(len(entries), PER_PAGE)
    if page > pages:
        raise HTTPException(404)
    return render(
        request,
        "segments.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        entries=entries[(page - 1) * PER_PAGE : page * PER_PAGE],
        others=others(dialogue) if page == pages else [],
        sources={source.id: source for source in dialogue.sources},
        spoke=set(count_voices(store, within)),
        page=page,
        pages=pages,
    )


def outline(
    dialogue: Dialogue, points: Mapping[str, int], voices: Mapping[str, tuple[str, ...]]
) -> tuple[Entry, ...]:
    """Return the segments in order, source by source, each with its depth below its chapter."""
    depths: dict[str, int] = {}
    people: dict[str, list[Participant]] = defaultdict(list)
    for person in dialogue.participants:
        people[person.segment].append(person)
    entries = []
    for segment in dialogue.segments:
        depth = depths.get(segment.parent, -1) + 1
        depths[segment.id] = depth
        named = {person.entity for person in people[segment.id]}
        others = tuple(code for code in voices.get(segment.id, ()) if code not in named)
        entries.append(
            Entry(segment, depth, tuple(people[segment.id]), points.get(segment.id, 0), others)
        )
    return tuple(entries)


def others(dialogue: Dialogue) -> list[Participant]:
    """Return the people who are named in no segment."""
    placed = {segment.id for segment in dialogue.segments}
    return [person for person in dialogue.participants if person.segment not in placed]


def is_long(dialogue: Dialogue) -> bool:
    """Whether the outline with its people is too long for the page of the dialogue."""
    return len(dialogue.segments) + len(dialogue.participants) > LONG


def shorten(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the upper levels of an outline, as many as come to SHORT segments."""
    for depth in sorted({entry.depth for entry in entries}, reverse=True):
        upper = tuple(entry for entry in entries if entry.depth <= depth)
        if len(upper) <= SHORT:
            return upper
    return tuple(entry for entry in entries if not entry.depth)[:SHORT]
