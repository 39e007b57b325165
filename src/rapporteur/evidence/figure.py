"""A number with what it counts."""

from dataclasses import dataclass
from typing import Literal

Bound = Literal["exactly", "over", "up to", "about", "less than", "at least", "from", "to"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: `value` in `unit`, as `text` words it.

    `unit` is "percent", an ISO 4217 code, or the thing counted in the record's words
    ("migrants"); `counts` is what a percentage or a sum is of, where the text says. A range
    gives two figures, bound "from" and "to".
    """

    value: float
    unit: str
    text: str
    bound: Bound = "exactly"
    counts: str = ""
    year: int | None = None
    place: str = ""
