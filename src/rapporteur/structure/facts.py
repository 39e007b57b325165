"""Read a meeting's facts where its record states them: title, theme, dates, place, edition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Source
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.forms import DateSpan, find_dates
from rapporteur.structure.lines import PrintedLine, lines_of
from rapporteur.wording import fold, squeeze

_COVER_PAGES = 3
_COVER_LINES = 60
_TITLE_LINES = 8
_OPENING_SHARE = 0.35  # of the sentences: a meeting is introduced at the start of its record
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?(?:first|second|third|[a-z]th))"


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


def find_facts(source: Source, gazetteer: Gazetteer) -> Facts:
    """Read the facts from the cover and from the sentences that introduce the meeting."""
    cover = _read_cover([line for line in lines_of(source) if line.page <= _COVER_PAGES])
    held = [_read_held(text) for text in _opening_sentences(source)]
    told = [facts for facts in held if facts is not None]
    dates = cover if cover.starts else next((f for f in told if f.starts), Facts())
    texts = [cover.title, *_opening_sentences(source)]
    return Facts(
        title=cover.title or _first(f.title for f in told),
        theme=cover.theme or _first(f.theme for f in told),
        starts=dates.starts,
        ends=dates.ends,
        place=_longer(cover.place, _first(f.place for f in told)),
        edition=_first(_find_edition(t, n == 0) for n, t in enumerate(texts)),
        convenor=_first(_find_convenor(t, gazetteer) for t in texts[1:]),
    )


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _longer(cover: str, told: str) -> str:
    """A sentence often names the house as well as the city: it wins where it names both."""
    return told if cover and fold(cover) in fold(told) else cover or told


def _opening_sentences(source: Source) -> list[str]:
    count = max(40, int(len(source.sentences) * _OPENING_SHARE))
    return [s.text for s in source.sentences[:count] if s.kind in ("paragraph", "item")]


@cache
def _one_of(key: str) -> str:
    words = sorted(map(fold, load_cues("facts")[key]), key=len, reverse=True)
    return "|".join(map(re.escape, words))


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_one_of('meetings')})\b")


def _read_cover(lines: Sequence[PrintedLine]) -> Facts:
    """Read title, theme, dates and place from the lines above and around the meeting's dates.

    A date counts only under, or in, a title that names a report or a meeting; the date of
    issue and the date of the session that a paper is sent to do not.
    """
    lines = lines[:_COVER_LINES]
    reported = _reported(lines)
    if reported is not None:
        return reported
    for index, line in enumerate(lines):
        dates = find_dates(line.text)
        if len(dates) == 1 and _is_date_line(line.text, dates[0]):
            above = _lines_above(lines, index)
            if above and _meeting().search(fold(above[0])):
                title, theme = above[0], squeeze(" ".join(above[1:]))
                place = _cover_place(line.text, dates[0])
                return Facts(title, theme, dates[0].starts, dates[0].ends, place)
    return Facts()


_REPORT = re.compile(r"^(?:Report|Summary report|Summary|Proceedings|Draft report) (?:of|on)\b")


def _reported(lines: Sequence[PrintedLine]) -> Facts | None:
    """Read "Report of the X on its twelfth session", its dates and place, over several lines."""
    for index, line in enumerate(lines):
        if not line.first and not _REPORT.match(line.text):
            continue
        text = line.text if _REPORT.match(line.text) else ""
        body = _body_above(lines, index) if re.match(r"(?i)report on (?:its|the)\b", text) else ""
        if not text:
            continue
        return _read_report_title(body, [text, *_rest(lines, index)])
    return None


def _body_above(lines: Sequence[PrintedLine], index: int) -> str:
    """The body whose "Report on the twelfth session" stands below its name."""
    above = lines[index - 1].text if index and lines[index - 1].page == lines[index].page else ""
    return (
        above if re.search(r"(?:Commission|Committee|Council|Board|Forum|Assembly)$", above) else ""
    )


def _rest(lines: Sequence[PrintedLine], index: int) -> list[str]:
    """The lines that go on with the title at `index`: to the end of its page's title."""
    page = lines[index].page
    return [line.text for line in lines[index + 1 : index + _TITLE_LINES] if line.page == page]


def _read_report_title(body: str, rows: Sequence[str]) -> Facts:
    text = ""
    for row in rows:
        joined = squeeze(f"{text} {row}")
        dates = find_dates(joined)
        if dates:
            return _with_dates(body, joined, dates[0])
        if text and not _continues(text, row):
            break
        text = joined
    return Facts(title=_clean_title(body, text))


def _continues(text: str, row: str) -> bool:
    """Tell whether `row` goes on with a title: a session, a place or a line in mid-phrase."""
    hangs = re.search(r"\b(?:of|on|its|the|and|in|for|to|with|&|at|Special|Executive)$", text)
    starts = row[:1].islower() or re.match(r"[(]|[A-Z][a-z-]+ (?:\w+ )?session\b", row)
    return bool(hangs or starts or re.match(r"[A-Z][\w ]+,? \(?\d", row))


def _with_dates(body: str, text: str, dates: DateSpan) -> Facts:
    head = text[: dates.start]
    place = re.search(r"(?:session|mission|meeting|forum|[a-z)])\s*[,(]?\s*$", head)
    where = re.search(r"(?:[,(]|\s)\s*([A-Z][\w’' -]{2,30}),\s*(?:from\s)?$", head)
    title = head[: where.start()] if where and place is None else head
    found = where[1] if where and place is None else ""
    return Facts(
        _clean_title(body, title), "", dates.starts, dates.ends, re.sub(r"^.*session\s", "", found)
    )


def _clean_title(body: str, text: str) -> str:
    title = re.sub(r"[\s(,*:–-]+(?:from|held on|held|on)?[\s(,]*$", "", squeeze(text))
    return f"{body}: {title}" if body else title


def _is_date_line(text: str, dates: DateSpan) -> bool:
    """A line of its own: a date with at most a place, and more than a bare date of issue."""
    rest = re.sub(r"[^\w\s]", " ", text[: dates.start] + " " + text[dates.end :]).split()
    if len(rest) > 8 or any(w[0].islower() and w not in ("and", "from", "to") for w in rest):
        return False
    return bool(rest) or dates.starts != dates.ends or "(" in text


def _lines_above(lines: Sequence[PrintedLine], index: int) -> list[str]:
    """The lines of the cover above a date line, from the first that names a meeting."""
    page = lines[index].page
    above = [n for n in range(max(0, index - _TITLE_LINES), index) if lines[n].page == page]
    named = [n for n in above if _meeting().search(fold(lines[n].text))]
    if not named or any(len(lines[n].text) > 160 for n in above):
        return []
    return [lines[n].text for n in above if n >= named[0]]


def _cover_place(text: str, dates: DateSpan) -> str:
    rest = squeeze(text[: dates.start] + text[dates.end :]).strip(" ,;.()–-")
    return rest if re.match(r"[A-ZÀ-Þ]", rest) else ""


_HELD_AT = re.compile(
    r"\b(?:held|convened|took place|take place|takes place|hosted|met|organized)\s+"
    r"(?:in person |virtually )?"
    r"(?:at|in)\s+(?P<place>(?:the\s+)?[A-ZÀ-Þ].*?)"
    r"(?=,?\s+(?:on the theme|under the theme|from|on \d|on the|between|to |during|by|with)\b|"
    r",?\s+\d|[;.]|,\s+(?:with|which|where|as)\b|$)"
)
_THEME = re.compile(
    r"\b(?:on|under|around|with) the (?:overall |overarching |main |general )?theme(?: of)?:?\s*"
    r"(?P<theme>[“\"‘'].+?[”\"’'](?=[\s,.;)]|$)|[A-ZÀ-Þ].+?(?=\.\s|\.$|,? (?:was|from \d)|$))"
)
_NAMED = re.compile(
    r"^(?:The|This year, the|In \d{4}, the)\s+(?P<name>[^,;]*?)(?:\s*\([^)]*\))?,?\s"
)


def _read_held(text: str) -> Facts | None:
    """Read a sentence that says when, where or on what theme this meeting was held."""
    flat = fold(text)
    verb = re.search(rf"\b(?:{_one_of('held')})\b", flat)
    if not verb or not _meeting().search(flat[: verb.start()]):
        return None
    if len(flat[: verb.start()].split()) > 40 or not _is_of_this_meeting(flat[: verb.start()]):
        return None
    after = text[verb.start() :]
    dates = [d for d in find_dates(after) if d.start < 160]
    theme, place = _THEME.search(text), _HELD_AT.search(text)
    return Facts(
        _held_title(text, verb.start()),
        theme["theme"].strip(" “”\"‘’'") if theme else "",
        dates[0].starts if dates else None,
        dates[0].ends if dates else None,
        squeeze(place["place"]) if place else "",
    )


def _is_of_this_meeting(subject: str) -> bool:
    """The meeting is the subject of the sentence, and not one among others or in the past."""
    if re.search(
        r"\b(?:previous|last|earlier|past|former|next|informal|side|each|every|several)\b", subject
    ):
        return False
    return bool(re.match(r"(?:\d+\.\s*)?(?:the|this|pursuant|in accordance|at its)\b", subject))


def _held_title(text: str, verb: int) -> str:
    """The meeting's name where the sentence begins with it, with capitals."""
    match = re.match(
        r"^(?:\d+\.\s*)?The\s+(.+?)(?:\s*\([^)]*\))?,?\s*(?:was|were|is|will be)?\s*$", text[:verb]
    )
    if not match:
        return ""
    words = [w for w in match[1].split() if len(w) > 3]
    capital = [w for w in words if w[0].isupper() or w[0].isdigit()]
    return match[1] if len(words) >= 2 and len(capital) == len(words) else ""


_EDITION = re.compile(
    rf"\b(?P<edition>{_ORDINAL}(?:\s+(?:anniversary|annual|regular|executive|special|plenary))*"
    r"\s+edition)\b"
)
_SESSION = re.compile(
    rf"\b(?P<edition>(?:{_ORDINAL}\s+)?(?:(?:annual|regular|executive|special|substantive|resumed)\s+)*"
    rf"session(?:\s+of\s+\d{{4}})?)\b"
)


def _find_edition(text: str, is_title: bool) -> str:
    """The edition ("20th edition"), or in the title of a session's report its session."""
    match = _EDITION.search(text.lower())
    if not match and is_title:
        found = _SESSION.search(text.lower())
        match = found if found and " " in found["edition"] else None
    return text[match.start("edition") : match.end("edition")] if match else ""


def _find_convenor(text: str, gazetteer: Gazetteer) -> str:
    """The organisation that convened the meeting, by its short name."""
    flat = fold(text)
    verb = re.search(rf"\b(?:{_one_of('organizers')})\b", flat)
    if not verb:
        return ""
    subject = flat[: verb.start()]
    if not _meeting().search(subject) and len(subject.split()) > 12:
        return ""
    bodies = [m for m in gazetteer.find_names(text[verb.end() :]) if m.kind != "demonym"]
    return bodies[0].code if bodies and bodies[0].start < 60 else ""
