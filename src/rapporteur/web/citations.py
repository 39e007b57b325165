"""A quotation's citation, as a file of its own address."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from rapporteur.errors import UnknownError
from rapporteur.evidence import Dialogue, Page, Point, Statement
from rapporteur.publish.cite import FORMATS, Quotation
from rapporteur.store.leaf import find_leaf
from rapporteur.store.view import find_statements
from rapporteur.web.files import address_of
from rapporteur.web.names import date_range, entity_name
from rapporteur.web.page import store_of

router = APIRouter()


@router.get("/points/{key}/citation.{ending}")
def download(request: Request, key: str, ending: str) -> Response:
    """Return the citation of a point: txt, bib, ris or json."""
    if ending not in FORMATS:
        raise HTTPException(404)
    quotation = find_quotation(request, key)
    if quotation is None:
        raise UnknownError("there is nothing by this id", place=key)
    media, write = FORMATS[ending]
    return Response(
        write(quotation),
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="{key}.{ending}"'},
    )


def find_quotation(request: Request, key: str) -> Quotation | None:
    """Return what a citation of the point of this id says; None where it is not held."""
    store = store_of(request)
    for statement in find_statements(store, [key]):
        (point,) = statement.points
        leaf = find_leaf(store, point.anchor.source, point.anchor.page)
        if leaf:
            return quotation_of(request, statement, point, leaf.dialogue, leaf.page)
    return None


def quotation_of(
    request: Request, statement: Statement, point: Point, dialogue: Dialogue, page: Page
) -> Quotation:
    """Return what a citation of `point` says; `dialogue` has the source, `page` the quotation."""
    source = dialogue.sources[0]
    address = address_of(request, f"/sources/{source.id}/pages/{page.number}#{point.id}")
    return make_quotation(address, statement, point, dialogue, page)


def make_quotation(
    address: str, statement: Statement, point: Point, dialogue: Dialogue, page: Page
) -> Quotation:
    """Return the same where the address that leads to the sentence is known."""
    voice, source = statement.voice, dialogue.sources[0]
    return Quotation(
        id=point.id,
        text=point.text,
        event=dialogue.title,
        file=source.name,
        page=page.label or str(page.number),
        address=address,
        speakers=voice.speakers,
        bodies=tuple(entity_name(code) for code in voice.entities),
        report=voice.manner == "report",
        convenor=entity_name(dialogue.convenor) if dialogue.convenor else "",
        place=dialogue.place,
        starts=dialogue.starts,
        ends=dialogue.ends,
        when=date_range(dialogue),
        language=source.language,
    )
