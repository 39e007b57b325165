"""Tell an agenda's lines apart: days, time slots, labels, listed people, plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast

from rapporteur.cues import load_cues
from rapporteur.evidence.dialogue import Function
from rapporteur.structure.forms import TimeSpan, find_dates, read_number, read_time_span
from rapporteur.structure.lines import PrintedLine
from rapporteur.wording import fold

EntryKind = Literal["day", "slot", "label", "item", "text"]
_BULLET = re.compile(r"^[•·▪●○◦‣*]\s+")
_DASH = re.compile(r"^[–-]\s+")  # a bullet only where a block begins: prose has dashes too


@dataclass(slots=True)
class Entry:
    """One thing an agenda says, over one or more printed lines.

    `label` are the words of a label ("Speakers:"), which `lines` leave out.
    `time` is set for slots, `function` for labels, `day` for days (its number, or the date's
    ordinal where only a date stands there).
    """

    kind: EntryKind
    lines: list[str]
    page: int
    block: int
    block_kind: str
    time: TimeSpan | None = None
    function: Function | None = None
    day: int | None = None
    label: str = ""
    widths: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The entry's words on one line."""
        return " ".join(line for line in self.lines if line)


def read_entries(lines: Sequence[PrintedLine]) -> list[Entry]:
    """Part `lines` into entries; a line that begins nothing new goes on with the one before."""
    entries: list[Entry] = []
    for line in lines:
        entry = read_line(line)
        if entry is not None:
            entries.append(entry)
        elif line.first or not entries:
            text = _bare(line)
            kind: EntryKind = "item" if line.kind == "item" or text != line.text else "text"
            entries.append(_entry(kind, line, text))
        else:
            entries[-1].lines.append(line.text)
            entries[-1].widths.append(len(line.text))
    return entries


def _bare(line: PrintedLine) -> str:
    """The line's words without its bullet."""
    text = _BULLET.sub("", line.text)
    return _DASH.sub("", text) if line.first else text


def _entry(kind: EntryKind, line: PrintedLine, text: str) -> Entry:
    return Entry(kind, [text], line.page, line.block, line.kind, widths=[len(line.text)])


def read_line(line: PrintedLine) -> Entry | None:
    """Return the entry that `line` begins by its own words, or None."""
    text = _bare(line)
    day = read_day(text)
    if day is not None:
        entry = _entry("day", line, text)
        entry.day = day
        return entry
    time = read_time_span(text)
    if time is not None and (line.first or time.ends) and _is_slot(text, time):
        entry = _entry("slot", line, text[time.length :])
        entry.time = time
        return entry
    label = _read_label(text)
    if label is not None:
        entry = _entry("label", line, label[1])
        entry.function = label[0]
        entry.label = text.removesuffix(label[1]).strip(" :")
        return entry
    if text != line.text:
        return _entry("item", line, text)
    return None


def _is_slot(text: str, time: TimeSpan) -> bool:
    """A slot's title begins with a capital, a figure or a quotation mark, or is elsewhere."""
    rest = text[time.length :].lstrip("“\"'‘«([")
    return not rest or not rest[0].islower()


@cache
def _day_pattern() -> re.Pattern[str]:
    cues = load_cues("segments")
    days, week = (("|".join(map(fold, cues[key]))) for key in ("days", "weekdays"))
    return re.compile(rf"(?:(?P<week>{week})\b[,.]?\s*)?(?:(?:{days})\s+(?P<number>\w+)\b)?")


def read_day(text: str) -> int | None:
    """Return the day's number of "Day 2 – 16 October", the ordinal of a bare date, or None."""
    flat = fold(text)
    match = _day_pattern().match(flat)
    number = read_number(match["number"]) if match and match["number"] else None
    if number is not None and len(text) < 80 and not flat.endswith("."):
        return number
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].starts != dates[0].ends:
        return None
    rest = fold(text[: dates[0].start] + text[dates[0].end :])
    rest = re.sub(rf"\b(?:{'|'.join(map(fold, load_cues('segments')['weekdays']))})\b", "", rest)
    return dates[0].starts.toordinal() if not re.sub(r"[^\w]", "", rest) else None


@cache
def _labels() -> list[tuple[re.Pattern[str], Function]]:
    found = []
    for function, words in load_cues("segments")["labels"].items():
        one = "|".join(sorted((re.escape(fold(w)) for w in words), key=len, reverse=True))
        pattern = re.compile(rf"(?:{one})(?:\(s\)|/\w+)?\s*(?:\([^)]*\)\s*)?(?::|\s[–—-]\s|$)\s*")
        found.append((pattern, cast(Function, function)))
    return found


def _read_label(text: str) -> tuple[Function, str] | None:
    """Split "Moderator: Jane Doe, …" into the function and what follows."""
    flat = fold(text)
    for pattern, function in _labels():
        match = pattern.match(flat)
        if match:
            return function, text[_same_length(text, match.end()) :].strip()
    return None


def _same_length(text: str, length: int) -> int:
    """Where in `text` the first `length` characters of its folded form end."""
    for end in range(len(text) + 1):
        if len(fold(text[:end] + "|")) - 1 >= length:
            return end
    return len(text)


def split_title(entry: Entry, width: int) -> tuple[str, str]:
    """Part a slot's lines into its title and the description that follows in the same block.

    A title ends with a line on which the next line's first word would still have fitted
    (`width` is the agenda's usual line length in characters), where that word has a capital.
    """
    for index, line in enumerate(entry.lines[:-1]):
        following = entry.lines[index + 1]
        if not line and index == 0:
            continue
        room = entry.widths[index] + 1 + len(following.split()[0]) <= width
        if room and _closes_title(line, following):
            return _join(entry.lines[: index + 1]), _join(entry.lines[index + 1 :])
    return _join(entry.lines), ""


def _closes_title(line: str, following: str) -> bool:
    starts = following.lstrip("“\"'‘«([")[:1]
    hangs = re.search(r"(?:[,:;–—-]|\b(?:and|or|of|the|to|in|for|on|with|a|an|by|at|from))$", line)
    return not hangs and (starts.isupper() or starts.isdigit())


def _join(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if line)
