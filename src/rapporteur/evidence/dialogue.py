"""One meeting, the people in it, and the sources that record it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapporteur.evidence.notice import Notice
from rapporteur.evidence.segment import Segment
from rapporteur.evidence.source import Source

EntityKind = Literal["state", "organisation", "group"]
Function = Literal["moderator", "panellist", "presenter", "opening", "closing", "participant"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A State, an organisation or a group of States.

    `code` is the ISO 3166-1 alpha-3 code of a State, else the usual short name ("IOM").
    """

    code: str
    name: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Participant:
    """A person, in a role, for an Entity, in this dialogue.

    `role` is the post as the record words it ("Secretary of State for Integration and
    Migration"); `function` is what the person did in the segment; `spellings` are other ways
    the record writes the name. `country` is an ISO3 code, empty where the record gives none.
    """

    name: str
    role: str
    entity: str
    country: str
    segment: str
    function: Function
    source: str = ""
    page: int = 0
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One meeting: facts from its cover, its sources, segments, participants and entities.

    Facts are None or empty where no source states them; they are never guessed.
    """

    id: str
    title: str
    theme: str = ""
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    edition: str = ""
    convenor: str = ""
    sources: tuple[Source, ...] = ()
    segments: tuple[Segment, ...] = ()
    participants: tuple[Participant, ...] = ()
    entities: tuple[Entity, ...] = ()
    notices: tuple[Notice, ...] = ()
