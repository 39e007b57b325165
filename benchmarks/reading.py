"""Pages a second: our reading, reading with structure, and pdfium's bare text, on the same files.

    python benchmarks/reading.py [--runs 5] [--pages 400] [FOLDER ...]

Without folders the real documents beside the checkout are read. Times are of the processor, so
that what else the machine does counts little; each number is the median of the runs. Pages that
have no text are left out: they would be read by OCR, whose speed is another matter.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from rapporteur.errors import SourceError
from rapporteur.gazetteer import load_gazetteer
from rapporteur.read import read_bytes
from rapporteur.settings import Settings
from rapporteur.structure import structure_source

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDERS = ("un-docs", "upr", "iom-docs")
NO_OCR = Settings(ocr_languages="none")


def read(name: str, content: bytes) -> None:
    read_bytes(content, name, NO_OCR)


def read_and_structure(name: str, content: bytes) -> None:
    structure_source(read_bytes(content, name, NO_OCR), load_gazetteer())


def take_bare_text(_: str, content: bytes) -> None:
    document = pdfium.PdfDocument(content)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


def gather(folders: list[Path], most: int) -> tuple[dict[str, bytes], int]:
    """Return readable files with text, of `most` pages or a little more in all, and the pages."""
    files: dict[str, bytes] = {}
    count = 0
    for folder in folders:
        start = count
        for path in sorted(folder.glob("*.pdf")):
            content = path.read_bytes()
            try:
                source = read_bytes(content, path.name, NO_OCR)
            except SourceError:
                continue
            if any(page.origin != "text" for page in source.pages) or source.notices:
                continue
            files[path.name] = content
            count += len(source.pages)
            if count - start >= most / len(folders):
                break
    return files, count


def measure(work: Callable[[str, bytes], None], files: dict[str, bytes]) -> float:
    """Return the seconds of processor time that `work` takes for all files."""
    start = time.process_time()
    for name, content in files.items():
        work(name, content)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="*", type=Path, default=[DATA / f for f in FOLDERS])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", type=int, default=400)
    wanted = parser.parse_args()
    files, pages = gather(wanted.folders, wanted.pages)
    if not files:
        parser.error("no PDF with text in " + ", ".join(map(str, wanted.folders)))
    works: dict[str, Callable[[str, bytes], None]] = {
        "pdfium's bare text": take_bare_text,
        "reading": read,
        "reading and structure": read_and_structure,
    }
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(wanted.runs):
        # In turn, so that a slow moment of the machine falls on all alike.
        for name, work in works.items():
            seconds[name].append(measure(work, files))
    bare = statistics.median(seconds["pdfium's bare text"])
    print(f"{len(files)} files, {pages} pages, median of {wanted.runs} runs")
    for name, all_seconds in seconds.items():
        median = statistics.median(all_seconds)
        print(f"{name:24} {pages / median:7.1f} pages/s   {median / bare:4.1f} times bare text")


if __name__ == "__main__":
    main()
