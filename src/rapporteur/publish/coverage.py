"""Which objectives were spoken to, by whom, for whom and how; and what an empty cell means."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Literal

from sqlalchemy import Engine

from rapporteur.evidence import KINDS
from rapporteur.find.matrix import ALL, By, CodeCounts, Counted, count_matrix, count_values
from rapporteur.frameworks import load_framework
from rapporteur.gazetteer.load import load_states
from rapporteur.gazetteer.regions import list_regions
from rapporteur.publish.rates import PERFECT, Range, Rate, estimate, expect_missed, find_rate
from rapporteur.store.announced import list_announced
from rapporteur.store.select import Filter

Gap = Literal["", "nobody", "unsure", "absent"]

MEASURES = {"kind": "kind", "group": "groups"}  # the axes whose classes were measured one by one
# A passed-over point is as likely as not where so many are expected (Poisson: 1 - exp(-m) = 0.5).
EVEN = log(2)


@dataclass(frozen=True, slots=True)
class Cell:
    """The points of a code and a value of the other axis; `weak` of them are doubtful.

    `gap` says what no point means: "nobody" spoke to it, the coder is "unsure" whether somebody
    did, or the country or organisation is "absent" from the record held.
    """

    number: int
    weak: int
    likely: Range
    gap: Gap = ""

    @property
    def doubtful(self) -> bool:
        """Whether no more than doubtful codes speak for any of it."""
        return self.gap == "unsure" or 0 < self.number == self.weak


@dataclass(frozen=True, slots=True)
class Code:
    """An objective or goal: its points, how many they probably are, and the coder's rate."""

    key: str
    number: int
    likely: Range
    rate: Rate


@dataclass(frozen=True, slots=True)
class Other:
    """A value of the other axis with all its sentences; `held` is false where it has none at all.

    `announced` tells that somebody is named for it in the record all the same.
    """

    key: str
    sentences: int
    held: bool = True
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Codes by another axis, as `counted`; cells are made when asked for, since few are shown.

    `most` is the greatest number of all cells.
    """

    counted: Counted
    codes: tuple[Code, ...]
    others: tuple[Other, ...]
    most: int

    @property
    def framework(self) -> str:
        """The framework of the codes."""
        return self.counted.framework

    @property
    def by(self) -> By:
        """The other axis."""
        return self.counted.by

    def count(self, code: Code, other: Other) -> int:
        """Return the number of points of a code and a value of the other axis."""
        return self.counted.codes[code.key].numbers.get(other.key, 0)

    def cell(self, code: Code, other: Other) -> Cell:
        """Return the same with its doubt, its range, and what it means where it is none."""
        counts = self.counted.codes[code.key]
        number, weak, given = (
            numbers.get(other.key, 0) for numbers in (counts.numbers, counts.weak, counts.given)
        )
        measure = MEASURES.get(self.by)
        also = find_rate(measure, other.key) if measure else PERFECT
        likely = estimate(number, code.rate, also, judged=given)
        gap: Gap = "" if number else _explain(self.counted, code, other)
        return Cell(number, weak, likely, gap)


def make_matrix(
    engine: Engine, framework: str, by: By, wanted: Filter, *, every: bool = False
) -> Matrix:
    """Return the matrix of the points that `wanted` describes.

    `every` adds all States, also those that are not in the record held.
    """
    counted = count_matrix(engine, framework, by, wanted)
    codes = tuple(_make_code(framework, code, numbers) for code, numbers in counted.codes.items())
    others = tuple(_list_others(engine, counted, wanted, every=every))
    shown = {other.key for other in others}
    numbers = (code.numbers.items() for code in counted.codes.values())
    most = max((n for held in numbers for key, n in held if key in shown), default=0)
    return Matrix(counted, codes, others, most)


def _make_code(framework: str, key: str, counts: CodeCounts) -> Code:
    number, given = counts.numbers.get(ALL, 0), counts.given.get(ALL, 0)
    rate = find_rate(framework, key)
    return Code(key, number, estimate(number, rate, judged=given), rate)


def _explain(counted: Counted, code: Code, other: Other) -> Gap:
    """Say what an empty cell means.

    Of the points that the coder has probably passed over, its share is taken to be that of the
    points of some kind that do not have the code.
    """
    if not other.held:
        return "absent"
    left = max(1, counted.open.get(ALL, 0) - code.number)
    share = counted.open.get(other.key, 0) / left
    return "unsure" if share * expect_missed(code.number, code.rate) >= EVEN else "nobody"


def _list_others(
    engine: Engine, counted: Counted, wanted: Filter, *, every: bool
) -> Iterable[Other]:
    numbers = counted.sentences
    if counted.by == "kind":
        return [Other(kind, numbers.get(kind, 0)) for kind in KINDS if _is_kind(kind, counted)]
    if counted.by == "group":
        groups = (code.code for code in load_framework("groups").codes)
        return [Other(group, numbers.get(group, 0)) for group in groups]
    held = count_values(engine, counted.by, _only_where(wanted))
    announced = list_announced(engine, wanted.dialogue) if counted.by == "voice" else frozenset()
    keys = dict.fromkeys(
        [*held, *sorted(announced), *_list_states(counted.by, wanted, every=every)]
    )
    return [
        Other(key, numbers.get(key, 0), key in held, key in announced)
        for key in keys
        if key not in (ALL, "spoken") and _lies_in(key, counted.by, wanted.region)
    ]


def _is_kind(kind: str, counted: Counted) -> bool:
    """Procedure bears on no objective, and is shown only where something of it does."""
    return kind != "other" or any(c.numbers.get(kind) for c in counted.codes.values())


def _only_where(wanted: Filter) -> Filter:
    """Return what of `wanted` says which part of the record is looked at, not which points."""
    names = ("dialogue", "source", "segment", "since", "until", "headings")
    return Filter(**{name: getattr(wanted, name) for name in names})


def _list_states(by: By, wanted: Filter, *, every: bool) -> list[str]:
    if not every and (by != "voice" or not wanted.region):
        return []
    return [state.code for state in load_states() if state.status == "State"]


def _lies_in(key: str, by: By, region: str) -> bool:
    return not region or by != "voice" or region in list_regions(key)
