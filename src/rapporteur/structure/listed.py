"""Part a list of people, as agendas and sentences give it, into one text for each."""

import re

from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.people import (
    CLAUSE,
    COMMA,
    EDGES,
    OF,
    QUOTES,
    find_prefix,
    is_name,
    parse_person,
    strip_honorific,
    take_brackets,
)
from rapporteur.wording import squeeze

_AND = re.compile(r",?\s+(?:and|&)\s+|,\s+")
_HANGING = re.compile(r"(?:[,&-]|\b(?:of|for|and|the|to|in|at|on))$")


def split_people(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Split "A, role, IOM and B, role, UNDP; C, …" into one text for each person.

    "and" parts two people only where an entity stands before it and a name after it:
    "Minister of Foreign Affairs and International Cooperation, X" stays whole.
    """
    parts: list[str] = []
    for item in re.split(r";\s*(?:and\s+)?", text):
        parts += _split_and(_from_name(squeeze(item), gazetteer), gazetteer)
    return tuple(p for p in parts if p)


def _from_name(item: str, gazetteer: Gazetteer) -> str:
    """Take a title from before its presenter: "<title>, by Jane Doe, …"."""
    head, mark, tail = item.partition(", by ")
    named = mark and is_name(strip_honorific(COMMA.split(tail)[0]), gazetteer)
    return tail if named and not is_name(COMMA.split(head)[0], gazetteer) else item


def _split_and(item: str, gazetteer: Gazetteer) -> list[str]:
    for match in _AND.finditer(item):
        left, right = item[: match.start()], item[match.end() :]
        name = strip_honorific(COMMA.split(take_brackets(right)[0])[0])
        if not is_name(name, gazetteer) or not _ends_entity(left, gazetteer):
            continue
        listed = match[0].strip() == ","  # a bare comma parts two people who both have an entity
        other = parse_person(right, gazetteer) if listed else None
        if listed and (other is None or not other.entity):
            continue
        joined = f"{left[left.rfind(',') + 1 :]}{match[0]}{right.split(',')[0]}".strip()
        if gazetteer.find_entity(joined) is None:
            return [left, *_split_and(right, gazetteer)]
    return [item]


def _ends_entity(left: str, gazetteer: Gazetteer) -> bool:
    left = CLAUSE.sub("", left)
    person = parse_person(left, gazetteer)
    return person is not None and bool(person.entity) and is_closed(left, gazetteer)


def is_closed(text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a person's introduction is whole: its last part is or holds an entity."""
    if _HANGING.search(text.rstrip()):
        return False
    last = COMMA.split(text)[-1].strip(EDGES)
    if gazetteer.find_entity(last) is not None or find_prefix(last, gazetteer)[0]:
        return True
    return any(
        gazetteer.find_entity(last[m.end() :].strip(QUOTES)) is not None for m in OF.finditer(last)
    )
