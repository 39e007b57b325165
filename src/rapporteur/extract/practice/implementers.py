"""Tell who takes the measure that a sentence tells of."""

import re

from rapporteur.evidence import Point, Voice
from rapporteur.extract.practice.deeds import find_deed, find_told
from rapporteur.gazetteer import Gazetteer, Mention, load_state_codes

PREPOSITION = re.compile(
    r"\b(?:in|to|for|from|with|of|on|against|between|at|into|within|across|towards?|among|than)"
    r"(?:\s+the)?\s+$",
    re.I,
)
BY = re.compile(r"\bby(?:\s+the)?\s+$", re.I)
OWN = re.compile(r"\b(?:his|her|their|our|its|the (?:country|Government|State|Kingdom))\b", re.I)
OWNER = re.compile(r"[’']s?\s")
GOVERNS = re.compile(r"\bGovernments? of(?:\s+the)?\s+$")
DEEDS_OF = re.compile(
    r"\b(?:efforts|measures|actions|steps|work|initiatives|response|policies|programmes?|plans?|laws?"
    r"|strategy|practices?|reforms?|achievements|experiences?) of(?:\s+the)?\s+$"
)
# "It was noted that many governments had …": somebody did it, but not who speaks.
UNNAMED = re.compile(
    r"(?:the )?(?:many|some|several|most|other|numerous|various|a number of|a few|both|all)?\s*"
    r"(?:other |developed |developing |host |donor |neighbouring )?"
    r"(?:governments|countries|States|cities|municipalities|employers|companies|businesses"
    r"|organizations|delegations|actors|communities|donors)\b(?! of\b)",
    re.I,
)
AGENT = re.compile(r"\s+(?:\w+ly )?by(?:\s+the)?\s+")
IN_PLACE = re.compile(r"In (?:the )?[A-Z][\w’-]+(?: (?:of |and |the )*[A-Z][\w’-]+){0,5}, ")
THERE = re.compile(r"\bIn\s+(?:the\s+)?$")
AUTHORITY = re.compile(r", (?:the )?(?:\w+ )?(?:Government|authorities|State|Ministry)\b", re.I)
THANKED = re.compile(r"\s+(?:for|on)\s+(?:its|the|having|their|\w+ing)\b")


def find_implementers(point: Point, voice: Voice, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes of those who take the measure that `point` tells of.

    They are the voice's own entities, unless the sentence tells of another country: then whoever
    stands before the verb, owns the measure or is said to take it. The report's own voice and
    unnamed speakers take no measure: there only such actors count, never a country that the
    sentence is merely about.
    """
    own = voice.entities
    agents = _find_agents(point.text, gazetteer)
    if own and agents is not None:
        return agents
    if own and (not point.about or set(point.about) & set(own)):
        return _find_others(point, own, gazetteer) or own
    state = any(code in load_state_codes() for code in own)
    acting = find_acting(point.text, gazetteer, owners=state or not own)
    told_of = tuple(code for code in acting if code in point.about)
    if own and not told_of:
        return point.about[:1] if state else own if not _is_elsewhere(point.text) else ()
    return told_of or acting


def _is_elsewhere(text: str) -> bool:
    """Tell whether something was done in a country, by nobody that is named ("In Chile, …")."""
    start, mode = find_told(text)
    deed = find_deed(text, start) if mode == "clause" else None
    if deed is None or deed.voice != "passive" or OWN.search(text, start, deed.group):
        return False
    return IN_PLACE.match(text) is not None


def _find_agents(text: str, gazetteer: Gazetteer) -> tuple[str, ...] | None:
    """Return the organisation that the sentence itself says acts: its subject, or after "by".

    Empty where the subject is somebody unnamed ("many governments"), None where it says neither.
    """
    start, mode = find_told(text)
    deed = find_deed(text, start) if mode == "clause" else None
    if deed is None:
        return None
    if start and UNNAMED.match(text, start) and not OWN.search(text, start, deed.group):
        return ()
    mentions = [m for m in gazetteer.find_names(text) if m.kind == "organisation"]
    agent = AGENT.match(text, deed.end) if deed.voice == "passive" else None
    for mention in mentions:
        if agent is not None and mention.start == agent.end():
            return (mention.code,)
        led = text[start : mention.start].lower() in ("", "the ")
        if led and not text[mention.end : deed.group].strip(" ,") and deed.voice != "passive":
            return (mention.code,)
    return None


def _find_others(point: Point, own: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the States that are the subject where the speaker's own is not among them."""
    start, mode = find_told(point.text)
    deed = find_deed(point.text, start)
    if mode != "clause" or deed is None or OWN.search(point.text, start, deed.group):
        return ()
    states = [m for m in gazetteer.find_names(point.text) if m.kind == "state"]
    acting = [m.code for m in states if _acts(point.text, m, start, deed.group, owners=False)]
    others = () if set(acting) & set(own) else tuple(dict.fromkeys(acting))
    return others if set(others) <= set(point.about) else ()


def find_acting(text: str, gazetteer: Gazetteer, *, owners: bool = True) -> tuple[str, ...]:
    """Return the codes of the States and organisations that `text` tells of as acting.

    With `owners`, those whose measure it is ("Chile’s plan") count too.
    """
    start, mode = find_told(text)
    deed = find_deed(text, start)
    verb = deed.group if deed is not None and mode == "clause" else start
    mentions = gazetteer.find_names(text)
    acting = (
        m.code for m in mentions if m.kind != "group" and _acts(text, m, start, verb, owners=owners)
    )
    return tuple(dict.fromkeys(acting))


def _acts(text: str, mention: Mention, start: int, verb: int, *, owners: bool) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if BY.search(before):
        return True
    if THERE.search(before) and AUTHORITY.match(after):
        return True
    if THANKED.match(after) and mention.end <= start + len("the "):
        return True
    if DEEDS_OF.search(before):
        return mention.start >= start
    if PREPOSITION.search(before) and not GOVERNS.search(before):
        return False
    if OWNER.match(after):
        return owners and mention.start >= start
    return start <= mention.start < verb
