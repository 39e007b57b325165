"""Guess the kind of each sentence: practice, challenge, contribution, recommendation, ..."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapporteur.evidence import KINDS, Dialogue, Kind, Source, Voice
from rapporteur.extract.point.features import Features, gather_features
from rapporteur.extract.point.scorers import SCORERS

_FADE = 0.75  # what each further vote for the same kind counts, against the one before


@dataclass(frozen=True, slots=True)
class KindGuess:
    """A sentence's kind, how surely (0..1), and who gave it, in plain words.

    `rule` is the strongest rule of the kind that the rules alone would give.
    """

    kind: Kind
    confidence: float
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules make of a sentence: its features, the votes for each kind, the guess."""

    features: Features
    votes: Mapping[Kind, float]
    guess: KindGuess


def judge(dialogue: Dialogue, source: Source, voices: Sequence[Voice]) -> tuple[Ruling, ...]:
    """Let the rules judge each of `source.sentences`, in order: one leans on the one before."""
    rulings: list[Ruling] = []
    lead: Kind | None = None
    for features in gather_features(dialogue, source, voices):
        lead = lead if features.intro else None
        before = rulings[-1].guess.kind if features.goes_on else None
        rulings.append(classify(replace(features, before=before, lead=lead)))
        if features.sentence.text.rstrip().endswith(":"):
            lead = _lead_kind(rulings)
    return tuple(rulings)


def _lead_kind(rulings: Sequence[Ruling]) -> Kind | None:
    """Return the kind that a list takes from its opening ("They recommended:")."""
    kinds = [ruling.guess.kind for ruling in rulings[-2:] if ruling.guess.kind != "other"]
    return kinds[-1] if kinds else None


def classify(features: Features) -> Ruling:
    """Add up the scorers' votes; the confidence is the winner's share of the softmax."""
    votes = [vote for scorer in SCORERS for vote in scorer(features)]
    totals = {kind: _total([v.weight for v in votes if v.kind == kind]) for kind in KINDS}
    best = max(KINDS, key=lambda kind: totals[kind])
    share = math.exp(totals[best]) / sum(math.exp(total) for total in totals.values())
    reasons = [vote for vote in votes if vote.kind == best]
    reason = max(reasons, key=lambda vote: vote.weight).reason if reasons else "no cue"
    return Ruling(features, totals, KindGuess(best, round(share, 3), reason, reason))


def _total(weights: Sequence[float]) -> float:
    """Add up votes for one kind, each further one at less: the same point is only made once."""
    ranked = sorted(weights, reverse=True)
    return sum(weight * _FADE**rank for rank, weight in enumerate(ranked))
