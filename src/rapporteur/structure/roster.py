"""Bring together what several places of the record say of one person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapporteur.evidence import Entity, Participant, Segment
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.introductions import Named
from rapporteur.wording import fold

_NEAR = 2  # letters in which two spellings of one name may differ
_LEAST = 8  # letters a name needs before near spellings count as the same


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name spelled otherwise than the participant's, and the page."""

    participant: Participant
    spelling: str
    page: int


def same_person(one: Participant, other: Participant) -> bool:
    """Tell whether two participants of one segment are one person.

    Names that differ a little count as one only between two places of the record, for one
    entity or country: a list on one page would not name somebody twice.
    """
    a, b = _letters(one.name), _letters(other.name)
    if a == b:
        return True
    if not _may_agree(one, other):
        return False
    short, long = sorted((one.name, other.name), key=lambda name: len(name.split()))
    words = [fold(word) for word in long.split()]
    if one.page == other.page and one.source == other.source:
        return False
    within = len(short.split()) >= 2 and all(fold(word) in words for word in short.split())
    return within or is_near(one.name, other.name)


def _may_agree(one: Participant, other: Participant) -> bool:
    """Tell whether the record gives both the same entity or country."""
    same_country = bool(one.country) and one.country == other.country
    return same_country or (bool(one.entity) and one.entity == other.entity)


def is_near(one: str, other: str) -> bool:
    """Tell whether two names differ, and in no more than two letters."""
    a, b = _letters(one), _letters(other)
    if a == b or min(len(a), len(b)) < _LEAST or abs(len(a) - len(b)) > _NEAR:
        return False
    return edit_distance(a, b) <= _NEAR


def _letters(name: str) -> str:
    return re.sub(r"[^\w]", "", fold(name))


def edit_distance(one: str, other: str) -> int:
    """Return the Levenshtein distance of two short texts."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


def merge_participants(
    participants: Iterable[Participant], segments: Sequence[Segment]
) -> tuple[Participant, ...]:
    """Merge the mentions of one person in one segment; the first mention leads.

    A section of the report counts as the agenda's segment it tells of, and a titled
    presentation as the slot it is part of.
    """
    places = {s.id: s for s in segments}
    merged: list[Participant] = []
    for participant in participants:
        participant = replace(participant, segment=find_place(participant.segment, places))
        for index, known in enumerate(merged):
            near = _are_near(known.segment, participant.segment, places)
            if near and same_person(known, participant):
                merged[index] = join_mentions(known, participant)
                break
        else:
            merged.append(participant)
    return tuple(merged)


def find_place(segment: str, places: Mapping[str, Segment]) -> str:
    """Return the agenda's segment that `segment` tells of, else itself."""
    return places[segment].panel or segment if segment in places else segment


def _are_near(one: str, other: str, places: Mapping[str, Segment]) -> bool:
    """Tell whether two segments are one, or one is a titled part of the other slot."""
    if one == other:
        return True
    parents = {places[s].parent for s in (one, other) if s in places}
    inner = [s for s in (one, other) if s in parents]
    return bool(inner) and places[inner[0]].kind not in ("agenda", "chapter", "annex")


def join_mentions(known: Participant, other: Participant) -> Participant:
    """Complete `known` from another mention of the same person."""
    spellings = dict.fromkeys((*known.spellings, other.name, *other.spellings))
    spellings.pop(known.name, None)
    return replace(
        known,
        role=known.role or other.role,
        entity=other.entity if _is_weaker(known.entity, other.entity) else known.entity,
        country=known.country or other.country,
        function=other.function if known.function == "participant" else known.function,
        spellings=tuple(spellings),
    )


def _is_weaker(entity: str, other: str) -> bool:
    """A code or short name tells more than a name in full that no list knows."""
    return bool(other) and (not entity or (" " in entity and " " not in other))


def apply_named(
    participants: Sequence[Participant], named: Sequence[Named]
) -> tuple[tuple[Participant, ...], tuple[Misspelling, ...]]:
    """Complete participants from "Name (Country)" in the discussion, and find odd spellings."""
    people = list(participants)
    odd: list[Misspelling] = []
    for mention in named:
        for index, known in enumerate(people):
            if fold(known.name) == fold(mention.name):
                if not known.country and mention.country:
                    people[index] = replace(known, country=mention.country)
            elif is_near(known.name, mention.name) and _is_of(known, mention):
                spellings = dict.fromkeys((*known.spellings, mention.name))
                people[index] = replace(known, spellings=tuple(spellings))
                odd.append(Misspelling(people[index], mention.name, mention.page))
    return tuple(people), tuple(odd)


def _is_of(known: Participant, mention: Named) -> bool:
    """Tell whether a mention elsewhere in the record gives the participant's entity or country."""
    if mention.page == known.page:
        return False
    same_country = bool(mention.country) and mention.country == known.country
    return same_country or mention.entity in (known.entity, known.country)


def gather_entities(
    participants: Iterable[Participant], gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    """Return the entities that participants speak for or come from, in order of appearance."""
    found: dict[str, Entity] = {}
    for participant in participants:
        for code in (participant.entity, participant.country):
            if code and code not in found:
                found[code] = gazetteer.find_coded(code) or _own(code)
    return tuple(found.values())


def _own(name: str) -> Entity:
    return Entity(name, name, "organisation")
