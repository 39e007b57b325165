"""Score what the store says against sentences that people labelled."""

from rapporteur.evaluate.calibration import Bin, Calibration, calibrate
from rapporteur.evaluate.classes import Score
from rapporteur.evaluate.evaluation import Evaluation, evaluate
from rapporteur.evaluate.labels import Label, Labelled, LabelledFigure, read_labels
from rapporteur.evaluate.mistakes import Mistake
from rapporteur.evaluate.plain import to_dict, to_json

__all__ = [
    "Bin",
    "Calibration",
    "Evaluation",
    "Label",
    "Labelled",
    "LabelledFigure",
    "Mistake",
    "Score",
    "calibrate",
    "evaluate",
    "read_labels",
    "to_dict",
    "to_json",
]
