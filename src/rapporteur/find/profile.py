"""Bring together what an Entity said, did, asked and was asked, over all dialogues."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.errors import EvidenceError, UnknownError
from rapporteur.evidence import Dialogue, Entity
from rapporteur.evidence.dialogue import EntityKind
from rapporteur.find.counts import count_facets, every_point, narrow
from rapporteur.find.index import open_index
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.choice import VOICES
from rapporteur.store.profile import (
    Acts,
    Company,
    count_acts,
    count_acts_for,
    count_acts_in,
    count_answers,
    find_company,
    find_dialogues,
    is_named,
)
from rapporteur.store.select import Filter
from rapporteur.store.walk import walk_entities

FRAMEWORKS = ("gcm", "sdg")
COUNTED = ("kind", "dialogue", *FRAMEWORKS)
NO_ACTS = Acts()


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many sentences there are, headings left out, and by facet and value how many of them."""

    total: int
    by: Mapping[str, Mapping[str, int]]

    def of(self, facet: str, value: str) -> int:
        """Return the number of those with this value."""
        return self.by[facet].get(value, 0)


@dataclass(frozen=True, slots=True)
class Served:
    """What there is on one code: sentences in its voice and about it, and its Acts."""

    code: str
    said: int
    told: int
    acts: Acts


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one dialogue holds of an Entity.

    `before` is the id of the one before in which it spoke, where it speaks in this one too.
    """

    dialogue: Dialogue
    said: int
    told: int
    acts: Acts
    before: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the store holds of an Entity; `own` are the sentences in its voice and about it."""

    entity: Entity
    said: Spoken
    told: Spoken
    own: int
    acts: Acts
    answers: Mapping[str, int]
    company: Company
    served: Mapping[str, tuple[Served, ...]]
    meetings: tuple[Meeting, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no record holds anything of it."""
        return not (self.said.total or self.told.total) and self.acts == NO_ACTS


@dataclass(frozen=True, slots=True)
class Heard:
    """An Entity in a list: sentences in its voice and about it, and its Acts."""

    entity: Entity
    said: int
    told: int
    acts: Acts


def list_heard(engine: Engine, kinds: Sequence[EntityKind]) -> tuple[Heard, ...]:
    """Return the Entities of these kinds that the store holds anything of, by their names."""
    found = count_spoken(engine, Filter(headings=False), ("voice", "about"))
    said, told, acts = found.by["voice"], found.by["about"], count_acts(engine)
    known = {entity.code: entity for entity in load_gazetteer().list_entities()}
    codes = dict.fromkeys((*said, *told, *(c for c, a in acts.items() if a.took or a.asks)))
    # Whom a recommendation is addressed to is often no Entity: "Governments".
    codes |= dict.fromkeys(code for code in acts if code in known)
    heard = [
        Heard(entity, said.get(code, 0), told.get(code, 0), acts.get(code, NO_ACTS))
        for code in codes
        if code not in VOICES
        and (entity := known.get(code) or Entity(code, code, "organisation")).kind in kinds
    ]
    return tuple(sorted(heard, key=lambda one: (one.entity.name.casefold(), one.entity.code)))


def get_entity(engine: Engine, code: str) -> Entity:
    """Return the State or organisation of this code; raise UnknownError where there is none.

    States and organisations of the gazetteer are known even where no record names them.
    """
    try:
        return load_gazetteer().get_entity(code)
    except EvidenceError:
        listed = walk_entities(engine, key=code, limit=1).items
    if listed:
        return listed[0][0]
    if code in VOICES or not is_named(engine, code):
        raise UnknownError(
            "no State or organisation has this code",
            place=code[:80],
            remedy="choose one from the list",
        )
    return Entity(code, code, "organisation")


def read_profile(engine: Engine, entity: Entity) -> Profile:
    """Return what the store holds of an Entity."""
    code = entity.code
    said = count_spoken(engine, Filter(voice=code, headings=False))
    told = count_spoken(engine, Filter(about=code, headings=False))
    own = count_spoken(engine, Filter(voice=code, about=code, headings=False), ()).total
    acts_in, acts_for = count_acts_in(engine, code), count_acts_for(engine, code)
    acts = [sum(getattr(a, name) for a in acts_in.values()) for name in Acts.__slots__]
    return Profile(
        entity=entity,
        said=said,
        told=told,
        own=own,
        acts=Acts(*acts),
        answers=count_answers(engine, code),
        company=find_company(engine, code),
        served={name: tuple(_serve(name, said, told, acts_for)) for name in FRAMEWORKS},
        meetings=tuple(_meet(engine, said, told, acts_in)),
    )


def count_spoken(engine: Engine, wanted: Filter, facets: Sequence[str] = COUNTED) -> Spoken:
    """Count the points that pass, by these facets; values that none has are left out."""
    searcher = open_index(engine).searcher
    total, counts = count_facets(searcher, narrow(every_point(), wanted), Filter())
    by = {name: {v.value: v.number for v in counts[name] if v.number} for name in facets}
    return Spoken(total, by)


def _serve(
    framework: str, said: Spoken, told: Spoken, acts_for: Mapping[tuple[str, str], Acts]
) -> Iterator[Served]:
    """What serves each objective or goal that anything serves, in the list's order."""
    acts = {key: found for (name, key), found in acts_for.items() if name == framework}
    keys = {k for k in (*said.by[framework], *told.by[framework], *acts) if k.isdigit()}
    for key in sorted(keys, key=int):
        numbers = said.of(framework, key), told.of(framework, key)
        yield Served(key, *numbers, acts.get(key, NO_ACTS))


def _meet(
    engine: Engine, said: Spoken, told: Spoken, acts: Mapping[str, Acts]
) -> Iterator[Meeting]:
    """The dialogues that hold anything of an Entity, the first first."""
    keys = dict.fromkeys((*said.by["dialogue"], *told.by["dialogue"], *acts))
    before = ""
    for dialogue in reversed(find_dialogues(engine, keys)):
        key = dialogue.id
        numbers = said.of("dialogue", key), told.of("dialogue", key)
        spoke = numbers[0] > 0
        yield Meeting(dialogue, *numbers, acts.get(key, NO_ACTS), before if spoke else "")
        before = key if spoke else before
