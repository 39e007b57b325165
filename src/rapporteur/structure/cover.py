"""Read what a document's cover says of the meeting: title, theme, dates, place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Source
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.forms import DateSpan, find_dates
from rapporteur.structure.lines import PrintedLine, lines_of
from rapporteur.wording import fold, squeeze

_PAGES = 3
_LINES = 60
_TITLE_LINES = 8
_LONGEST = 160  # characters; a longer line is running text, not part of a title
_REPORT = re.compile(
    r"^(?:(?:Draft|Summary|Final|Outcome) )?(?:Report|Summary|Proceedings) (?:of|on)\b|"
    r"^[A-Z][\w-]*(?: [\w-]+){0,3} report (?:of|on)\b"
)
_NOTE = re.compile(
    r"^Concept (?:note|paper) (?:for|on) (?:the )?(?P<title>.+?)"
    r"(?:,? (?:on|under) the theme\b|, |$)"
)
SESSION_ONLY = re.compile(
    r"(?i)(?:\w+ )?(?:report|summary) (?:of|on) (?:its|the) (?:[\w-]+ ){0,3}session\b"
)
_BODY = re.compile(
    r"^(?:[A-Z][\w-]+ ){0,4}(?:Commission|Committee|Council|Board|Forum)(?: (?:of|on|for)\b.*)?$|"
    r"^[A-Z][\w -]+ (?:Commission|Committee|Council|Board|Forum)$"
)
_ROOM = r"[A-ZÀ-Þ][\w’'. -]{2,30}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source states of its meeting; empty or None where it does not."""

    title: str = ""
    theme: str = ""
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    edition: str = ""
    convenor: str = ""


@cache
def meeting_noun() -> re.Pattern[str]:
    """A noun that names a meeting, in folded text."""
    words = sorted(map(fold, load_cues("facts")["meetings"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover's facts; `weak` where they are those of a session that the paper was sent to."""

    facts: Facts
    weak: bool = False


def read_cover(source: Source, gazetteer: Gazetteer) -> Cover:
    """Read the cover's title, theme, dates and place.

    A date counts only in or under a title that names a report or a meeting: the date of issue
    does not, nor does the date of the session that a paper was sent to. A letter's subject and
    the agenda items it goes under are not taken for a title.
    """
    lines = [line for line in lines_of(source) if line.page <= _PAGES][:_LINES]
    if any(
        line.first and re.match(r"(?:Identical l|L)etters? dated\b", line.text) for line in lines
    ):
        lines = [line for line in lines if line.page > 1]
    found: list[Facts] = []
    for index, line in enumerate(lines):
        block = squeeze(source.blocks[line.block].text)
        if not line.first or line.marker or len(block) > 2 * _LONGEST:
            continue  # a numbered title is that of a chapter
        note = _NOTE.match(block)
        if note:
            return Cover(_read_note(note["title"], block))
        if _REPORT.match(block):
            rest = [n for n in lines[index:] if n.block != line.block and n.page == line.page]
            rows = [block, *(n.text for n in rest[:_TITLE_LINES])]
            found.append(_read_report(_body_above(lines, index, block), rows, gazetteer))
    if found:
        whole = [f for f in found if not SESSION_ONLY.match(f.title)]
        return Cover((whole or found)[0])
    return _read_dated(_with_masthead(source, lines))


def _with_masthead(source: Source, lines: list[PrintedLine]) -> list[PrintedLine]:
    """The cover's lines with those under its masthead that name a body and its session."""
    cues = load_cues("furniture")
    named = re.compile(f"{cues['session']}|{cues['agenda_item']}")
    whole = [line for line in lines_of(source, masthead=True) if line.page == 1]
    if any(line.kind == "furniture" and named.match(fold(line.text)) for line in whole):
        return [*whole, *(line for line in lines if line.page > 1)][:_LINES]
    return lines


def _read_note(title: str, block: str) -> Facts:
    dates = find_dates(block)
    first = dates[0] if dates else None
    return Facts(
        squeeze(title),
        find_theme(block),
        first.starts if first else None,
        first.ends if first else None,
    )


def _body_above(lines: Sequence[PrintedLine], index: int, block: str) -> str:
    """The body whose "Report on the twelfth session" stands below its name, or its masthead."""
    if not SESSION_ONLY.match(block):
        return ""
    start = index
    while start and lines[start - 1].page == lines[index].page:
        start -= 1
    above: list[str] = []
    for line in lines[start:index]:
        if above and (not line.first or _hangs(above[-1]) or above[-1].endswith("the")):
            above[-1] = f"{above[-1]} {line.text}"
        else:
            above.append(line.text)
    bodies = [text for text in above if _BODY.search(text) and len(text) < _LONGEST]
    return bodies[-1] if bodies else ""


def _read_report(body: str, rows: Sequence[str], gazetteer: Gazetteer) -> Facts:
    """Read "Report of the X on its twelfth session", with its place and dates, row by row."""
    text = ""
    for row in rows:
        dates = find_dates(row)
        if dates and (not text or _ends_title(text, row, dates[0])):
            longest = max(dates, key=lambda span: span.ends - span.starts)
            return _with_dates(body, text, row, dates[0], longest)
        if text and ":" not in row and gazetteer.find_state(row):
            return Facts(title=_clean(body, f"{_clean('', text)}: {row}"))
        if text and not _continues(text, row):
            break
        comma = (
            ", " if re.match(r"(?i)(?:[\w-]+ ){1,2}session\b", row) and not _hangs(text) else " "
        )
        text = f"{text}{comma}{row}" if text else row
    return Facts(title=_clean(body, text))


def _hangs(text: str) -> bool:
    """Tell whether a line ends in mid-phrase."""
    return bool(re.search(r"(?:\b(?:of|on|its|the|and|in|for|to|with)|[,:&–-])$", text))


def _continues(text: str, row: str) -> bool:
    starts = row[:1].islower() or re.match(r"[(]|(?:[A-Z][a-z-]+|\d{4}) (?:\w+ )?session\b", row)
    return _hangs(text) or bool(starts)


def _ends_title(text: str, row: str, dates: DateSpan) -> bool:
    """Tell whether a row with dates ends the title above it, and is not the text below it."""
    return _is_date_line(row, dates) or (len(row) < _LONGEST and _continues(text, row))


def _with_dates(body: str, text: str, row: str, first: DateSpan, dates: DateSpan) -> Facts:
    """The title ends where the row with the dates begins, or within that row.

    Of several ("10 May 2024 and 5–9 May 2025") the longest is the session itself.
    """
    head = row[: first.start]
    own = re.fullmatch(rf"\(?({_ROOM}),\s*(?:from )?", head) if text and not _hangs(text) else None
    where = own or re.search(rf"(?:session\s|[,(]\s*)\(?({_ROOM}),\s*(?:from )?$", head)
    place = where[1] if where else ""
    if own:
        head = ""
    elif where:
        head = head[: where.start(1)]
    return Facts(_clean(body, f"{text} {head}"), find_theme(text), dates.starts, dates.ends, place)


def _clean(body: str, text: str) -> str:
    title = re.sub(r"[\s(,*:–-]+(?:(?:from|held on|held|on)[\s(,]*)?$", "", f"{squeeze(text)} ")
    return f"{body}: {title}" if body else title


def _read_dated(lines: Sequence[PrintedLine]) -> Cover:
    """Read a cover that prints the meeting's dates on a line of their own."""
    for index, line in enumerate(lines):
        dates = find_dates(line.text)
        if len(dates) != 1 or not _is_date_line(line.text, dates[0]):
            continue
        above = _lines_above(lines, index)
        if above:
            title, rest = _take_phrase(above)
            rest = [row for row in rest if row.text != title]
            theme, _ = _take_phrase(rest, whole_block=True)
            place = squeeze(line.text[: dates[0].start] + line.text[dates[0].end :])
            place = place.strip(" ,;.()–-")
            place = place if re.match(r"[A-ZÀ-Þ]", place) else ""
            facts = Facts(title, theme, dates[0].starts, dates[0].ends, place)
            below = [fold(n.text) for n in lines[index + 1 : index + 4]]
            return Cover(facts, any(re.match(r"(?:agenda )?items? \d", text) for text in below))
    return Cover(Facts())


def _take_phrase(
    rows: Sequence[PrintedLine], whole_block: bool = False
) -> tuple[str, list[PrintedLine]]:
    """Join the first row with those it runs on into; return the words and the rows left over.

    With `whole_block` all further lines of a row's block belong to it.
    """
    text, rest, block = "", list(rows), -1
    while rest and (
        not text
        or _hangs(text)
        or rest[0].text[:1].islower()
        or (whole_block and rest[0].block == block)
    ):
        block = rest[0].block
        text = squeeze(f"{text} {rest.pop(0).text}")
    return text, rest


def _is_date_line(text: str, dates: DateSpan) -> bool:
    """A line of its own: a date with at most a place, and more than a bare date of issue."""
    rest = re.sub(r"[^\w\s]", " ", text[: dates.start] + " " + text[dates.end :]).split()
    if len(rest) > 8 or any(w[0].islower() and w not in ("and", "from", "to") for w in rest):
        return False
    return bool(rest) or dates.starts != dates.ends or "(" in text


def _lines_above(lines: Sequence[PrintedLine], index: int) -> list[PrintedLine]:
    """The lines of the cover above a date line, from the first that names a meeting.

    A body whose name stands straight above the dates counts as its session.
    """
    above = [n for n in lines[max(0, index - _TITLE_LINES) : index] if n.page == lines[index].page]
    if any(len(line.text) > _LONGEST for line in above):
        return []
    named = [n for n, line in enumerate(above) if meeting_noun().search(fold(line.text))]
    if not named:
        return _masthead(above)
    rows = above[named[0] :]
    if re.fullmatch(r"(?i)[\w-]+ session", rows[0].text):
        before = above[named[0] - 1].text if named[0] else ""
        if not _BODY.search(before):
            return []
        rows[0] = replace(rows[0], text=f"{before}, {rows[0].text}")
    return rows


def _masthead(above: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The body whose name stands, over one or more lines, straight above the dates."""
    last = [line for line in above if line.block == above[-1].block]
    body = " ".join(line.text for line in last)
    return [replace(last[0], text=body)] if _BODY.search(body) else []


_THEME = re.compile(
    r"\b(?:on|under|around|with) the (?:overall |overarching |main |general )?theme(?: of)?:?\s*"
    r"(?P<theme>[“\"‘'].+?[”\"’'](?=[\s,.;)]|$)|"
    r"[A-ZÀ-Þ].+?(?=\.\s|\.$|,? (?:was|from \d)|, to be held|$))"
)


def find_theme(text: str) -> str:
    """Return the theme that `text` says the meeting is on; "" where it names none."""
    match = _THEME.search(text)
    return match["theme"].strip(" “”\"‘’'") if match else ""
