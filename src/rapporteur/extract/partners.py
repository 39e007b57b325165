"""Find with whom a measure is taken, and since when."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.addressees import actor_pattern
from rapporteur.gazetteer import Gazetteer

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d(?![\d–-])(?! per)"
PART = "(?:early |mid-|late |the (?:end|beginning|start) of )?"
DATE = (
    rf"{PART}(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}|{YEAR}|(?:{MONTH})\b(?! [A-Z\d]))"
)
LINK = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|as well as\s+)(?:the\s+)?", re.I)
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


def find_partners(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the partners that `text` names: short codes where known, else its own words."""
    mentions = {m.start: m for m in gazetteer.find_names(text) if m.kind != "demonym"}
    found: list[str] = []
    for cue in _cues()[0].finditer(text):
        at = LEAD.match(text, cue.end()).end()  # type: ignore[union-attr]
        while True:
            mention = mentions.get(at)
            phrase = actor_pattern().match(text, at)
            if mention is not None and (phrase is None or phrase.end() <= mention.end):
                found.append(mention.code)
                end = mention.end
            elif phrase is not None:
                found.append(phrase.group().strip())
                end = phrase.end()
            else:
                break
            link = LINK.match(text, end)
            if link is None:
                break
            at = link.end()
    return tuple(dict.fromkeys(found))
