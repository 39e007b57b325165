"""What the pages need of the figures: how often each class is right, and how much is found."""

import json
from collections.abc import Sequence
from math import lgamma
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RATES = ROOT / "src/rapporteur/publish/rates.json"
UNSEEN = "blind"  # the only labelled sentences that neither the rules nor the model learnt from
STRENGTHS = range(1, 101)  # labelled sentences

Figures = dict[str, Any]
Shares = Sequence[tuple[float, float]]  # how many of how many


def write_rates(figures: Figures) -> None:
    """Write the rates into the package, where the pages read them."""
    RATES.write_text(json.dumps(list_rates(figures), indent=1) + "\n", encoding="utf-8")


def list_rates(figures: Figures) -> Figures:
    """Return for each measure and class how many were right, how many said, how many there.

    `strength` says how many labelled sentences the mean of all classes is worth beside a class's
    own, for being right and for being found: the number under which the classes are likeliest.
    """
    found = figures["sets"][UNSEEN]
    measures = {}
    for measure, classes in found["classes"].items():
        counts = {
            name: [round(precision * said, 1), said, there]
            for name, (precision, _, _, there, said) in classes.items()
        }
        right = [(row[0], row[1]) for row in counts.values()]
        heard = [(row[0], row[2]) for row in counts.values()]
        strength = [fit_strength(right), fit_strength(heard)]
        measures[measure] = {"strength": strength, "classes": counts}
    whole = {name: found["machine"][f"{name} F1"] for name in ("source", "about")}
    return {"sentences": found["sentences"], "measures": measures, "whole": whole}


def fit_strength(shares: Shares) -> int:
    """Return the strength of the common mean: beta-binomial, by greatest likelihood.

    Casella (1985), "An introduction to empirical Bayes data analysis".
    """
    mean = sum(k for k, _ in shares) / sum(n for _, n in shares)
    return max(STRENGTHS, key=lambda s: _likelihood(shares, s * mean, s * (1 - mean)))


def _likelihood(shares: Shares, a: float, b: float) -> float:
    return sum(_beta(a + k, b + n - k) - _beta(a, b) for k, n in shares if n)


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
