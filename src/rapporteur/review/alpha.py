"""Krippendorff's alpha: how far observers agree beyond chance, and how sure that number is."""

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain

import numpy as np

DRAWS = 2000  # samples drawn again for an interval
SEED = 2011


def find_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal data; None where it is not defined.

    `units` hold the values given to each unit, by as many observers as there were; units with
    fewer than two count for nothing. Of K. Krippendorff, Computing Krippendorff's
    Alpha-Reliability (2011): 1 - (n - 1) * observed / expected, over the coincidences.
    """
    pairable = [list(values) for values in units if len(values) > 1]
    totals = Counter(value for values in pairable for value in values)
    number = totals.total()
    expected = number**2 - sum(count**2 for count in totals.values())
    if not expected:
        return None
    observed = sum(
        (len(values) ** 2 - sum(n**2 for n in Counter(values).values())) / (len(values) - 1)
        for values in pairable
    )
    return 1.0 - (number - 1) * observed / expected


def find_interval(units: Sequence[Sequence[Hashable]]) -> tuple[float, float] | None:
    """Return the 2.5th and 97.5th percentile of alpha over samples drawn again from `units`.

    The bootstrap of whole units, the same for the same units; None where alpha is not defined.
    """
    pairable = [list(values) for values in units if len(values) > 1]
    if find_alpha(pairable) is None:
        return None
    categories = {value: at for at, value in enumerate(dict.fromkeys(chain(*pairable)))}
    totals = np.zeros((len(pairable), len(categories)))
    for row, values in zip(totals, pairable, strict=True):
        for value in values:
            row[categories[value]] += 1
    size = totals.sum(axis=1)
    observed = (size**2 - (totals**2).sum(axis=1)) / (size - 1)
    draws = np.random.default_rng(SEED).multinomial(
        len(pairable), np.full(len(pairable), 1 / len(pairable)), DRAWS
    )
    told = draws @ totals
    number = told.sum(axis=1)
    expected = number**2 - (told**2).sum(axis=1)
    varied = expected > 0  # a draw in which all is the same says nothing
    alphas = 1 - (number[varied] - 1) * (draws @ observed)[varied] / expected[varied]
    low, high = np.percentile(alphas, (2.5, 97.5))
    return float(low), float(high)
