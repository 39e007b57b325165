"""The form a DOCX paragraph has: its role, level and number, and the look of its letters."""

import re

from lxml import etree

from rapporteur.evidence.source import LineRole
from rapporteur.read.drafts import Draft
from rapporteur.read.word.numbers import Numbers
from rapporteur.read.word.parts import W, WordParts, find_number, get_value, is_on
from rapporteur.read.word.runs import Token
from rapporteur.read.word.styles import (
    Style,
    Styles,
    find_heading_level,
    is_caption,
    read_letters,
)

# Records number their paragraphs throughout; items of lists have bullets, letters, two numbers.
_RUNNING = re.compile(r"\(?\d+[.)]?")


class Forms:
    """Answers for one file; ask for each paragraph once, in reading order: it counts them."""

    def __init__(self, parts: WordParts) -> None:
        self._styles = Styles(parts.styles)
        self._numbers = Numbers(parts.numbering, self._styles)

    def style_of(self, properties: etree._Element) -> Style:
        """Return what the paragraph's style says, with all it is based on."""
        return self._styles.paragraph(get_value(properties.find(W + "pStyle")))

    def has_new_page(self, properties: etree._Element) -> bool:
        """Tell whether the paragraph begins a page by its own or its style's word."""
        own = is_on(properties.find(W + "pageBreakBefore"))
        return bool(self.style_of(properties).new_page if own is None else own)

    def draft(self, properties: etree._Element, in_cell: bool) -> Draft:
        """Return the paragraph's line, still without text."""
        style = self.style_of(properties)
        heading = find_heading_level(style, find_number(properties.find(W + "outlineLvl")))
        number, depth = self._find_number(properties, style)
        marker = self._numbers.count(number, depth) if number else ""
        listed = number and not (depth == 0 and _RUNNING.fullmatch(marker))
        role, level = _find_role(style, heading, depth if listed else None)
        return Draft(role="cell" if in_cell else role, level=0 if in_cell else level, marker=marker)

    def add(self, token: Token, style: Style, draft: Draft) -> None:
        """Append a token's letters to `draft` with the look its run and styles give them."""
        properties = None if token.run is None else token.run.find(W + "rPr")
        own = read_letters(properties)
        named = None if properties is None else properties.find(W + "rStyle")
        run = self._styles.letters(get_value(named))
        draft.add(
            token.text,
            bold=bool(_first(own.bold, run.bold, style.bold)),
            italic=bool(_first(own.italic, run.italic, style.italic)),
            size=own.size or run.size or style.size,
        )

    def _find_number(self, properties: etree._Element, style: Style) -> tuple[str, int]:
        """Return the numbering a paragraph belongs to, or nothing, and its level in it."""
        own = get_value(properties.find(f"{W}numPr/{W}numId"))
        depth = find_number(properties.find(f"{W}numPr/{W}ilvl"))
        number = own or style.number
        if number is None or not self._numbers.has(number):
            return "", 0
        if depth is None and own is None:
            depth = style.depth or self._numbers.depth_of(number, style.id)
        return number, depth or 0


def _first(own: bool | None, run: bool | None, style: bool | None) -> bool | None:
    if own is not None:
        return own
    return style if run is None else run


def _find_role(style: Style, heading: int, depth: int | None) -> tuple[LineRole, int]:
    if heading:
        return "heading", heading
    if is_caption(style):
        return "caption", 0
    return ("paragraph", 0) if depth is None else ("item", depth)
