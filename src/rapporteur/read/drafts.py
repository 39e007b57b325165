"""Lines in the making, and a page's text set from them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

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
    letters: int = 0  # without spaces and marks of notes; so many of them bold, italic
    bold: int = 0
    italic: int = 0
    sizes: Counter[float] = field(default_factory=Counter)

    def add(self, text: str, *, bold: bool, italic: bool, size: float | None) -> None:
        """Append letters; two spaces never meet."""
        if text.startswith(" ") and (not self.text or self.text[-1] in " \t"):
            text = text.lstrip(" ")
        self.text += text
        letters = len(text.replace(" ", ""))
        self.letters += letters
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
        line = Line(
            at,
            at + len(text),
            size=self.sizes.most_common(1)[0][0] if self.sizes else None,
            bold=0 < self.letters == self.bold,
            italic=0 < self.letters == self.italic,
            role=self.role,
            level=self.level,
            raised=tuple((start + shift, end + shift) for start, end in self.raised),
        )
        return text, line


def settle_page(number: int, drafts: Iterable[Draft]) -> Page:
    """Return the page whose lines the drafts are, in turn."""
    texts: list[str] = []
    lines: list[Line] = []
    at = 0
    for draft in drafts:
        text, line = draft.place(at)
        texts.append(text)
        lines.append(line)
        at = line.end + 1
    return Page(number, "\n".join(texts), tuple(lines))
