"""The bullets and numbers printed before headings, paragraphs and list items."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["bullet", "dash", "decimal", "number", "letter", "roman", "chapter", "capital"]

_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("bullet", re.compile(r"([•●▪■□◦○‣⁃∙⮚➢➤✓❖\uf0b7\uf0a7\uf0d8·])\s*(?=\S)")),
    ("dash", re.compile(r"([–—\-*o])\s+(?=\S)")),
    ("decimal", re.compile(r"(\d{1,3}(?:\.\d{1,3})+\.?)\s+(?=\S)")),
    ("number", re.compile(r"(\d{1,3}[.)]|\(\d{1,3}\))\s+(?=\S)")),
    ("roman", re.compile(r"(\([ivx]{1,8}\)|[ivx]{1,5}[.)])\s+(?=\S)")),
    ("letter", re.compile(r"(\([a-z]{1,2}\)|[a-z]\)|[a-z]\.)\s+(?=\S)")),
    ("chapter", re.compile(r"([IVX]\.|[IVXLC]{2,6}\.)\s+(?=\S)")),
    ("capital", re.compile(r"([A-Z][.)]|\([A-Z]\))\s+(?=\S)")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed marker, its style, and how many characters it takes with the space after it."""

    text: str
    style: Style
    length: int


def find_marker(row: str) -> Marker | None:
    """Return the marker that `row` begins with."""
    for style, form in _FORMS:
        if match := form.match(row):
            return Marker(match[1], style, match.end())
    return None


def follows(before: str, marker: str) -> bool:
    """Tell whether `marker` comes next after `before`: "(h)" and "(i)", "12." and "13."."""
    a, b = _rank(before), _rank(marker)
    return a is not None and b is not None and a[:-1] == b[:-1] and b[-1] == a[-1] + 1


def _rank(marker: str) -> tuple[int, ...] | None:
    bare = marker.strip("().")
    if bare and all(part.isdigit() for part in bare.split(".")):
        return tuple(int(part) for part in bare.split("."))
    return (-1, ord(bare)) if len(bare) == 1 and bare.isalpha() else None  # "X." is no 88
