"""Find the abbreviations that a record explains in brackets: "Gulf Forum on Work (GFW)"."""

import re
from collections.abc import Iterable, Iterator

BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{0,2}[A-Z]{1,6})s?\)")
BEFORE = re.compile(r"(?:[\w'’&,-]+ )+$")
REACH = 120  # characters before the bracket; no long form is longer
SMALL = frozenset(("and", "of", "the", "for", "on", "in", "to", "de", "des", "la", "et", "y", "&"))


def find_pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return each abbreviation with the words it stands for, as the texts write them."""
    return list(dict.fromkeys(pair for text in texts if "(" in text for pair in _pairs_in(text)))


def _pairs_in(text: str) -> Iterator[tuple[str, str]]:
    for bracket in BRACKETED.finditer(text):
        before = BEFORE.search(text[max(0, bracket.start() - REACH) : bracket.start()])
        words = before[0].split() if before else []
        start = _find_start(words, bracket[1].casefold())
        if start is not None:
            yield bracket[1], " ".join(words[start:])


def _find_start(words: list[str], letters: str) -> int | None:
    """Return where the words begin whose initials the letters are, small words apart."""
    at = len(words) - 1
    for letter in reversed(letters):
        while at >= 0 and words[at].casefold() in SMALL and words[at][0].casefold() != letter:
            at -= 1
        if at < 0 or words[at][0].casefold() != letter:
            return None
        at -= 1
    start = at + 1
    return start if words[start][0].isupper() or len(words) - start > 1 else None
