"""Judgements: who decided what, and when."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence.judgement import Stage, Verdict
from rapporteur.store.judged.acts import Asked, Entry, walk_entries
from rapporteur.store.judged.places import get_subject
from rapporteur.store.judged.values import from_value
from rapporteur.store.titles import find_titles
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import LONG, InDialogue, read_dialogue
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.shapes import Shape, link_place

router = APIRouter(tags=["review"])
LISTS = {"pnt": "points", "prc": "practices", "rec": "recommendations"}


class JudgementItem(Shape):
    """One entry of the log; only the removal of its source takes it out."""

    id: str = Field(examples=["jdg-0f3c5d2a9b7e4c61"])
    of: str = Field(
        description="Id of the point, practice or recommendation that it bears on now; empty where "
        "its sentence is cut in another way, or is not held."
    )
    field: str = Field(examples=["kind"])
    verdict: Verdict
    before: Any = Field(description="What stood there, in the form of that field.")
    after: Any = Field(description="What stands there by this judgement.")
    who: str = Field(examples=["Ana Lua"])
    when: str = Field(description="UTC, ISO 8601.")
    stage: Stage = Field(description="A first decision, or a second person's consent.")
    note: str
    refers: str = Field(description="Id of the judgement that it signs off or takes back.")
    taken_back: bool
    source_file: str = Field(examples=["invented.pdf"])
    page: int
    text: str = Field(description="The quotation, as it stood when it was judged first.")
    links: dict[str, str] = Field(description=LINKS)


class JudgementQuery(InDialogue):
    """Whose judgements, and on what."""

    of: str = Field(
        default="", max_length=LONG, description="Id of a point, practice or recommendation."
    )
    who: str = Field(default="", max_length=LONG, description="Who judged.")
    adrift: bool = Field(
        default=False, description="Those alone that bear on nothing that is held now."
    )


@router.get("/judgements", summary="Who decided what, and when")
def list_all(request: Request, asked: Annotated[JudgementQuery, Query()]) -> Page[JudgementItem]:
    """The log of judgements, oldest first, with takings back; blind readings are no part of it."""
    store = store_of(request)
    wanted = Asked(asked.who, asked.of, read_dialogue(request, asked), adrift=asked.adrift)
    found = walk_entries(store, wanted, read_cursor(request, asked.cursor), asked.limit)
    if asked.of and not found.items:
        with store.connect() as connection:
            get_subject(connection, asked.of)  # says so where nothing has this id
    held = find_titles(store, (entry.judgement.subject.source for entry in found.items)).files
    items = [_item(entry, entry.judgement.subject.source in held) for entry in found.items]
    return make_page(request, items, found.after)


def _item(entry: Entry, held: bool) -> JudgementItem:
    one, subject = entry.judgement, entry.judgement.subject
    links = link_place(subject.source, subject.page) if held else {}
    if entry.target:
        links["of"] = address(LISTS[entry.target.partition("-")[0]], entry.target)
    return JudgementItem(
        id=one.id,
        of=entry.target,
        field=one.field,
        verdict=one.verdict,
        before=from_value(one.before),
        after=from_value(one.after),
        who=one.who,
        when=one.when,
        stage=one.stage,
        note=one.note,
        refers=one.refers,
        taken_back=entry.gone,
        source_file=subject.file,
        page=subject.page,
        text=subject.text,
        links=links,
    )
