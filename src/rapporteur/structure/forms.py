"""Read the written forms of dates, times of day and numbers."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapporteur.cues import load_cues
from rapporteur.wording import fold

DASH = r"[-‐‑‒–—−]"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days a meeting takes, and where the text says so: `text[start:end]`."""

    starts: date
    ends: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time slot, "HH:MM" each (`ends` may be empty), and where its words end in the text."""

    begins: str
    ends: str
    length: int


def _months() -> dict[str, int]:
    months: dict[str, list[str]] = load_cues("facts")["months"]
    return {fold(name): int(number) for number, names in months.items() for name in names}


MONTHS = _months()
_MONTH = "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_JOIN = rf"(?:\s*{DASH}\s*|\s+(?:and|to|until|et|au|y|al|a)\s+(?:le\s+|el\s+)?)"
_OF = r"\.?\s+(?:de\s+|del\s+)?"
_YEAR = re.compile(r"(?:19|20)\d\d")
# Day first, as the United Nations write it; each later part falls back on the one before it.
_DAY_FIRST = re.compile(
    rf"(?<![\d/.])(?P<d1>{_DAY})(?:er|st|nd|rd|th|º)?"
    rf"(?:{_OF}(?P<m1>{_MONTH}))?(?:,?{_OF}(?P<y1>(?:19|20)\d\d))?"
    rf"(?:{_JOIN}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?P<d2>{_DAY})(?:er|st|nd|rd|th|º)?)?"
    rf"{_OF}(?P<m2>{_MONTH})\.?,?{_OF}(?P<y2>(?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m1>{_MONTH})\.?\s+(?P<d1>{_DAY})(?:st|nd|rd|th)?"
    rf"(?:{_JOIN}(?:(?P<m2>{_MONTH})\.?\s+)?(?P<d2>{_DAY})(?:st|nd|rd|th)?)?"
    r",?\s+(?P<y2>(?:19|20)\d\d)\b"
)
_ONE_DAY = re.compile(
    rf"(?<![\d/.])(?P<d1>{_DAY})(?:er|st|nd|rd|th|º)?{_OF}(?P<m2>{_MONTH})\.?,?{_OF}"
    r"(?P<y2>(?:19|20)\d\d)\b"
)
_ISO = re.compile(r"\b(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d1>\d\d)\b")


def find_dates(text: str) -> tuple[DateSpan, ...]:
    """Return the full dates and ranges of dates that `text` states, in reading order.

    English, French and Spanish month names; a date without its year is not returned.
    """
    if not _YEAR.search(text):
        return ()
    flat = _even(text)
    found: list[DateSpan] = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ONE_DAY, _ISO):
        for match in pattern.finditer(flat):
            span = _span(match)
            if span and not any(span.start < f.end and f.start < span.end for f in found):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _even(text: str) -> str:
    """Lower case without accents, one character for each of `text`, so that offsets hold."""
    return "".join((fold(c) or " ")[0] if not c.isspace() else " " for c in text)


def _span(match: re.Match[str]) -> DateSpan | None:
    part = match.groupdict()
    last = _number_of_month(part["m2"] or part.get("m1"))
    first = _number_of_month(part.get("m1") or part["m2"])
    year = int(part["y2"])
    try:
        starts = date(int(part.get("y1") or year), first, int(part["d1"]))
        ends = date(year, last, int(part.get("d2") or part["d1"]))
    except ValueError:
        return None
    if part.get("d2") is None:
        ends = starts = date(year, last, int(part["d1"]))
    return DateSpan(starts, ends, match.start(), match.end()) if starts <= ends else None


def _number_of_month(name: str | None) -> int:
    return int(name) if name and name.isdigit() else MONTHS.get(name or "", 0)


_CLOCK = r"(?P<h{n}>[01]?\d|2[0-4])(?:\s?[:.h]\s?(?P<m{n}>[0-5]\d)?)?\s*(?P<p{n}>[ap]\.?\s?m\b\.?)?"
_NOON = r"(?:12\s+)?(?P<w{n}>noon|midnight|midday)"
_POINT = "(?:" + _NOON + "|" + _CLOCK + ")"
_RANGE = re.compile(
    r"\s*[(\[]?(?:from\s+)?"
    + _POINT.replace("{n}", "1")
    + rf"(?:\s*hrs?)?(?:\s*{DASH}+\s*|\s+to\s+)"
    + _POINT.replace("{n}", "2")
    + r"(?:\s*hrs?\b)?[)\]]?(?!\d)\s*(?:[:.|,]|[-–—]+(?=\s))?\s*",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\s*(?P<h1>[01]?\d|2[0-3])(?::(?P<m1>[0-5]\d)|(?=\s*[ap]\.?m))\s*(?P<p1>[ap]\.?\s?m\b\.?)?"
    r"(?!\d)\s*(?:[:|,]|[-–—]+(?=\s))?\s*",
    re.IGNORECASE,
)


def read_time_span(text: str) -> TimeSpan | None:
    """Read the time slot that `text` begins with ("10:15-11:15 …", "10 a.m.–1 p.m. …")."""
    match = _RANGE.match(text)
    if match and _is_clock(match):
        half = match["p2"] or ""
        ends = _clock(match["h2"], match["m2"], half, match["w2"])
        begins = _clock(match["h1"], match["m1"], match["p1"] or "", match["w1"])
        if not match["p1"] and not match["w1"] and half:
            begins = _borrow_half(match, half, ends)
        return TimeSpan(begins, ends, match.end()) if begins and ends else None
    match = _SINGLE.match(text)
    if match and len(text) > match.end():
        begins = _clock(match["h1"], match["m1"], match["p1"] or "", None)
        return TimeSpan(begins, "", match.end())
    return None


def _is_clock(match: re.Match[str]) -> bool:
    """A range of bare numbers ("3-4 ...") is no time: minutes or a half of the day must show."""
    return any(match[name] for name in ("m1", "m2", "p1", "p2", "w1", "w2"))


def _borrow_half(match: re.Match[str], half: str, ends: str) -> str:
    """In "3–6 p.m." the first hour is of the same half; in "11–1 p.m." of the half before."""
    same = _clock(match["h1"], match["m1"], half, None)
    return same if same <= ends else _clock(match["h1"], match["m1"], "am", None)


def _clock(hour: str | None, minute: str | None, half: str, word: str | None) -> str:
    if word:
        return "00:00" if word.lower() == "midnight" else "12:00"
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return f"{hours:02d}:{minute or '00'}"


def read_number(word: str) -> int | None:
    """Return the number that `word` writes in figures or words, cardinal or ordinal, to 99.

    "39", "four", "twentieth", "20th", "sixty-fifth"; None where it is no number.
    """
    cues: dict[str, Any] = load_cues("facts")["numbers"]
    plain = fold(word).strip(".")
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th|e|er|º)?", plain)
    if digits:
        return int(digits[1])
    tens, units = cues["tens"], cues["units"]
    first, _, second = plain.replace("‑", "-").partition("-")
    if second:
        return tens[first] + units[second] if first in tens and second in units else None
    number = tens.get(first, units.get(first))
    return int(number) if number is not None else None
