"""Compare what two sentences say by the words that carry meaning."""

import re

from rapporteur.cues import load_cues
from rapporteur.wording import fold

STEM = 6  # letters: enough to bring "regularized" and "regularization" together


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that are long and not common to all reports."""
    common = frozenset(load_cues("practices")["common"].split())
    words = re.findall(r"[a-z]{4,}", fold(text))
    return frozenset(word[:STEM] for word in words if word not in common)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set's words that the other holds too, in 0..1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
