"""Whether confidences mean what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

BINS = 10  # of equal width over 0..1


@dataclass(frozen=True, slots=True)
class Bin:
    """Proposals with a confidence in `low`..`high`: their mean confidence, and how often right."""

    low: float
    high: float
    confidence: float
    right: float
    n: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error (Naeini et al. 2015) and the bins it comes from, empty ones out.

    `ece` is the mean distance between confidence and share right, each bin counted by its size:
    0 where confidences are what they say.
    """

    ece: float
    n: int
    bins: tuple[Bin, ...]


def calibrate(judged: Sequence[tuple[float, float]]) -> Calibration:
    """Bin (confidence, how right) pairs, both 0..1; right is the share of readers who agree."""
    held: list[list[tuple[float, float]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        held[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    bins = tuple(_bin(index, pairs) for index, pairs in enumerate(held) if pairs)
    far = sum(b.n * abs(b.confidence - b.right) for b in bins)
    return Calibration(far / len(judged) if judged else 0.0, len(judged), bins)


def _bin(index: int, pairs: Sequence[tuple[float, float]]) -> Bin:
    sure, right = mean(pair[0] for pair in pairs), mean(pair[1] for pair in pairs)
    return Bin(index / BINS, (index + 1) / BINS, sure, right, len(pairs))
