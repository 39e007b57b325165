"""The short names that a document gives itself: "the Green Path Fund (GPF)"."""

import re
from collections.abc import Iterable

from rapporteur.evidence import Entity
from rapporteur.gazetteer import Gazetteer

_SMALL = r"(?:of|the|and|for|on|in|to|de|des|du|la|against|with|from|&)"
_CAPITAL = r"[A-ZÀ-Þ][\w’'-]*"
_LONG = re.compile(
    rf"(?<!\w)(?P<long>{_CAPITAL}(?:,? (?:{_SMALL} )*{_CAPITAL}){{1,11}})"
    r" \((?P<short>[A-Z][A-Za-z&/-]{1,11}[A-Z])\)"
)
# A long form is an entity of its own only if it is such a body, not a unit or a programme.
_BODY = re.compile(
    r"\b(?:Association|Union|Federation|Foundation|Institute|University|Network|Confederation"
    r"|Cent(?:re|er)|Coalition|Alliance|Organi[sz]ation|Council|Forum|Agency|Bank|Fund|Group"
    r"|Partnership|Society|Commission|Committee|Community|Court|Authority|Conference|Secretariat)\b"
)


def find_abbreviations(texts: Iterable[str], gazetteer: Gazetteer) -> dict[str, Entity]:
    """Return the document's own names: each long form and its short form, with their Entity.

    A long form counts only where its words' initials spell the short form. Names that the
    gazetteer knows keep the gazetteer's Entity, so a document's abbreviation leads to it.
    """
    found: dict[str, Entity] = {}
    for text in texts:
        for match in _LONG.finditer(text):
            short = match.group("short")
            long = _matching_tail(match.group("long"), short)
            if not long:
                continue
            known = gazetteer.find_entity(long) or gazetteer.find_entity(short)
            if known is None and not _BODY.search(long):
                continue
            entity = known or Entity(short, long, "organisation")
            for name in (long, short):
                if gazetteer.find_entity(name) is None:
                    found.setdefault(name, entity)
    return found


def _matching_tail(long: str, short: str) -> str:
    """Return the end of `long` whose initials spell `short`, or nothing."""
    letters = [c for c in short.casefold() if c.isalpha()]
    words = list(re.finditer(r"[\w’']+", long))
    for first in range(len(words)):
        initials = [w.group()[0].casefold() for w in words[first:]]
        capitals = [w.group()[0].casefold() for w in words[first:] if w.group()[0].isupper()]
        if letters in (initials, capitals) and words[first].group()[0].isupper():
            return long[words[first].start() :]
    return ""
