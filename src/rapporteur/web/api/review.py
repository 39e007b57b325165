"""Review: how far it has come, what to judge next, and samples that people read blind."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence import POINT_FIELDS, Sample
from rapporteur.review.agree import Agreement, find_readers, measure_agreement
from rapporteur.review.progress import count_progress
from rapporteur.review.queue import Ask, Item, State, list_queue
from rapporteur.store.judged.samples import get_sample, list_samples
from rapporteur.store.judged.values import from_value
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import LONG, Filters, PagedFilters, read_filters
from rapporteur.web.api.paging import LINKS, Page, Paging, make_page, read_cursor
from rapporteur.web.api.shapes import PointItem, Shape, show_statements

router = APIRouter(tags=["review"])
BLIND = "null until two people have read all of it: till then nobody sees what another read."


class ProgressItem(Shape):
    """How far people have come with the points that pass the filters."""

    points: int
    judged: int = Field(description="Points with a label that somebody judged.")
    signed_off: int = Field(description="Those of which a second person agreed to each such label.")
    corrected: int = Field(description="Those in which the machine was corrected somewhere.")
    people: dict[str, int] = Field(
        description="Judgements in force, sign-offs too, by who made them.",
        examples=[{"Ana Lua": 12}],
    )
    links: dict[str, str] = Field(description=LINKS)


class QueueItem(PointItem):
    """A point to judge, and why it is worth it."""

    score: float = Field(description="How much it needs to be looked at, in 0..2.")
    doubts: list[str] = Field(examples=[["kind 0.41", "another coder says challenge"]])
    part_of: list[str] = Field(
        description="Ids of the recommendations and practices that stand on it."
    )


class QueueQuery(PagedFilters):
    """Which points, and for whom."""

    state: State = Field(
        default="open",
        description="Not judged; judged, and waiting for a sign-off; signed off; or all.",
    )
    label: str = Field(
        default="",
        pattern=f"^(|{'|'.join(POINT_FIELDS)})$",
        description=f"The queue of one label alone: {', '.join(POINT_FIELDS)}.",
    )
    who: str = Field(
        default="",
        max_length=LONG,
        description="With the state `first`: leave out what this person judged.",
    )
    share: str = Field(
        default="1/1",
        pattern="^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$",
        description="Part k of the parts of n reviewers; no point is in two.",
        examples=["1/3"],
    )


class DifferenceItem(Shape):
    """A label that the readers of a sample gave otherwise."""

    point: str
    field: str = Field(examples=["kind"])
    values: dict[str, Any] = Field(description="The label by who read it.")
    settled: bool = Field(description="Whether somebody judged it since.")


class FieldItem(Shape):
    """How far the readers agree on one field."""

    points: int = Field(description="Points that two or more have read.")
    share: float = Field(description="Of these, how many have the same label from all, in 0..1.")
    alpha: float | None = Field(
        description="Krippendorff's alpha for nominal data; null where it is not defined."
    )
    interval: tuple[float, float] | None = Field(
        description="Where alpha lies in 95 of 100 samples like this one."
    )


class SampleItem(Shape):
    """Points that were drawn for people to read without seeing each other's labels."""

    id: str = Field(examples=["smp-0f3c5d2a9b7e4c61"])
    drawn: str = Field(description="UTC, ISO 8601.")
    who: str = Field(description="Who drew it.")
    fields: list[str] = Field(description="The labels that are read.", examples=[["kind", "gcm"]])
    points: int
    readers: dict[str, int] = Field(description="Who has read how many of them whole.")
    links: dict[str, str] = Field(description=LINKS)


class SampleWhole(SampleItem):
    """A sample with what came of it."""

    agreement: dict[str, FieldItem] | None = Field(description=f"By field; {BLIND}")
    differences: list[DifferenceItem] | None = Field(description=f"Where they differ; {BLIND}")


@router.get("/review", summary="How far people have come")
def get_progress(request: Request, asked: Annotated[Filters, Query()]) -> ProgressItem:
    """What was judged, signed off and corrected, and by whom."""
    found = count_progress(store_of(request), read_filters(request, asked))
    return ProgressItem(
        points=found.points,
        judged=found.judged,
        signed_off=found.signed,
        corrected=found.corrected,
        people=found.people,
        links={
            "self": address("review"),
            "points": address("review", "points"),
            "samples": address("review", "samples"),
            "judgements": address("judgements"),
            **_page(request, "/review"),
        },
    )


@router.get("/review/points", summary="What to judge next")
def list_points(request: Request, asked: Annotated[QueueQuery, Query()]) -> Page[QueueItem]:
    """Points to judge: the doubtful, the disputed and the weighty first."""
    part, parts = asked.share.split("/")
    ask = Ask(asked.state, asked.label, asked.who, (int(part), int(parts)))
    store, after = store_of(request), read_cursor(request, asked.cursor)
    found = list_queue(store, read_filters(request, asked), ask, after, asked.limit)
    codings = {item.statement.points[0].id: item.codings for item in found.items}
    points = show_statements(store, [item.statement for item in found.items], codings)
    return make_page(request, [_queue_item(points, item) for item in found.items], found.after)


@router.get("/review/samples", summary="Samples that people read blind")
def list_all_samples(request: Request, asked: Annotated[Paging, Query()]) -> Page[SampleItem]:
    """Samples by id, with how far their readers are."""
    store, after = store_of(request), read_cursor(request, asked.cursor)
    held = sorted(list_samples(store), key=lambda sample: sample.id)
    left = [sample for sample in held if not after or sample.id > str(after[0])]
    shown = left[: asked.limit]
    more = (shown[-1].id,) if len(left) > len(shown) else ()
    items = [SampleItem(**_sample(request, one, find_readers(store, one.id))) for one in shown]
    return make_page(request, items, more)


@router.get("/review/samples/{key}", summary="One sample, and how far its readers agree")
def get_one_sample(request: Request, key: str) -> SampleWhole:
    """A sample with Krippendorff's alpha, field by field, and where its readers differ."""
    store = store_of(request)
    sample, readers = get_sample(store, key), find_readers(store, key)
    done = sum(number == len(sample.points) for number in readers.values())
    found = measure_agreement(store, key) if done > 1 else None
    return SampleWhole(
        **_sample(request, sample, readers),
        agreement=_agreement(found) if found else None,
        differences=_differences(found) if found else None,
    )


def _queue_item(points: dict[str, PointItem], item: Item) -> QueueItem:
    return QueueItem.model_construct(  # a point's fields were checked when it was made
        **dict(points[item.statement.points[0].id]),
        score=item.score,
        doubts=list(item.doubts),
        part_of=list(item.part_of),
    )


def _page(request: Request, path: str) -> dict[str, str]:
    """The link to a page of review, which a server that only shows does not have."""
    return {} if request.app.state.read_only else {"html": path}


def _sample(request: Request, sample: Sample, readers: dict[str, int]) -> dict[str, Any]:
    return {
        "id": sample.id,
        "drawn": sample.drawn,
        "who": sample.who,
        "fields": list(sample.fields),
        "points": len(sample.points),
        "readers": readers,
        "links": {
            "self": address("review", "samples", sample.id),
            **_page(request, f"/review/samples/{sample.id}"),
        },
    }


def _agreement(found: Agreement) -> dict[str, FieldItem]:
    return {
        name: FieldItem(points=one.n, share=one.share, alpha=one.alpha, interval=one.interval)
        for name, one in found.fields.items()
    }


def _differences(found: Agreement) -> list[DifferenceItem]:
    return [
        DifferenceItem(
            point=one.point,
            field=one.field,
            values={who: from_value(value) for who, value in one.values.items()},
            settled=one.settled,
        )
        for one in found.differences
    ]
