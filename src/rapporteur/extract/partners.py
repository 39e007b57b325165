"""Find with whom a measure is taken, and since when."""

import re
from functools import cache
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.extract.addressees import read_actors
from rapporteur.gazetteer import Gazetteer

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d(?![\d–-])(?! per)"
PART = "(?:early |mid-|late |the (?:end|beginning|start) of )?"
DATE = (
    rf"{PART}(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}|{YEAR}|(?:{MONTH})\b(?! [A-Z\d]))"
)
BESIDE = re.compile(r"\s*(?:and|, together with|together with)\s+(?:the\s+)?")


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
        name
        for cue in _cues()[0].finditer(text)
        for _, _, name in read_actors(text, cue.end(), mentions)
    ]
    for one, other in pairwise(mentions):
        if BESIDE.fullmatch(text, one.end, other.start):
            codes = {one.code, other.code}
            found += [*codes.difference(implementers)] if codes & set(implementers) else []
    vague = load_cues("practices")["vague"].split()
    return tuple(dict.fromkeys(name for name in found if name.lower() not in vague))
