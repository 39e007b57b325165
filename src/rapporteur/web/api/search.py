"""Search: points that answer a question, best first."""

import os
from collections.abc import Sequence
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.counts import Counts
from rapporteur.find.rank import Answer, Hit, Outcome, Reply
from rapporteur.find.reply import ask
from rapporteur.find.weigh import Mode
from rapporteur.store.select import Filter
from rapporteur.web.api.addresses import store_of
from rapporteur.web.api.filters import PagedFilters, read_filters
from rapporteur.web.api.paging import Page, make_page, read_cursor
from rapporteur.web.api.shapes import PointItem, Shape, show_statements

router = APIRouter(tags=["search"])
DEEPEST = 1_000  # hits; nobody reads further, and a cursor carries a mark of each
# Searches at once: more would only take the interpreter from one another, a quarter of the time.
TURNS = BoundedSemaphore(os.cpu_count() or 1)
CUT = (
    f"{DEEPEST:,} hits are given and no more, though more match: narrow the search with filters or "
    "further words."
)
MARK = 6  # hexadecimal digits of a hit's mark


class HitItem(PointItem):
    """A point that answers, how well, and why."""

    score: float = Field(description="More is better; comparable within one search only.")
    why: str = Field(examples=["matched: permits"])
    marks: list[tuple[int, int]] = Field(
        description="Where the words that matched stand in `text`: start and end."
    )
    before: str = Field(description="The sentence before it in its segment.")
    after: str = Field(description="The sentence after it in its segment.")
    matched_codes: list[str] = Field(
        description="Those of its codes that the question speaks of too.", examples=[["gcm:5"]]
    )
    alike: list[str] = Field(description="Ids of nearly identical points folded into it.")
    of: str = Field(
        description="Id of the practice or recommendation that stands on it, where such things "
        "were looked for."
    )


class CountItem(Shape):
    """How many points a choice of this value would leave."""

    value: str = Field(examples=["PRT"])
    points: int = Field(examples=[12])


class ReplyItem(Shape):
    """What the record says to a question put as one."""

    outcome: Outcome = Field(
        description="`quoted`: some points answer it. `silent`: the record does not say. "
        "`unclear`: none clearly answers it, which claims nothing about the record."
    )
    quoted: list[str] = Field(
        description="Ids of the few points that answer it, best first; else empty."
    )
    missing: list[str] = Field(
        description="Names and words of the question that no sentence holds."
    )


class HitPage(Page[HitItem]):
    """Hits, best first; `cursor` asks for the next ones, and is null where nothing follows."""

    total: int = Field(description="Points that match in all, before those alike are folded.")
    counts: dict[str, list[CountItem]] | None = Field(
        description="With `counts=true`: by filter, the points that match for each of its values."
        " All other filters narrow them, not their own; `segment` stands only within a dialogue."
    )
    notes: list[str] = Field(description="What to tell who asks.")
    reply: ReplyItem | None = Field(
        description="On the first page, where a question is asked in a sentence; else null."
    )


class SearchQuery(PagedFilters):
    """The question, and filters."""

    q: str = Field(
        max_length=2_000,
        description='Words in any form, "quoted phrases", beginnings (`migra*`).',
        examples=["work permits"],
    )
    mode: Mode = Field(
        default="both", description="Look for the words, for the meaning, or for both."
    )
    counts: bool = Field(default=False, description="Count by every value of every filter, too.")
    limit: int = Field(default=10, ge=1, le=100, description="How many hits at most.")


@router.get("/search", summary="Find points by their words and meaning", response_model=HitPage)
def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> Response:
    """Points that answer the question, best first, and why each was found.

    The ranking is worked out anew for each page; what an earlier page gave is left out. After
    1,000 hits a search ends; where more match, `notes` says so.
    """
    store = store_of(request)
    seen = _seen(request, asked.cursor)
    found = _answer(store, asked, read_filters(request, asked), len(seen) + asked.limit + 1)
    fresh = [hit for hit in found.hits if _mark(hit) not in seen]
    shown = fresh[: min(asked.limit, DEEPEST - len(seen))]
    marks = [*seen, *(_mark(hit) for hit in shown)]
    left = len(fresh) > len(shown)
    cut = left and len(marks) >= DEEPEST
    after = ("".join(marks),) if left and not cut else ()
    page = make_page(request, show_hits(store, shown), after)
    counts = _counts(found.counts) if asked.counts else None
    answered = HitPage(
        **dict(page),
        total=found.total,
        counts=counts,
        notes=[*found.notes, *((CUT,) if cut else ())],
        reply=None if seen else _reply(found.reply),
    )
    # Written at once: FastAPI would check and copy each field again.
    return Response(answered.model_dump_json(), media_type="application/json")


def _answer(store: Engine, asked: SearchQuery, wanted: Filter, limit: int) -> Answer:
    """The one place where the API asks the search."""
    with TURNS:
        return ask(store, asked.q, wanted, limit, mode=asked.mode, counting=asked.counts)


def _reply(reply: Reply | None) -> ReplyItem | None:
    if reply is None:
        return None
    quoted = [hit.statement.points[0].id for hit in reply.quoted]
    return ReplyItem(outcome=reply.outcome, quoted=quoted, missing=list(reply.missing))


def _counts(counts: Counts) -> dict[str, list[CountItem]]:
    return {
        name: [CountItem(value=value.value, points=value.number) for value in values]
        for name, values in counts.items()
    }


def _seen(request: Request, cursor: str) -> list[str]:
    """The marks of the hits that earlier pages gave."""
    key = read_cursor(request, cursor)
    if not key:
        return []
    marks = key[0]
    if len(key) > 1 or not isinstance(marks, str) or len(marks) > MARK * DEEPEST:
        raise QueryError("the cursor is none of this list", remedy="start without a cursor")
    return [marks[at : at + MARK] for at in range(0, len(marks), MARK)]


def _mark(hit: Hit) -> str:
    return sha256(hit.statement.points[0].id.encode()).hexdigest()[:MARK]


def show_hits(store: Engine, hits: Sequence[Hit]) -> list[HitItem]:
    """Return the answers of hits, in their order."""
    codings = {hit.statement.points[0].id: hit.codings for hit in hits}
    points = show_statements(store, [hit.statement for hit in hits], codings)
    items = []
    for hit in hits:
        point = points[hit.statement.points[0].id]
        items.append(
            HitItem.model_construct(  # a point's fields were checked when it was made
                **dict(point),
                score=hit.score,
                why=hit.why,
                marks=list(hit.marks),
                before=hit.before,
                after=hit.after,
                matched_codes=[f"{c.framework}:{c.code}" for c in hit.codes],
                alike=list(hit.alike),
                of=hit.of,
            )
        )
    return items
