"""Find the bodies that act where they are no known Entity: ministries, cities, offices."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.practice.deeds import PARTED, RELATIVE, Deed, find_deed, find_told
from rapporteur.gazetteer import Gazetteer, Mention
from rapporteur.wording import squeeze

Span = tuple[int, int]
CAPITAL = r"[A-ZÀ-Þ][\w’-]*"
JOINED = (
    rf"(?:(?! and the )(?:,? and |,? |, )?(?:of|for|on|and|the|in|de|du|des|del|to|against|with)*"
    rf" ?{CAPITAL})"
)
AGENT = re.compile(
    r"\b(?:run|led|managed|operated|implemented|organi[sz]ed|launched|created|established|developed"
    r"|set up|carried out|provided|offered|hosted|introduced|adopted|opened|issued|conducted|taken"
    r"|coordinated|administered|delivered)(?: jointly)? by(?:\s+(?:the|its|their|a|an))?\s+"
)
LEAD = re.compile(r"(?:(?:the|a|an|its|their|his|her|our|this|that|country[’']s)\s+)+", re.I)
LONGEST = 12  # words of a body's name


def find_bodies(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the names of bodies that the sentence says act, as it words them.

    They are the subject ("the Ministry of Health had …"), whoever stands after "by", or the owner
    of what is told of ("the City Council’s help desk"). Known organisations are none: they are
    implementers by their codes.
    """
    text = squeeze(text)
    known = [m for m in gazetteer.find_names(text) if m.kind == "organisation"]
    spans = (span for start, end in _places(text) for span in _named_in(text, start, end))
    names = (text[begin:end] for begin, end in spans if not _is_known((begin, end), known))
    return tuple(dict.fromkeys(name for name in names if len(name.split()) <= LONGEST))


def find_level(bodies: Iterable[str], sentences: Iterable[str], kinds: Iterable[str]) -> str:
    """Return the level of government at which a measure is taken, empty where it is not told.

    `kinds` are those of the implementers ("state", "group", "organisation"). Local before
    provincial before national before regional: the nearest to people that is told.
    """
    named = " ".join(bodies)
    told = [squeeze(text) for text in sentences]
    subjects = " ".join(_until_stop(text, *span) for text in told for span in _places(text))
    for level, cue in _cues("levels"):
        if cue.search(named) or cue.search(subjects):
            return level
    for level, cue in _cues("levels_within"):
        if any(cue.search(text) for text in told):
            return level
    found = set(kinds)
    return "national" if "state" in found else "regional" if "group" in found else ""


def _places(text: str) -> Iterator[Span]:
    """Where those who act stand: before the verb, after "by", before what is theirs."""
    start, mode = find_told(text)
    deed = find_deed(text, start) if mode == "clause" else None
    if deed is None:
        owner = re.compile(r"[’']s?\s").search(text, start)
        if owner is not None:
            yield start, owner.start()
        return
    yield _subject(text, start, deed)
    yield from ((agent.end(), len(text)) for agent in AGENT.finditer(text, start))


def _subject(text: str, start: int, deed: Deed) -> Span:
    asides = (aside.search(text, start) for aside in (PARTED, RELATIVE))
    ends = (aside.start() for aside in asides if aside and aside.end() <= deed.group + 1)
    return start, min(ends, default=deed.group)


def _named_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The bodies named at the very beginning of a stretch, joined by "and"."""
    at = start
    while at < end:
        lead = LEAD.match(text, at, end)
        at = lead.end() if lead else at
        found = _proper().match(text, at, end) or _common().match(text, at, end)
        if found is None or found.end() > end:
            return
        yield found.span()
        joined = re.compile(r"(?:,| and|, and) (?:the )?").match(text, found.end(), end)
        if joined is None:
            return
        at = joined.end()


def _is_known(span: Span, known: Iterable[Mention]) -> bool:
    """Tell whether a known organisation's name is all, or the head, of what stands at `span`."""
    return any(m.start < span[1] and span[0] < m.end and m.start <= span[0] for m in known)


@cache
def _proper() -> re.Pattern[str]:
    heads = "|".join(word.capitalize() for word in load_cues("practices")["acting_bodies"].split())
    return re.compile(
        rf"(?:{CAPITAL} (?:(?:and|of|for|on|de) )?){{0,6}}?(?:{heads})\b(?:[’']s\b)?{JOINED}*"
    )


@cache
def _common() -> re.Pattern[str]:
    kinds = "|".join(load_cues("practices")["acting_common"])
    return re.compile(
        rf"(?:{CAPITAL} )?(?:[a-z-]+ ){{0,2}}?(?:{kinds})\b"
        rf"(?: (?:of|for|on) (?:{CAPITAL}(?: {CAPITAL})*|[a-z]{{4,}}(?: [a-z]{{5,}})?))?"
    )


def _until_stop(text: str, start: int, end: int) -> str:
    return re.split(r"[,;.]", text[start:end], maxsplit=1)[0]


@cache
def _cues(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    levels = load_cues("practices")[name]
    return tuple((name, re.compile("|".join(cues), re.I)) for name, cues in levels.items())
