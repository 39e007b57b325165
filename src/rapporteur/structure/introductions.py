"""Find the people that running text introduces: lists of speakers, moderators, presenters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from rapporteur.cues import load_cues
from rapporteur.evidence import Sentence
from rapporteur.evidence.dialogue import Function
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.forms import read_number
from rapporteur.structure.people import Person, is_name, parse_person, split_people
from rapporteur.wording import fold

_MAX_LEAD = 60  # characters between "speakers" and the colon that opens their list


@dataclass(frozen=True, slots=True)
class Introduced:
    """People one sentence introduces; `stated` is how many it says they are, None if unsaid."""

    people: tuple[tuple[Person, Function], ...]
    segment: str
    page: int
    stated: int | None = None


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
    for sentence in sentences:
        page = sentence.pieces[0].page
        for people, stated in _introductions(sentence.text, gazetteer):
            found.append(Introduced(tuple(people), sentence.segment, page, stated))
    return tuple(found)


def _introductions(
    text: str, gazetteer: Gazetteer
) -> Iterator[tuple[list[tuple[Person, Function]], int | None]]:
    listed = _read_listing(text, gazetteer)
    if listed is not None:
        yield listed
        return
    people = find_introduced(text, gazetteer) or _read_absent(text, gazetteer)
    if people:
        yield people, None


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


def _read_listing(
    text: str, gazetteer: Gazetteer
) -> tuple[list[tuple[Person, Function]], int | None] | None:
    """Read "The panel had four speakers: A, …; B, …; and C, …"."""
    for pattern, function in _listing():
        match = pattern.search(text)
        if not match:
            continue
        people = [
            (person, function)
            for part in split_people(text[match.end() :], gazetteer)
            if (person := _parse_whole(part, gazetteer)) is not None
        ]
        if people:
            return people, read_number(match["stated"] or "")
    return None


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


def _read_absent(text: str, gazetteer: Gazetteer) -> list[tuple[Person, Function]]:
    """Read "Jane Doe, CEO, X, participated by recorded message"."""
    words = "|".join(map(re.escape, load_cues("people")["took part by"]))
    match = re.search(rf",?\s+(?:{words})\b", text)
    if not match:
        return []
    chunks = re.split(r",\s*", text[: match.start()])
    for index, chunk in enumerate(chunks[:3]):
        if is_name(chunk, gazetteer) and index < len(chunks) - 1:
            person = parse_person(", ".join(chunks[index:]), gazetteer)
            return [(person, "participant")] if person is not None else []
    return []


_BRACKETED = re.compile(r"((?:[^\s(),;:.]+\.?\s+){1,6}[^\s(),;:.]+)\s\(([^()]{2,80})\)")


def find_named(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Return the names that stand before an entity in brackets, in reading order."""
    found = []
    for sentence in sentences:
        if sentence.kind == "heading":
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
        if is_name(name, gazetteer) and fold(words[start]) not in _openers():
            return name
    return ""


@cache
def _openers() -> frozenset[str]:
    """Words that open a sentence with a capital and are no part of a name."""
    return frozenset(fold(word) for word in load_cues("people")["openers"])
