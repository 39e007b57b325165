"""Speakers whom the record names: "Ana Reis (Portugal)", "the Minister of Health, Jo Lund"."""

import re
from collections.abc import Iterable

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import PARTICIPANTS, Manner, Voice
from rapporteur.extract.voice.cast import Cast
from rapporteur.extract.voice.mentions import PERSON
from rapporteur.extract.voice.offices import describes_post
from rapporteur.extract.voice.parties import (
    find_affiliation,
    find_service,
    is_name,
)
from rapporteur.extract.voice.phrases import (
    TELLS,
    Opening,
    Reach,
    find_manner,
    is_procedure,
    may_precede,
)
from rapporteur.extract.voice.speech import load_speech
from rapporteur.wording import fold

_MODERATED = re.compile(
    r"\b(?:(?:[Ss]ession|[Dd]iscussion|[Pp]anel|[Mm]eeting|[Dd]ialogue|[Ee]vent|[Ss]egment|[Ww]orkshop"
    r"|table|[Dd]ebate|[Cc]onversation|[Ss]eminar|[Ww]ebinar|[Ee]xchange|[Bb]riefing|[Cc]onference|It)"
    r"\b.{0,300}?\b(?:was|were) (?:also |then |jointly )?|^)"
    r"(?:[Mm]oderated|[Ff]acilitated|[Cc]haired) by (?:the |an? )?(?P<who>[^;:]{3,300}?)"
    r"(?P<says>, who (?:also )?(?:[a-z]+ed|said|spoke|drew|told|made|gave)\b.*|\.?$)"
)
_BRACKETED = rf"{PERSON} \([^()]+\)"
_PEOPLE = re.compile(
    rf"(?P<people>{_BRACKETED}(?:(?:,| and|, and) {_BRACKETED})*)"
    rf"(?P<after>,? (?:[a-z]|,)[^.]*)"
)
_TITLED = re.compile(r"^(?:(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?) )+")
_REPRESENTING = re.compile(
    r"(?:A|An|Another|One|The) [a-z][a-z -]*, (?:representing|speaking for) (?:the )?"
    r"(?P<whom>[^,]+),"
)
_SURNAME = re.compile(
    r"(?P<lead>(?:[A-Z][^.;]{0,120}, )?)(?:Mr|Ms|Mrs|Dr|Prof)\.? "
    r"(?P<name>[A-Z][\w’'-]+)(?=,? [a-z])"
)
_WHO = re.compile(r"who (?:also )?(?P<chairs>moderated|chaired|facilitated|opened|closed)?")
_APPOSED = (
    rf"(?:(?P<name>(?:H\.E\. |Mr\.? |Ms\.? |Mrs\.? |Dr\.? )?{PERSON})"
    r"|(?:The|An?|Another|One) (?P<noun>[a-z][a-z -]{3,40})), "
    r"(?P<who>(?!who\b|(?:on|speaking|representing|in|at|by|while|with|after)\b)[^.;:]{3,240}?),? "
    r"(?=(?:also |then )?[a-z]+(?:ed|id|ke|ve|ew|ld)\b)"
)
_APPOSITIONS = (  # the name stands first, or after an opening phrase
    re.compile(rf"(?P<lead>){_APPOSED}"),
    re.compile(rf"(?P<lead>[A-Z][^.;]{{0,120}}?, ){_APPOSED}"),
)
_INTRODUCED = re.compile(
    rf"\b(?:Mr|Ms|Mrs|Dr|Prof)\.? (?P<name>{PERSON}), (?:the |an? )?"
    r"(?P<who>[A-Z][^,.;:]{3,120})[,.;]"
)
_TELLS_OF = re.compile(
    r"\b(?:that|which|who|has|had|have|was|were)\b|\b(?!elected|appointed|retired)[a-z]+ed\b"
)
_HOLDER = re.compile(
    r"(?P<lead>(?:[A-Z][^.;]{0,120}?, )?)(?:[Tt]he|[Aa]n?) (?P<who>[A-Z][^.;:()]{10,300}?),? "
    r"(?:(?:also|then|further) )?(?:said|stated|noted|stressed|emphasized|highlighted|underscored"
    r"|explained|described|called|reported|expressed|underlined|recalled|outlined|urged|welcomed"
    r"|spoke|reaffirmed|added|observed|pointed out)\b"
)
_BETWEEN_COMMAS = re.compile(rf", (?P<name>(?:H\.E\. |Mr\.? |Ms\.? |Dr\.? )?{PERSON}), ")
_AND_THE = re.compile(rf", ((?:H\.E\. |Mr\.? |Ms\.? |Dr\.? )?{PERSON}),? and (?:the |an? )")
_NOW = re.compile(
    r"(?:now|currently|at present|then|today)(?: the| an?)? (?P<post>[^,;:.]{3,120}), "
)
_CAPACITY = re.compile(r", (?:speaking )?in (?:his|her|their) capacity as (?:the )?(?=[A-Z])")
_UNPLACED = re.compile(
    rf"(?P<name>(?:H\.E\. |Mr\.? |Ms\.? |Dr\.? )?{PERSON}), "
    r"(?!(?:and|or|the [A-Z])\b)[^.;:()]{3,160}, "
    r"(?:(?:also|then) )?(?:said|noted|stated|added|explained|stressed|emphasized|observed|recalled"
    r"|remarked|highlighted|underlined|underscored|warned|argued|asked)\b"
)
_DESCRIPTION = re.compile(r"^(?:[A-Z][^,]{0,60}, )?(?:[Tt]he|[Aa]n?) (?P<who>[^;:]{3,400})$")
_ASIDE = re.compile(r"^,? (?:[a-z]+ing\b|who\b|speaking\b|on behalf\b|joining\b)")


def find_named(text: str, cast: Cast) -> Opening | None:
    """Return the voice of people whom a sentence names with their affiliation or office."""
    text = _CAPACITY.sub(", ", text, count=1)
    found = _find_people(text, cast) or _find_described(text, cast)
    found = found or _find_apposition(text, cast) or _find_unplaced(text, cast)
    return found or _find_representing(text, cast) or _find_surname(text)


def _find_unplaced(text: str, cast: Cast) -> Opening | None:
    """Read "Jo Lund, a friend of sailors, said": a name, and nobody to speak for."""
    match = _UNPLACED.match(text)
    if match is None:
        return None
    name = _TITLED.sub("", match["name"])
    bodies = load_cues("voices")["bodies_of_their_own"]
    if not is_name(name, cast) or any(word in bodies for word in name.split()):
        return None
    entity = cast.people.get(fold(name), "")
    return Opening(Voice("panellist", (entity,) if entity else (), (name,)))


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
    if re.match(
        r",? (?:visited|arrived|travelled|attended|left|went|joined)\b", text[match.end() :]
    ):
        return None
    reach: Reach = "procedural" if is_procedure(text[match.end() :].lstrip(" ,")) else "on"
    told = load_speech().finite.match(text, match.end() + 1)
    voice = Voice("panellist", (), (match["name"],))
    return Opening(voice, reach, bare=told is None, surname=match["name"])


def find_introduced(texts: Iterable[str], cast: Cast) -> dict[str, Voice]:
    """Return by surname those whom a record introduces once: "Mr. Jo Lund, Minister of X,"."""
    found: dict[str, Voice] = {}
    for text in texts:
        for match in _INTRODUCED.finditer(text):
            if not describes_post(match["who"]) or not is_name(match["name"], cast):
                continue
            entity = find_service(match["who"], cast)
            if entity:
                voice = Voice("panellist", (entity,), (match["name"],))
                found.setdefault(match["name"].split()[-1], voice)
    return found


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
        at, manner = _after_relative(text, match.end())
        now = _NOW.match(text, at)
        at = now.end() if now else at
        cue = load_speech().finite.match(text, at)
        if who is None or not is_name(name, cast):
            continue
        if cue is None and not TELLS.match(text, at):
            continue
        *before, described = _beside(who["who"], cast)
        told = [*before, (now["post"] if now else described[0], name)]
        entities = [cast.people.get(fold(n), "") or find_service(post, cast) for post, n in told]
        names = tuple(n for _, n in told)
        voice = Voice(manner, tuple(dict.fromkeys(code for code in entities if code)), names)
        return Opening(voice, "procedural" if is_procedure(text[at:]) else "on")
    return None


def _beside(who: str, cast: Cast) -> list[tuple[str, str]]:
    """Part "Head of X, Ana Reis, and the Chief of Y" into posts with their names."""
    parts = _AND_THE.split(who)
    names = [_TITLED.sub("", name) for name in parts[1::2]]
    posts = all(describes_post(post) for post in parts[::2])
    if not posts or not all(is_name(name, cast) for name in names):
        return [(who, "")]
    return list(zip(parts[::2], (*names, ""), strict=True))


def _after_relative(text: str, at: int) -> tuple[int, Manner]:
    """Step over "who moderated the discussion, " and say what it makes of the speaker."""
    who = _WHO.match(text, at)
    if who is None:
        return at, "panellist"
    if not who["chairs"]:
        return who.end() + 1, "panellist"
    manner: Manner = "panellist" if who["chairs"] in ("opened", "closed") else "moderator"
    comma = text.find(", ", who.end())
    return (comma + 2 if comma > 0 else at), manner


def _is_person(noun: str) -> bool:
    return noun.split()[-1] in load_cues("voices")["collective"]["heads"]


def _find_apposition(text: str, cast: Cast) -> Opening | None:
    """Read "Ana Reis, Director of X, said" and "The guest speaker, a nurse from X, said"."""
    matches = (pattern.match(text[:500]) for pattern in _APPOSITIONS)
    found = (_read_apposition(match, text, cast) for match in matches if match)
    return next((opening for opening in found if opening), None)


def _read_apposition(match: re.Match[str], text: str, cast: Cast) -> Opening | None:
    name = _TITLED.sub("", match["name"] or "")
    if not may_precede(match["lead"]):
        return None
    told = load_speech().finite.match(text, match.end())
    told = told or TELLS.match(text, match.end() - 1)
    if told is None or (name and not is_name(name, cast)):
        return None
    if not describes_post(match["who"]) or not (name or _is_person(match["noun"])):
        return None
    entity = cast.people.get(fold(name), "") if name else ""
    entity = entity or find_service(match["who"], cast)
    if not entity:
        return None
    voice = Voice("panellist", (entity,), (name,) if name else ())
    return Opening(voice, "procedural" if is_procedure(text[match.end() :]) else "on")


def find_holder(text: str, cast: Cast) -> Opening | None:
    """Read "The Clerk in the Ministry of Ports of Peru, said that": a post and no name."""
    match = _HOLDER.match(text)
    if match is None or not may_precede(match["lead"]) or not describes_post(match["who"]):
        return None
    if load_speech().finite.search(match["who"]) or _TELLS_OF.search(match["who"]):
        return None
    several = re.search(r"\band the [A-Z]", match["who"]) is not None
    entity = "" if several else find_service(match["who"].rstrip(","), cast)
    return Opening(Voice("panellist", (entity,)) if entity else PARTICIPANTS)


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
    entity = cast.people.get(fold(name), "") or find_service(who, cast)
    voice = Voice("moderator", (entity,) if entity else (), (name,) if name else ())
    if not entity and not name:
        return None
    return Opening(voice, "on" if match["says"].startswith(",") else "named", post="moderator")
