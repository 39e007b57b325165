"""Posts and bodies in a description of somebody: for whom the holder of a post speaks."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.voice.cast import Cast, posts_of

# "Chair of the Committee": a word for the organ that meets, not a name.
_GENERIC = (
    r"(?:[A-Z0-9]\w+ )?(?P<word>Board|Committee|Commission|Meeting|Bureau|Council|Forum|[Ss]ession"
    r"|Working Group|Working Party)(?:$|,| for | and )|(?P<lower>(?=[a-z]))"
)
REGION = re.compile(
    r"(?: (?:for|in)|,) (?:the )?(?:(?:Latin|North|South|Central|East|West|Eastern|Western|Northern"
    r"|Southern|Middle|Arab|Asia|Africa|Europe|Americas?|Sub-Saharan|and|the),? )*"
    r"(?:Americas?|Africa|Asia|Europe|Pacific|Caribbean|Region)\b.*$"
)
_POST_WORDS = r"(?:[A-Z][\w-]+ ){0,3}(?:[A-Z][\w-]+)"
# An office within the body, whatever it is called.
_INNER = re.compile(
    r"\b(?:Evaluation|Ethics|Audit|Oversight|Investigations?|Report|Programme|Liaison|Regional"
    r"|Country|Field|Legal|Communications|Procurement|Resources|Culture) (?:Office|Group)$"
)
_ORGANS = 10  # the first of the cue file's organs of State belong to no other body's name
# A body's own name ends here in a description of somebody who serves it.
_ENDS_NAME = re.compile(
    r" \(|, (?=[A-Z])| (?:in|at) (?:the )?(?=[A-Z])"
    r"| and (?:of |an? |(?!the [A-Z])[a-z]|(?:Chair|President)\b)"
)


def is_national(words: str) -> bool:
    """Whether a description names an organ of a State ("Secretary-General, Ministry of Trade")."""
    organs = "|".join(load_cues("voices")["state_organs"][:_ORGANS])
    return re.search(rf"\b(?:{organs})\b", words) is not None


def is_unit(words: str) -> bool:
    """Whether a description names a part of a body ("Supply Division")."""
    units = "|".join(load_cues("voices")["units"])
    return re.search(rf"\b(?:{units})s?\b", words) is not None


def is_unspecific(board: str) -> bool:
    """Whether an organ's name says nothing of its own ("Special Committee")."""
    kinds = r"Special|Executive|Ad Hoc|Preparatory|Standing|Advisory"
    return re.fullmatch(rf"(?:{kinds}) (?:Committee|Commission)", board) is not None


def entity_of_post(post: str, who: str, cast: Cast) -> str:
    """Return for whom the holder of `post`, described as `who`, speaks; empty where unknown."""
    if post == "Resident Coordinator":
        return "UN"  # "in Chile" says where, not for whom
    if post in posts_of("presiding"):
        organ = re.search(r"\b(?:of|on) (?:the )?(.+)$", who)
        named = organ.group(1) if organ else ""
        generic = re.match(_GENERIC, named)
        if not named or generic:
            word = (generic["word"] or "") if generic else ""
            own = word.casefold() in ("", "meeting", "session") or word in cast.board
            organ_name = cast.body if is_unspecific(cast.board) else cast.board
            return organ_name if own or re.match(r"[a-z]", named) else ""
        return named_body(who, cast) or named
    named = named_body(who, cast)
    if named:
        return named
    if post in posts_of("national") or is_national(who):
        return cast.administering if post == "Governor" else cast.subject
    if post in posts_of("system_posts"):
        return _entity_of_system_post(post, who, cast)
    return cast.offices.get(post, "") or cast.body


def _entity_of_system_post(post: str, who: str, cast: Cast) -> str:
    """A Secretary-General is the UN's unless a ministry or another body is named with the post."""
    place = re.search(rf"\b{re.escape(post)}\b(?P<rest>.*)$", who)
    rest = place["rest"] if place else ""
    other = re.search(rf"^(?: and {_POST_WORDS})? of (?:the )?(?P<body>[A-Z][^,]*)", rest)
    if other and not is_unit(other["body"]):
        return REGION.sub("", other["body"].strip(" ,"))
    return cast.offices.get(post, "UN")


def named_body(who: str, cast: Cast) -> str:
    """Return the State or body that a description names: "Head, Asia Office, IOM" is IOM's."""
    found = [m for m in cast.gazetteer.find_names(who) if m.kind not in ("demonym", "place")]
    found = [m for m in found if m.text not in posts_of("system_posts")]
    found = [m for m in found if not (m.code == "UN" and _unit_behind().match(who, m.end))]
    belonging = [m for m in found if re.search(r"(?:^|\b(?:of|at|in) (?:the )?)$", who[: m.start])]
    served = [m for m in found if re.search(r"\bfor (?:the )?$", who[: m.start])]
    best = belonging or [m for m in found if not who[m.end :].strip(" .)")]
    best = best or [m for m in found if m.start == 0]
    best = best or [m for m in served if m.kind == "organisation"]
    own = _own_name(who, cast)
    if own and not (best and best[0].kind != "state"):
        return own
    return best[0].code if best else ""


@cache
def _unit_behind() -> re.Pattern[str]:
    # "Director of the United Nations System Coordination Division" serves whoever has it.
    units = "|".join(load_cues("voices")["units"])
    return re.compile(rf"(?: system)?(?: [A-Z][\w-]+){{1,4}} (?:{units})\b")


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
        if _INNER.search(name):
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


def post_in(text: str) -> str:
    """Return the post that a description names, the longest; empty where it names none."""
    found = [post for post in _posts() if re.search(rf"\b{re.escape(post)}\b", text)]
    # "Under-Secretary-General/Executive Director": the post in the body itself tells more
    own = [post for post in found if post not in posts_of("system_posts")]
    return own[0] if own and "/" in text else found[0] if found else ""


@cache
def _posts() -> tuple[str, ...]:
    return tuple(sorted(posts_of("roles"), key=len, reverse=True))


def describes_post(words: str) -> bool:
    """Whether words behind a name tell what somebody is ("Director of X", "a nurse from Y")."""
    head = re.split(r" of | for |, ", words)[0]
    return bool(post_in(head)) or re.match(r"(?:an?|the) [a-z]", words) is not None
