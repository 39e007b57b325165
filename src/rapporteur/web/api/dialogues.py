"""Dialogues: facts, and how much was found in each."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence import Dialogue
from rapporteur.store.count import count_dialogue
from rapporteur.store.walk import walk_dialogues
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.paging import LINKS, Page, Paging, make_page, read_cursor
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import Shape

router = APIRouter(tags=["dialogues"])
LISTS = (
    "sources",
    "segments",
    "participants",
    "entities",
    "statements",
    "points",
    "figures",
    "practices",
    "recommendations",
    "coverage",
    "notices",
)


class DialogueItem(Shape):
    """One meeting's facts; empty where no source states them."""

    id: str = Field(examples=["dlg-5d1a0c7e22b94f38"])
    title: str = Field(examples=["A Dialogue"])
    theme: str
    starts: date | None = Field(examples=["2020-10-15"])
    ends: date | None = Field(examples=["2020-10-16"])
    place: str = Field(examples=["Geneva"])
    edition: str
    convenor: str
    links: dict[str, str] = Field(description=LINKS)


class CountsItem(Shape):
    """How much was found in a dialogue."""

    sentences: int
    points: int = Field(description="Sentences whose kind is not `other`.")
    spoken: int = Field(description="Statements that are not the report's own.")
    practices: int
    recommendations: dict[str, int] = Field(description="By origin.")
    voices: dict[str, int] = Field(description="Sentences by Entity, most first.")
    kinds: dict[str, int] = Field(description="Sentences by kind, most first.")


class DialogueWhole(DialogueItem):
    """One meeting with its counts."""

    counts: CountsItem


@router.get("/dialogues", summary="All dialogues")
def list_all(request: Request, asked: Annotated[Paging, Query()]) -> Page[DialogueItem]:
    """Dialogues with their facts, in the order of their ids."""
    after = read_cursor(request, asked.cursor)
    found = walk_dialogues(store_of(request), after=after, limit=asked.limit)
    return make_page(request, [DialogueItem(**_facts(one)) for one in found.items], found.after)


@router.get("/dialogues/{key}", summary="One dialogue")
def get_one(request: Request, key: str) -> DialogueWhole:
    """A dialogue's facts, how much was found in it, and links to all of it."""
    store = store_of(request)
    found = walk_dialogues(store, key, limit=1).items
    if not found:
        raise unknown(key)
    counts = count_dialogue(store, key)
    shown = CountsItem(**{name: getattr(counts, name) for name in CountsItem.model_fields})
    return DialogueWhole(**_facts(found[0]), counts=shown)


def _facts(dialogue: Dialogue) -> dict[str, Any]:
    names = ("id", "title", "theme", "starts", "ends", "place", "edition", "convenor")
    links = {name: address(name, dialogue=dialogue.id) for name in LISTS}
    own = {"self": address("dialogues", dialogue.id), "html": f"/dialogues/{dialogue.id}"}
    return {**{name: getattr(dialogue, name) for name in names}, "links": {**own, **links}}
