"""From a mention to whom it stands for: entities and names, by what the document says."""

import re
from dataclasses import dataclass

from rapporteur.cues import load_cues
from rapporteur.extract.voice.actors import Actor, Shape, nameless
from rapporteur.extract.voice.cast import Cast, posts_of
from rapporteur.extract.voice.mentions import PERSON
from rapporteur.extract.voice.offices import (
    REGION,
    entity_of_post,
    is_national,
    is_unit,
    is_unspecific,
    named_body,
    post_in,
)
from rapporteur.wording import fold

_ARTICLE = re.compile(r"^(?:the|a|an|one|another)\s+", re.IGNORECASE)
_TITLED = re.compile(r"^(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Sir|Lord|Dame|Madam)\s+")
# Words of units and programmes: a run with one of them is no person's name.
_UNITS = re.compile(
    r"\b(?:Division|Office|Department|Programme|Program|Section|Unit|Bureau|Branch|Group|Fund"
    r"|Committee|Board|Commission|Council|Service|Services|Centre|Center|Institute|Affairs"
    r"|Management|Operations|Policy|Strategy|Supply|Development|Partnerships|Action|Support"
    r"|Children|Emergency|People|Culture|Caribbean|Asia|Africa|Europe|States|Nations|Resources"
    r"|Strategy|Agenda|Convention|Protocol|Declaration|Agreement|Compact|Plan|Framework|Report"
    r"|Association|Organization|Organisation|Union|University|Network|Alliance|Federation|Act"
    r"|Goals?|Initiative|Project|Platform|Treaty|Charter|Resolution|Summit|Assembly|Partnership"
    r"|Planning|Data|Analytics|Monitoring|Evaluation|Party|Secretariat|Finance|Health|Rights)\b"
)


_ELSEWHERE = re.compile(
    r"\b(?:of|at|from) (?:the )?(?!(?:Board|Committee|Commission|Council|Forum|Meeting|Conference"
    r"|Working Group)(?! (?:on|for|of)\b))[A-Z]"
)
_ENVOY_TOO = re.compile(
    r"(?P<office>(?:Co-|Vice-)?(?:President|Chair(?:man|person)?|Rapporteur)\b.+?)(?:,| and|, and)"
    r" (?:the )?(?=(?:Ambassador and )?(?:Deputy )?Permanent Representative of\b)"
)
# All of them are the United Nations; "several United Nations agencies" are some unnamed ones.
_UN_SYSTEM = re.compile(r"(?:United Nations|UN)\b")


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a mention stands for; a collective has neither entities nor names."""

    entities: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    collective: bool = False
    envoy: bool = False  # a State's or organisation's representative, unnamed
    post: str = ""  # the post an officer was named by
    sure: bool = True  # whether the mention itself names the entity
    inner: bool = False  # an officer of the body that meets, by no more than a post and a unit


def find_party(actor: Actor, sentence: str, cast: Cast) -> Party | None:
    """Return whom an actor of `sentence` stands for, or None where nothing says so."""
    if actor.kind in ("state", "organisation", "group"):
        return None if fold(actor.text) == fold(cast.board) else Party(actor.codes)
    if actor.kind == "collective":
        return Party(("UN",)) if _UN_SYSTEM.match(actor.text) else Party(collective=True)
    if actor.kind == "person":
        return _find_person(actor, sentence, cast)
    if actor.kind == "delegate":
        return _find_envoy(actor.text, cast)
    if actor.kind == "role":
        return _find_officer(actor.text, sentence, cast)
    return None


def find_parties(actors: tuple[Actor, ...], shape: Shape, cast: Cast) -> Party | None:
    """Return for whom several actors speak together; a collective among them makes it one."""
    found = [party for a in actors if (party := find_party(a, shape.sentence, cast))]
    if not found or len(found) < len(actors):
        return found[0] if found and found[0].collective else None
    if len(found) == 1:
        return found[0]
    if any(party.collective for party in found):
        return Party(collective=True)
    return Party(
        tuple(dict.fromkeys(code for party in found for code in party.entities)),
        tuple(dict.fromkeys(name for party in found for name in party.speakers)),
        envoy=any(party.envoy for party in found),
        post=found[0].post,
        sure=all(party.sure for party in found),
        inner=all(party.inner for party in found),
    )


def _find_person(actor: Actor, sentence: str, cast: Cast) -> Party | None:
    name = _TITLED.sub("", actor.text)
    bracket = re.match(r"\s*\(([^()]+)\)", sentence[actor.end :])
    if not is_name(name, cast):
        return None
    entity = find_affiliation(bracket.group(1), cast) if bracket else ""
    entity = entity or cast.people.get(fold(name), "")
    return Party((entity,), (name,)) if entity else None


def find_affiliation(text: str, cast: Cast) -> str:
    """Return the code of what stands in brackets behind a name, its own words failing that.

    "Ministry of Health, Ghana" speaks for the State, "Harbour Trust, Ghana" for the trust, and
    of two bodies the first counts ("United Nations Major Group .../Harbour Trust").
    """
    whole = cast.gazetteer.find_entity(text.strip())
    if whole is not None:
        return whole.code
    first = re.split(r"\s*/\s*", text.strip())[0]
    parts = [part.strip() for part in first.split(",")]
    for part in (first, parts[0]):
        entity = cast.gazetteer.find_entity(part)
        if entity is not None:
            return entity.code
    organs = "|".join(load_cues("voices")["state_organs"])
    if re.search(rf"\b(?:{organs})\b", first):
        states = [m.code for m in cast.gazetteer.find_names(text) if m.kind != "organisation"]
        if states:
            return states[-1]
    role = _role_only(parts)
    found = cast.gazetteer.find_names(first)
    if role and found:
        return found[-1].code
    proper = re.match(r"[A-Z]", parts[0]) and not re.search(r"\d|^[A-Z/.-]+$", parts[0])
    return _ARTICLE.sub("", parts[0]) if proper and not role else ""


def is_name(words: str, cast: Cast) -> bool:
    """Whether words that look like a person's name may be one: no unit's, title's or State's."""
    if cast.names is not None and cast.names.fullmatch(words):
        return True
    known = [m for m in cast.gazetteer.find_names(words) if m.end - m.start > len(words) / 2]
    return not (known or _UNITS.search(words) or words.split()[0] in nameless())


def _role_only(parts: list[str]) -> bool:
    posts = "|".join(re.escape(post) for post in posts_of("roles"))
    return re.match(rf"(?:[A-Z][\w-]+ )*(?:{posts})\b", parts[0]) is not None


def _find_envoy(text: str, cast: Cast) -> Party | None:
    """Resolve "representative of Chile", "UNAIDS representative", "Government of Chile"."""
    if re.search(r"\bGovernment\b", text):
        states = [m.code for m in cast.gazetteer.find_names(text) if m.kind in ("state", "demonym")]
        code = states[0] if states else cast.subject
        return Party((code,)) if code else None
    head = re.search(
        r"\b(?:[Rr]epresentative|[Dd]elegate|[Dd]elegation|[Oo]bserver|official|participant|speaker"
        r"|panellist|ambassador|minister)s?\b",
        text,
    )
    if head is None:
        return None
    if re.fullmatch(r"(?:Deputy )?Permanent Representative", text):
        return Party(collective=True, post="Permanent Representative", sure=False)
    rest = re.sub(r"^\s*(?:of|for|from)\s+(?:the )?", "", text[head.end() :])
    if re.match(r"(?:Member States|States\b|Governments)", rest):
        return Party(collective=True)
    if not rest.strip():
        rest = text[: head.start()].strip()
    names = [m for m in cast.gazetteer.find_names(rest) if m.kind != "place"]
    if not names:
        whole = cast.gazetteer.find_entity(rest.strip())
        own = rest.strip() if re.match(r"[A-Z]", rest.strip()) else ""
        code = whole.code if whole else own
        return Party((code,), envoy=True) if code else Party(collective=True)
    if head.group().endswith("s") or names[0].start > 0:
        return Party(tuple(dict.fromkeys(m.code for m in names)), envoy=True)
    whole = cast.gazetteer.find_entity(re.sub(r" \([A-Z][\w ]+\)$", "", rest.strip()))
    return Party((whole.code if whole else names[0].code,), envoy=True)


def _find_officer(text: str, sentence: str, cast: Cast) -> Party | None:
    """Resolve a post: by a State or body it names, by the people of the record, by the body.

    An officer who is also a State's envoy speaks for the office, unless "in his national capacity".
    """
    office = _ENVOY_TOO.match(text)
    if office:
        national = re.search(r"\bnational capacity\b", sentence)
        text = text[office.end("office") :].lstrip(" ,") if national else office["office"]
        text = text.removeprefix("and ").removeprefix("the ")
    post = post_in(text)
    if not post:
        return _find_body(text, cast)
    if post.casefold() in ("moderator", "co-moderator"):
        return Party(collective=True, post="moderator", sure=False)
    who, name = _part_name(text, post, cast)
    entity = entity_of_post(post, who, cast)
    if not entity:
        return Party(speakers=name, collective=not name, post=post, sure=False)
    alone = who.strip().endswith(post) and not named_body(who, cast)
    inner = entity == cast.body and not alone and not named_body(who, cast)
    holder = name or _holder(post, entity, cast)
    return Party((entity,), holder, post=post, sure=not alone, inner=inner)


def find_office(words: str, cast: Cast) -> str:
    """Return for whom somebody described so speaks, or nothing ("Minister of Health of Chile")."""
    envoy = _find_envoy(words, cast)
    if envoy is not None and not envoy.collective:
        return envoy.entities[0]
    post = post_in(words)
    named = named_body(words, cast)
    elsewhere = _ELSEWHERE.search(words)
    ours = is_unit(words) or is_national(words) or post in ("Special Rapporteur", "Legal Counsel")
    if not post or (elsewhere and not named and not ours):
        return named
    return entity_of_post(post, words, cast)


def find_service(words: str, cast: Cast) -> str:
    """Return for whom a named person speaks; failing a known body, its own words.

    "Director of Impact at Harbour, Inc." serves "Harbour, Inc.", and a commission "of Mexico"
    is that State's.
    """
    known = find_office(words, cast)
    if known or is_national(words):
        return known
    end = re.search(r".*\b(?:of|from) (?:the )?([A-Z][^,]*)$", words)
    state = cast.gazetteer.find_state(end.group(1)) if end else None
    if state:
        return state
    for link in (r"at|from|with", r"of"):
        own = re.search(rf".*\b(?:{link}) (?:the )?(?P<body>[A-Z][^;:()]{{2,90}})$", words)
        if own and not is_unit(own["body"]):
            return REGION.sub("", _ARTICLE.sub("", own["body"].strip()))
    return ""


def _find_body(text: str, cast: Cast) -> Party | None:
    """Resolve another body than the one that meets ("Commission of Inquiry") by its own name."""
    if re.search(r"\bmission$", text):
        return Party((cast.body,)) if cast.body else None  # the meeting body's own envoys
    if is_unspecific(cast.board) and fold(text) == fold(cast.board) and cast.body:
        return Party((cast.body,))
    if fold(text) in fold(cast.board) or fold(text) in fold(cast.title):
        return None
    known = cast.gazetteer.find_entity(text)
    if known is not None:
        return Party((known.code,))
    return Party((text,)) if " " in text else None


def _part_name(text: str, post: str, cast: Cast) -> tuple[str, tuple[str, ...]]:
    """Part a post from the name written with it: "Director of X, Ana Reis"."""
    place = text.find(post) + len(post)
    name = re.search(rf"(?:^|,) ?({PERSON})$", text[place:])
    if name and is_name(name.group(1), cast):
        return text[: place + name.start()], (name.group(1),)
    return text, ()


def _holder(post: str, entity: str, cast: Cast) -> tuple[str, ...]:
    """Return the name of the one participant who holds a post, or nothing."""
    holders = {
        person.name
        for person in cast.participants
        if fold(person.role) == fold(post) and entity in (person.entity, person.country)
    }
    return tuple(holders) if len(holders) == 1 else ()
