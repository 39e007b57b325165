"""Figures: numbers with the sentence and voice they stand with."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.store.walk import walk_figures
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import LINKS, Page, make_page, read_cursor
from rapporteur.web.api.shapes import SOURCE, FigureItem, show_figure, show_points

router = APIRouter(tags=["figures"])


class FigureWhole(FigureItem):
    """A figure with its place."""

    source: str = Field(description=SOURCE, examples=["PRT"])
    source_file: str = Field(examples=["invented.pdf"])
    page: int
    sentence: str = Field(
        examples=["Ana Lua (Portugal) said that her country had issued over 500 permits."]
    )
    point: str = Field(description="Id of the point.")
    links: dict[str, str] = Field(description=LINKS)


@router.get("/figures", summary="Figures of points that pass the filters")
def list_all(request: Request, asked: Annotated[PagedFilters, Query()]) -> Page[FigureWhole]:
    """Figures, source by source, in reading order."""
    store = store_of(request)
    after = read_cursor(request, asked.cursor)
    found = walk_figures(store, read_filters(request, asked), after, asked.limit)
    keys = list(dict.fromkeys(key for key, _ in found.items))
    points = {point.id: point for point in show_points(store, keys)}
    items = [
        FigureWhole(
            **show_figure(figure).model_dump(),
            source=points[key].source,
            source_file=points[key].source_file,
            page=points[key].page,
            sentence=points[key].text,
            point=key,
            links={
                name: link for name, link in points[key].links.items() if name != "self"
            } | {"point": address("points", key)},
        )
        for key, figure in found.items
        if key in points
    ]  # fmt: skip
    return make_page(request, items, found.after)
