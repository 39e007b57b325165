"""Two sides compared: what is repeated, new and dropped, and counts side by side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.find.compare import By, Fate, Sort, check_sides, compare, count_sides, make_side
from rapporteur.publish.compared import Row, compared_rows, counted_rows
from rapporteur.store.select import Filter
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import LONG, Filters, read_choice
from rapporteur.web.api.shapes import Reviewed, Shape

router = APIRouter(tags=["compare"])
NONE = "Null where nothing on the other side is near."


class SidesQuery(Filters):
    """The two sides, and filters of both."""

    by: By = Field(default="dialogue", description="What the two sides are.")
    one: str = Field(max_length=LONG, description="A dialogue's id or title, voice, region, year.")
    two: str = Field(max_length=LONG, description="The other side, likewise.")


class ComparedQuery(SidesQuery):
    """What is compared, and how much of it is told."""

    sort: Sort = Field(default="recommendations", description="What is compared.")
    fate: Fate | None = Field(default=None, description="Only what is so; all where left out.")
    start: int = Field(default=0, ge=0, le=100_000, description="How many are passed over.")
    limit: int = Field(default=50, ge=1, le=500, description="How many at most.")


class ThingItem(Reviewed):
    """A recommendation, a practice (by the sentence that introduces it), or another point."""

    id: str
    text: str = Field(description="Verbatim.")
    title: str = Field(description="Of a practice.")
    kind: str = Field(description="Of a point.")
    said_by: str = Field(description='Codes joined with "+", `participants` or `report`.')
    taken_by: list[str] = Field(description="Who takes a practice.")
    addressed_to: list[str] = Field(description="Whom a recommendation is addressed to.")
    response: str = Field(description="The answer to a recommendation, or empty.")
    dialogue: str = Field(description="Title of the dialogue.")
    source_file: str
    page: int


class ComparedItem(Shape):
    """What became of something: of side one, or of side two where it is new."""

    fate: Fate
    thing: ThingItem
    times: int = Field(description="How often its own side says nearly the same.")
    other: ThingItem | None = Field(
        description="What repeats it; of what is new or dropped, the nearest. " + NONE
    )
    likeness: float | None = Field(description="Of meaning, to `other` (a cosine). " + NONE)
    shared_codes: list[str] = Field(
        description="Objectives and goals both serve.", examples=[["gcm:5"]]
    )


class ComparedList(Shape):
    """What is repeated, new and dropped."""

    items: list[ComparedItem]
    total: int = Field(description="How many there are in all.")
    held: list[int] = Field(description="How many each side holds.", examples=[[148, 156]])
    compared: list[int] = Field(description="How many of each side were compared.")
    links: dict[str, str]


class CountItem(Shape):
    """How many points of each side have a value."""

    facet: str = Field(examples=["gcm"])
    value: str = Field(description="Empty for all points.", examples=["5"])
    title: str = Field(description="Of a code.")
    one: int
    two: int
    change: int = Field(description="How many more side two has.")


class CountList(Shape):
    """Counts side by side, by kind, objective, goal, group, country and voice."""

    items: list[CountItem]
    links: dict[str, str]


@router.get("/compare", summary="What is repeated, new and dropped")
def get_compared(request: Request, asked: Annotated[ComparedQuery, Query()]) -> ComparedList:
    """Things of both sides, each with what is like it on the other; see the guide."""
    store = store_of(request)
    one, two = _sides(request, asked)
    fates = compare(store, one, two, asked.sort)
    every = compared_rows(store, one, two, (asked.sort,))
    rows = [row for row in every if asked.fate in (None, row["fate"])]
    shown = rows[asked.start : asked.start + asked.limit]
    return ComparedList(
        items=[_item(row) for row in shown],
        total=len(rows),
        held=list(fates.held),
        compared=[len(side) for side in fates.seen],
        links=_links(asked),
    )


@router.get("/compare/counts", summary="Counts of both sides")
def get_counts(request: Request, asked: Annotated[SidesQuery, Query()]) -> CountList:
    """Points of each side, headings left out, by the values that either has."""
    rows = counted_rows(count_sides(store_of(request), *_sides(request, asked)))
    return CountList(items=[CountItem(**row) for row in rows], links=_links(asked))


def _sides(request: Request, asked: SidesQuery) -> tuple[Filter, Filter]:
    store, choice = store_of(request), read_choice(asked)
    one, two = (make_side(store, asked.by, side, choice) for side in (asked.one, asked.two))
    check_sides(one, two)
    return one, two


def _item(row: Row) -> ComparedItem:
    names = ThingItem.model_fields
    other = ThingItem(**{name: row[f"other_{name}"] for name in names}) if row["other_id"] else None
    return ComparedItem(
        fate=row["fate"],
        thing=ThingItem(**{name: row[name] for name in names}),
        times=row["times"],
        other=other,
        likeness=row["likeness"],
        shared_codes=row["shared_codes"],
    )


def _links(asked: SidesQuery) -> dict[str, str]:
    said = asked.model_dump(mode="json", exclude_defaults=True, exclude={"start", "limit"})
    own = {name: str(value) for name, value in said.items()}
    both = {name: value for name, value in own.items() if name not in ("sort", "fate")}
    return {"self": address("compare", **own), "counts": address("compare", "counts", **both)}
