"""The figures by which rankings are compared."""

from collections.abc import Mapping, Sequence
from math import log2, sqrt
from statistics import fmean, stdev

DEPTH = 10  # how far down a page of results is looked at
ANSWERS = 2  # the grade of a unit that answers; 1 only bears on the question
NORMAL = 1.96  # standard errors on either side of a mean for 95 %


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the graded nDCG of the first `depth` of `ranked`, between 0 and 1.

    A unit of grade g gains 2^g - 1, divided by the binary logarithm of one more than its rank
    (Burges and others, 2005); the sum is divided by that of the best order. A unit counts where
    it stands first. `grades` must hold a grade above 0.
    """
    order = list(dict.fromkeys(ranked))
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(unit, 0) for unit in order[:depth]]) / _gain(best[:depth])


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the share of the answers that stand among the first `depth` of `ranked`.

    Only as many answers as there are places can be asked for. `grades` must hold an answer.
    """
    answers = {unit for unit, grade in grades.items() if grade >= ANSWERS}
    found = answers & set(list(dict.fromkeys(ranked))[:depth])
    return len(found) / min(depth, len(answers))


def mean_and_margin(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and half the width of its 95 % interval by the normal approximation."""
    if len(values) < 2:
        return fmean(values), 0.0
    return fmean(values), NORMAL * stdev(values) / sqrt(len(values))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
