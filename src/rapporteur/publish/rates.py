"""How often what the coder says is right, how much of it is found, and what a count then means."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil, exp, floor, sqrt
from typing import Any

NINE_IN_TEN = 1.645  # standard deviations either side that hold nine tenths of a normal curve


@dataclass(frozen=True, slots=True)
class Share:
    """A share in 0..1 as it was measured; `doubt` is its relative variance."""

    mean: float
    doubt: float


@dataclass(frozen=True, slots=True)
class Rate:
    """Of a class: the share of what is said that is right, and of what is there that is found."""

    right: Share
    found: Share


@dataclass(frozen=True, slots=True)
class Range:
    """A count as it probably is: in nine of ten cases between `least` and `most`."""

    middle: float
    least: int
    most: int


CERTAIN = Share(1.0, 0.0)
PERFECT = Rate(CERTAIN, CERTAIN)


@cache
def read_rates() -> Any:
    """Return what `make method` measured: sentences that neither rules nor model learnt from."""
    return json.loads((files("rapporteur.publish") / "rates.json").read_text(encoding="utf-8"))


@cache
def find_rate(measure: str, name: str) -> Rate:
    """Return the rate of a class of "gcm", "sdg", "groups" or "kind".

    What few labelled sentences say of a class is drawn to the mean of all classes of the measure,
    which counts as many sentences as `training.card.rates` found likeliest (empirical Bayes,
    Casella 1985): a beta distribution, of which a Share has mean and relative variance.
    """
    held = read_rates()["measures"][measure]
    rows = list(held["classes"].values())
    right, said, there = held["classes"].get(name, (0, 0, 0))
    all_right, all_said, all_there = (sum(row[at] for row in rows) for at in range(3))
    precise, complete = held["strength"]
    return Rate(
        _share(right, said, precise, all_right / all_said),
        _share(right, there, complete, all_right / all_there),
    )


def estimate(number: int, *rates: Rate, judged: int = 0) -> Range:
    """Return how many there probably are where the coder says `number`.

    Of n that it says, n·P are right, and these are the share R of what is there: n·P/R, which is
    Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test", in
    terms of precision and recall. The variance adds up three: which of the n are right (binomial,
    n·P(1-P)/R²), how many were passed over (negative binomial, n·P(1-R)/R²), and that P and R
    were measured on few sentences (first-order, relative variances). The range lies even on a
    log scale, so that it never passes below zero. `judged` of the n were given by a person and
    count as they stand. The rates of several labels that must hold together are multiplied,
    as if their errors came independently.
    """
    right = found = 1.0
    doubt = 0.0
    for rate in rates:
        right, found = right * rate.right.mean, found * rate.found.mean
        doubt += rate.right.doubt + rate.found.doubt
    said = number - judged
    if said <= 0:
        return Range(number, number, number)
    middle = said * right / found
    spread = said * right * (1 - right + 1 - found) / found**2 + middle**2 * doubt
    factor = exp(NINE_IN_TEN * sqrt(spread) / middle)
    return Range(judged + middle, judged + floor(middle / factor), judged + ceil(middle * factor))


def expect_missed(number: int, rate: Rate) -> float:
    """Return how many the coder has probably passed over where it says `number`: n·P(1-R)/R."""
    return number * rate.right.mean * (1 - rate.found.mean) / rate.found.mean


def _share(hits: float, of: float, strength: float, mean: float) -> Share:
    a, b = hits + strength * mean, of - hits + strength * (1 - mean)
    middle = a / (a + b)
    return Share(middle, b / (a * (a + b + 1)))
