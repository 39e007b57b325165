"""Gather lines into pages while a DOCX file is read, and set each page's text at the end."""

from rapporteur.errors import SourceError
from rapporteur.evidence import Page
from rapporteur.read.drafts import Draft, settle_page


class Book:
    """The pages so far.

    `at` is the index of the page that is being written, `places` that of the page of each line
    put so far, `rendered` the number of places where Word saw a page begin.
    """

    def __init__(self, max_pages: int) -> None:
        self.at = 0
        self.places: list[int] = []
        self.rendered = 0
        self._max_pages = max_pages
        self._pages: list[list[Draft]] = [[]]
        self._notes: list[list[Draft]] = [[]]
        self._fresh = True  # nothing stands yet on the page, or in the cell, being written

    def put(self, draft: Draft) -> None:
        """Add a line to the page being written, unless it is blank."""
        if draft.text.strip():
            self._pages[self.at].append(draft)
            self.places.append(self.at)
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
                remedy="send it in parts, or raise RAPPORTEUR_MAX_PAGES",
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
        both = zip(self._pages, self._notes, strict=True)
        pages = [settle_page(i, lines + notes) for i, (lines, notes) in enumerate(both, 1)]
        while len(pages) > 1 and not pages[-1].text:
            pages.pop()
        return tuple(pages)
