"""Bring sentences, voices and labels together into statements and points."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rapporteur.evidence import (
    Dialogue,
    Figure,
    Point,
    Sentence,
    Source,
    Statement,
    Voice,
    content_id,
    make_anchor,
)
from rapporteur.extract.point.figures import find_figures
from rapporteur.extract.point.groups import find_groups
from rapporteur.extract.point.kinds import KindGuess
from rapporteur.extract.point.learned import find_kinds
from rapporteur.extract.point.places import find_places
from rapporteur.extract.voice.succession import number_turns
from rapporteur.extract.voice.voices import find_voices
from rapporteur.gazetteer import Gazetteer
from rapporteur.vectors import Vectors

Labels = tuple[KindGuess, tuple[str, ...], tuple[str, ...]]


def extract_statements(
    dialogue: Dialogue, source: Source, gazetteer: Gazetteer, vectors: Mapping[str, Vectors]
) -> tuple[Statement, ...]:
    """Return what each voice said in `source`, in reading order; every sentence is a point.

    Two holders of office who speak for one body in turn make two statements. `vectors` hold
    every sentence and every segment's title.
    """
    voices = find_voices(dialogue, source, gazetteer)
    kinds = find_kinds(dialogue, source, voices, vectors)
    places = find_places(source, voices, gazetteer, kinds)
    groups = find_groups(source, voices)
    labels = list(zip(kinds, places, groups, strict=True))
    turns = number_turns(zip(source.sentences, voices, strict=True))
    told = zip(source.sentences, voices, labels, turns, strict=True)
    return tuple(
        _statement(source, [(sentence, label) for sentence, _, label, _ in run], voice)
        for (voice, _, _), run in groupby(told, key=lambda row: (row[1], row[0].segment, row[3]))
    )


def _statement(source: Source, told: Sequence[tuple[Sentence, Labels]], voice: Voice) -> Statement:
    points = tuple(_point(source, sentence, labels) for sentence, labels in told)
    key = content_id("stm", points[0].id, voice.source, voice.speaker, voice.manner)
    return Statement(key, source.id, told[0][0].segment, voice, points)


def _point(source: Source, sentence: Sentence, labels: Labels) -> Point:
    kind, about, groups = labels
    figures: tuple[Figure, ...] = find_figures(sentence.text)
    return Point(
        id=content_id("pnt", source.id, sentence.order, sentence.text),
        text=sentence.text,
        anchor=make_anchor(source, sentence.pieces),
        segment=sentence.segment,
        order=sentence.order,
        kind=kind.kind,
        confidence=kind.confidence,
        reason=kind.reason,
        about=about,
        groups=groups,
        figures=figures,
    )
