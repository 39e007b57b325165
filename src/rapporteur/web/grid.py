"""Lay a matrix of coverage out as a table: lines and columns with names, links and order."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt
from urllib.parse import urlencode

from rapporteur.find.matrix import BYS, By
from rapporteur.publish.coverage import Cell, Code, Matrix, Other
from rapporteur.publish.rates import Range, Rate
from rapporteur.web.codes import short_title
from rapporteur.web.inquiry import Inquiry
from rapporteur.web.language import to
from rapporteur.web.names import code_title, group_title, profile_address, sought_voice, term
from rapporteur.web.page import count_pages

PER_PAGE = 20  # lines
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
    """Return the table of a matrix, or one page of it unless `whole`; codes are on one page."""
    by_code = matrix.by in BY_CODE
    whole = whole or by_code
    total = len(matrix.codes if by_code else matrix.others)
    pages = 1 if whole else count_pages(total, PER_PAGE)
    page = min(asked.inquiry.page, pages)
    shown = slice(None) if whole else slice((page - 1) * PER_PAGE, page * PER_PAGE)
    if by_code:
        columns = tuple(_column_of(matrix, asked, other) for other in matrix.others)
        lines = [_line_of_code(matrix, asked, code) for code in _order_codes(matrix, asked)[shown]]
    else:
        columns = tuple(_column_of_code(matrix, asked, code) for code in matrix.codes)
        lines = [_line_of(matrix, asked, other) for other in _order_others(matrix, asked)[shown]]
    return Grid(columns, tuple(lines), page, pages, total)


def other_name(by: By, key: str) -> str:
    """Return what a value of the axis beside the codes is called."""
    names: dict[By, Callable[[str], str]] = {"kind": term, "group": group_title}
    return names[by](key) if by in names else sought_voice(key)


def _column_of(matrix: Matrix, asked: Asked, other: Other) -> Column:
    return Column(
        other.key,
        other_name(matrix.by, other.key),
        "",
        asked.query(sort=other.key),
        other.sentences,
        asked.explore(**{matrix.by: other.key}),
    )


def _column_of_code(matrix: Matrix, asked: Asked, code: Code) -> Column:
    return Column(
        code.key,
        short_title(matrix.framework, code.key),
        code_title(matrix.framework, code.key),
        asked.query(sort=code.key),
        code.number,
        asked.explore(**{matrix.framework: code.key}),
        code.likely,
        code.rate,
    )


def _line_of(matrix: Matrix, asked: Asked, other: Other) -> Line:
    named = other.held and other.key not in ("report", "participants")
    return Line(
        other.key,
        *_name(matrix.by, other.key),
        to(profile_address(other.key)) if named else "",
        other.sentences,
        asked.explore(**{matrix.by: other.key}),
        tuple(_field(matrix, asked, code, other) for code in matrix.codes),
        other.held,
        other.announced,
    )


def _line_of_code(matrix: Matrix, asked: Asked, code: Code) -> Line:
    return Line(
        code.key,
        short_title(matrix.framework, code.key),
        code_title(matrix.framework, code.key),
        "",
        code.number,
        asked.explore(**{matrix.framework: code.key}),
        tuple(_field(matrix, asked, code, other) for other in matrix.others),
        likely=code.likely,
        rate=code.rate,
    )


def _field(matrix: Matrix, asked: Asked, code: Code, other: Other) -> Field:
    cell = matrix.cell(code, other)
    if not cell.number:
        return Field(cell, "", 0)
    address = asked.explore(**{matrix.framework: code.key, matrix.by: other.key})
    return Field(cell, address, ceil(SHADES * sqrt(cell.number / matrix.most)))


def _name(by: By, key: str) -> tuple[str, str]:
    """Return what stands at the head of a line, and the whole name where that is shorter."""
    name = other_name(by, key)
    return (key, name) if len(key) < len(name) and len(name) > LONG else (name, "")


def _order_others(matrix: Matrix, asked: Asked) -> list[Other]:
    """Order by name, by a code, or by all sentences; most first, and who is announced at last."""
    names = {other.key: other_name(matrix.by, other.key).casefold() for other in matrix.others}
    code = next((code for code in matrix.codes if code.key == asked.sort), None)

    def place(other: Other) -> tuple[int, int, bool, str]:
        if asked.sort == "name":
            return 0, 0, False, names[other.key]
        number = matrix.count(code, other) if code else 0
        return -number, -other.sentences, not other.announced, names[other.key]

    return sorted(matrix.others, key=place)


def _order_codes(matrix: Matrix, asked: Asked) -> list[Code]:
    """Order as they are listed, by all points, or by a value of the other axis."""
    other = next((other for other in matrix.others if other.key == asked.sort), None)
    if other is None and asked.sort != "number":
        return list(matrix.codes)
    return sorted(
        matrix.codes,
        key=lambda code: (-matrix.count(code, other) if other else 0, -code.number, int(code.key)),
    )
