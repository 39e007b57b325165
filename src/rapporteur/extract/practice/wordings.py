"""Words of the practices' cues, and those by which two sentences say the same."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.wording import fold

STEM = 6  # letters: enough to bring "regularized" and "regularization" together


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list of the practices' cues."""
    return frozenset(load_cues("practices")[name].split())


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that are long and not common to all reports."""
    long = re.findall(r"[a-z]{4,}", fold(text))
    return frozenset(word[:STEM] for word in long if word not in words("common"))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set's words that the other holds too, in 0..1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
