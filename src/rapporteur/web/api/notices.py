"""Notices: what could not be read, and what the record itself gets wrong."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence import Notice
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.walk import walk_notices
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.shapes import Shape, link_place

router = APIRouter(tags=["notices"])


class NoticeItem(Shape):
    """A fault or doubt that somebody can mend."""

    dialogue: str = Field(description="Title of the dialogue; empty for a file that was refused.")
    source_file: str = Field(examples=["invented.pdf"])
    stage: str = Field(examples=["structure"])
    code: str = Field(description="A stable word for the case.", examples=["page-unread"])
    message: str = Field(examples=["Page 3 of invented.pdf holds no text."])
    places: list[int] = Field(description="Pages of the source.", examples=[[3]])
    remedy: str
    links: dict[str, str] = Field(description=LINKS)


@router.get("/notices", summary="What somebody should look at")
def list_all(request: Request, asked: Annotated[InDialogue, Query()]) -> Page[NoticeItem]:
    """Notices of the dialogues, and of files that were refused."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_notices(store, read_dialogue(request, asked), after, asked.limit)
    titles = find_titles(store, (notice.source for _, notice in found.items))
    items = [_item(titles, dialogue, notice) for dialogue, notice in found.items]
    return make_page(request, items, found.after)


def _item(titles: Titles, dialogue: str, notice: Notice) -> NoticeItem:
    links = {"dialogue": address("dialogues", dialogue)} if dialogue else {}
    if notice.source in titles.files:
        place = link_place(notice.source, notice.places[0] if notice.places else 1)
        links |= place if notice.places else {"source": place["source"]}
    return NoticeItem(
        dialogue=titles.titles.get(notice.source, ""),
        source_file=titles.files.get(notice.source, notice.source),
        stage=notice.stage,
        code=notice.code,
        message=notice.message,
        places=list(notice.places),
        remedy=notice.remedy,
        links=links,
    )
