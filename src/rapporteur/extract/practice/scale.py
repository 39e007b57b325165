"""Tell the figures that give a measure's scale from those that count something else."""

import re
from collections.abc import Iterable

from rapporteur.evidence import Figure
from rapporteur.extract.practice.wordings import words

LAST = re.compile(r"([a-z]+)\W*$")


def find_scale(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures that tell how many or how much a measure gave or reached.

    Stretches of time, and counts of a text's or a plan's own parts ("four areas"), tell
    neither; nor does a bare number of nothing.
    """
    return tuple(figure for figure in figures if _scales(figure))


def _scales(figure: Figure) -> bool:
    if not figure.unit and not figure.counts:
        return False
    last = LAST.search(figure.unit.lower())
    return last is None or last.group(1) not in words("no_scale")
