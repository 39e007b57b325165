"""Speakers whom the record names: "Ana Reis (Portugal)", "the Minister of Health, Jo Lund"."""

import re

from rapporteur.evidence.voice import Voice
from rapporteur.extract.cast import Cast
from rapporteur.extract.mentions import PERSON
from rapporteur.extract.parties import find_affiliation, find_office, is_name
from rapporteur.extract.phrases import TELLS, Opening, Reach, find_manner, is_procedure, may_precede
from rapporteur.extract.speech import load_speech
from rapporteur.wording import fold

_MODERATED = re.compile(
    r"\b(?:moderated|facilitated|chaired) by (?:the |an? )?(?P<who>[^;:]{3,300}?)"
    r"(?P<says>, who (?:also )?(?:said|stressed|called|noted|emphasized|highlighted|stated|urged"
    r"|underlined|underscored|recalled|pointed|welcomed|observed|explained|added|asked)\b.*|\.?$)"
)
_BRACKETED = rf"{PERSON} \([^()]+\)"
_PEOPLE = re.compile(
    rf"(?P<people>{_BRACKETED}(?:(?:,| and|, and) {_BRACKETED})*)"
    rf"(?P<after>,? (?:[a-z]|,)[^.]*)"
)
_TITLED = re.compile(r"^(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?) ")
_REPRESENTING = re.compile(
    r"(?:A|An|Another|One|The) [a-z][a-z -]*, (?:representing|speaking for) (?:the )?"
    r"(?P<whom>[^,]+),"
)
_SURNAME = re.compile(
    r"(?P<lead>(?:[A-Z][^.;]{0,120}, )?)(?:Mr|Ms|Mrs|Dr|Prof)\.? "
    r"(?P<name>[A-Z][\w’'-]+)(?=,? [a-z])"
)
_BETWEEN_COMMAS = re.compile(rf", (?P<name>(?:H\.E\. |Mr\.? |Ms\.? |Dr\.? )?{PERSON}), ")
_DESCRIPTION = re.compile(r"^(?:[A-Z][^,]{0,60}, )?(?:[Tt]he|[Aa]n?) (?P<who>[^;:]{3,400})$")
_ASIDE = re.compile(r"^,? (?:[a-z]+ing\b|who\b|speaking\b|on behalf\b|joining\b)")


def find_named(text: str, cast: Cast) -> Opening | None:
    """Return the voice of people whom a sentence names with their affiliation or office."""
    found = _find_people(text, cast) or _find_described(text, cast)
    return found or _find_representing(text, cast) or _find_surname(text)


def _find_representing(text: str, cast: Cast) -> Opening | None:
    """Read "Another panellist, representing UNICEF in the field, said"."""
    match = _REPRESENTING.match(text)
    if match is None or not TELLS.match(text, match.end()):
        return None
    names = [m for m in cast.gazetteer.find_names(match["whom"]) if m.start == 0]
    return Opening(Voice("panellist", (names[0].code,))) if names else None


def _find_surname(text: str) -> Opening | None:
    """Read "Ms. Reis added": who that is, the sentences before tell."""
    match = _SURNAME.match(text)
    if match is None or not may_precede(match["lead"]) or not TELLS.match(text, match.end()):
        return None
    reach: Reach = "procedural" if is_procedure(text[match.end() :].lstrip(" ,")) else "on"
    return Opening(Voice("panellist", (), (match["name"],)), reach, surname=match["name"])


def _find_people(text: str, cast: Cast) -> Opening | None:
    """Read "Ana Reis (Portugal) and Jo Lund (Harbour Trust) said"."""
    for match in _PEOPLE.finditer(text):
        left = text[: match.start()]
        if not may_precede(left) or not (
            TELLS.match(match["after"]) or _ASIDE.match(match["after"])
        ):
            continue
        entities, speakers = [], []
        for person in re.finditer(rf"({PERSON}) \(([^()]+)\)", match["people"]):
            code = find_affiliation(person.group(2), cast)
            if not code or not is_name(_TITLED.sub("", person.group(1)), cast):
                return None
            entities.append(code)
            speakers.append(_TITLED.sub("", person.group(1)))
        manner = find_manner(left + match["after"][:120], "panellist")
        entities = list(dict.fromkeys(entities)) if len(set(entities)) == 1 else entities
        reach: Reach = "procedural" if is_procedure(match["after"].lstrip(" ,")) else "on"
        return Opening(Voice(manner, tuple(entities), tuple(speakers)), reach)
    return None


def _find_described(text: str, cast: Cast) -> Opening | None:
    """Read "The Minister of Health of Chile, Ana Reis, said" and "A teacher at ..., Jo Lund,"."""
    for match in _BETWEEN_COMMAS.finditer(text):
        name = _TITLED.sub("", match["name"])
        who = _DESCRIPTION.match(text[: match.start()])
        cue = load_speech().finite.match(text, match.end())
        if who is None or not is_name(name, cast):
            continue
        if cue is None and not TELLS.match(text, match.end()):
            continue
        entity = find_office(who["who"], cast)
        voice = Voice("panellist", (entity,) if entity else (), (name,))
        return Opening(voice, "procedural" if is_procedure(text[match.end() :]) else "on")
    return None


def find_moderator(text: str, cast: Cast) -> Opening | None:
    """Read "was moderated by the Director of ..., Ana Reis, who said": she moderates from here."""
    match = _MODERATED.search(text)
    if match is None:
        return None
    parts = re.match(rf"(?P<who>.+?), (?P<name>{PERSON})$", match["who"])
    first = re.match(rf"(?P<name>{PERSON})(?:, (?P<who>.+))?$", match["who"])
    found = parts if parts and is_name(parts["name"], cast) else first
    if found is not None and not is_name(found["name"], cast):
        found = None
    who = (found["who"] or "") if found else match["who"]
    name = found["name"] if found else ""
    entity = cast.people.get(fold(name), "") or find_office(who, cast)
    voice = Voice("moderator", (entity,) if entity else (), (name,) if name else ())
    if not entity and not name:
        return None
    return Opening(voice, "on" if match["says"].startswith(",") else "named", post="moderator")
