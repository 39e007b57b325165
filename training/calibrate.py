"""Choose, on held-out predictions, how the heads' scores become probabilities and codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rapporteur.evidence import KINDS
from rapporteur.heads import Rows, sigmoid, softmax
from training.gather import Example

CODES = ("gcm", "sdg")
OTHER = KINDS.index("other")

WARMTHS = np.arange(0.6, 3.01, 0.05)
SHIFTS = np.arange(-1.0, 1.01, 0.05)
THRESHOLDS = np.arange(0.2, 0.66, 0.01)
PLAIN = 0.25  # what is less likely than this is never said, so its probability need not be right


@dataclass(frozen=True, slots=True)
class Scale:
    """How a head's scores become probabilities (divided by `warmth`, then `shift` added), and the
    probability from which it says a code."""

    warmth: float
    shift: float = 0.0
    least: float = 0.5


def choose(scores: Mapping[str, Rows], examples: Sequence[Example]) -> dict[str, Scale]:
    """Return the scale of each shipped head, from held-out scores, a row an example."""
    scales = {"kind": Scale(find_warmth(scores["kind"], examples))}
    spoken = scores["kind"].argmax(1) != OTHER
    for name in CODES:
        warmth, shift = find_scale(name, scores[name], spoken, examples)
        shares = sigmoid(scores[name] / warmth + shift)
        least = find_threshold(name, shares, spoken, examples)
        scales[name] = Scale(warmth, shift, least)
    return scales


def find_shares(scores: Mapping[str, Rows], scales: Mapping[str, Scale]) -> dict[str, Rows]:
    """Return the probabilities of each head that has a scale."""
    shares = {
        name: sigmoid(scores[name] / scales[name].warmth + scales[name].shift) for name in CODES
    }
    return shares | {"kind": softmax(scores["kind"] / scales["kind"].warmth)}


def find_warmth(scores: Rows, examples: Sequence[Example]) -> float:
    """Return the divisor of the scores of kinds under which what was held out is likeliest."""
    targets = np.stack([example.targets["kind"] for example in examples])

    def loss(warmth: float) -> float:
        shares = softmax(scores / warmth)
        return float(-(targets * np.log(shares + 1e-9)).sum(1).mean())

    return round(float(min(WARMTHS, key=loss)), 2)


def find_scale(
    name: str, scores: Rows, spoken: Rows, examples: Sequence[Example]
) -> tuple[float, float]:
    """Return the divisor of a framework's scores, and what is added then (Platt 1999).

    Only what may be said counts: scores that are not plainly low, of sentences that may have
    codes at all (`spoken`: their kind is not "other").
    """
    targets = np.stack([example.targets[name] for example in examples])
    weights = np.array([example.weights[name] for example in examples]) * spoken
    rows, columns = np.nonzero((sigmoid(scores) > PLAIN) & (weights > 0)[:, None])
    score, target, weight = scores[rows, columns], targets[rows, columns], weights[rows]

    def loss(scale: tuple[float, float]) -> float:
        shares = sigmoid(score / scale[0] + scale[1])
        right = target * np.log(shares + 1e-9)
        wrong = (1.0 - target) * np.log(1.0 - shares + 1e-9)
        return float(-((right + wrong) * weight).sum())

    scales = [(float(warmth), float(shift)) for warmth in WARMTHS for shift in SHIFTS]
    warmth, shift = min(scales, key=loss)
    return round(warmth, 2), round(shift, 2)


def find_threshold(name: str, shares: Rows, spoken: Rows, examples: Sequence[Example]) -> float:
    """Return the probability from which a code is said: the one with the best micro F1."""
    targets = np.stack([example.targets[name] for example in examples]) >= 0.5
    weights = np.array([example.weights[name] for example in examples])[:, None]

    def score(least: float) -> float:
        said = (shares >= least) & spoken[:, None]
        hits = 2 * (weights * (said & targets)).sum()
        return float(hits / max(1.0, float((weights * said).sum() + (weights * targets).sum())))

    return round(float(max(THRESHOLDS, key=score)), 2)
