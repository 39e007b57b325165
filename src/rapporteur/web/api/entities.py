"""Entities: States, organisations and groups of States that the dialogues name."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.errors import EvidenceError, UnknownError
from rapporteur.evidence import Entity
from rapporteur.evidence.dialogue import EntityKind
from rapporteur.find.profile import get_entity, read_profile
from rapporteur.gazetteer import load_gazetteer
from rapporteur.publish.profiled import profile_row
from rapporteur.store.count import count_kinds
from rapporteur.store.select import Filter
from rapporteur.store.walk import walk_entities
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import Shape

router = APIRouter(tags=["entities"])


class EntityItem(Shape):
    """A State, an organisation or a group of States."""

    code: str = Field(description="ISO3 code or short name.", examples=["PRT"])
    name: str = Field(examples=["Portugal"])
    kind: EntityKind
    dialogues: int = Field(description="How many dialogues name it.")
    links: dict[str, str] = Field(description=LINKS)


class EntityWhole(EntityItem):
    """An Entity, and how many sentences of each kind are its own, or tell of it."""

    said: dict[str, int] = Field(description="Sentences in its voice, by kind.")
    told: dict[str, int] = Field(description="Sentences about it, by kind; States only.")


class ActsItem(Shape):
    """Sentences, practices and recommendations of an Entity."""

    said: int = Field(description="Sentences in its voice, headings left out.")
    told: int = Field(description="Sentences about it; States only.")
    took: int = Field(description="Practices it takes.")
    asks: int = Field(description="Recommendations it makes.")
    asked: int = Field(description="Recommendations addressed to it.")


class ServedItem(ActsItem):
    """What of an Entity serves an objective or goal."""

    code: str = Field(examples=["5"])
    title: str


class MeetingItem(ActsItem):
    """What one dialogue holds of an Entity."""

    id: str = Field(description="Id of the dialogue.")
    title: str
    starts: date | None


class EntityProfile(ActsItem):
    """What the store holds of an Entity, over all dialogues."""

    code: str = Field(examples=["PRT"])
    name: str
    kind: EntityKind
    own: int = Field(description="Sentences in its voice that are about it.")
    answers: dict[str, int] = Field(description="Recommendations to it by answer.")
    said_by_kind: dict[str, int]
    told_by_kind: dict[str, int]
    joint_with: dict[str, int] = Field(description="Sentences said together, by code.")
    on_behalf_of: dict[str, int] = Field(description="Sentences said for others, by code.")
    spoken_for_by: dict[str, int] = Field(description="Sentences others said for it, by code.")
    gcm: list[ServedItem]
    sdg: list[ServedItem]
    dialogues: list[MeetingItem] = Field(description="The first first.")
    links: dict[str, str]


class EntityQuery(InDialogue):
    """Which Entities."""

    kind: EntityKind | None = Field(default=None, description="State, organisation or group.")


@router.get("/entities", summary="Who is named")
def list_all(request: Request, asked: Annotated[EntityQuery, Query()]) -> Page[EntityItem]:
    """Entities by their codes."""
    after = read_cursor(request, asked.cursor)
    kind = asked.kind or ""
    found = walk_entities(
        store_of(request), read_dialogue(request, asked), kind, after=after, limit=asked.limit
    )
    items = [
        EntityItem(
            code=entity.code,
            name=entity.name,
            kind=entity.kind,
            dialogues=number,
            links=_links(entity.code),
        )
        for entity, number in found.items
    ]
    return make_page(request, items, found.after)


@router.get("/entities/{code}", summary="One Entity")
def get_one(request: Request, code: str) -> EntityWhole:
    """An Entity, and how much it said and was told of."""
    store = store_of(request)
    found = walk_entities(store, key=code, limit=1).items
    entity, number = found[0] if found else (_known(code), 0)
    return EntityWhole(
        code=entity.code,
        name=entity.name,
        kind=entity.kind,
        dialogues=number,
        said=count_kinds(store, Filter(voice=code)),
        told=count_kinds(store, Filter(about=code)),
        links=_links(entity.code),
    )


@router.get("/entities/{code}/profile", summary="What an Entity said, did and asked")
def get_profile(request: Request, code: str) -> EntityProfile:
    """All of an Entity in numbers: by objective, by goal and by dialogue."""
    store = store_of(request)
    try:
        entity = get_entity(store, code)
    except UnknownError as error:
        raise unknown(code) from error
    return EntityProfile(**profile_row(read_profile(store, entity)), links=_links(entity.code))


def _known(code: str) -> Entity:
    """An Entity that no dialogue lists may still speak for itself or be told of."""
    try:
        return load_gazetteer().get_entity(code)
    except EvidenceError as error:
        raise unknown(code) from error


def _links(code: str) -> dict[str, str]:
    lists = ("points", "statements", "practices", "recommendations", "participants")
    spoken = {name: address(name, voice=code) for name in lists}
    about = {"about": address("points", about=code)}
    own = {"self": address("entities", code), "profile": address("entities", code, "profile")}
    return {**own, **spoken, **about}
