"""Read documents as the product does, and keep what its heads are told of each sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rapporteur.coding.combine import combine_codings
from rapporteur.coding.keyword import KeywordCoder
from rapporteur.coding.points import find_contexts, is_topical
from rapporteur.coding.trained import TAUGHT, TrainedCoder
from rapporteur.evidence import Point, Source, Voice, make_anchor
from rapporteur.extract.point.groups import find_groups
from rapporteur.extract.point.kinds import Ruling, judge
from rapporteur.extract.point.signals import find_signals
from rapporteur.extract.voice.voices import find_voices
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import outline
from rapporteur.settings import Settings

Rows = npt.NDArray[np.float32]

NO_OCR = Settings(ocr_languages="none")


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences of one document with what the rules say of each, a row a sentence.

    `signals` are the numbers that each head ("kind", "gcm", "sdg", "groups") hears beside the
    vectors; a document on which the rules are not heard has none. `kinds` are the rules' guesses.
    """

    name: str
    texts: tuple[str, ...]
    titles: tuple[str, ...]
    kinds: tuple[str, ...]
    signals: Mapping[str, Rows]


def read_document(path: Path, name: str) -> Document:
    """Read one file; raise SourceError where it is none that can be read."""
    gazetteer = load_gazetteer()
    dialogue = outline(str(path), NO_OCR, gazetteer)
    source = dialogue.sources[0]
    voices = find_voices(dialogue, source, gazetteer)
    rulings = judge(dialogue, source, voices)
    titles = {segment.id: segment.title for segment in dialogue.segments}
    points = _points(source, rulings)
    above = {point.id: titles.get(point.segment, "") for point in points}
    signals = {"kind": np.stack([find_signals(r.features, r.votes) for r in rulings])}
    signals |= {name: _code_signals(name, points, above) for name in TAUGHT}
    signals["groups"] = _group_signals(source, voices)
    return Document(
        name,
        tuple(point.text for point in points),
        tuple(above.values()),
        tuple(point.kind for point in points),
        signals,
    )


def _points(source: Source, rulings: Sequence[Ruling]) -> list[Point]:
    return [
        Point(
            id=str(at),
            text=sentence.text,
            anchor=make_anchor(source, sentence.pieces),
            segment=sentence.segment,
            order=sentence.order,
            kind=ruling.guess.kind,
            confidence=ruling.guess.confidence,
            reason="",
        )
        for at, (sentence, ruling) in enumerate(zip(source.sentences, rulings, strict=True))
    ]


def _code_signals(name: str, points: Sequence[Point], above: Mapping[str, str]) -> Rows:
    framework = load_frameworks()[name]
    keyword = KeywordCoder(framework)
    topical = is_topical(keyword, points)
    around = find_contexts(points, above)
    proposals = [
        combine_codings([keyword.code(point, around[point.id], topical)]) for point in points
    ]
    return TrainedCoder(framework, keyword).find_signals(points, list(above.values()), proposals)


def _group_signals(source: Source, voices: Sequence[Voice]) -> Rows:
    codes = [code.code for code in load_frameworks()["groups"].codes]
    found = find_groups(source, voices)
    return np.array([[code in groups for code in codes] for groups in found], np.float32)
