"""All that can be said of a store against labelled sentences."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean

from rapporteur.evaluate.agreement import compare, mean_measures
from rapporteur.evaluate.align import Pair, Row, pair_sentences
from rapporteur.evaluate.calibration import Calibration, calibrate
from rapporteur.evaluate.classes import CLASSES, Score, score_classes
from rapporteur.evaluate.labels import Label, Labelled
from rapporteur.evaluate.mistakes import (
    MISSING,
    Mistake,
    find_mistakes,
    read_confidences,
    tell_confusion,
)

SURE = ("kind", "gcm", "sdg")  # measures whose classes carry a confidence


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How far the store agrees with the readers, and the readers with each other.

    Every measure is the mean over readers. `machine` and `readers` map a measure to its figure,
    `each_reader` gives the store's against each reader. `classes` holds, for each measure, the
    score of each class; `confusion` counts, for each kind of the readers, the kinds the store
    gave; `calibration` and `mistakes` go by measure. `absent` names files whose sentences were
    left out because the store does not hold them.
    """

    sentences: int
    found: float
    machine: dict[str, float]
    readers: dict[str, float] = field(default_factory=dict)
    each_reader: tuple[dict[str, float], ...] = ()
    classes: dict[str, dict[str, Score]] = field(default_factory=dict)
    confusion: dict[str, dict[str, float]] = field(default_factory=dict)
    calibration: dict[str, Calibration] = field(default_factory=dict)
    mistakes: dict[str, tuple[Mistake, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, Score]:
        """Each kind's score."""
        return self.classes["kind"]


def evaluate(labelled: Sequence[Labelled], rows: Iterable[Row]) -> Evaluation:
    """Compare rows of `export sentences` with labelled sentences.

    Raises QueryError where the labels name files none of which has rows.
    """
    pairs, absent = pair_sentences(labelled, rows)
    guesses = [_label(row) if row else Label(kind=MISSING) for _, row in pairs]
    readers = range(len(labelled[0].labels))
    truths = [[item.labels[reader] for item, _ in pairs] for reader in readers]
    machine = [compare(truth, guesses) for truth in truths]
    people = [compare(truths[a], truths[b]) for a, b in itertools.permutations(readers, 2)]
    return Evaluation(
        sentences=len(pairs),
        found=mean(bool(row) for _, row in pairs),
        machine=mean_measures(machine),
        readers=mean_measures(people),
        each_reader=tuple(machine),
        classes=score_classes(truths, guesses),
        confusion=tell_confusion(truths, guesses),
        calibration={measure: _calibrate(measure, pairs) for measure in SURE},
        mistakes={measure: find_mistakes(measure, pairs, guesses) for measure in CLASSES},
        absent=absent,
    )


def _label(row: Row) -> Label:
    return Label.model_validate({name: row[name] for name in Label.model_fields if name in row})


def _calibrate(measure: str, pairs: Sequence[Pair]) -> Calibration:
    values = CLASSES[measure]
    judged = []
    for item, row in pairs:
        for name, sure in (read_confidences(measure, row) or {}).items():
            judged.append((sure, mean(name in values(label) for label in item.labels)))
    return calibrate(judged)
