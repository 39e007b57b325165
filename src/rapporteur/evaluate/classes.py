"""Precision, recall, F1 and n of each class of each measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from rapporteur.evaluate.labels import Label, get_letters, get_sources
from rapporteur.evidence import KINDS

Values = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, F1 of one class, how often readers used it (`n`) and the store did.

    A precision or recall of nothing is 0.
    """

    precision: float
    recall: float
    f1: float
    n: float
    said: float = 0.0


def _letters(label: Label) -> frozenset[str]:
    return frozenset({get_letters(label.speaker)} - {""})


# What a label says, measure by measure, as a set of classes.
CLASSES: dict[str, Callable[[Label], frozenset[str]]] = {
    "kind": lambda label: frozenset({label.kind}),
    "gcm": lambda label: frozenset(map(str, label.gcm)),
    "sdg": lambda label: frozenset(map(str, label.sdg)),
    "groups": lambda label: frozenset(label.groups),
    "source": lambda label: frozenset(get_sources(label)),
    "speaker": _letters,
    "about": lambda label: frozenset(label.about),
}


def score_classes(
    truths: Sequence[Sequence[Label]], guesses: Sequence[Label]
) -> dict[str, dict[str, Score]]:
    """Score every class that a reader or the store used, as the mean over the readers."""
    scores = {}
    for measure, values in CLASSES.items():
        said = [values(guess) for guess in guesses]
        readings = [[values(label) for label in truth] for truth in truths]
        names = _names(measure, [said, *readings])
        spelt = _spellings(measure, [guesses, *truths])
        scores[measure] = {spelt.get(n, n): _score(n, readings, said) for n in names}
    return scores


def _spellings(measure: str, labels: Sequence[Sequence[Label]]) -> dict[str, str]:
    """Return how sources and speakers are written; they are compared by their letters."""
    if measure not in ("source", "speaker"):
        return {}
    values = CLASSES[measure]
    every = (label for reading in labels for label in reading)
    return {name: getattr(label, measure) for label in every for name in values(label)}


def _names(measure: str, sets: Sequence[Values]) -> list[str]:
    if measure == "kind":
        return list(KINDS)
    used = {name for values in sets for found in values for name in found}
    return sorted(used, key=lambda name: (int(name) if name.isdigit() else 0, name))


def _score(name: str, readings: Sequence[Values], said: Values) -> Score:
    scores = [score_class(name, reading, said) for reading in readings]
    return Score(
        mean(s.precision for s in scores),
        mean(s.recall for s in scores),
        mean(s.f1 for s in scores),
        mean(s.n for s in scores),
        scores[0].said,
    )


def score_class(name: str, truth: Values, said: Values) -> Score:
    """Score one class against one reader."""
    true = sum(name in values for values in truth)
    claimed = sum(name in values for values in said)
    hits = sum(name in t and name in s for t, s in zip(truth, said, strict=True))
    return Score(
        hits / claimed if claimed else 0.0,
        hits / true if true else 0.0,
        2 * hits / (true + claimed) if true + claimed else 0.0,
        true,
        claimed,
    )
