"""The numbers that Word prints before paragraphs and at notes, counted as Word counts them."""

import re
from dataclasses import dataclass

from lxml import etree

from rapporteur.read.word.parts import W, find_number, get_value, is_on
from rapporteur.read.word.styles import Styles

_DEEPEST = 9  # levels in a numbering
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_SMALL_ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SYMBOLS = "*†‡§"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level, from 1, at which this one begins anew; 0: never
    legal: bool = False  # all numbers in Arabic figures
    style: str = ""


class Numbers:
    """Counts a file's numbered paragraphs; ask it once for each, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._plans: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._plan_of: dict[str, str] = {}
        self._changes: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def has(self, number: str | None) -> bool:
        """Tell whether `number` is a numbering of this file; "0" means none."""
        return number is not None and number != "0" and number in self._plan_of

    def depth_of(self, number: str, style_id: str) -> int:
        """Return the level, from 0, that a paragraph style has in a numbering."""
        levels = self._levels(number)
        return next(
            (d for d, level in levels.items() if level.style and level.style == style_id), 0
        )

    def count(self, number: str, depth: int) -> str:
        """Count a paragraph and return the number printed before it.

        Returns nothing for bullets and for kinds of number (letters of other scripts, words)
        whose print is not known for certain.
        """
        depth = min(max(depth, 0), _DEEPEST - 1)
        levels = self._levels(number)
        counts = self._counts.setdefault(self._plan(number), [None] * _DEEPEST)
        for level, start in self._restarts.pop(number, {}).items():
            if 0 <= level < _DEEPEST:
                counts[level] = start - 1
        before = counts[depth]
        counts[depth] = levels.get(depth, _Level()).start if before is None else before + 1
        for deeper in range(depth + 1, _DEEPEST):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return _print(levels, counts, depth)

    def _read(self, root: etree._Element) -> None:
        for plan in root.findall(f"{W}abstractNum"):
            id_ = get_value(plan, "abstractNumId") or ""
            self._plans[id_] = _read_levels(plan)
            link = get_value(plan.find(f"{W}numStyleLink"))
            if link:
                self._links[id_] = link
        for number in root.findall(f"{W}num"):
            id_ = get_value(number, "numId") or ""
            self._plan_of[id_] = get_value(number.find(f"{W}abstractNumId")) or ""
            self._changes[id_] = {}
            self._restarts[id_] = {}
            for change in number.findall(f"{W}lvlOverride"):
                self._read_change(id_, change)

    def _read_change(self, number: str, change: etree._Element) -> None:
        depth = find_number(change, "ilvl") or 0
        start = find_number(change.find(f"{W}startOverride"))
        level = change.find(f"{W}lvl")
        if level is not None:
            self._changes[number][depth] = _read_level(level)
        if start is not None:
            self._restarts[number][depth] = start

    def _plan(self, number: str) -> str:
        """Return the plan of a numbering, through a numbering style where it names one."""
        plan = self._plan_of.get(number, "")
        linked = self._styles.numbered_by(self._links.get(plan, ""))
        return self._plan_of.get(linked or "", plan)

    def _levels(self, number: str) -> dict[int, _Level]:
        return self._plans.get(self._plan(number), {}) | self._changes.get(number, {})


class NoteNumbers:
    """Counts a file's footnotes or endnotes; `properties` is the `w:footnotePr` in force."""

    def __init__(self, properties: etree._Element | None, usual: str) -> None:
        find = (lambda name: None) if properties is None else properties.find
        self._format = get_value(find(f"{W}numFmt")) or usual
        self._start = find_number(find(f"{W}numStart")) or 1
        self._restart = get_value(find(f"{W}numRestart")) or "continuous"
        self._next = self._start
        self._stretch = (0, 0)

    def count(self, section: int, page: int) -> str:
        """Return the next note's number, begun anew by section or page where the file says so."""
        stretch = {"eachSect": (section, 0), "eachPage": (0, page)}.get(self._restart, (0, 0))
        if stretch != self._stretch:
            self._stretch, self._next = stretch, self._start
        number, self._next = self._next, self._next + 1
        return _format(number, self._format) or str(number)


def _read_levels(plan: etree._Element) -> dict[int, _Level]:
    return {find_number(e, "ilvl") or 0: _read_level(e) for e in plan.findall(f"{W}lvl")}


def _read_level(element: etree._Element) -> _Level:
    start = find_number(element.find(f"{W}start"))
    return _Level(
        start=0 if start is None else start,
        format=get_value(element.find(f"{W}numFmt")) or "decimal",
        text=get_value(element.find(f"{W}lvlText")) or "",
        restart=find_number(element.find(f"{W}lvlRestart")),
        legal=bool(is_on(element.find(f"{W}isLgl"))),
        style=get_value(element.find(f"{W}pStyle")) or "",
    )


def _print(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth, _Level())
    if level.format in ("bullet", "none"):
        return ""
    printed = level.text
    for place in set(_PLACE.findall(level.text)):
        at = int(place) - 1
        upper = levels.get(at, _Level())
        count = counts[at] if counts[at] is not None else upper.start
        number = _format(count or 0, "decimal" if level.legal else upper.format)
        if not number:
            return ""
        printed = printed.replace(f"%{place}", number)
    return printed.strip()


def _format(number: int, kind: str) -> str:
    """Return `number` in one of Word's formats, or nothing where the print is not certain."""
    if kind == "decimal":
        return str(number)
    if number < 1:
        return ""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind == "chicago":
        return _SYMBOLS[(number - 1) % 4] * ((number - 1) // 4 + 1) if number < 100 else ""
    small = {"Letter": _letters, "Roman": _roman}.get(kind[5:])
    if small is None or kind[:5] not in ("lower", "upper") or number > 5000:
        return ""
    printed = small(number)
    return printed.upper() if kind.startswith("upper") else printed


def _letters(number: int) -> str:
    """Return a, b … z, aa, bb …, as Word goes on after z."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    printed = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        printed += letters * (number // value)
        number %= value
    return printed
