"""Read a person as an agenda or a sentence introduces one: name, role, entity, country."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.errors import EvidenceError
from rapporteur.evidence import Entity
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import fold, squeeze

EDGES = " \t\n•·▪–—-;:.,*"
QUOTES = "'\"“”‘’«»„ "
COMMA = re.compile(r",(?![^(]*\))\s*(?!(?:Jr|Sr)\b)")
CLAUSE = re.compile(r",?\s+(?:who|whom|whose|which|where|when|and who)\b.*$", re.DOTALL)
OF = re.compile(r"\s(?:of the|at the|for the|in the|to the|of|at|for|in|from|to|–|-)\s")
_MAX_NAME = 7  # words in a name; longer runs of capitals are titles


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one place of the record introduces them.

    `entity` is an ISO3 code, a short name, or a body's name as written where the gazetteer
    does not know it; both codes are empty where the record gives none.
    """

    name: str
    role: str = ""
    entity: str = ""
    country: str = ""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_cues("people")[key])


@cache
def _one_of(key: str) -> str:
    return "|".join(sorted(map(re.escape, _words(key)), key=len, reverse=True))


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_one_of('honorifics')})\.?\s+(?=\S)")


def strip_honorific(name: str) -> str:
    """Take forms of address ("The Honourable", "H.E. Mr.") from the front of a name."""
    name = squeeze(name)
    while match := _honorific().match(fold(name)):
        name = squeeze(name[match.end() :])
    return name


def is_name(text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether `text` can be a person's name, and is no role, body or place."""
    words = re.sub(r",? (?:Jr|Sr|II|III)\.?$", "", text).split()
    if not 2 <= len(words) <= _MAX_NAME or gazetteer.find_entity(text) is not None:
        return False
    particles, bodies = _words("particles"), _words("body words")
    folded = [fold(w).strip(".") for w in words]
    if folded[0] in _words("role words") | _words("openers") or any(w in bodies for w in folded):
        return False
    shaped = all(_is_capital(w) or f in particles for w, f in zip(words, folded, strict=True))
    return shaped and _is_capital(words[-1]) and len(fold(words[-1]).strip(".")) > 1


def _is_capital(word: str) -> bool:
    bare = word.lstrip("'’‘“(")
    letters = [c for c in bare if c.isalpha()]
    return (
        bool(letters)
        and not re.search(r"[\d(),;:!?/]", bare)
        and (bare[0].isupper() or bool(re.match(r"(?:d|l|al|el|ad|as)['’-][A-ZÀ-Þ]", bare)))
    )


def parse_person(text: str, gazetteer: Gazetteer) -> Person | None:
    """Read "Name, role, body, Country"; None where `text` does not begin with a name."""
    text = CLAUSE.sub("", squeeze(text).strip(EDGES))
    text, inside = take_brackets(text)
    chunks = [c for c in (c.strip(EDGES) for c in COMMA.split(text)) if c]
    if len(chunks) == 1:
        chunks = [c.strip(EDGES) for c in re.split(r"\s+[–—-]\s+", chunks[0])]
    name = strip_honorific(chunks[0]) if chunks else ""
    lead = ""
    if not is_name(name, gazetteer):
        lead, name = _split_title(name, gazetteer)
    if not name:
        return None
    rest = ([lead] if lead else []) + chunks[1:]
    if inside:
        rest += [c.strip(EDGES) for c in COMMA.split(inside)]
    return _place(name, rest, gazetteer)


def take_brackets(text: str) -> tuple[str, str]:
    """Split "Name (Country), role" into the text without its last bracket and what is in it."""
    match = re.search(r"\s*\(([^()]+)\)", text)
    if not match:
        return text, ""
    return text[: match.start()] + text[match.end() :], match[1]


def _split_title(chunk: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Split "Ambassador Jane Doe" into role and name; two empty strings where it is neither."""
    words = chunk.split()
    roles = 0
    while roles < len(words) and fold(words[roles]) in _words("role words"):
        roles += 1
    name = strip_honorific(" ".join(words[roles:]))
    if 0 < roles < len(words) and is_name(name, gazetteer):
        return " ".join(words[:roles]), name
    return "", ""


def _place(name: str, chunks: Sequence[str], gazetteer: Gazetteer) -> Person:
    kept = list(chunks)
    country = entity = ""
    if kept and (state := gazetteer.find_state(kept[-1])):
        country = state
        kept.pop()
    for index in reversed(range(len(kept))):
        known = _known_body(kept[index], gazetteer)
        if known:
            entity = known.code
            del kept[index]
            break
    if not entity and kept:
        entity, found, kept = _search(kept, country, gazetteer)
        country = country or found
    if not entity:
        entity = country
    return Person(name, ", ".join(kept), entity, country or _iso(entity, gazetteer))


def _iso(code: str, gazetteer: Gazetteer) -> str:
    """Return `code` where it is a State's, else nothing."""
    try:
        return code if gazetteer.get_entity(code).kind == "state" else ""
    except EvidenceError:
        return ""


def _known_body(chunk: str, gazetteer: Gazetteer) -> Entity | None:
    """The organisation that a whole chunk names, a tail after a dash left out."""
    for text in (chunk, re.split(r"\s+[–—-]\s+", chunk)[0]):
        found = gazetteer.find_entity(text.strip(QUOTES))
        if found is not None and found.kind != "state":
            return found
    return None


def _search(kept: list[str], country: str, gazetteer: Gazetteer) -> tuple[str, str, list[str]]:
    """Find the entity inside the chunks: (entity, country, the chunks that remain)."""
    for chunk in kept:
        if state := _represented(chunk, gazetteer):
            return state, state, kept
    for index in reversed(range(len(kept))):
        code, place = find_prefix(kept[index], gazetteer)
        if code:
            whole = place and gazetteer.find_state(_tail(kept[index], gazetteer)) == place
            return code, place, [c for i, c in enumerate(kept) if not (whole and i == index)]
    if body := _own_body(kept, gazetteer):
        return body, _suffix_state(kept[-1], gazetteer), [c for c in kept if c != body]
    if country:
        return "", "", kept
    return _suffix(kept, gazetteer)


def _represented(chunk: str, gazetteer: Gazetteer) -> str:
    """The State of "Permanent Representative of Mexico to the United Nations"."""
    match = re.search(
        rf"\b(?:{_one_of('representation')}) of (?:the )?(.+?)(?: to | at | in | accredited |$)",
        fold(chunk),
    )
    return (gazetteer.find_state(match[1]) or "") if match else ""


def find_prefix(chunk: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """The organisation that a chunk begins with ("IOM Chief of Staff"), and a State after it."""
    words = chunk.split()
    for count in range(min(len(words) - 1, 10), 0, -1):
        head = " ".join(words[:count])
        found = gazetteer.find_entity(head)
        if found is not None and found.kind != "state":
            tail = " ".join(words[count:])
            return found.code, gazetteer.find_state(tail) or _suffix_state(tail, gazetteer)
    return "", ""


def _tail(chunk: str, gazetteer: Gazetteer) -> str:
    """The words of a chunk after the organisation that it begins with."""
    words = chunk.split()
    for count in range(min(len(words) - 1, 10), 0, -1):
        if gazetteer.find_entity(" ".join(words[:count])) is not None:
            return " ".join(words[count:])
    return ""


def _own_body(kept: Sequence[str], gazetteer: Gazetteer) -> str:
    """The private body a person leads or belongs to, as written; empty where there is none."""
    roles = _one_of("private roles")
    for index, chunk in enumerate(kept):
        flat = fold(chunk)
        led = re.search(rf"^(?:.*[\s,])?(?:{roles})\b.*?\s(?:of|at)\s(?:the\s)?(.+)$", flat)
        if led:
            return _without_state(chunk[-len(led[1]) :].strip(QUOTES), gazetteer)
        bare = re.fullmatch(rf"(?:{roles})\s+(.+)", flat)
        if bare and _is_capital(chunk[-len(bare[1]) :]) and not bare[1].startswith("and "):
            return chunk[-len(bare[1]) :].strip(QUOTES)
        last = kept[-1].strip(QUOTES)
        if re.fullmatch(rf"(?:.*\band\s)?(?:{roles})", flat) and index < len(kept) - 1:
            return last
    last = kept[-1].strip(QUOTES)
    named = re.search(rf"\b(?:{_one_of('private bodies')})\b", fold(last))
    return last if named and _is_capital(last) and " of " not in fold(last)[:12] else ""


def _without_state(body: str, gazetteer: Gazetteer) -> str:
    head, mark, tail = body.rpartition(" in ")
    return head.strip(QUOTES) if mark and gazetteer.find_state(tail) else body


def _suffix(kept: list[str], gazetteer: Gazetteer) -> tuple[str, str, list[str]]:
    """The entity that the last chunk ends with, after "of", "at", "in", or a body by its words."""
    for chunk in reversed(kept):
        for match in OF.finditer(chunk):
            found = gazetteer.find_entity(chunk[match.end() :].strip(QUOTES))
            if found is not None:
                return found.code, found.code if found.kind == "state" else "", kept
    if state := _of_city(kept, gazetteer):
        return state, state, kept
    last = kept[-1].strip(QUOTES)
    if _is_body(last) if len(kept) > 1 else _is_title(last):
        return last, "", kept[:-1]
    for chunk in reversed(kept):
        bodies = [m for m in gazetteer.find_names(chunk) if m.kind == "organisation"]
        if bodies:
            return bodies[-1].code, "", kept
    return "", "", kept


def _is_body(chunk: str) -> bool:
    """Tell whether the last of several chunks is a body by its words, or an abbreviation."""
    words = [fold(w) for w in chunk.split()]
    return _is_capital(chunk) and (chunk.isupper() or any(w in _words("body words") for w in words))


def _is_title(chunk: str) -> bool:
    """Tell whether the one chunk after a name is a body's name: all in capitals, and no role."""
    words = [w.strip("()") for w in chunk.split()]
    long = [w for w in words if len(w) > 3]
    roles = _words("role words") | _words("private roles")
    return bool(long) and all(map(_is_capital, long)) and not any(fold(w) in roles for w in words)


def _of_city(kept: Sequence[str], gazetteer: Gazetteer) -> str:
    """The State of "Mayor of Accra" or "City of Johannesburg"; empty where there is none."""
    for chunk in reversed(kept):
        match = re.search(
            rf"\b(?:{_one_of('city roles')}) of (?:the )?(?:city of )?(.+)$", fold(chunk)
        )
        if match and (state := gazetteer.find_state_of_place(match[1])):
            return state
    return ""


def _suffix_state(text: str, gazetteer: Gazetteer) -> str:
    """The State in "… in Cambodia" or "…, Cambodia"; empty where there is none."""
    match = re.search(r"(?:^|\s)(?:in|of|for)\s+(?:the\s+)?(.+)$", text)
    return (gazetteer.find_state(match[1]) or "") if match else ""
