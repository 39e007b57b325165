"""Find the straight edges drawn on a PDF page: rules of tables, ends of coloured boxes."""

from collections.abc import Iterator
from ctypes import byref, c_float

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rapporteur.read.glyphs import frame_of
from rapporteur.read.gutters import Rule, Rules

LEAST = 12.0  # points; what is shorter is a letter's stroke or an icon's
FLAT = 1.0  # points that an edge may rise or fall
JOIN = 3.0  # points between the pieces of one rule, which are often drawn cell by cell
NEAR = 6.0  # points between rules that part the same lines: no line of text fits between
MOST_SEGMENTS = 4_000  # a page with more is a map or a chart
MOST_DEPTH = 3  # of drawings within drawings

Point = tuple[float, float]


def find_rules(page: pdfium.PdfPage) -> Rules:
    """Return the edges drawn on `page`, in points from its top left corner."""
    frame = frame_of(page)
    flat: list[Rule] = []
    upright: list[Rule] = []
    for count, (start, end) in enumerate(_edges(page)):
        if count > MOST_SEGMENTS:
            return Rules([], [])
        x, y = frame.turn(np.array([start[0], end[0]]), np.array([start[1], end[1]]))
        wide, high = float(np.ptp(x)), float(np.ptp(y))
        if high <= FLAT and wide >= LEAST:
            flat.append(Rule(float(y.mean()), float(x.min()), float(x.max())))
        elif wide <= FLAT and high >= LEAST:
            upright.append(Rule(float(x.mean()), float(y.min()), float(y.max())))
    return Rules(_join(flat), _join(upright))


def _edges(page: pdfium.PdfPage) -> Iterator[tuple[Point, Point]]:
    """Yield the straight edges of everything drawn, in the page's own coordinates."""
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=MOST_DEPTH):
        matrix = thing.get_matrix()
        holder = thing.container
        if holder is not None:
            matrix = matrix.multiply(holder.get_matrix())
        last = first = None
        for i in range(raw.FPDFPath_CountSegments(thing)):
            segment = raw.FPDFPath_GetPathSegment(thing, i)
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            point = matrix.on_point(x.value, y.value)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                first = point
            elif last is not None:
                yield last, point
            last = point
            if raw.FPDFPathSegment_GetClose(segment) and first is not None:
                yield point, first


def _join(pieces: list[Rule]) -> list[Rule]:
    """Join pieces in one line that touch; the two edges of a thin bar become one rule."""
    joined: list[Rule] = []
    for piece in sorted(pieces):
        for i in range(len(joined) - 1, -1, -1):
            rule = joined[i]
            if piece.at - rule.at > NEAR:
                joined.append(piece)
                break
            if piece.start <= rule.end + JOIN and rule.start <= piece.end + JOIN:
                reach = min(rule.start, piece.start), max(rule.end, piece.end)
                joined[i] = Rule(rule.at, *reach)
                break
        else:
            joined.append(piece)
    return joined
