"""Hear the voices of an invented text."""

from dataclasses import replace

from rapporteur.evidence import Dialogue, Participant, Segment, Voice
from rapporteur.extract.voice.voices import find_voices
from rapporteur.gazetteer import Gazetteer
from tests.making import make_source


def voices(
    text: str,
    gazetteer: Gazetteer,
    *,
    title: str = "A Dialogue",
    segment: str = "discussion",
    headings: tuple[int, ...] = (),
    paragraphs: tuple[int, ...] | None = None,
    people: tuple[Participant, ...] = (),
) -> tuple[Voice, ...]:
    """Voices of a text with one sentence a line, all in one part of kind `segment`."""
    source = make_source(text)
    part = Segment("part", "Discussion", segment)  # type: ignore[arg-type]
    starts = range(len(source.sentences)) if paragraphs is None else paragraphs
    block, made = -1, []
    for sentence in source.sentences:
        block += sentence.order in starts
        kind = "heading" if sentence.order in headings else sentence.kind
        made.append(replace(sentence, block=max(block, 0), segment="part", kind=kind))
    source = replace(source, sentences=tuple(made))
    dialogue = Dialogue("d", title, sources=(source,), segments=(part,), participants=people)
    return find_voices(dialogue, source, gazetteer)
