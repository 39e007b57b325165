"""Tell who takes the measure that a sentence tells of."""

import re

from rapporteur.evidence import Point, Voice
from rapporteur.extract.practice.deeds import find_deed, find_told
from rapporteur.gazetteer import Gazetteer, Mention

PREPOSITION = re.compile(
    r"\b(?:in|to|for|from|with|of|on|against|between|at|into|within|across|towards?|among|than)"
    r"(?:\s+the)?\s+$",
    re.I,
)
BY = re.compile(r"\bby(?:\s+the)?\s+$", re.I)
OWN = re.compile(r"\b(?:his|her|their|our|its|the (?:country|Government|State|Kingdom))\b", re.I)
OWNER = re.compile(r"[’']s?\s")
GOVERNS = re.compile(r"\bGovernments? of(?:\s+the)?\s+$")
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
    if own and (not point.about or set(point.about) & set(own)):
        return _find_others(point, own, gazetteer) or own
    state = any(_is_state(code, gazetteer) for code in own)
    acting = find_acting(point.text, gazetteer, owners=state or not own)
    told_of = tuple(code for code in acting if code in point.about)
    if own:
        return told_of or (point.about[:1] if state else own)
    return told_of or acting


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
    if PREPOSITION.search(before) and not GOVERNS.search(before):
        return False
    if OWNER.match(after):
        return owners and mention.start >= start
    return start <= mention.start < verb


def _is_state(code: str, gazetteer: Gazetteer) -> bool:
    entity = gazetteer.find_entity(code)
    return entity is not None and entity.code == code and entity.kind == "state"
