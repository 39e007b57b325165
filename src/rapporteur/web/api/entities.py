"""Entities: States, organisations and groups of States that are listed or speak."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Engine

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
    dialogues: int = Field(description="In how many dialogues it is listed or speaks.")
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


@router.get("/entities", summary="Who is listed or speaks")
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
            links=_links(entity),
        )
        for entity, number in found.items
    ]
    return make_page(request, items, found.after)


@router.get("/entities/{code}", summary="One Entity")
def get_one(request: Request, code: str) -> EntityWhole:
    """An Entity by its code or a usual name, and how much it said and was told of."""
    store = store_of(request)
    entity, number = _find(store, code)
    return EntityWhole(
        code=entity.code,
        name=entity.name,
        kind=entity.kind,
        dialogues=number,
        said=count_kinds(store, Filter(voice=entity.code)),
        told=count_kinds(store, Filter(about=entity.code)),
        links=_links(entity),
    )


@router.get("/entities/{code}/profile", summary="What an Entity said, did and asked")
def get_profile(request: Request, code: str) -> EntityProfile:
    """All of an Entity, by its code or a usual name: by objective, goal and dialogue."""
    store = store_of(request)
    entity = get_entity(store, _find(store, code)[0].code)
    return EntityProfile(**profile_row(read_profile(store, entity)), links=_links(entity))


def _find(store: Engine, said: str) -> tuple[Entity, int]:
    """The Entity of this code or usual name, and in how many dialogues it is listed or speaks.

    One of the gazetteer that no dialogue lists, and that never speaks, may be told of.
    """
    known = load_gazetteer().find_asked(said)
    for code in dict.fromkeys((said, known.code if known else said)):
        if found := walk_entities(store, key=code, limit=1).items:
            return found[0]
    if known is None:
        raise unknown(said)
    return known, 0


def _links(entity: Entity) -> dict[str, str]:
    code = entity.code
    lists = ("points", "statements", "practices", "recommendations", "participants")
    spoken = {name: address(name, voice=code) for name in lists}
    about = {"about": address("points", about=code)} if entity.kind == "state" else {}
    own = {"self": address("entities", code), "profile": address("entities", code, "profile")}
    return {**own, **spoken, **about}
