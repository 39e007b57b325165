"""One dialogue: its facts, segments, people, Notices and sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine

from rapporteur.find.browse import count_all
from rapporteur.find.matrix import ALL, count_values
from rapporteur.store.choice import VOICES
from rapporteur.store.count import count_dialogue, count_pages, count_segments
from rapporteur.store.select import Filter
from rapporteur.store.strip import list_voices_of_segments
from rapporteur.store.view import get_dialogue
from rapporteur.web.names import is_state, language_of
from rapporteur.web.outline import is_long, others, outline, shorten
from rapporteur.web.page import render, store_of
from rapporteur.web.strip import BYS, legend, sizes_of
from rapporteur.web.worldmap import HEIGHT, WIDTH, place_spots

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks and of whom it is told, with the number of sentences, most first."""

    states: dict[str, int]
    bodies: dict[str, int]
    told: dict[str, int]


@router.get("/dialogues/{key}")
def show(request: Request, key: str, by: str = "kind") -> HTMLResponse:
    """Show one dialogue; `by` says by what the strip of its sentences is coloured."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    sentences = count_segments(store, Filter(dialogue=key, headings=False))
    entries = outline(dialogue, sentences, list_voices_of_segments(store, key))
    long = is_long(dialogue)
    voices = find_voices(store, key)
    colour = by if by in BYS else "kind"
    total = sum(sentences.values())
    return render(
        request,
        "dialogue.html",
        dialogue=dialogue,
        language=language_of(dialogue),
        counts=count_dialogue(store, key),
        voices=voices,
        kinds=_most_first(count_values(store, "kind", Filter(dialogue=key, headings=False))),
        spots=place_spots(voices.states, voices.told),
        map_size=(WIDTH, HEIGHT),
        entries=shorten(entries) if long else entries,
        long=long,
        others=[] if long else others(dialogue),
        spoke={*voices.states, *voices.bodies},
        pages=count_pages(store, key),
        sources={source.id: source for source in dialogue.sources},
        sentences=total,
        judged=count_all(store, Filter(dialogue=key, headings=False, reviewed="yes")),
        by=colour,
        pictures=sizes_of(total),
        **legend(colour),
    )


def find_voices(store: Engine, dialogue: str) -> Voices:
    """Count who speaks in a dialogue, States apart from others, and of whom it is told."""
    within = Filter(dialogue=dialogue, headings=False)
    said, told = (_most_first(count_values(store, by, within)) for by in ("voice", "about"))
    named = {code: number for code, number in said.items() if code not in VOICES}
    return Voices(
        {code: number for code, number in named.items() if is_state(code)},
        {code: number for code, number in named.items() if not is_state(code)},
        told,
    )


def _most_first(numbers: Mapping[str, int]) -> dict[str, int]:
    counted = ((key, number) for key, number in numbers.items() if key != ALL)
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))
