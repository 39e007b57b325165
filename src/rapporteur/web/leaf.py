"""Lay one page of a source out for reading: its text cut into sentences, and their boxes."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.evidence import AnchorPart, Block, Page, Point, Statement
from rapporteur.web.page import count_pages

PER_PART = 120  # points; a text file is one page, however long


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a block's text on one page; `point` is set where it belongs to a sentence."""

    text: str
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a sentence stands on the picture of a page.

    `boxes` are left, top, width and height in hundredths of the page, one a printed line.
    """

    point: Point
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a long page: the points from `start` on, of which `keys` are their ids."""

    number: int
    last: int
    keys: tuple[str, ...]


def choose_part(keys: Sequence[str], wanted: int, chosen: str) -> Part:
    """Return the part that holds the point `chosen`, else the one of number `wanted`."""
    last = count_pages(len(keys), PER_PART)
    number = min(max(wanted, 1), last)
    if chosen in keys:
        number = keys.index(chosen) // PER_PART + 1
    return Part(number, last, tuple(keys[(number - 1) * PER_PART : number * PER_PART]))


def statements_on(statements: Sequence[Statement], number: int) -> list[Statement]:
    """Return the statements with only those of their points that stand on page `number`."""
    found = []
    for statement in statements:
        points = tuple(
            p for p in statement.points if any(part.page == number for part in p.anchor.parts)
        )
        if points:
            voice = statement.voice
            found.append(
                Statement(statement.id, statement.source, statement.segment, voice, points)
            )
    return found


def lay_out(
    blocks: Sequence[Block], page: Page, points: Sequence[Point], part: Part
) -> list[tuple[Block, list[Run]]]:
    """Return the blocks of this part of the page, each cut where sentences begin and end."""
    start, end = _stretch(page, points, part)
    shown = []
    for block in blocks:
        runs = _runs(block, page, points)
        at = next((p.start for p in block.pieces if p.page == page.number), -1)
        if runs and start <= at < end:
            shown.append((block, runs))
    return shown


def outline(points: Sequence[Point], page: Page) -> list[Outline]:
    """Return where each point stands on the picture of the page; nothing without a layout."""
    if not page.width or not page.height:
        return []
    outlines = (Outline(point, _boxes(point, page)) for point in points)
    return [one for one in outlines if one.boxes]


def _stretch(page: Page, points: Sequence[Point], part: Part) -> tuple[int, int]:
    """Where a part begins and ends in the page's text; the first and last take the margins."""
    starts = [p.start for point in points for p in point.anchor.parts if p.page == page.number]
    ends = [p.end for point in points for p in point.anchor.parts if p.page == page.number]
    start = min(starts) if starts and part.number > 1 else 0
    end = max(ends) if ends and part.number < part.last else len(page.text) + 1
    return start, end


def _runs(block: Block, page: Page, points: Sequence[Point]) -> list[Run]:
    """Cut a block's text on this page where sentences begin and end."""
    owned = [(part, p) for p in points for part in p.anchor.parts if part.page == page.number]
    runs: list[Run] = []
    for piece in block.pieces:
        if piece.page != page.number:
            continue
        if piece.glue and runs:
            runs.append(Run(piece.glue, runs[-1].point))
        at = piece.start
        for part, owner in sorted(_within(owned, piece.start, piece.end), key=_start):
            if at < part.start:
                runs.append(Run(page.text[at : part.start]))
            runs.append(Run(page.text[max(at, part.start) : part.end], owner))
            at = part.end
        if at < piece.end:
            runs.append(Run(page.text[at : piece.end]))
    return _joined(runs)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs of one sentence in one, over the ends of lines."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.point is not None and joined[-1].point is run.point:
            joined[-1] = Run(joined[-1].text + run.text, run.point)
        else:
            joined.append(run)
    return joined


def _within(
    owned: Sequence[tuple[AnchorPart, Point]], start: int, end: int
) -> list[tuple[AnchorPart, Point]]:
    return [(part, p) for part, p in owned if start <= part.start and part.end <= end]


def _start(owned: tuple[AnchorPart, Point]) -> int:
    return owned[0].start


def _boxes(point: Point, page: Page) -> tuple[tuple[float, float, float, float], ...]:
    width, height = page.width or 1, page.height or 1
    return tuple(
        (
            100 * part.box.left / width,
            100 * part.box.top / height,
            100 * (part.box.right - part.box.left) / width,
            100 * (part.box.bottom - part.box.top) / height,
        )
        for part in point.anchor.parts
        if part.page == page.number and part.box
    )
