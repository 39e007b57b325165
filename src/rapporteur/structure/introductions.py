"""Find the people that running text introduces: lists of speakers, moderators, presenters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from rapporteur.cues import load_cues
from rapporteur.evidence import Sentence
from rapporteur.evidence.dialogue import Function
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.forms import read_number
from rapporteur.structure.listed import split_people
from rapporteur.structure.people import (
    Person,
    is_name,
    parse_person,
    strip_honorific,
)
from rapporteur.wording import fold

_MAX_LEAD = 60  # characters between "speakers" and the colon that opens their list


@dataclass(frozen=True, slots=True)
class Introduced:
    """People one sentence introduces; `stated` is how many it says they are, None if unsaid."""

    people: tuple[tuple[Person, Function], ...]
    segment: str
    page: int
    stated: int | None = None


_List = list[tuple[Person, Function]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name with an entity in brackets, as discussions cite speakers: "Jane Doe (Kenya)"."""

    name: str
    entity: str
    country: str
    segment: str
    page: int


def introduce_people(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Introduced, ...]:
    """Return every introduction of people in `sentences`, in reading order."""
    found = []
    office = ""
    for sentence in sentences:
        office, people, stated = _read_sentence(sentence.text, office, gazetteer)
        if people:
            page = sentence.pieces[0].page
            found.append(Introduced(tuple(people), sentence.segment, page, stated))
    return tuple(found)


def _read_sentence(text: str, office: str, gazetteer: Gazetteer) -> tuple[str, _List, int | None]:
    """Return the office that the next line's names hold, the people, and how many are stated."""
    label = _office().match(fold(text))
    if label:
        office = text[: label.end(1)]
        return office, _read_officers(text[label.end() :], office, gazetteer), None
    officers = _read_officers(text, office, gazetteer) if office else []
    if officers:
        return "", officers, None
    listed = _read_listing(text, gazetteer)
    if listed is not None:
        return "", *listed
    return "", find_introduced(text, gazetteer) or _read_before(text, gazetteer), None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"^({'|'.join(map(re.escape, load_cues('people')['officers']))}):\s*")


def _read_officers(text: str, office: str, gazetteer: Gazetteer) -> _List:
    """Read "Jane Doe (Kenya) John Roe (Peru)": all the words of the line are such names."""
    role = office.removesuffix("s")
    people: _List = []
    at = 0
    for match in _OFFICER.finditer(text):
        code, country = _read_bracket(match["entity"], gazetteer)
        name = strip_honorific(match["name"].strip(" ,;"))
        if text[at : match.start()].strip(" ,;") or not code or not is_name(name, gazetteer):
            return []
        people.append((Person(name, role, code, country), "participant"))
        at = match.end()
    return people


_OFFICER = re.compile(
    r"(?P<name>[^()]{4,60})\s\((?P<entity>[^()]{2,60})\)(?:\s?\([^()]*\d[^()]*\))?"
)


@cache
def _listing() -> list[tuple[re.Pattern[str], Function]]:
    found = []
    for function, words in load_cues("people")["listing"].items():
        one = "|".join(map(re.escape, words))
        pattern = re.compile(
            rf"\b(?:(?P<stated>[a-z0-9-]+)\s+)?(?:{one})\b(?P<lead>[^:;.]{{0,{_MAX_LEAD}}}):\s+"
        )
        found.append((pattern, cast(Function, function)))
    return found


def _read_listing(text: str, gazetteer: Gazetteer) -> tuple[_List, int | None] | None:
    """Read "The panel had four speakers: A, …; B, …; and C, …".

    The number stated is given only where every part of the list was read as a person.
    """
    for pattern, function in _listing():
        match = pattern.search(text)
        if not match:
            continue
        rest = text[match.end() :]
        stated = read_number(match["stated"] or "")
        names = _read_names(rest, gazetteer)
        if names:
            return [(Person(name), function) for name in names], stated
        parts = split_people(rest, gazetteer)
        read = [_parse_whole(part, gazetteer) for part in parts]
        people = [(person, function) for person in read if person is not None]
        if people:
            return people, stated if len(people) == len(parts) else None
    return None


def _read_names(text: str, gazetteer: Gazetteer) -> list[str]:
    """Read a list of nothing but names: "Jane Doe, John Roe and Ann Poe."."""
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", text.strip(" .;"))
    names = [strip_honorific(part) for part in parts]
    return names if len(names) > 1 and all(is_name(name, gazetteer) for name in names) else []


@cache
def _introducers() -> list[tuple[re.Pattern[str], Function]]:
    found = []
    for function, words in load_cues("people")["introduced by"].items():
        one = "|".join(map(re.escape, words))
        found.append((re.compile(rf"\b(?:{one})\s+", re.IGNORECASE), cast(Function, function)))
    return found


def find_introduced(text: str, gazetteer: Gazetteer) -> list[tuple[Person, Function]]:
    """Return the people that `text` names after "moderated by", "opening remarks by" and such."""
    people: list[tuple[Person, Function]] = []
    for pattern, function in _introducers():
        match = pattern.search(text)
        if not match:
            continue
        for part in split_people(text[match.end() :], gazetteer):
            person = _parse_whole(part, gazetteer)
            if person is None:
                break
            people.append((person, function))
    return people


def _parse_whole(part: str, gazetteer: Gazetteer) -> Person | None:
    """Parse a person whose introduction may run on into the sentence ("…, UNDP, on a …")."""
    part = re.split(r",\s+(?:on|in|at|during|entitled|under|as well as|followed)\s", part)[0]
    part = re.split(r"\s+(?:on behalf of|followed by|on (?:a|an|the) [a-z])", part)[0]
    person = parse_person(part, gazetteer)
    return person if person is not None and (person.role or person.entity) else None


@cache
def _before() -> list[tuple[re.Pattern[str], Function]]:
    found = []
    for function, words in load_cues("people")["introduced before"].items():
        one = "|".join(map(re.escape, words))
        found.append((re.compile(rf",?\s+(?:{one})\b"), cast(Function, function)))
    return found


def _read_before(text: str, gazetteer: Gazetteer) -> _List:
    """Read "Jane Doe, CEO, X, participated by recorded message" or "… moderated the panel"."""
    verbs = [(m, function) for pattern, function in _before() if (m := pattern.search(text))]
    if not verbs:
        return []
    match, function = min(verbs, key=lambda verb: verb[0].start())
    head = text[: match.start()]
    if re.search(r"\b(?:was|were|be|been|is|are|being)$", head):
        return []
    chunks = re.split(r",\s*", head)
    for index, chunk in enumerate(chunks[:3]):
        if not is_name(strip_honorific(chunk), gazetteer) or index == len(chunks) - 1:
            continue
        if not chunks[index + 1][:1].isupper():
            return []
        parts = split_people(", ".join(chunks[index:]), gazetteer)
        read = [_parse_whole(part, gazetteer) for part in parts]
        return [(person, function) for person in read if person is not None]
    return []


_BRACKETED = re.compile(r"((?:[^\s(),;:.]+\.?\s+){1,6}[^\s(),;:.]+)\s\(([^()]{2,80})\)")


def find_named(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the names that stand before an entity in brackets, in reading order."""
    found = []
    for sentence in sentences:
        if sentence.kind == "heading" or "(" not in sentence.text:
            continue
        for match in _BRACKETED.finditer(sentence.text):
            code, country = _read_bracket(match[2], gazetteer)
            name = _last_name(match[1], gazetteer) if code else ""
            if name:
                page = sentence.pieces[0].page
                found.append(Named(name, code, country, sentence.segment, page))
    return tuple(found)


def _read_bracket(text: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Read "Kenya", "WHO" or "IOM, Djibouti": (entity, country), empty where unknown."""
    whole = gazetteer.find_entity(text)
    if whole is not None:
        return whole.code, whole.code if whole.kind == "state" else ""
    head, comma, tail = text.rpartition(",")
    country = gazetteer.find_state(tail.strip()) if comma else None
    if not country:
        return "", ""
    body = gazetteer.find_entity(head.strip())
    return (body.code if body is not None else head.strip()), country


def _last_name(text: str, gazetteer: Gazetteer) -> str:
    """The longest run of words at the end of `text` that is a person's name."""
    words = text.split()
    for start in range(len(words) - 1):
        name = " ".join(words[start:])
        if is_name(name, gazetteer):
            return name
    return ""
