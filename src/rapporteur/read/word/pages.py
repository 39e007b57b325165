"""Gather lines into pages while a DOCX file is read, and set each page's text at the end."""

from collections import Counter
from dataclasses import dataclass, field

from rapporteur.errors import SourceError
from rapporteur.evidence import Line, Page
from rapporteur.evidence.source import LineRole


@dataclass(slots=True)
class Draft:
    """A line in the making: its text, and (start, end) in it of the marks of notes.

    `marker` is the number printed before it; it comes to stand in the line, but alone makes none.
    """

    text: str = ""
    role: LineRole = "paragraph"
    level: int = 0
    marker: str = ""
    raised: list[tuple[int, int]] = field(default_factory=list)
    bold: int = 0  # letters
    italic: int = 0
    sizes: Counter[float] = field(default_factory=Counter)

    def add(self, text: str, *, bold: bool, italic: bool, size: float | None) -> None:
        """Append letters; two spaces never meet."""
        if text.startswith(" ") and (not self.text or self.text[-1] in " \t"):
            text = text.lstrip(" ")
        self.text += text
        letters = sum(map(str.isalnum, text))
        self.bold += letters * bold
        self.italic += letters * italic
        if size is not None:
            self.sizes[size] += letters

    def raise_(self, mark: str) -> None:
        """Append the mark of a note, glued to the word before it."""
        self.raised.append((len(self.text), len(self.text) + len(mark)))
        self.text += mark

    def place(self, at: int) -> tuple[str, Line]:
        """Return the text, bare at both ends, and its line as it stands from offset `at`."""
        bare = self.text.strip()
        text = f"{self.marker} {bare}" if self.marker else bare
        shift = at + len(text) - len(bare) - self.text.index(bare)
        letters = sum(map(str.isalnum, bare)) - sum(end - start for start, end in self.raised)
        line = Line(
            at,
            at + len(text),
            size=self.sizes.most_common(1)[0][0] if self.sizes else None,
            bold=0 < letters <= self.bold,
            italic=0 < letters <= self.italic,
            role=self.role,
            level=self.level,
            raised=tuple((start + shift, end + shift) for start, end in self.raised),
        )
        return text, line


class Book:
    """The pages so far.

    `at` is the index of the page that is being written, `size` the number of lines put so far,
    `rendered` that of the places where Word saw a page begin.
    """

    def __init__(self, max_pages: int) -> None:
        self.at = 0
        self.size = 0
        self.rendered = 0
        self._max_pages = max_pages
        self._pages: list[list[Draft]] = [[]]
        self._notes: list[list[Draft]] = [[]]
        self._fresh = True  # nothing stands yet on the page, or in the cell, being written

    def put(self, draft: Draft) -> None:
        """Add a line to the page being written, unless it is blank."""
        if draft.text.strip():
            self._pages[self.at].append(draft)
            self.size += 1
            self._fresh = False

    def put_note(self, draft: Draft | None) -> None:
        """Add a line, if there is one, that stands at the end of the page being written."""
        if draft is not None and draft.text.strip():
            self._notes[self.at].append(draft)

    def touch(self) -> None:
        """Note that something without text, such as a picture, stands on the page."""
        self._fresh = False

    def begin_cell(self, at: int) -> None:
        """Go back to the page on which the row of this cell, not its first, begins."""
        self.at = at
        self._fresh = True

    def turn(self) -> None:
        """Begin a page where the author broke it, also after a blank one."""
        self.at += 1
        self._fresh = True
        if self.at >= self._max_pages:
            raise SourceError(
                f"more pages than the {self._max_pages} allowed",
                remedy="send it in parts, or raise max_pages",
            )
        if self.at == len(self._pages):
            self._pages.append([])
            self._notes.append([])

    def turn_once(self) -> None:
        """Begin a page unless one has just begun."""
        if not self._fresh:
            self.turn()

    def turn_rendered(self) -> None:
        """Begin a page where Word saw one begin; straight after a break it is the same one."""
        self.rendered += 1
        self.turn_once()

    def settle(self) -> tuple[Page, ...]:
        """Return the pages, notes last on each, without blank ones at the end."""
        pages = [self._settle(number) for number in range(1, len(self._pages) + 1)]
        while len(pages) > 1 and not pages[-1].text:
            pages.pop()
        return tuple(pages)

    def _settle(self, number: int) -> Page:
        texts: list[str] = []
        lines: list[Line] = []
        at = 0
        for draft in (*self._pages[number - 1], *self._notes[number - 1]):
            text, line = draft.place(at)
            texts.append(text)
            lines.append(line)
            at = line.end + 1
        return Page(number, "\n".join(texts), tuple(lines))
