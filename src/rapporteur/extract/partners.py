"""Find with whom a measure is taken, and since when."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.extract.addressees import actor_pattern
from rapporteur.gazetteer import Gazetteer, Mention

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d(?![\d–-])(?! per)"
PART = "(?:early |mid-|late |the (?:end|beginning|start) of )?"
DATE = (
    rf"{PART}(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}|{YEAR}|(?:{MONTH})\b(?! [A-Z\d]))"
)
LINK = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|as well as\s+)(?:the\s+)?", re.I)
BESIDE = re.compile(r"\s*(?:and|, together with|together with)\s+(?:the\s+)?")
OFFICE = re.compile(r"\s+(?:Governments?|Ministry of [A-Z]\w+|authorities)\b")
LEAD = re.compile(r"\s*(?:the|its|their|a|an)?\s*", re.I)


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    partners = re.compile(rf"\b(?:{'|'.join(cues['partners'])})\s+", re.I)
    since = re.compile(rf"\b(?:{'|'.join(cues['since'])})\s+(?:the\s+)?({DATE})", re.I)
    return partners, since


def find_since(text: str) -> str:
    """Return the date since when, as `text` words it ("March 2020"), or nothing."""
    match = _cues()[1].search(text)
    return match.group(1) if match else ""


def find_partners(
    text: str, gazetteer: Gazetteer, implementers: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the partners that `text` names: short codes where known, else its own words.

    They follow words of working together, or stand beside an implementer ("Ireland and IOM").
    """
    mentions = gazetteer.find_names(text)
    found = [
        code
        for cue in _cues()[0].finditer(text)
        for code in _read_actors(text, cue.end(), mentions)
    ]
    for one, other in pairwise(mentions):
        if BESIDE.fullmatch(text, one.end, other.start):
            codes = {one.code, other.code}
            found += [*codes.difference(implementers)] if codes & set(implementers) else []
    vague = load_cues("practices")["vague"].split()
    return tuple(dict.fromkeys(name for name in found if name.lower() not in vague))


def _read_actors(text: str, start: int, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the actors of a list ("local governments, civil society and IOM") from `start`."""
    at = start
    while True:
        at = LEAD.match(text, at).end()  # type: ignore[union-attr]
        mention = next((m for m in mentions if m.start == at), None)
        phrase = actor_pattern().match(text, at)
        within = next((m for m in mentions if phrase and at < m.start < phrase.end()), None)
        if mention is not None and (mention.kind != "demonym" or OFFICE.match(text, mention.end)):
            yield mention.code
            office = OFFICE.match(text, mention.end)
            end = office.end() if office else mention.end
        elif phrase is not None:
            yield within.code if within and within.kind == "state" else phrase.group().strip()
            end = max(phrase.end(), within.end) if within else phrase.end()
        else:
            return
        link = LINK.match(text, end)
        if link is None:
            return
        at = link.end()
