"""Lay a matrix of coverage out as a table: lines and columns with names, links and order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from urllib.parse import urlencode

from rapporteur.find.matrix import BYS, By
from rapporteur.publish.coverage import Cell, Matrix, Other
from rapporteur.publish.rates import Range, Rate
from rapporteur.web.codes import short_title
from rapporteur.web.inquiry import Inquiry
from rapporteur.web.language import to
from rapporteur.web.names import code_title, group_title, profile_address, term
from rapporteur.web.narrowing import voice_name

PER_PAGE = 25  # lines
SHADES = 5
LONG = 30  # letters; the names of organisations run over lines, and most are known by short ones
LISTS = ("gcm", "sdg")
BY_CODE = ("kind", "group")  # axes beside which the codes stand as lines


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for; `inquiry` holds the filters, and the number of the page."""

    framework: str
    by: By
    every: bool
    sort: str
    inquiry: Inquiry
    base: str
    dialogue: str = ""  # where it is part of the address

    def query(self, **changes: str) -> str:
        """Return the address of the same with changes; it starts on its first page."""
        plain = {"list": LISTS[0], "by": BYS[0]}
        said = {
            "list": self.framework,
            "by": self.by,
            "every": "yes" if self.every else "",
            "sort": self.sort,
            **self.inquiry.choice,
            **changes,
        }
        if self.dialogue:
            said.pop("dialogue", None)
        kept = {name: value for name, value in said.items() if value and plain.get(name) != value}
        return f"{self.base}?{urlencode(kept)}" if kept else self.base

    def explore(self, **chosen: str) -> str:
        """Return the address of the sentences that the filters and `chosen` describe."""
        axes = {self.framework: "", self.by: ""}
        return to("/explore") + self.inquiry.query(axes | chosen, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: `number` is what the whole column counts, at `address`."""

    key: str
    name: str
    title: str
    sorted_by: str
    number: int = 0
    address: str = ""
    likely: Range | None = None
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A cell with the address of its sentences; `shade` goes from 0 (none) to SHADES."""

    cell: Cell
    address: str
    shade: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; `number` is what the whole line counts, at `address`."""

    key: str
    name: str
    title: str
    profile: str
    number: int
    address: str
    fields: tuple[Field, ...]
    held: bool = True
    announced: bool = False
    likely: Range | None = None
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """What is shown of a matrix: `lines` are those of one page, `total` is the number of all."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int


def lay_out(matrix: Matrix, asked: Asked, *, whole: bool = False) -> Grid:
    """Return the table of a matrix, or one page of it unless `whole`."""
    most = max((cell.number for cell in matrix.cells.values()), default=0)
    make = _lines_of_codes if matrix.by in BY_CODE else _lines_of_others
    columns, lines = make(matrix, asked, most)
    ordered = sorted(lines, key=_order(asked, columns))
    pages = max(1, ceil(len(ordered) / PER_PAGE))
    page = 1 if whole else min(asked.inquiry.page, pages)
    start = (page - 1) * PER_PAGE
    shown = ordered if whole else ordered[start : start + PER_PAGE]
    return Grid(columns, tuple(shown), page, pages, len(ordered))


def other_name(by: By, key: str) -> str:
    """Return what a value of the axis beside the codes is called."""
    names: dict[By, Callable[[str], str]] = {"kind": term, "group": group_title}
    return names[by](key) if by in names else voice_name(key)


def _lines_of_others(
    matrix: Matrix, asked: Asked, most: int
) -> tuple[tuple[Column, ...], list[Line]]:
    columns = tuple(
        Column(
            code.key,
            short_title(matrix.framework, code.key),
            code_title(matrix.framework, code.key),
            asked.query(sort=code.key),
            code.number,
            asked.explore(**{matrix.framework: code.key}),
            code.likely,
            code.rate,
        )
        for code in matrix.codes
    )
    lines = [
        Line(
            other.key,
            *_name(matrix.by, other.key),
            _profile(other),
            other.sentences,
            asked.explore(**{matrix.by: other.key}),
            _fields(matrix, asked, most, [(code.key, other.key) for code in matrix.codes]),
            other.held,
            other.announced,
        )
        for other in matrix.others
    ]
    return columns, lines


def _lines_of_codes(
    matrix: Matrix, asked: Asked, most: int
) -> tuple[tuple[Column, ...], list[Line]]:
    columns = tuple(
        Column(
            other.key,
            other_name(matrix.by, other.key),
            "",
            asked.query(sort=other.key),
            other.sentences,
            asked.explore(**{matrix.by: other.key}),
        )
        for other in matrix.others
    )
    lines = [
        Line(
            code.key,
            short_title(matrix.framework, code.key),
            code_title(matrix.framework, code.key),
            "",
            code.number,
            asked.explore(**{matrix.framework: code.key}),
            _fields(matrix, asked, most, [(code.key, other.key) for other in matrix.others]),
            likely=code.likely,
            rate=code.rate,
        )
        for code in matrix.codes
    ]
    return columns, lines


def _name(by: By, key: str) -> tuple[str, str]:
    """Return what stands at the head of a line, and the whole name where that is shorter."""
    name = other_name(by, key)
    return (key, name) if len(key) < len(name) and len(name) > LONG else (name, "")


def _profile(other: Other) -> str:
    named = other.held and other.key not in ("report", "participants")
    return to(profile_address(other.key)) if named else ""


def _fields(
    matrix: Matrix, asked: Asked, most: int, pairs: Iterable[tuple[str, str]]
) -> tuple[Field, ...]:
    return tuple(
        Field(
            cell := matrix.cells[pair],
            asked.explore(**{matrix.framework: pair[0], matrix.by: pair[1]}) if cell.number else "",
            ceil(SHADES * sqrt(cell.number / most)) if most else 0,
        )
        for pair in pairs
    )


def _order(asked: Asked, columns: Sequence[Column]) -> Callable[[Line], tuple[int, int, str]]:
    """Order by a column or by all, most first; by name; codes by default as they are listed."""
    keys = [column.key for column in columns]
    at = keys.index(asked.sort) if asked.sort in keys else -1

    def place(line: Line) -> tuple[int, int, str]:
        if asked.sort == "name":
            return 0, 0, line.name.casefold()
        if at >= 0:
            return -line.fields[at].cell.number, -line.number, line.name
        if asked.by in BY_CODE and asked.sort != "number":
            return 0, int(line.key), ""
        return -line.number, not line.announced, line.name

    return place
