"""Walk a DOCX file's body: paragraphs, tables and boxes, onto pages."""

from collections.abc import Iterator

from lxml import etree

from rapporteur.evidence import Page
from rapporteur.read.drafts import Draft
from rapporteur.read.word.forms import Forms
from rapporteur.read.word.notes import Notes
from rapporteur.read.word.pages import Book
from rapporteur.read.word.parts import W, WordParts, get_value, is_on
from rapporteur.read.word.runs import Token, read_tokens
from rapporteur.read.word.styles import is_contents
from rapporteur.settings import Settings

_WRAPPERS = {W + "ins", W + "moveTo", W + "customXml", W + "sdtContent", W + "smartTag"}
_SAME_PAGE = ("continuous", "nextColumn")


class Body:
    """One pass through a document; `book` fills as it goes."""

    def __init__(self, parts: WordParts, settings: Settings) -> None:
        self.book = Book(settings.max_pages)
        self._document = parts.document
        self._forms = Forms(parts)
        self._notes = Notes(parts)
        self._sections = [e for e in parts.document.iter(W + "sectPr") if _is_section(e)]
        self._section = 0
        self._held: list[Token] = []  # from a paragraph that runs on into the next

    def read(self) -> tuple[Page, ...]:
        """Return the document's pages; ask once."""
        body = self._document.find(W + "body")
        if body is not None:
            self._read_blocks(body, in_cell=False)
        if self._held:
            self._read_paragraph(etree.Element(W + "p"), in_cell=False)
        for note in self._notes.endnotes:
            self.book.put_note(note)
        return self.book.settle()

    def _read_blocks(self, parent: etree._Element, in_cell: bool) -> None:
        for element in _unwrap(parent):
            if element.tag == W + "p":
                self._read_paragraph(element, in_cell)
            elif element.tag == W + "tbl":
                self._read_table(element, in_cell)

    def _read_table(self, table: etree._Element, in_cell: bool) -> None:
        rows = [_find_cells(e) for e in _unwrap(table) if e.tag == W + "tr"]
        grid = any(len(cells) > 1 for cells in rows)
        for cells in rows:
            self._read_row(cells, in_cell or grid)

    def _read_row(self, cells: list[etree._Element], in_cell: bool) -> None:
        """Read the cells, each from the page the row begins on, as they stand side by side."""
        book = self.book
        last, size = book.at, len(book.places)
        for cell in cells:
            if len(book.places) > size:
                # Breaks before the row's first words move the row itself.
                book.begin_cell(book.places[size])
            self._read_blocks(cell, in_cell)
            last = max(last, book.at)
        book.at = last
        if len(book.places) > size:
            book.touch()

    def _read_paragraph(self, element: etree._Element, in_cell: bool) -> None:
        properties = element.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
        tokens = [*self._held, *read_tokens(element)]
        self._held = []
        if _runs_on(properties):
            self._held = tokens
            return
        if is_contents(self._forms.style_of(properties)):
            tokens = [token for token in tokens if token.kind in ("rendered", "page")]
        if self._forms.has_new_page(properties):
            self.book.turn_once()
        self._put(tokens, properties, in_cell)
        for token in tokens:
            if token.element is not None:
                self._read_blocks(token.element, in_cell)
        if properties.find(W + "sectPr") is not None:
            self._end_section()

    def _put(self, tokens: list[Token], properties: etree._Element, in_cell: bool) -> None:
        """Put a paragraph into the book: its line, in parts where the author broke the page."""
        style = self._forms.style_of(properties)
        draft = self._forms.draft(properties, in_cell)
        turns = 0  # pages that begin within the line
        for token in tokens:
            if token.kind == "text":
                self._forms.add(token, style, draft)
            elif token.kind == "rendered" and draft.text.strip():
                turns += 1
            elif token.kind == "rendered":
                self.book.turn_rendered()
            elif token.kind == "page":
                draft, turns = self._break(draft, turns), 0
            else:
                self._put_aside(token, draft, turns)
        self._close(draft, turns)

    def _put_aside(self, token: Token, draft: Draft, turns: int) -> None:
        """Note what stands in a line besides its letters."""
        if token.kind == "drawn":
            self.book.touch()
        elif token.kind == "comment":
            self.book.put_note(self._notes.read_comment(token))
        elif token.kind in ("footnote", "endnote"):
            mark, note = self._notes.read(token, self._section, self.book.at + turns)
            draft.raise_(mark)
            self.book.put_note(note)

    def _break(self, draft: Draft, turns: int) -> Draft:
        """End a line at the author's page break and return the one that goes on after it."""
        self._close(draft, turns)
        self.book.turn()
        return Draft(role=draft.role, level=draft.level) if draft.text.strip() else draft

    def _close(self, draft: Draft, turns: int) -> None:
        self.book.put(draft)
        for _ in range(turns):
            self.book.turn_rendered()
            self.book.touch()

    def _end_section(self) -> None:
        self._section += 1
        following = self._sections[self._section : self._section + 1]
        kind = get_value(following[0].find(W + "type")) if following else None
        if kind not in _SAME_PAGE:
            self.book.turn_once()


def _unwrap(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those of content controls and of insertions as if they were own."""
    for element in parent:
        placeholder = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        if element.tag in _WRAPPERS or (element.tag == W + "sdt" and not is_on(placeholder)):
            yield from _unwrap(element)
        else:
            yield element


def _find_cells(row: etree._Element) -> list[etree._Element]:
    """Return a row's cells; none where a tracked change deleted the row."""
    if row.find(f"{W}trPr/{W}del") is not None:
        return []
    cells = (e for e in _unwrap(row) if e.tag == W + "tc")
    return [cell for cell in cells if cell.find(f"{W}tcPr/{W}cellDel") is None]


def _runs_on(properties: etree._Element) -> bool:
    """Tell whether the paragraph's end was deleted, or it is the big first letter of the next."""
    drop_cap = get_value(properties.find(W + "framePr"), "dropCap")
    return properties.find(f"{W}rPr/{W}del") is not None or drop_cap in ("drop", "margin")


def _is_section(element: etree._Element) -> bool:
    """Leave out what a section was before a tracked change."""
    parent = element.getparent()
    return parent is not None and parent.tag in (W + "pPr", W + "body")
