"""What a DOCX file's styles say of a paragraph: heading, caption, numbering, letters."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from rapporteur.read.word.parts import W, find_number, get_value, is_on

# A built-in style keeps its English name in the file, whatever the language of Word; files of
# other programs carry the names below. "_ H_1_G" and its like are the UN's own templates.
_HEADING = re.compile(
    r"(?:heading|titre|überschrift|título|titulo|titolo|kop|rubrik|otsikko|overskrift|nagłówek"
    r"|nadpis|заголовок|başlık|标题|標題|見出し|제목|عنوان)\s*([1-9])",
    re.IGNORECASE,
)
_UN_HEADING = re.compile(r"(?:Reg|Anno)?\s*_?\s*H[\s_]*(M|C[Hh]|[1-9])(?=[\s_/]|\d?$)")
_UN_LEVELS = {"M": 1, "Ch": 1, "CH": 1}
_TITLES = {"title", "document title"}
_CAPTIONS = {"caption", "légende", "beschriftung", "epígrafe", "leyenda", "legenda", "didascalia"}
_CONTENTS = re.compile(r"(?:toc|contents) (?:[1-9]|heading)|table of figures", re.IGNORECASE)
_LONGEST_CHAIN = 50  # styles based on styles; longer ones are circles


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says, or a paragraph's chain of styles together; None: nothing said.

    `outline` counts from 0 and is 9 for running text; `size` is in points.
    """

    id: str = ""
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    number: str | None = None
    depth: int | None = None
    new_page: bool | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None

    @property
    def level(self) -> int:
        """The heading level from 1 as the style's name gives it, else 0."""
        name = self.name.strip()
        if name.lower() in _TITLES:
            return 1
        if match := _HEADING.match(name):
            return int(match[1])
        if match := _UN_HEADING.match(name):
            return _UN_LEVELS.get(match[1]) or int(match[1]) + 1
        return 0


class Styles:
    """The styles of one file, asked by style id."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = root.findall(f"{W}style") if root is not None else []
        self._styles = {get_value(e, "styleId") or "": _read_style(e) for e in elements}
        self._default = next(
            (get_value(e, "styleId") or "" for e in elements if _is_default(e)), ""
        )
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = read_letters(defaults)
        self._merged: dict[tuple[str, bool], Style] = {}

    def paragraph(self, style_id: str | None) -> Style:
        """Return what a paragraph's style says with all it is based on and the defaults."""
        known = style_id if style_id in self._styles else self._default
        return self._merge(known or "", True)

    def letters(self, style_id: str | None) -> Style:
        """Return what a run's character style says with all it is based on."""
        return self._merge(style_id or "", False)

    def numbered_by(self, style_id: str) -> str | None:
        """Return the numbering a numbering style stands for, or None."""
        style = self._styles.get(style_id)
        return style.number if style else None

    def _merge(self, style_id: str, defaults: bool) -> Style:
        key = (style_id, defaults)
        if key not in self._merged:
            merged = Style()
            for style in self._chain(style_id):
                merged = _fill(merged, style)
            self._merged[key] = _fill(merged, self._base) if defaults else merged
        return self._merged[key]

    def _chain(self, style_id: str) -> list[Style]:
        chain: list[Style] = []
        style = self._styles.get(style_id)
        while style is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(style.based_on)
        return chain


def find_heading_level(chain: Style, direct: int | None) -> int:
    """Return a paragraph's heading level from 1, or 0; `direct` is its own outline level.

    Its own level outranks its style's, which outranks the style's name.
    """
    outline = chain.outline if direct is None else direct
    if outline is not None and (direct is not None or outline < 9):
        return outline + 1 if 0 <= outline < 9 else 0
    return chain.level


def is_caption(chain: Style) -> bool:
    """Tell whether the style is one for the captions of figures and tables."""
    return chain.name.strip().lower() in _CAPTIONS


def is_contents(chain: Style) -> bool:
    """Tell whether the style is one for the lines of a table of contents or of figures."""
    return _CONTENTS.fullmatch(chain.name.strip()) is not None


def read_letters(properties: etree._Element | None) -> Style:
    """Return what a run's properties (`w:rPr`) say of its letters."""
    if properties is None:
        return Style()
    half_points = find_number(properties.find(f"{W}sz"))
    return Style(
        bold=is_on(properties.find(f"{W}b")),
        italic=is_on(properties.find(f"{W}i")),
        size=half_points / 2 if half_points and half_points > 0 else None,
    )


def _read_style(element: etree._Element) -> Style:
    return replace(
        read_letters(element.find(f"{W}rPr")),
        id=get_value(element, "styleId") or "",
        name=get_value(element.find(f"{W}name")) or "",
        based_on=get_value(element.find(f"{W}basedOn")) or "",
        outline=find_number(element.find(f"{W}pPr/{W}outlineLvl")),
        number=get_value(element.find(f"{W}pPr/{W}numPr/{W}numId")),
        depth=find_number(element.find(f"{W}pPr/{W}numPr/{W}ilvl")),
        new_page=is_on(element.find(f"{W}pPr/{W}pageBreakBefore")),
    )


def _is_default(element: etree._Element) -> bool:
    return get_value(element, "type") == "paragraph" and get_value(element, "default") in (
        "1",
        "true",
        "on",
    )


def _fill(style: Style, base: Style) -> Style:
    """Return `style` with what it does not say taken from `base`.

    A name that says nothing of headings gives way to one that does, so that a style made from
    "heading 1" stays a heading, unless it says itself what outline level it has.
    """
    own = style.level or style.outline is not None or not base.level
    named = style if style.name and own else base
    numbered = style if style.number is not None else base
    return Style(
        id=style.id or base.id,
        name=named.name,
        outline=base.outline if style.outline is None else style.outline,
        number=numbered.number,
        depth=base.depth if style.depth is None else style.depth,
        new_page=base.new_page if style.new_page is None else style.new_page,
        bold=base.bold if style.bold is None else style.bold,
        italic=base.italic if style.italic is None else style.italic,
        size=base.size if style.size is None else style.size,
    )
