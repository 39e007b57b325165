"""From a mention to whom it stands for: entities and names, by what the document says."""

import re
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.actors import Actor, nameless
from rapporteur.extract.cast import Cast, posts_of
from rapporteur.extract.mentions import PERSON
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


# "Chair of the Committee": a word for the organ that meets, not a name.
_GENERIC = (
    r"(?:[A-Z0-9]\w+ )?(?P<word>Board|Committee|Commission|Meeting|Bureau|Council|Forum|[Ss]ession"
    r"|Working Group|Working Party)(?:$|,| for | and )|(?P<lower>(?=[a-z]))"
)
_REGION = re.compile(
    r" (?:for|in) (?:the )?(?:[A-Z][\w-]+,? (?:and )?(?:the )?)*"
    r"(?:Americas?|Africa|Asia|Europe|Pacific|Caribbean|Region)\b.*$"
)
_POST_WORDS = r"(?:[A-Z][\w-]+ ){0,3}(?:[A-Z][\w-]+)"
_ORGANS = 10  # the first of the cue file's organs of State belong to no other body's name
# A body's own name ends here in a description of somebody who serves it.
_ENDS_NAME = re.compile(
    r" \(|, (?=[A-Z])| (?:in|at) (?:the )?(?=[A-Z])"
    r"| and (?:of |an? |(?!the [A-Z])[a-z]|(?:Chair|President)\b)"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a mention stands for; a collective has neither entities nor names."""

    entities: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    collective: bool = False
    envoy: bool = False  # a State's or organisation's representative, unnamed
    post: str = ""  # the post an officer was named by
    sure: bool = True  # whether the mention itself names the entity


def find_party(actor: Actor, sentence: str, cast: Cast) -> Party | None:
    """Return whom an actor of `sentence` stands for, or None where nothing says so."""
    if actor.kind in ("state", "organisation", "group"):
        return None if fold(actor.text) == fold(cast.board) else Party(actor.codes)
    if actor.kind == "collective":
        return Party(collective=True)
    if actor.kind == "person":
        return _find_person(actor, sentence, cast)
    if actor.kind == "delegate":
        return _find_envoy(actor.text, cast)
    if actor.kind == "role":
        return _find_officer(actor.text, cast)
    return None


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
    head = re.search(r"\b(?:[Rr]epresentative|[Dd]elegate|[Dd]elegation|[Oo]bserver)s?\b", text)
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


def _find_officer(text: str, cast: Cast) -> Party | None:
    """Resolve a post: by a State or body it names, by the people of the record, by the body."""
    post = _post_in(text)
    if not post:
        return _find_body(text, cast)
    if post.casefold() in ("moderator", "co-moderator"):
        return Party(collective=True, post="moderator", sure=False)
    who, name = _part_name(text, post, cast)
    entity = _entity_of_post(post, who, cast)
    if not entity:
        return Party(speakers=name, collective=not name, post=post, sure=False)
    alone = who.strip().endswith(post) and not _named_body(who, cast)
    return Party((entity,), name or _holder(post, entity, cast), post=post, sure=not alone)


def find_office(words: str, cast: Cast) -> str:
    """Return for whom somebody described so speaks, or nothing ("Minister of Health of Chile")."""
    envoy = _find_envoy(words, cast)
    if envoy is not None and not envoy.collective:
        return envoy.entities[0]
    post = _post_in(words)
    named = _named_body(words, cast)
    elsewhere = re.search(r"\b(?:of|at|from) (?:the )?[A-Z]", words)
    if not post or (elsewhere and not named and not (_is_unit(words) or _is_national(words))):
        return named
    return _entity_of_post(post, words, cast)


def find_service(words: str, cast: Cast) -> str:
    """Return for whom a named person speaks; failing a known body, its own words.

    "Director of Impact at Harbour, Inc." serves "Harbour, Inc.", and a commission "of Mexico"
    is that State's.
    """
    known = find_office(words, cast)
    if known or _is_national(words):
        return known
    end = re.search(r".*\b(?:of|from) (?:the )?([A-Z][^,]*)$", words)
    state = cast.gazetteer.find_state(end.group(1)) if end else None
    if state:
        return state
    for link in (r"at|from|with", r"of"):
        own = re.search(rf".*\b(?:{link}) (?:the )?(?P<body>[A-Z][^;:()]{{2,90}})$", words)
        if own and not _is_unit(own["body"]):
            return _REGION.sub("", _ARTICLE.sub("", own["body"].strip()))
    return ""


def _is_national(words: str) -> bool:
    """Whether a description names an organ of a State ("Secretary-General, Ministry of Trade")."""
    organs = "|".join(load_cues("voices")["state_organs"][:_ORGANS])
    return re.search(rf"\b(?:{organs})\b", words) is not None


def describes_post(words: str) -> bool:
    """Whether words behind a name tell what somebody is ("Director of X", "a nurse from Y")."""
    head = re.split(r" of | for |, ", words)[0]
    return bool(_post_in(head)) or re.match(r"(?:an?|the) [a-z]", words) is not None


def _is_unit(words: str) -> bool:
    units = "|".join(load_cues("voices")["units"])
    return re.search(rf"\b(?:{units})s?\b", words) is not None


def _find_body(text: str, cast: Cast) -> Party | None:
    """Resolve another body than the one that meets ("Commission of Inquiry") by its own name."""
    if re.search(r"\bmission$", text):
        return Party((cast.body,)) if cast.body else None  # the meeting body's own envoys
    if _is_unspecific(cast.board) and fold(text) == fold(cast.board) and cast.body:
        return Party((cast.body,))
    if fold(text) in fold(cast.board) or fold(text) in fold(cast.title):
        return None
    known = cast.gazetteer.find_entity(text)
    if known is not None:
        return Party((known.code,))
    return Party((text,)) if " " in text else None


def _is_unspecific(board: str) -> bool:
    """Whether an organ's name says nothing of its own ("Special Committee")."""
    return re.fullmatch(r"(?:[A-Z][\w ]*)?(?:Committee|Commission)", board) is not None and (
        len(board.split()) == board.count(" ") + 1 <= 3
    )


def _entity_of_post(post: str, who: str, cast: Cast) -> str:
    if post in posts_of("presiding"):
        organ = re.search(r"\b(?:of|on) (?:the )?(.+)$", who)
        named = organ.group(1) if organ else ""
        generic = re.match(_GENERIC, named)
        if not named or generic:
            word = (generic["word"] or "") if generic else ""
            own = word.casefold() in ("", "meeting", "session") or word in cast.board
            return cast.board if own or re.match(r"[a-z]", named) else ""
        return _named_body(who, cast) or named
    named = _named_body(who, cast)
    if named:
        return named
    if post in posts_of("national") or _is_national(who):
        return cast.administering if post == "Governor" else cast.subject
    if post in posts_of("system_posts"):
        return _entity_of_system_post(post, who, cast)
    return cast.offices.get(post, "") or cast.body


def _entity_of_system_post(post: str, who: str, cast: Cast) -> str:
    """A Secretary-General is the UN's unless a ministry or another body is named with the post."""
    place = re.search(rf"\b{re.escape(post)}\b(?P<rest>.*)$", who)
    rest = place["rest"] if place else ""
    other = re.search(rf"^(?: and {_POST_WORDS})? of (?:the )?(?P<body>[A-Z][^,]*)", rest)
    if other and not _is_unit(other["body"]):
        return _REGION.sub("", other["body"].strip(" ,"))
    return cast.offices.get(post, "UN")


def _named_body(who: str, cast: Cast) -> str:
    """Return the State or body that a description names: "Head, Asia Office, IOM" is IOM's."""
    found = [m for m in cast.gazetteer.find_names(who) if m.kind not in ("demonym", "place")]
    found = [m for m in found if m.text not in posts_of("system_posts")]
    belonging = [m for m in found if re.search(r"(?:^|\b(?:of|at|in) (?:the )?)$", who[: m.start])]
    best = belonging or [m for m in found if not who[m.end :].strip(" .)")]
    best = best or [m for m in found if m.start == 0]
    own = _own_name(who, cast)
    if own and not (best and best[0].kind != "state"):
        return own
    return best[0].code if best else ""


def _own_name(who: str, cast: Cast) -> str:
    """Return a body's own name that a description gives ("Director of the Harbour Trust")."""
    cues = load_cues("voices")
    for link in re.finditer(r"\b(?:of|at|in|from) (?:the )?(?=[A-Z])", who):
        name = re.split(_ENDS_NAME, who[link.end() :])[0]
        lead = cast.gazetteer.find_names(name)
        if lead and lead[0].start == 0 and lead[0].kind == "state":
            continue
        words = re.findall(r"[A-Z][\w.-]*", name)
        if any(unit in words for unit in (*cues["units"], *cues["state_organs"][:_ORGANS])):
            continue
        if len(words) > 1 and any(word in cues["bodies_of_their_own"] for word in words):
            first = re.match(
                r"(?:[A-Z]\w+ )?(?:Office|Bureau|Committee|Commission|Council)\b", name
            )
            if first and first.end() == len(name):
                continue
            return _state_of_organ(name, cast) or name.strip()
    return ""


def _state_of_organ(name: str, cast: Cast) -> str:
    """Return the State that an organ "of" it serves ("National Office of Statistics of Peru")."""
    organ = re.match(r"(?:National|Federal|Office|Presidency|Vice-Presidency)\b", name)
    if re.search(rf"\b(?:{'|'.join(load_cues('voices')['private_bodies'])})\b", name):
        return ""
    state = re.search(r".*\b(?:of|in) (?:the )?([A-Z][\w ]*)$", name) if organ else None
    return (cast.gazetteer.find_state(state.group(1)) or "") if state else ""


def _post_in(text: str) -> str:
    found = [post for post in _posts() if re.search(rf"\b{re.escape(post)}\b", text)]
    # "Under-Secretary-General/Executive Director": the post in the body itself tells more
    own = [post for post in found if post not in posts_of("system_posts")]
    return own[0] if own and "/" in text else found[0] if found else ""


@cache
def _posts() -> tuple[str, ...]:
    return tuple(sorted(posts_of("roles"), key=len, reverse=True))


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
