"""Footnotes, endnotes and comments of a DOCX file, as the lines they are printed as."""

from collections.abc import Iterator

from lxml import etree

from rapporteur.read.drafts import Draft
from rapporteur.read.word.numbers import NoteNumbers
from rapporteur.read.word.parts import W, WordParts, get_value
from rapporteur.read.word.runs import Token, read_tokens

_NOTES = (None, "normal")  # the others are the rules drawn between text and notes


class Notes:
    """The notes of one file; ask for each mark once, in reading order.

    `endnotes` are those marked so far: they are printed at the end of the document.
    """

    def __init__(self, parts: WordParts) -> None:
        self.endnotes: list[Draft] = []
        self._texts = {
            "footnote": _gather(parts.footnotes, W + "footnote"),
            "endnote": _gather(parts.endnotes, W + "endnote"),
            "comment": _gather(parts.comments, W + "comment"),
        }
        self._numbers = {
            "footnote": NoteNumbers(_find_properties(parts, "footnotePr"), "decimal"),
            "endnote": NoteNumbers(_find_properties(parts, "endnotePr"), "lowerRoman"),
        }

    def read(self, token: Token, section: int, page: int) -> tuple[str, Draft | None]:
        """Return the mark printed for a note, and its line where it stands on this page."""
        mark = token.mark or self._numbers[token.kind].count(section, page)
        element = self._texts[token.kind].get(token.text)
        text = "" if element is None else _read_text(element)
        note = Draft(text=f"{mark} {text}", role="footnote") if text else None
        if token.kind == "endnote" and note is not None:
            self.endnotes.append(note)
            return mark, None
        return mark, note

    def read_comment(self, token: Token) -> Draft | None:
        """Return a comment's line, its author before a colon."""
        element = self._texts["comment"].get(token.text)
        text = "" if element is None else _read_text(element)
        author = get_value(element, "author")
        return Draft(text=f"{author}: {text}" if author else text, role="comment") if text else None


def _gather(root: etree._Element | None, tag: str) -> dict[str, etree._Element]:
    elements = root.findall(tag) if root is not None else []
    return {get_value(e, "id") or "": e for e in elements if get_value(e, "type") in _NOTES}


def _find_properties(parts: WordParts, name: str) -> etree._Element | None:
    """Return the numbering of notes in force: a section's, else the whole file's."""
    of_section = parts.document.find(f".//{W}sectPr/{W}{name}")
    if of_section is not None and len(of_section):
        return of_section
    return None if parts.settings is None else parts.settings.find(W + name)


def _read_text(element: etree._Element) -> str:
    """Return a note's paragraphs as one line."""
    paragraphs = (_read_paragraph(p) for p in element.iter(W + "p"))
    return " ".join(text for text in paragraphs if text)


def _read_paragraph(paragraph: etree._Element) -> str:
    return "".join(_texts(paragraph)).strip()


def _texts(paragraph: etree._Element) -> Iterator[str]:
    return (token.text for token in read_tokens(paragraph) if token.kind == "text")
