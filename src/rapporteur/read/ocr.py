"""Read the text off a page's picture with Tesseract, where it is installed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium

from rapporteur.errors import SettingError
from rapporteur.read.glyphs import Glyphs
from rapporteur.settings import Settings

DPI = 300
MOST_PIXELS = 12_000  # of a side: a poster is read more coarsely rather than not at all
CAPITAL = 0.7  # of the font size: how high capitals and ascenders are
ALIKE = 0.15  # of the usual size: lines that differ by less are measured amiss, not set apart
# Where Debian, Fedora, Homebrew and the sources of Tesseract put its language data.
DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
REMEDY = (
    "install the extra: pip install 'rapporteur[ocr]', and Tesseract's language data "
    "(Debian: apt-get install tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-spa)"
)


class Symbol(NamedTuple):
    """One letter that was read, its box in pixels, and the line it stands in."""

    text: str
    box: tuple[int, int, int, int]
    line: int
    opens_word: bool


class Recognised(NamedTuple):
    """What was read off a page: its characters, and the mean confidence, 0 to 100."""

    glyphs: Glyphs
    confidence: float


@contextmanager
def open_engine(settings: Settings) -> Iterator[Any]:
    """Yield Tesseract with the languages asked for, as far as they are installed.

    Raises SettingError where the extra or all language data are missing.
    """
    # One thread a page: pages are read side by side in processes, and more threads only fight.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError as error:
        raise SettingError("OCR is not installed", remedy=REMEDY) from error
    folder, languages = _find_data(tesserocr, settings.ocr_languages)
    engine = tesserocr.PyTessBaseAPI(path=folder, lang=languages)
    try:
        yield engine
    finally:
        engine.End()


def recognise(engine: Any, page: pdfium.PdfPage) -> Recognised:
    """Read the text off the picture of `page`, places as `take_glyphs` gives them."""
    size = page.get_size()
    scale = min(DPI / 72, MOST_PIXELS / max(size))
    engine.SetImage(page.render(scale=scale, grayscale=True).to_pil())
    engine.SetSourceResolution(round(72 * scale))
    engine.Recognize()
    glyphs = _make_glyphs(list(_iterate(engine)), 1 / scale, *size)
    return Recognised(glyphs, float(engine.MeanTextConf()))


def _find_data(tesserocr: Any, wanted: str) -> tuple[str, str]:
    """Return the folder with Tesseract's language data, and which of the wanted ones it holds."""
    folders = (os.environ.get("TESSDATA_PREFIX", ""), *DATA_FOLDERS)
    for folder in folders:
        if not folder or not Path(folder).is_dir():
            continue
        there = tesserocr.get_languages(folder)[1]
        languages = [code for code in wanted.split("+") if code in there]
        if languages:
            return folder, "+".join(languages)
    raise SettingError(f"OCR has no language data for {wanted}", remedy=REMEDY)


def _iterate(engine: Any) -> Iterator[Symbol]:
    from tesserocr import RIL, iterate_level

    line = -1
    iterator = engine.GetIterator()
    if iterator is None:
        return
    for item in iterate_level(iterator, RIL.SYMBOL):
        if item.Empty(RIL.SYMBOL):  # a picture, or a page without text
            continue
        line += bool(item.IsAtBeginningOf(RIL.TEXTLINE))
        box = item.BoundingBox(RIL.SYMBOL)
        text = item.GetUTF8Text(RIL.SYMBOL).strip()
        if not text or box is None:
            continue
        yield Symbol(text, box, line, bool(item.IsAtBeginningOf(RIL.WORD)))


def _make_glyphs(symbols: list[Symbol], point: float, width: float, height: float) -> Glyphs:
    """Return symbols as a page's characters: all of one line have its size and baseline.

    `point` is how many points a pixel is wide.
    """
    letters = [(ord(letter), s, not i) for s in symbols for i, letter in enumerate(s.text)]
    boxes = np.array([s.box for _, s, _ in letters], np.float32).reshape(-1, 4) * np.float32(point)
    baseline = np.zeros(len(letters), np.float32)
    size = np.ones(len(letters), np.float32)
    lines = np.array([s.line for _, s, _ in letters], np.int64)
    for line in np.unique(lines):
        here = lines == line
        # Boxes of letters overlap here and there; the order they were read in is right.
        boxes[here, 0] = np.maximum.accumulate(boxes[here, 0])
        baseline[here] = np.median(boxes[here, 3])
        ascent = float(baseline[here][0]) - float(np.percentile(boxes[here, 1], 10))
        size[here] = max(1.0, ascent / CAPITAL)
    boxes[:, 2] = np.maximum(boxes[:, 2], boxes[:, 0])
    if letters:
        usual = np.median(size)
        size[np.abs(size - usual) < ALIKE * usual] = usual
    return Glyphs(
        codes=np.array([code for code, _, _ in letters], np.uint32),
        shown=boxes,
        boxes=boxes,
        baseline=baseline,
        size=size,
        bold=np.zeros(len(letters), np.bool_),
        italic=np.zeros(len(letters), np.bool_),
        spaced=np.array([first and s.opens_word for _, s, first in letters], np.bool_),
        width=width,
        height=height,
    )
