"""Where voices come from and which countries are spoken about: circles on a map without boundaries.

The places and the land are made by scripts/worldmap.py from Natural Earth.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

WIDTH, HEIGHT = 960, 417  # units in which places are given
LEAST, MOST = 3.0, 21.0  # radius of one sentence at least, and of the greatest number


@dataclass(frozen=True, slots=True)
class Spot:
    """A country on the map: how many sentences it says, and how many tell of it, with radii."""

    code: str
    x: float
    y: float
    said: int
    told: int
    said_radius: float
    told_radius: float


def place_spots(said: Mapping[str, int], told: Mapping[str, int]) -> tuple[Spot, ...]:
    """Return the countries of both counts, the greatest first so that small ones lie above them.

    Areas grow with numbers, on one scale for both; what has no place on the map is left out.
    """
    most = max([*said.values(), *told.values()], default=1)

    def radius(number: int) -> float:
        return round(max(LEAST, MOST * sqrt(number / most)), 1) if number else 0.0

    places = _places()
    codes = sorted(
        {*said, *told} & places.keys(),
        key=lambda code: (-max(said.get(code, 0), told.get(code, 0)), code),
    )
    return tuple(
        Spot(code, *places[code], said.get(code, 0), told.get(code, 0),
             radius(said.get(code, 0)), radius(told.get(code, 0)))
        for code in codes
    )  # fmt: skip


@cache
def _places() -> dict[str, tuple[float, float]]:
    text = (files("rapporteur.web") / "places.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: (float(row["x"]), float(row["y"])) for row in rows}
