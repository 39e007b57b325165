"""A quotation's citation, as a file of its own address."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from rapporteur.errors import UnknownError
from rapporteur.evidence import Dialogue, Page, Point, Statement
from rapporteur.publish.cite import FORMATS, Quotation
from rapporteur.store.leaf import find_leaf
from rapporteur.store.view import find_statements
from rapporteur.web.language import to
from rapporteur.web.names import date_range, entity_name
from rapporteur.web.page import store_of

router = APIRouter()


@router.get("/points/{key}/citation.{ending}")
def download(request: Request, key: str, ending: str) -> Response:
    """Return the citation of a point: txt, bib, ris or json."""
    if ending not in FORMATS:
        raise HTTPException(404)
    found = find_statements(store_of(request), [key])
    if not found:
        raise UnknownError("there is nothing by this id", place=key)
    (statement,) = found
    anchor = statement.points[0].anchor
    leaf = find_leaf(store_of(request), anchor.source, anchor.page)
    if leaf is None:
        raise UnknownError("there is nothing by this id", place=key)
    media, write = FORMATS[ending]
    quotation = quotation_of(request, statement, statement.points[0], leaf.dialogue, leaf.page)
    return Response(
        write(quotation),
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="{key}.{ending}"'},
    )


def quotation_of(
    request: Request, statement: Statement, point: Point, dialogue: Dialogue, page: Page
) -> Quotation:
    """Return what a citation of `point` says; `dialogue` has the source, `page` the quotation."""
    source = dialogue.sources[0]
    path = to(f"/sources/{source.id}/pages/{page.number}")
    address = f"{request.url.scheme}://{request.url.netloc}{path}#{point.id}"
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
