"""One dialogue: its facts, segments, people, Notices and sources."""

from collections import defaultdict
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rapporteur.evidence import Dialogue, Participant, Segment
from rapporteur.store.count import count_dialogue, count_pages, count_segments
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue
from rapporteur.web.names import language_of
from rapporteur.web.page import render, store_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment in the outline: how deep it lies, who is in it, how many points it holds."""

    segment: Segment
    depth: int
    people: tuple[Participant, ...]
    points: int


@router.get("/dialogues/{key}")
def show(request: Request, key: str) -> HTMLResponse:
    """Show one dialogue."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    counts = count_dialogue(store, key)
    entries = outline(dialogue, count_segments(store, Filter(dialogue=key, headings=False)))
    placed = {segment.id for segment in dialogue.segments}
    return render(
        request,
        "dialogue.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        counts=counts,
        entries=entries,
        others=[person for person in dialogue.participants if person.segment not in placed],
        pages=count_pages(store, key),
        sources={source.id: source for source in dialogue.sources},
    )


def outline(dialogue: Dialogue, points: dict[str, int]) -> tuple[Entry, ...]:
    """Return the segments in order, source by source, each with its depth below its chapter."""
    depths: dict[str, int] = {}
    people: dict[str, list[Participant]] = defaultdict(list)
    for person in dialogue.participants:
        people[person.segment].append(person)
    entries = []
    for segment in dialogue.segments:
        depth = depths.get(segment.parent, -1) + 1
        depths[segment.id] = depth
        entries.append(Entry(segment, depth, tuple(people[segment.id]), points.get(segment.id, 0)))
    return tuple(entries)
