"""Find since when, and until when, a measure is in place."""

import re
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d(?![\d–-])(?! per)"
PART = "(?:early |mid-|late |the (?:end|beginning|start) of )?"
DATE = (
    rf"{PART}(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}|{YEAR}|(?:{MONTH})\b(?! [A-Z\d]))"
)
CLAUSE = re.compile(r";\s|(?<=[a-z)])\.\s")
AHEAD = frozenset(("would", "will", "planned", "expected", "scheduled"))
COMING = re.compile(r"\b(?:would|will|planned|expected|scheduled)\b")
WORDS = re.compile(r"[A-Za-z]+")
NEAR = 9  # words between a date and the verb of beginning before it
FIRST = 4  # words before a date that opens its clause
# "the Plan 2019–2023", "for 2010-2013", "from 2012 to 2016", "between March and June 2020".
SPAN = re.compile(
    r"(?P<for>\bfor |\bfor the (?:period|years) )?\(?\b(?P<from>(?:19|20)\d\d)[–-]"
    r"(?P<to>(?:19|20)\d\d|\d\d)\b(?! (?:per|session|school|academic))"
)
STRETCH = re.compile(
    rf"\b(?:from (?P<one>{DATE}) (?:to|until|till)|between (?P<two>{DATE}) and) (?P<end>{DATE})",
    re.I,
)
UNTIL = re.compile(
    rf"\b(?:until|till|ended (?:in|on)|expired? (?:in|on)|concluded in|closed in)"
    rf" (?:the )?(?P<end>{DATE})",
    re.I,
)
PLANNED = 60  # characters between the title of a plan and its years


@dataclass(frozen=True, slots=True)
class Period:
    """When a measure began and ended, each as the record words it; empty where not told."""

    since: str = ""
    until: str = ""


def find_period(text: str, title: str = "") -> Period:
    """Return when the measure named `title` began and ended.

    The years of a plan ("2019–2023") stand in its title or right behind it; a stretch of time
    counts where a verb of beginning stands near.
    """
    planned = _find_planned(text, title)
    if planned is not None:
        return planned
    since = find_since(text) or _find_named(text, title)
    stretch = next((m for m in STRETCH.finditer(text) if _is_led(text, m.start())), None)
    if stretch is not None:
        first = stretch["one"] or stretch["two"]
        return Period(since or first, stretch["end"])
    ends = UNTIL.search(text)
    return Period(since, ends["end"] if ends else "")


def _is_led(text: str, at: int) -> bool:
    """Tell whether a verb of beginning stands before `at`, in the same breath."""
    before = re.split(r"[,;.]|\bthat\b", text[:at])[-1]
    return not _beginnings().isdisjoint(WORDS.findall(before)[-NEAR:])


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(load_cues("practices")["beginnings"].split())


@cache
def _named() -> re.Pattern[str]:
    nouns = "|".join(load_cues("practices")["beginning_nouns"].split())
    thing = r"(?: of (?:(?!\w+ed\b)[^,;.]){3,80}?)?"
    return re.compile(rf"\b(?:{nouns}){thing},? (?:in|on) (?:the )?({DATE})")


def _find_named(text: str, title: str) -> str:
    """Return the date of "the establishment of the Fund in 2006", where `title` is the Fund."""
    at = text.find(title) if title else -1
    named = _named().search(text)
    if named is None or at < 0 or named.start() > at + len(title):
        return ""
    return "" if COMING.search(text, 0, named.start()) else named[1]


def _find_planned(text: str, title: str) -> Period | None:
    at = text.find(title) if title else -1
    if at < 0:
        return None
    for match in SPAN.finditer(text, at, at + len(title) + PLANNED):
        within = match.start() < at + len(title)
        between = text[at + len(title) : match.start()]
        if within or not re.search(r"[,.;]|\b(?:and|which|that|in|from|by|since)\b", between):
            end = match["to"]
            return Period(match["from"], end if len(end) == 4 else match["from"][:2] + end)
    return None


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    ended = r"(?!\s*(?:to|until|till|and|[–-])\s*(?:(?:19|20)\d\d|the|[A-Z]))"
    since = re.compile(rf"\b(?:{'|'.join(cues['since'])})\s+(?:the\s+)?({DATE}){ended}", re.I)
    dated = re.compile(rf"\b(?:in|on)\s+(?:the\s+)?({DATE}){ended}", re.I)
    return since, dated


@cache
def _instruments() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    nouns, undone = ("|".join(cues[name]) for name in ("enacted", "undone"))
    number = r"(?: (?:No|Nos|no)\.? ?[\w./–-]+| (?!(?:19|20)\d\d\b)\d[\w.,/–-]*)?"
    capital = r"\b(?:[A-Z][\w’-]+ )?(?:Act|Law|Code|Decree|Ordinance|Order)"
    between = r"(?:(?!and |or )[\w’()-]+ ){0,5}?"
    return re.compile(
        rf"\b(?i:{nouns}){number} (?:of|dated) (?:the )?(?P<of>{DATE})"
        rf"|\b(?i:the|an?|its|his|her|their|that) (?P<year>{YEAR}) {between}(?i:{nouns})\b"
        rf"|{capital}{number},? \(?(?P<named>{YEAR})"
    ), re.compile(rf"\b(?:{undone})\b", re.I)


def find_since(text: str) -> str:
    """Return the date since when, as `text` words it ("March 2020"), or nothing.

    It follows "since" and the like, stands in one clause with a verb by which a measure comes
    to be, or is that of the State's instrument ("a decree of March 2020"); years that bound a
    stretch of time, years yet to come, and those of instruments undone are none.
    """
    for clause in CLAUSE.split(text):
        since, dated = _cues()
        known = [m for m in since.finditer(clause) if not COMING.search(clause, 0, m.start())]
        known += [m for m in dated.finditer(clause) if _begins(clause, m)]
        if known:
            return known[0].group(1)
    return _find_enacted(text)


def _find_enacted(text: str) -> str:
    """Return the date that an instrument bears: "Decree No. 4 of 3 May 2020", "the 2019 Act"."""
    enacted, undone = _instruments()
    for match in enacted.finditer(text):
        before = " ".join(text[: match.start()].split()[-NEAR:])
        after = " ".join(text[match.end() :].split()[:FIRST])
        if not (COMING.search(before) or undone.search(before) or undone.search(after)):
            return match["of"] or match["year"] or match["named"]
    return ""


def _begins(clause: str, dated: re.Match[str]) -> bool:
    """Tell whether a verb of beginning stands near the date, or after one that opens its clause."""
    verbs = _beginnings()
    before = WORDS.findall(clause[: dated.start()])
    after = WORDS.findall(clause[dated.end() :])[: 2 * NEAR]
    for near in (before[-NEAR:], after if len(before) <= FIRST else []):
        at = next((at for at, word in enumerate(near) if word in verbs), None)
        if at is not None:
            return not AHEAD & frozenset(near[: at + 1])
    return False
