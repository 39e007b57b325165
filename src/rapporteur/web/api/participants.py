"""Participants: people in their roles."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence import Participant
from rapporteur.evidence.dialogue import Function
from rapporteur.store.choice import get_voice
from rapporteur.store.titles import Titles, find_entity_names, find_titles
from rapporteur.store.walk import walk_participants
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import LONG, InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.shapes import Shape, link_place

router = APIRouter(tags=["participants"])


class ParticipantItem(Shape):
    """A person, in a role, for an Entity, in a dialogue."""

    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    name: str = Field(examples=["Ana Lua"])
    spellings: list[str] = Field(description="Other ways the record writes the name.")
    role: str = Field(description="As the record words it.", examples=["Minister"])
    entity: str = Field(description="ISO3 code or short name.", examples=["PRT"])
    entity_name: str = Field(examples=["Portugal"])
    country: str = Field(description="ISO3 code, or empty.", examples=["PRT"])
    function: Function
    segment: str = Field(description="Title of the segment.", examples=["Panel 1"])
    source_file: str = Field(examples=["invented.pdf"])
    page: int
    links: dict[str, str] = Field(description=LINKS)


class ParticipantQuery(InDialogue):
    """Which participants."""

    voice: str = Field(
        default="", max_length=LONG, description="Code or name of the Entity they take part for."
    )


@router.get("/participants", summary="Who took part")
def list_all(
    request: Request, asked: Annotated[ParticipantQuery, Query()]
) -> Page[ParticipantItem]:
    """Participants, dialogue by dialogue, by name."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    voice = get_voice(store, asked.voice) if asked.voice else ""
    found = walk_participants(store, read_dialogue(request, asked), voice, after, asked.limit)
    people = [person for _, person in found.items]
    titles = find_titles(store, (p.source for p in people), (p.segment for p in people))
    entities = find_entity_names(store, (p.entity for p in people))
    items = [
        _item(titles, dialogue, person, entities.get((dialogue, person.entity), ""))
        for dialogue, person in found.items
    ]
    return make_page(request, items, found.after)


def _item(titles: Titles, dialogue: str, person: Participant, entity: str) -> ParticipantItem:
    links = {"dialogue": address("dialogues", dialogue)}
    if entity:
        links["entity"] = address("entities", person.entity)
    if person.segment in titles.segments:
        links["segment"] = address("segments", person.segment)
    if person.source in titles.files:
        links |= link_place(person.source, person.page)
    return ParticipantItem(
        dialogue=titles.titles.get(person.source, ""),
        name=person.name,
        spellings=list(person.spellings),
        role=person.role,
        entity=person.entity,
        entity_name=entity or person.entity,
        country=person.country,
        function=person.function,
        segment=titles.segments.get(person.segment, ""),
        source_file=titles.files.get(person.source, ""),
        page=person.page,
        links=links,
    )
