"""The text of one DOCX paragraph, in order: letters, breaks, marks of notes, boxes."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from rapporteur.read.word.parts import W, get_value, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Deleted and moved-away text is not part of the record; the rest is no text at all.
_DELETED = {W + "del", W + "moveFrom", W + "delText", W + "delInstrText"}
_MADE_BY_WORD = {W + "instrText", W + "footnoteRef", W + "endnoteRef", W + "annotationRef"}
_PROPERTIES = {
    W + name + "Pr"
    for name in ("p", "r", "tbl", "tr", "tc", "sdt", "sdtEnd", "ruby", "footnote", "sect")
}
_SKIPPED = _DELETED | _MADE_BY_WORD | _PROPERTIES | {W + "rt", W + "fldData"}
_DRAWN = {W + "drawing", W + "pict", W + "object"}
_BOX = W + "txbxContent"
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "\u2011",
    W + "cr": " ",
}
# Private code points of the fonts Symbol and Wingdings that records use in running text.
_SYMBOLS = {
    ("symbol", 0xB7): "•",
    ("symbol", 0xB0): "°",
    ("symbol", 0xB1): "±",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xB4): "×",
    ("symbol", 0x2D): "−",
    ("symbol", 0xAE): "→",
    ("wingdings", 0xA7): "▪",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0xD8): "➢",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0xFE): "☑",
}


class Token(NamedTuple):
    """One thing in a paragraph.

    `text` is letters; for "footnote", "endnote" and "comment" the id; else empty. `run` is the
    `w:r` around it, or None. "rendered" is where Word last saw a page begin, "page" a page break
    that the author set, "drawn" a picture, "box" a text box with `element` its content. `mark`
    is the mark that the author gave a note himself; empty where Word counts it.
    """

    kind: Literal["text", "footnote", "endnote", "comment", "rendered", "page", "drawn", "box"]
    text: str = ""
    run: etree._Element | None = None
    element: etree._Element | None = None
    mark: str = ""


def read_tokens(paragraph: etree._Element) -> Iterator[Token]:
    """Yield what stands in a paragraph: inserted text kept, deleted and hidden text dropped."""
    fields: list[bool] = []  # for each open field: are we past its code, in its result?
    marked: Token | None = None  # a note whose mark is the text that follows
    for element in _walk(paragraph):
        if element.tag == W + "fldChar":
            _step(fields, get_value(element, "fldCharType"))
            continue
        for token in _read(element) if all(fields) else ():
            if marked is not None and token.kind == "text":
                yield marked._replace(mark=token.text.strip())
                marked = None
            elif get_value(element, "customMarkFollows") in ("1", "true", "on"):
                marked = token
            else:
                yield token
    if marked is not None:
        yield marked


def _walk(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that can hold text, in order, without those left out or hidden."""
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _MC + "AlternateContent":
            choice = element.find(_MC + "Choice")
            chosen = element.find(_MC + "Fallback") if choice is None else choice
            if chosen is not None:
                stack.append(iter(chosen))
        elif element.tag in _DRAWN:
            yield element
        elif element.tag not in _SKIPPED and not _is_left_out(element):
            yield element
            stack.append(iter(element))


def _is_left_out(element: etree._Element) -> bool:
    if element.tag == W + "r":
        return bool(is_on(element.find(f"{W}rPr/{W}vanish")))
    if element.tag == W + "sdt":
        return bool(is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")))
    return False


def _step(fields: list[bool], mark: str | None) -> None:
    if mark == "begin":
        fields.append(False)
    elif mark == "separate" and fields:
        fields[-1] = True
    elif mark == "end" and fields:
        fields.pop()


def _read(element: etree._Element) -> Iterator[Token]:
    run = element.getparent()
    tag = element.tag
    if tag in (W + "t", _MATHS + "t"):
        yield Token("text", _letters(element), run)
    elif tag in _SIGNS:
        yield Token("text", _SIGNS[tag], run)
    elif tag == W + "sym":
        yield Token("text", _symbol(element), run)
    elif tag == W + "br":
        kind = get_value(element, "type")
        yield Token("page") if kind == "page" else Token("text", " ", run)
    elif tag == W + "lastRenderedPageBreak":
        yield Token("rendered")
    elif tag in (W + "footnoteReference", W + "endnoteReference"):
        note = get_value(element, "id") or ""
        yield Token("footnote" if tag == W + "footnoteReference" else "endnote", note, run)
    elif tag == W + "commentReference":
        yield Token("comment", get_value(element, "id") or "")
    elif tag in _DRAWN:
        yield Token("drawn")
        yield from _boxes(element)


def _letters(element: etree._Element) -> str:
    text = re.sub(r" *[\t\r\n][\t\r\n ]*", " ", element.text or "")
    if element.get(_SPACE) == "preserve" or element.tag != W + "t":
        return text
    return text.strip(" ")


def _symbol(element: etree._Element) -> str:
    code = get_value(element, "char") or ""
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    font = (get_value(element, "font") or "").lower()
    number = int(code, 16)
    known = _SYMBOLS.get((font, number & 0xFF if number >= 0xF000 else number))
    return known or (chr(number) if number >= 0x20 and not 0xD800 <= number < 0xE000 else "")


def _boxes(drawing: etree._Element) -> Iterator[Token]:
    """Yield the text boxes of a drawing once, though files keep them in two versions."""
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag == _BOX:
            yield Token("box", element=element)
        elif element.tag == _MC + "AlternateContent":
            stack.extend(list(element)[:1])
        else:
            stack.extend(reversed(element))
