"""The official indicators of the Sustainable Development Goals, by the target they measure.

Codes and titles are those of the global indicator framework (A/RES/71/313 and its refinements),
in English, French and Spanish as open-sdg/sdg-translations (MIT licence) has them.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr", "es")
# Targets that an objective's own text names: A/RES/73/195, objective 20 (a).
NAMED = {"20": ("10.c",)}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator's code ("10.7.1"), its target's, and its official title by language."""

    code: str
    target: str
    titles: dict[str, str]


def find_indicators(targets: Iterable[str]) -> tuple[Indicator, ...]:
    """Return the indicators of these targets ("10.7"), in the order of the official list."""
    wanted = set(targets)
    return tuple(one for one in load_indicators() if one.target in wanted)


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """Return all indicators in the order of the official list."""
    text = (files("rapporteur.frameworks") / "indicators.csv").read_text(encoding="utf-8")
    return tuple(
        Indicator(row["code"], row["code"].rpartition(".")[0], {k: row[k] for k in LANGUAGES})
        for row in csv.DictReader(text.splitlines())
    )
