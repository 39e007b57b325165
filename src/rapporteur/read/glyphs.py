"""Take a PDF page's printed characters, with their places and styles, from pdfium in bulk."""

import ctypes
from collections import deque
from dataclasses import dataclass, replace
from itertools import repeat
from math import atan2, hypot, pi
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.uint64]

SOFT_HYPHEN = 0xAD
# What pdfium puts in place of a hyphen at a line's end, depending on its version. It does so for
# every hyphen printed there, most of which belong to compounds: the page shows a hyphen.
PDFIUM_HYPHENS = (0x02, 0xFFFE)
# Space, no-break space, the typographic spaces, and the line breaks that pdfium adds.
WHITE = np.array([9, 10, 11, 12, 13, 32, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])
# Characters without width: breaks allowed in long addresses, joiners, marks of direction.
UNSEEN = np.array([*range(0x200B, 0x2010), 0x2060, 0xFEFF])
ITALIC_FLAG, BOLD_FLAG = 1 << 6, 1 << 18
# The widest gap between letters of one word, in parts of the font size, over that around it,
# which is weighed over three letters to either side.
LETTER_GAP = 0.12
AROUND = np.array([1, 1, 1, 0, 1, 1, 1], np.float32) / 6
SLANTED = 0.1  # points to the right for a point of height
APART = 100_000.0  # points, further than any page is high
BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
ITALIC_NAMES = ("italic", "oblique")


def _bind(function: Any, result: Any, *arguments: Any) -> Any:
    """Return `function` for plain addresses: a quarter of the cost of pypdfium2's own wrapper.

    PYFUNCTYPE keeps the interpreter's lock, which for calls this short is cheaper than to
    give it up and take it back 3,000 times a page.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_P, _I = ctypes.c_void_p, ctypes.c_int
_char_box = _bind(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
_char_code = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
_char_origin = _bind(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
_char_object = _bind(raw.FPDFText_GetTextObject, ctypes.c_size_t, _P, _I)
_char_matrix = _bind(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
_char_size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double, _P, _I)
_object_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
_object_font = _bind(raw.FPDFTextObj_GetFont, _P, _P)
_font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _P, _P, ctypes.c_size_t)
_font_flags = _bind(raw.FPDFFont_GetFlags, _I, _P)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's printed characters in drawing order, white space left out; one row a character.

    Places are points from the page's top left corner as a reader sees the page; `shown` holds
    left, top, right and bottom. `boxes` and `baseline`, the y that a character stands on, are
    the same, but for turned text: they are where it would stand if the page were turned to
    read it, and APART further down for each way of turning, so that it is laid out by itself
    after the text that most of the page has. `size` is the font size as printed; `turned` says
    that most of the page has to be turned. `nameless` counts the printed characters left out
    because the file does not say what letters they are. `spaced` says that white space stands
    before the character.
    """

    codes: npt.NDArray[np.uint32]
    shown: Floats
    boxes: Floats
    baseline: Floats
    size: Floats
    bold: Bools
    italic: Bools
    spaced: Bools
    width: float
    height: float
    turned: bool = False
    nameless: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates become those that a reader sees."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    def turn(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return `x` and `y` as points from the top left corner of the page as shown."""
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        if self.quarters == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def turn_boxes(self, corners: Floats) -> Floats:
        """Return rows of left, top, right, bottom for rows of two opposite corners (x, y, x, y)."""
        x0, y0 = self.turn(corners[:, 0], corners[:, 1])
        x1, y1 = self.turn(corners[:, 2], corners[:, 3])
        return np.stack(
            [np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1
        )


def frame_of(page: pdfium.PdfPage) -> Frame:
    """Return the frame of `page`, from its visible box and its rotation."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


def take_glyphs(page: pdfium.PdfPage) -> Glyphs:
    """Return the characters of `page`; raises PdfiumError where its text cannot be loaded."""
    textpage = page.get_textpage()
    try:
        return _take(page, textpage)
    finally:
        textpage.close()


def _take(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Glyphs:
    count = textpage.count_chars()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    frame = frame_of(page)
    boxes = np.zeros((count, 4), np.float32)
    base = boxes.ctypes.data
    deque(
        map(_char_box, repeat(handle), range(count), range(base, base + 16 * count, 16)), maxlen=0
    )
    objects = np.fromiter(map(_char_object, repeat(handle), range(count)), np.uint64, count)
    codes = _read_codes(textpage, handle, count)
    shown = frame.turn_boxes(boxes)
    width, height = page.get_size()
    white = np.isin(codes, WHITE)
    unseen = np.isin(codes, UNSEEN)
    inside = (shown[:, 2] > 0) & (shown[:, 0] < width) & (shown[:, 3] > 0) & (shown[:, 1] < height)
    printed = ~white & ~unseen & inside & (objects != 0)
    index = np.flatnonzero(printed & (codes >= 32))
    heads, runs = _read_runs(handle, objects[index], index)
    lengths = np.diff(np.append(heads, len(index)))
    x, y = frame.turn(runs[:, 0].astype(np.float32), runs[:, 1].astype(np.float32))
    angle = np.repeat((runs[:, 5].astype(np.int64) + frame.quarters) % 4, lengths)
    size = np.maximum(np.repeat(runs[:, 2].astype(np.float32), lengths), 1.0)
    if runs[:, 6].any() and not frame.quarters:
        _set_straight(shown, index, np.repeat(y, lengths), np.repeat(runs[:, 6], lengths))
    glyphs = Glyphs(
        codes=codes[index],
        shown=shown[index],
        boxes=shown[index],
        baseline=np.repeat(y, lengths),
        size=size,
        bold=np.repeat(runs[:, 3] > 0, lengths),
        italic=np.repeat(runs[:, 4] > 0, lengths),
        spaced=np.zeros(len(index), np.bool_),
        width=width,
        height=height,
        nameless=int(np.count_nonzero(printed)) - len(index),
    )
    if angle.any():
        glyphs = _set_upright(glyphs, angle, np.repeat(x, lengths))
    spaced = _find_spaced(white, index, objects, glyphs.boxes, size)
    return replace(glyphs, spaced=spaced)


def _set_straight(shown: Floats, index: Ints, baseline: Floats, slant: Floats) -> None:
    """Take the lean out of the boxes of slanted letters, which otherwise overlap.

    A word processor that has no italic of a font slants the upright one; pdfium's box then
    holds the whole slanted letter, from its foot at the left to its head at the right.
    """
    shown[index, 0] += slant * (shown[index, 3] - baseline)
    shown[index, 2] -= slant * (baseline - shown[index, 1])


def _set_upright(glyphs: Glyphs, angle: Ints, x: Floats) -> Glyphs:
    """Return `glyphs` with turned text where it would stand upright; `x` is where each begins."""
    boxes, baseline = glyphs.shown.copy(), glyphs.baseline.copy()
    left, top, right, bottom = glyphs.shown.T
    width, height = glyphs.width, glyphs.height
    views = {
        1: ((top, width - right, bottom, width - left), width - x),
        2: ((width - right, height - bottom, width - left, height - top), height - baseline),
        3: ((height - bottom, left, height - top, right), x),
    }
    counts = np.bincount(angle, minlength=4)
    for rank, quarter in enumerate(np.argsort(-counts, kind="stable").tolist()):
        here = angle == quarter
        if quarter:
            view, line = views[quarter]
            boxes[here] = np.stack(view, axis=1)[here]
            baseline[here] = line[here]
        boxes[here, 1::2] += rank * APART
        baseline[here] += rank * APART
    return replace(glyphs, boxes=boxes, baseline=baseline, turned=bool(counts.argmax()))


def _read_codes(
    textpage: pdfium.PdfTextPage, handle: int | None, count: int
) -> npt.NDArray[np.uint32]:
    """Return each character's code point: in one call where pdfium's text is one for one."""
    units = np.frombuffer(textpage.get_text_range().encode("utf-16-le", "surrogatepass"), "<u2")
    if len(units) == count:
        codes = units.astype(np.uint32)
    else:
        codes = np.fromiter(map(_char_code, repeat(handle), range(count)), np.uint32, count)
    high = np.flatnonzero((codes >= 0xD800) & (codes < 0xDC00))
    for i in high[high < count - 1]:
        if 0xDC00 <= codes[i + 1] < 0xE000:
            codes[i] = 0x10000 + ((codes[i] - 0xD800) << 10) + (codes[i + 1] - 0xDC00)
            codes[i + 1] = 0
    codes[(codes >= 0xD800) & (codes < 0xE000)] = 0xFFFD
    codes[np.isin(codes, PDFIUM_HYPHENS)] = ord("-")
    return codes


def _find_spaced(white: Bools, index: Ints, objects: Objects, boxes: Floats, size: Floats) -> Bools:
    """Say for each kept character whether white space stands between it and the one before.

    A space that the file holds always counts. pdfium adds spaces of its own at wide gaps, and
    takes the loose setting of some lines for spaces within words: its space counts only where
    the gap is clearly wider than those between the letters around it.
    """
    held = np.concatenate([[0], np.cumsum(white & (objects != 0))])[index]
    added = np.concatenate([[0], np.cumsum(white & (objects == 0))])[index]
    gap = np.zeros(len(index), np.float32)
    gap[1:] = (boxes[1:, 0] - boxes[:-1, 2]) / size[1:]
    letters = np.where(np.abs(gap) < LETTER_GAP, gap, 0)
    around = np.convolve(letters, AROUND, "same") if len(letters) >= len(AROUND) else letters
    wide = (gap - around > LETTER_GAP) | (gap < -LETTER_GAP)
    return (np.diff(held, prepend=held[:1]) > 0) | ((np.diff(added, prepend=added[:1]) > 0) & wide)


def _read_runs(
    handle: int | None, objects: Objects, index: Ints
) -> tuple[Ints, npt.NDArray[np.float64]]:
    """Return where each text object begins, and what all its characters share.

    The second has a row an object: origin x and y, size, bold, italic, quarter turns clockwise,
    and how far each point of height leans to the right.
    """
    heads = np.flatnonzero(np.diff(objects, prepend=np.uint64(0)))
    runs = np.zeros((len(heads), 7))
    fonts: dict[int | None, tuple[bool, bool]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    at_x, at_y, at_matrix = ctypes.addressof(x), ctypes.addressof(y), ctypes.addressof(matrix)
    for row, (i, thing) in enumerate(
        zip(index[heads].tolist(), objects[heads].tolist(), strict=True)
    ):
        _char_origin(handle, i, at_x, at_y)
        _char_matrix(handle, i, at_matrix)
        font = _object_font(thing)
        if font not in fonts:
            fonts[font] = _read_font(font)
        quarters = round(-2 * atan2(matrix.b, matrix.a) / pi) % 4
        bold, italic = fonts[font]
        # Letters that are filled and stroked are made bold that way.
        bold = bold or _object_mode(thing) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        slant = matrix.c / matrix.d if matrix.d > 0 and matrix.c > 0 and not matrix.b else 0.0
        italic = italic or slant > SLANTED
        size = _char_size(handle, i) * (matrix.d if slant else hypot(matrix.c, matrix.d))
        runs[row] = x.value, y.value, size, bold, italic, quarters, slant
    return heads, runs


def _read_font(font: int | None) -> tuple[bool, bool]:
    """Say whether a font is bold and whether it is italic, by its name, flags and weight."""
    if not font:
        return False, False
    buffer = ctypes.create_string_buffer(256)
    _font_name(font, ctypes.addressof(buffer), 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    flags = _font_flags(font)
    bold = bool(flags & BOLD_FLAG) or any(word in name for word in BOLD_NAMES)
    italic = bool(flags & ITALIC_FLAG) or any(word in name for word in ITALIC_NAMES)
    return bold, italic
