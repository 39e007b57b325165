"""The record as the tools see it: every quotation is checked against its page as it leaves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, event

from rapporteur.client import Rapporteur
from rapporteur.errors import UnknownError
from rapporteur.evidence import Anchor, Coding, Page, Point, Review, Statement, check_quotation
from rapporteur.mcp.guard import forbid_writing
from rapporteur.mcp.shapes import CodeItem, PointItem, Standing
from rapporteur.store import open_existing
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import (
    find_codings,
    find_page,
    find_statements,
)
from rapporteur.web.names import code_title, finest_codings, voice_name

Item = TypeVar("Item")
ROOM = 60_000  # characters of quotations in one answer; a sentence has 4,000 at most
UNREAD = Page(0, "", ())


@dataclass(frozen=True, slots=True)
class Record:
    """A store that is only read; `site` is the address below which its pages are served."""

    store: Engine
    client: Rapporteur
    site: str

    def address(self, anchor: Anchor, key: str) -> str:
        """Return the address of a quotation on its page."""
        return f"{self.site}/sources/{anchor.source}/pages/{anchor.page}#{key}"


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Item]):
    """Some of a list; `next` is where to go on, None at its end."""

    items: list[Item]
    next: int | None


def open_record(place: str, site: str) -> Record:
    """Open a store so that nothing can be written to it; raise SettingError where there is none."""
    store = open_existing(place)
    store.dispose()  # connections from here on are those that cannot write
    event.listen(store, "connect", forbid_writing)
    return Record(store, Rapporteur(store), site.rstrip("/"))


def cut(items: Iterable[Item], start: int, limit: int) -> Stretch[Item]:
    """Return at most `limit` items from the `start`-th on."""
    found = list(islice(items, start, start + limit + 1))
    return Stretch(found[:limit], start + limit if len(found) > limit else None)


@dataclass(slots=True)
class Proof:
    """Pages read for one answer, against which its quotations are checked; room that is left.

    Pages are read anew for each answer: a file may be taken in again meanwhile.
    """

    record: Record
    room: int = ROOM
    pages: dict[tuple[str, int], Page] = field(default_factory=dict)

    def check(self, text: str, anchor: Anchor) -> Page:
        """Return the page on which `text` begins; raise EvidenceError unless it stands there."""
        needed = {part.page for part in anchor.parts}
        for number in needed:
            key = (anchor.source, number)
            if key not in self.pages:
                self.pages[key] = find_page(self.record.store, *key) or UNREAD
        # Pages that the quotation does not stand on are not read.
        whole = (
            self.pages.get((anchor.source, n), UNREAD) for n in range(1, max(needed, default=0) + 1)
        )
        check_quotation(text, anchor, tuple(whole))
        return self.pages[anchor.source, anchor.page]

    def has_room(self, text: str) -> bool:
        """Take the room that a quotation needs; say whether there was enough."""
        self.room -= len(text)
        return self.room >= 0

    def show(self, keys: Sequence[str]) -> Iterator[PointItem]:
        """Yield the points of these ids in their order, each checked, until the room is spent.

        Raises UnknownError for an id that is none of a point's.
        """
        store = self.record.store
        told = {point.id: (held, point) for held in find_statements(store, keys)
                for point in held.points}  # fmt: skip
        codings = find_codings(store, keys)
        titles = find_titles(
            store,
            (held.source for held, _ in told.values()),
            (point.segment for _, point in told.values()),
        )
        for key in keys:
            if key not in told:
                raise UnknownError("there is no such point", place=key, remedy="find gives ids")
            statement, point = told[key]
            if not self.has_room(point.text):
                return
            yield self._item(titles, statement, point, codings.get(key, ()))

    def _item(
        self, titles: Titles, statement: Statement, point: Point, codings: Sequence[Coding]
    ) -> PointItem:
        page = self.check(point.text, point.anchor)
        voice = statement.voice
        return PointItem(
            id=point.id,
            quotation=point.text,
            voice=voice_name(voice),
            codes=list(voice.entities),
            manner=voice.manner,
            kind=point.kind,
            confidence=point.confidence,
            about=list(point.about),
            groups=list(point.groups),
            serves=[_code_item(coding) for coding in finest_codings(codings)],
            dialogue=titles.titles[statement.source],
            file=titles.files[statement.source],
            page=page.number,
            printed_page=page.label,
            segment=titles.segments.get(point.segment, ""),
            **judged(point.review),
            statement=statement.id,
            address=self.record.address(point.anchor, point.id),
        )


def judged(review: Review | None) -> dict[str, Any]:
    """Return how far people have come with something, as fields of an answer."""
    standing: Standing = "proposed"
    if review:
        standing = "signed off" if review.state == "signed off" else "judged"
    return {"standing": standing, "judged": list(review.fields) if review else []}


def _code_item(coding: Coding) -> CodeItem:
    title = code_title(coding.framework, coding.code)
    return CodeItem(
        framework=coding.framework, code=coding.code, title=title, confidence=coding.confidence
    )
