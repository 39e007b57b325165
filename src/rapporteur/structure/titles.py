"""Tell from a title what a segment is, its number, and whether two titles name one thing."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence.segment import SegmentKind
from rapporteur.structure.forms import read_number
from rapporteur.wording import fold

_LEAD = re.compile(
    r"^(?:annex\s+[ivxlc\d]+\s*[.:–—-]?\s+)?(?:(?:[ivxlc]+|[a-z]|\d+(?:\.\d+)*)[.)]\s*)?(?=\w)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "during", "for", "from", "in", "is", "key", "of", "on"}
    | {"the", "to", "with"}
)
NEAR = 0.6  # likeness from which two titles name one thing


@cache
def _kinds() -> list[tuple[SegmentKind, re.Pattern[str]]]:
    return [(kind, re.compile(pattern)) for kind, pattern in load_cues("segments")["kinds"]]


def find_kind(title: str) -> SegmentKind:
    """Return what kind of segment `title` heads; "chapter" where no cue fits."""
    plain = _plain(title)
    bare = _LEAD.sub("", plain, count=1)
    for kind, pattern in _kinds():
        if pattern.match(plain) or (kind != "annex" and pattern.match(bare)):
            return kind
    return "chapter"


def _plain(title: str) -> str:
    return fold(title).replace("’", "'").replace("‑", "-")


@cache
def _numbered() -> re.Pattern[str]:
    kind = load_cues("segments")["numbered"]
    return re.compile(rf"^(?:\w+\s){{0,2}}?{kind}\s*([0-9]+|[ivx]+|[a-z]+)\b")


def find_number(title: str) -> str:
    """Return the number a title carries itself ("Panel 1 – …", "Session II"); "" if none."""
    match = _numbered().match(_plain(title))
    if not match:
        leading = re.match(r"(\d{1,2})\.\s", title)
        return leading[1] if leading else ""
    word = match[1]
    number = read_number(word)
    if number is None and set(word) <= set(_ROMAN):
        number = _read_roman(word)
    return str(number) if number else ""


def _read_roman(word: str) -> int:
    total = 0
    for letter, following in zip(word, f"{word[1:]} ", strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total


def title_words(title: str) -> frozenset[str]:
    """Return the words of a title that count when titles are compared."""
    plain = re.sub(_numbered().pattern, "", _plain(title))
    return frozenset(re.findall(r"[\w-]+", plain)) - _SMALL


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter title's words that the other has too, 0 to 1.

    Titles of fewer than three words that count are alike only where they are the same.
    """
    a, b = title_words(one), title_words(other)
    if not a or not b:
        return 0.0
    if min(len(a), len(b)) < 3:
        return float(a == b)
    return len(a & b) / min(len(a), len(b))
