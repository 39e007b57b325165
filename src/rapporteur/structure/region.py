"""Find the lines that an agenda takes in a source."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.structure.entries import EntryKind, read_day, read_line
from rapporteur.structure.lines import PrintedLine
from rapporteur.structure.titles import find_kind, find_number

_REACH = 120  # printed lines that a slot's description and people may take
_FEWEST = 2  # slots that make an agenda
_NEAR = 40  # printed lines between a panel's title and the label of its people
_LOOK_BACK = 6  # lines above the first slot in which the agenda's heading or day may stand
_SHORT_WIDTH = 40  # characters; agendas whose lines are all shorter have no usual line length


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that speaks for an agenda: a day, a slot, a label, or a panel's title."""

    line: int
    kind: EntryKind


def find_region(lines: Sequence[PrintedLine]) -> range | None:
    """Return the indices of the agenda's lines; None where there is no agenda.

    Panels without times count only where nothing has a time.
    """
    timed = [_Mark(n, kind) for n, line in enumerate(lines) if (kind := _mark(line)) is not None]
    found = _best_run(timed)
    if found is None:
        panels = [_Mark(n, "text") for n, line in enumerate(lines) if _is_panel(line)]
        found = _best_run(sorted([*timed, *panels], key=lambda mark: mark.line))
    if found is None:
        return None
    return range(_first_line(lines, found[0].line), _last_line(lines, found[-1].line))


def _mark(line: PrintedLine) -> EntryKind | None:
    entry = read_line(line)
    if entry is None or entry.kind == "item":
        return None
    return entry.kind if entry.kind != "label" or entry.text or line.first else None


def _is_panel(line: PrintedLine) -> bool:
    """A line that begins with "Panel 2" or such, as a title does."""
    return line.first and bool(find_number(line.text)) and find_kind(line.text) == "panel"


def _best_run(marks: Sequence[_Mark]) -> list[_Mark] | None:
    """The marks close together with the most slots, if they have two.

    A panel without a time is a slot where a label of its people follows. Labels after the last
    slot belong to it as long as they stand near one another.
    """
    best: list[_Mark] = []
    run: list[_Mark] = []
    most = slots = 0
    panel = -_NEAR
    for mark in marks:
        gap = mark.line - run[-1].line if run else 0
        if gap > _REACH:
            run, slots, panel = [], 0, -_NEAR
        goes_on = bool(best) and bool(run) and best[-1] == run[-1] and gap <= _NEAR
        run.append(mark)
        if mark.kind == "text":
            panel = mark.line
        elif mark.kind == "slot":
            slots += 1
        elif mark.kind == "label" and mark.line - panel < _NEAR:
            slots, panel = slots + 1, -_NEAR
        if slots > most or (slots == most and goes_on and mark.kind == "label"):
            most, best = slots, list(run)
    return best if most >= _FEWEST else None


def _first_line(lines: Sequence[PrintedLine], first: int) -> int:
    for back in range(first, max(-1, first - _LOOK_BACK), -1):
        if read_day(lines[back].text) is not None or find_kind(lines[back].text) == "agenda":
            first = back
    while first > 0 and not lines[first].first and lines[first - 1].block == lines[first].block:
        first -= 1
    return first


def _last_line(lines: Sequence[PrintedLine], last: int) -> int:
    """The end of the agenda: its last mark, with the list or the block that follows it."""
    end = last + 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end]):
        end += 1
    return end


def _goes_on(before: PrintedLine, line: PrintedLine) -> bool:
    if line.page > before.page + 1 or line.kind == "heading":
        return False
    return line.block == before.block or line.kind in ("item", "cell")


def usual_width(lines: Sequence[PrintedLine]) -> int:
    """Return the length of the agenda's long lines, in characters."""
    widths = sorted(len(line.text) for line in lines)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    return usual if usual > _SHORT_WIDTH else 10_000
