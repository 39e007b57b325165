"""Tell pages whose text cannot be used, or which are pictures of text."""

from typing import Literal

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rapporteur.read.glyphs import Glyphs

Fault = Literal["", "empty", "garbled", "stamped", "titled", "broken"]

FEW_LETTERS = 100  # with fewer, a page that a picture covers may be a scan with a stamp on it
GARBLED = 0.3  # of a page's characters: fewer are symbols of list bullets and the like
COVERED = 0.5  # of a page's area
PICTURED = 0.1
OUTLINES = 150  # drawings on a page without text: its letters were drawn, one by one
DEPTH = 4  # of drawings within drawings


def find_fault(page: pdfium.PdfPage, glyphs: Glyphs) -> Fault:
    """Say what is wrong with the text of a page, as far as one page can tell.

    "empty": there is something to see, but no text; "garbled": most characters stand for no
    letter; "stamped": so little text on a page that a picture covers that it may be a stamp.
    """
    count = len(glyphs.codes) + glyphs.nameless
    private = np.count_nonzero((glyphs.codes >= 0xE000) & (glyphs.codes <= 0xF8FF))
    lost = glyphs.nameless + private + np.count_nonzero(glyphs.codes == 0xFFFD)
    if count >= FEW_LETTERS and lost > GARBLED * count:
        return "garbled"
    if len(glyphs.codes) >= FEW_LETTERS:
        return ""
    covered, drawings = _measure(page, glyphs)
    if not len(glyphs.codes):
        return "empty" if covered > PICTURED or drawings > OUTLINES else ""
    return "stamped" if covered > COVERED else ""


def _measure(page: pdfium.PdfPage, glyphs: Glyphs) -> tuple[float, int]:
    """Return the share of a page that pictures cover, and the number of drawings on it."""
    area = 0.0
    drawings = 0
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    for thing in page.get_objects(filter=kinds, max_depth=DEPTH):
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            drawings += 1
            continue
        left, bottom, right, top = thing.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return area / max(1.0, glyphs.width * glyphs.height), drawings
