"""Find the practices that already answer a recommendation: rather none than one that does not.

A practice answers where it bears on the same objective, comes near in meaning once what all points
of the store share is taken off, and says so in some of the same words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine

from rapporteur.cues import load_cues
from rapporteur.evidence import Coding, Point, Practice, Recommendation
from rapporteur.extract.practice.deeds import find_told
from rapporteur.extract.practice.wordings import STEM, content_words
from rapporteur.find.meaning import open_meanings
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.register import find_sharing
from rapporteur.store.vectors import KeptVectors
from rapporteur.store.view import find_codings, find_practices_by_id, find_statements
from rapporteur.vectors import find_vectors
from rapporteur.wording import fold, squeeze

Floats = npt.NDArray[np.float32]
By = Literal["asked", "asks", "others"]

# Chosen by reading what was shown for 40 recommendations of each of three records, see
# docs/guide.md: nine in ten of those that pass answer what is asked.
NEAR, SHARED = 0.45, 2  # least likeness, and words shared
CLOSE = 0.55  # likeness from which one shared word is enough
FEW, COMMON = 5, 0.12  # a word of more practices, and of this share of them, tells none apart
WORD = re.compile(r"[^\W\d_]+")
MOST = 100  # practices compared, those with most words shared first
TITLED = 30  # of these, the nearest whose titles are compared too


@dataclass(frozen=True, slots=True)
class Answer:
    """A practice that answers a recommendation, and why it is shown.

    `framework` and `codes` are what both bear on; `likeness` lies in 0..1; `words` stand in
    both, as the recommendation writes them; `by` tells who takes it: one who was asked, one who
    asks, or others. `here` is true where the same source tells of it.
    """

    practice: Practice
    framework: str
    codes: tuple[str, ...]
    likeness: float
    words: tuple[str, ...]
    by: By
    here: bool


@dataclass(frozen=True, slots=True)
class _Ask:
    recommendation: Recommendation
    framework: str
    codes: frozenset[str]
    words: frozenset[str]


def find_answers(engine: Engine, recommendation: Recommendation, most: int = 8) -> list[Answer]:
    """Return at most `most` practices that answer `recommendation`, nearest first.

    Those that stand on the same sentence are none: what asks is not what was done.
    """
    ask = _read(engine, recommendation)
    if not ask.words:
        return []
    near = _sharing(engine, ask)
    points = _points_of(engine, (key for practice, _ in near for key in practice.points))
    found = _compare(engine, ask, near, points)
    codings = find_codings(engine, [key for practice, _, _ in found for key in practice.points])
    answers = [
        Answer(
            practice,
            ask.framework,
            _shared_codes(ask, practice, codings),
            likeness,
            _as_written(recommendation.text, words),
            _by(practice, recommendation),
            points[practice.points[0]].anchor.source == recommendation.anchor.source,
        )
        for practice, likeness, words in found
    ]
    return sorted(answers, key=lambda one: (not one.here, -one.likeness))[:most]


def _read(engine: Engine, recommendation: Recommendation) -> _Ask:
    codings = find_codings(engine, recommendation.points)
    every = [c for key in recommendation.points for c in codings.get(key, ())]
    for framework in ("gcm", "sdg"):
        codes = frozenset(c.code for c in every if c.framework == framework and c.code.isdigit())
        if codes:
            words = asking_words(recommendation.text)
            return _Ask(recommendation, framework, codes, words)
    return _Ask(recommendation, "", frozenset(), frozenset())


def _sharing(engine: Engine, ask: _Ask) -> list[tuple[Practice, frozenset[str]]]:
    """Return practices that somebody takes on the same objectives, told in the same words."""
    codes = [(ask.framework, code) for code in sorted(ask.codes)]
    shared = dict(find_sharing(engine, codes, ask.words, (FEW, COMMON))[:MOST])
    own = set(ask.recommendation.points)
    found = find_practices_by_id(engine, list(shared))
    return [(one, shared[one.id]) for one in found if own.isdisjoint(one.points)]


def _compare(
    engine: Engine,
    ask: _Ask,
    near: Sequence[tuple[Practice, frozenset[str]]],
    points: dict[str, Point],
) -> list[tuple[Practice, float, frozenset[str]]]:
    """Return those that pass with their likeness: of a sentence, or of the title."""
    text, keep = ask.recommendation.text, KeptVectors(engine)
    middle = open_meanings(engine).middle
    told = {text, *(point.text for point in points.values())}
    vectors = {t: _off(v.meaning, middle) for t, v in find_vectors(told, keep).items()}
    scored = []
    for practice, words in near:
        texts = [points[key].text for key in practice.points if key in points]
        if texts:
            likeness = max(float(vectors[text] @ vectors[t]) for t in texts)
            scored.append((practice, likeness, words))
    scored.sort(key=lambda one: -one[1])
    titles = {one.title for one, _, _ in scored[:TITLED]}
    vectors |= {t: _off(v.meaning, middle) for t, v in find_vectors(titles, keep).items()}
    best = [
        (one, max(likeness, float(vectors[text] @ vectors[one.title])), words)
        for one, likeness, words in scored[:TITLED]
    ]
    return [(one, round(likeness, 2), words) for one, likeness, words in best
            if passes(likeness, len(words))]  # fmt: skip


def passes(likeness: float, shared: int) -> bool:
    """Tell whether a practice of this likeness that shares so many words is shown."""
    return (likeness >= NEAR and shared >= SHARED) or (likeness >= CLOSE and shared > 0)


def asking_words(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that say what is asked: no names, no reporting."""
    told = squeeze(text)
    told = told[find_told(told)[0] :]
    bare, at = [], 0
    for name in load_gazetteer().find_names(told):
        bare.append(told[at : name.start])
        at = name.end
    return content_words(" ".join([*bare, told[at:]])) - _untelling()


@cache
def _untelling() -> frozenset[str]:
    cues = load_cues("practices")
    return frozenset(
        word[:STEM] for name in ("reporting", "untelling") for word in cues[name].split()
    )


def _off(vector: Floats, middle: Floats) -> Floats:
    rest = vector - middle
    return rest / max(float(np.linalg.norm(rest)), 1e-9)


def _points_of(engine: Engine, keys: Iterable[str]) -> dict[str, Point]:
    told = find_statements(engine, list(dict.fromkeys(keys)))
    return {point.id: point for statement in told for point in statement.points}


def _shared_codes(
    ask: _Ask, practice: Practice, codings: dict[str, tuple[Coding, ...]]
) -> tuple[str, ...]:
    own = {
        c.code
        for key in practice.points
        for c in codings.get(key, ())
        if c.framework == ask.framework
    }
    return tuple(sorted(ask.codes & own, key=int))


def _as_written(text: str, stems: frozenset[str]) -> tuple[str, ...]:
    """Return the words of `text` that have these stems, each once, as they stand."""
    words = WORD.findall(text)
    named = {fold(word)[:STEM]: word for word in words if fold(word)[:STEM] in stems}
    return tuple(named.values())


def _by(practice: Practice, recommendation: Recommendation) -> By:
    takers = set(practice.implementers)
    if takers & set(recommendation.addressed_to):
        return "asked"
    return "asks" if takers & set(recommendation.voices) else "others"
