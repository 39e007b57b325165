"""How far two labellings of the same sentences agree, measure by measure."""

from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import Any

from rapporteur.evaluate.classes import CLASSES, score_class
from rapporteur.evaluate.labels import Label, get_letters, get_sources, get_values
from rapporteur.evidence import KINDS

SETS = ("about", "gcm", "sdg", "groups")


def compare(truths: Sequence[Label], guesses: Sequence[Label]) -> dict[str, float]:
    """Return each measure, 0..1 (kappa may fall below), of `guesses` against one reader.

    F1 is that of all single labels together; "gcm first hit" is how often the best code is one
    of the reader's, where the reader gave any.
    """
    pairs = list(zip(truths, guesses, strict=True))
    named = [(get_sources(t), get_sources(g)) for t, g in pairs]
    measures = {
        "source F1": _f1(named),
        "source accuracy": mean(t == g for t, g in named),
        "speaker accuracy": mean(
            get_letters(t.speaker) == get_letters(g.speaker) for t, g in pairs
        ),
        "kind accuracy": mean(t.kind == g.kind for t, g in pairs),
        "kind macro F1": _kind_macro(truths, guesses),
        "kind kappa": kappa([t.kind for t in truths], [g.kind for g in guesses]),
        "figures F1": _f1([(get_values(t), get_values(g)) for t, g in pairs]),
    }
    for name in SETS:
        found = [(set(getattr(t, name)), set(getattr(g, name))) for t, g in pairs]
        measures[f"{name} F1"] = _f1(found)
    coded = [(t.gcm, g.gcm) for t, g in pairs if t.gcm]
    measures["gcm first hit"] = mean(g[:1] != [] and g[0] in t for t, g in coded) if coded else 1.0
    return measures


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa: agreement beyond what chance would give (Cohen 1960); 1 where all agree."""
    seen = mean(a == b for a, b in zip(one, other, strict=True))
    first, second = Counter(one), Counter(other)
    chance = sum(first[name] * second[name] for name in first) / len(one) ** 2
    return 1.0 if chance == 1.0 else (seen - chance) / (1 - chance)


def mean_measures(measures: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each measure; nothing where there are none."""
    return {name: mean(m[name] for m in measures) for name in measures[0]} if measures else {}


def _f1(pairs: Sequence[tuple[set[Any], set[Any]]]) -> float:
    hits = sum(len(truth & guess) for truth, guess in pairs)
    total = sum(len(truth) + len(guess) for truth, guess in pairs)
    return 2 * hits / total if total else 1.0


def _kind_macro(truths: Sequence[Label], guesses: Sequence[Label]) -> float:
    kinds = CLASSES["kind"]
    truth, said = [kinds(label) for label in truths], [kinds(label) for label in guesses]
    scores = [score_class(kind, truth, said) for kind in KINDS]
    return mean(score.f1 for score in scores if score.n)
